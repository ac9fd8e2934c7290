import { createGuides } from '../../state/guides.ts';
import type { ChannelKind } from '../../state/views.ts';
import { t } from '../../ui/text.ts';
import { useStateOf } from '../../ui/use-state-of.ts';
import { useSettings } from '../context.ts';
import { GUIDES, stepsOf } from '../guide/guides.ts';
import { HelpSection } from '../help-section.tsx';
import styles from './guides.module.css';

/** The guides that lead to a channel, each with how far it is. */
export function Guides({ kinds }: { readonly kinds: readonly ChannelKind[] }) {
	const { go, port } = useSettings();
	const guides = useStateOf(() => createGuides(port), []);
	const marks = guides.current.value.value;
	const known = kinds.filter(kind => GUIDES[kind.provider]);
	if (known.length === 0) return null;
	return (
		<HelpSection title={t('guides_title')} test="guides">
			<ul class={styles.list}>
				{known.map(kind => {
					const steps = stepsOf(kind.provider);
					const done = steps.filter(step => marks?.[kind.provider]?.[step] === 'done').length;
					return (
						<li key={kind.provider} class={styles.guide}>
							<a
								href={`#channels?open=guide.${kind.provider}`}
								data-test={`guide-${kind.provider}`}
								onClick={event => {
									event.preventDefault();
									go({ filters: { open: `guide.${kind.provider}` } });
								}}
							>
								{kind.name}
							</a>
							{marks && <span class={styles.done}>{t('guide_progress', { done, all: steps.length })}</span>}
						</li>
					);
				})}
			</ul>
		</HelpSection>
	);
}
