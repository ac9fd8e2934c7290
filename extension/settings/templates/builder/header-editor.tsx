import type { TemplateHeader } from '../../../../shared/domain/template.ts';
import { nextVariable } from '../../../../shared/domain/template-draft.ts';
import { TEMPLATE_LIMITS } from '../../../../shared/domain/template-limits.ts';
import { withHeader } from '../../../state/draft-edits.ts';
import { Button } from '../../../ui/button.tsx';
import { SelectField } from '../../../ui/field.tsx';
import { insertText } from '../../../ui/insert-text.ts';
import { type TextKey, t } from '../../../ui/text.ts';
import styles from './builder.module.css';
import { useBuilder } from './context.ts';
import { PlaceMarks, PlaceText } from './place-field.tsx';
import { placeId } from './places.ts';
import { SampleFields } from './sample-fields.tsx';

type Kind = TemplateHeader['kind'] | 'none';

const KINDS: readonly (readonly [Kind, TextKey])[] = [
	['none', 'header_none'],
	['text', 'header_text'],
	['image', 'photo'],
	['video', 'video'],
	['document', 'document'],
	['location', 'location'],
];

/** What stands above the text. */
export function HeaderEditor() {
	const builder = useBuilder();
	const { header } = builder.draft.value;
	const write = (text: string) =>
		builder.change(draft => ({ ...draft, header: { kind: 'text', text } }), 'header.text');
	return (
		<fieldset class={styles.part} id={placeId('header')}>
			<legend class={styles.legend}>{t('builder_header')}</legend>
			<SelectField
				label={t('builder_header_kind')}
				value={header?.kind ?? 'none'}
				options={KINDS.map(([value, label]) => ({ value, label: t(label) }))}
				help={header?.kind === 'location' ? t('header_location_help') : undefined}
				test="builder-header"
				onChange={value => builder.change(draft => withHeader(draft, value as Kind), 'header')}
			/>
			<PlaceMarks place="header" />
			{header?.kind === 'text' && (
				<div class={styles.beside}>
					<PlaceText
						place="header.text"
						label={t('builder_header_text')}
						value={header.text}
						max={TEMPLATE_LIMITS.header}
						test="builder-header-text"
						onInput={write}
					/>
					<Button
						test="header-variable"
						onClick={() => {
							const box = document.getElementById(placeId('header.text'));
							if (box instanceof HTMLInputElement)
								insertText(box, nextVariable(builder.draft.peek(), 'header'));
						}}
					>
						{t('variable_add')}
					</Button>
				</div>
			)}
			<SampleFields prefix="header." />
		</fieldset>
	);
}
