import type { TextKey } from '../../ui/text.ts';
import { t } from '../../ui/text.ts';
import { HelpSection } from '../help-section.tsx';

const TOPICS: readonly (readonly [title: TextKey, text: TextKey])[] = [
	['consent_help_why', 'consent_help_why_text'],
	['consent_help_ask', 'consent_help_ask_text'],
	['consent_help_record', 'consent_help_record_text'],
	['consent_help_out', 'consent_help_out_text'],
	['consent_help_footer', 'consent_help_footer_text'],
	['consent_help_never', 'consent_help_never_text'],
];

/** What opting in is and how it is asked for. */
export function ConsentHelp() {
	return (
		<HelpSection title={t('consent_help')} test="consent-help">
			<dl>
				{TOPICS.flatMap(([title, text]) => [<dt key={title}>{t(title)}</dt>, <dd key={text}>{t(text)}</dd>])}
			</dl>
		</HelpSection>
	);
}
