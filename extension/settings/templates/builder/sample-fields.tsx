import type { TemplateSlot } from '../../../../shared/domain/template.ts';
import { withSample } from '../../../state/draft-edits.ts';
import { t } from '../../../ui/text.ts';
import styles from './builder.module.css';
import { useBuilder } from './context.ts';
import { PlaceText } from './place-field.tsx';
import { SampleFile } from './sample-file.tsx';

export interface SampleFieldsProps {
	/** Which of the draft's slots these are: those whose id begins so. */
	readonly prefix: string;
}

/** A sample for each slot of one part: the reviewer sees them, customers never do. */
export function SampleFields({ prefix }: SampleFieldsProps) {
	const slots = useBuilder().slots.value.filter(slot => slot.id.startsWith(prefix));
	if (slots.length === 0) return null;
	return (
		<fieldset class={styles.samples}>
			<legend>{t('samples_legend')}</legend>
			{slots.map(slot => (
				<SampleField key={slot.id} slot={slot} />
			))}
		</fieldset>
	);
}

/** The sample of one slot. */
export function SampleField({ slot }: { readonly slot: TemplateSlot }) {
	const builder = useBuilder();
	if (slot.kind === 'image' || slot.kind === 'video' || slot.kind === 'document')
		return <SampleFile slot={slot} />;
	const label =
		slot.kind === 'code'
			? t('sample_code')
			: slot.kind === 'url-suffix'
				? t('sample_link')
				: `{{${slot.name}}}`;
	return (
		<PlaceText
			place={`samples.${slot.id}`}
			label={label}
			value={slot.sample ?? ''}
			test={`sample-${slot.id}`}
			onInput={value => builder.change(draft => withSample(draft, slot.id, value), `samples.${slot.id}`)}
		/>
	);
}
