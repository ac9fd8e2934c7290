import type { TextKey } from '../../ui/text.ts';
import { t } from '../../ui/text.ts';
import { HelpSection } from '../help-section.tsx';

const TOPICS: readonly (readonly [title: TextKey, text: TextKey])[] = [
	['limit_help_what', 'limit_help_what_text'],
	['limit_help_over', 'limit_help_over_text'],
	['limit_help_levels', 'limit_help_levels_text'],
	['limit_help_rise', 'limit_help_rise_text'],
	['limit_help_pool', 'limit_help_pool_text'],
	['limit_help_quality', 'limit_help_quality_text'],
	['limit_help_better', 'limit_help_better_text'],
	['limit_help_flagged', 'limit_help_flagged_text'],
	['limit_help_restricted', 'limit_help_restricted_text'],
	['limit_help_cap', 'limit_help_cap_text'],
	['limit_help_name', 'limit_help_name_text'],
];

/** What the limits are and what moves them. */
export function LimitsHelp() {
	return (
		<HelpSection title={t('limit_help')} test="limits-help">
			<dl>
				{TOPICS.flatMap(([title, text]) => [<dt key={title}>{t(title)}</dt>, <dd key={text}>{t(text)}</dd>])}
			</dl>
		</HelpSection>
	);
}
