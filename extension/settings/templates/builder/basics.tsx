import { useState } from 'preact/hooks';
import { TEMPLATE_CATEGORIES, type TemplateCategory } from '../../../../shared/domain/template-draft.ts';
import { TEMPLATE_LIMITS } from '../../../../shared/domain/template-limits.ts';
import { withFormat } from '../../../state/draft-edits.ts';
import { templateLanguages } from '../../../state/template-languages.ts';
import { Button } from '../../../ui/button.tsx';
import { categoryWord } from '../../../ui/category.ts';
import { Combobox } from '../../../ui/combobox.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { SelectField, TextField } from '../../../ui/field.tsx';
import { languageName } from '../../../ui/names.ts';
import { type TextKey, t } from '../../../ui/text.ts';
import { NOTE_LIMITS } from '../note-limits.ts';
import styles from './builder.module.css';
import { useBuilder } from './context.ts';
import { PlaceText } from './place-field.tsx';
import { marksAt, placeId } from './places.ts';
import { TypeChoice } from './type-choice.tsx';

const LANGUAGES = Object.keys(templateLanguages);

const CATEGORY_HELP: Record<TemplateCategory, TextKey> = {
	marketing: 'category_help_marketing',
	utility: 'category_help_utility',
	authentication: 'category_help_authentication',
};

/** What the template is: its names, its language, its category and its type. */
export function Basics() {
	const builder = useBuilder();
	const { draft, notes, edits } = builder;
	const { language, format } = draft.value;
	return (
		<fieldset class={styles.part}>
			<legend class="visually-hidden">{t('builder_basics')}</legend>
			<TextField
				id="builder-label"
				label={t('builder_label')}
				help={t('builder_label_help')}
				value={notes.value.label}
				maxLength={NOTE_LIMITS.label}
				test="builder-label"
				onInput={builder.setLabel}
			/>
			<MetaName />
			<TextField
				label={t('builder_description')}
				help={t('builder_description_help')}
				value={notes.value.description}
				maxLength={NOTE_LIMITS.description}
				test="builder-description"
				onInput={builder.setDescription}
			/>
			<Tags />
			<div class={styles.pair}>
				<Category />
				<Combobox
					id={placeId('language')}
					label={t('column_language')}
					value={language}
					options={LANGUAGES.map(code => ({ value: code, label: nameOf(code), detail: code }))}
					disabled={edits !== null}
					none={t('language_none')}
					error={marksAt(builder, 'language').error}
					test="builder-language"
					onChange={code => builder.change(now => ({ ...now, language: code }), 'language')}
				/>
			</div>
			{draft.value.category !== 'authentication' && (
				<div class={styles.pair}>
					<TypeChoice />
					<SelectField
						label={t('builder_format')}
						help={t(format === 'named' ? 'format_named_help' : 'format_positional_help')}
						value={format}
						options={[
							{ value: 'positional', label: t('format_positional') },
							{ value: 'named', label: t('format_named') },
						]}
						test="builder-format"
						onChange={value => builder.change(now => withFormat(now, value as 'positional' | 'named'))}
					/>
				</div>
			)}
		</fieldset>
	);
}

function nameOf(code: string): string {
	const name = languageName(code);
	return name === code ? (templateLanguages[code] ?? code) : name;
}

function MetaName() {
	const builder = useBuilder();
	const fixed = builder.edits !== null;
	if (fixed) {
		return (
			<TextField
				label={t('builder_name')}
				help={t('builder_name_fixed')}
				value={builder.draft.value.name}
				exact
				readOnly
				test="builder-name"
				onInput={() => {}}
			/>
		);
	}
	return (
		<PlaceText
			place="name"
			label={t('builder_name')}
			help={t(builder.nameByHand.value ? 'builder_name_by_hand' : 'builder_name_help')}
			value={builder.draft.value.name}
			max={TEMPLATE_LIMITS.name}
			exact
			test="builder-name"
			onInput={builder.setName}
		/>
	);
}

function Tags() {
	const { notes, setTags } = useBuilder();
	// As typed, so that a comma that was just written stays.
	const [words, setWords] = useState(notes.peek().tags.join(', '));
	return (
		<TextField
			label={t('builder_tags')}
			help={t('builder_tags_help')}
			value={words}
			test="builder-tags"
			onInput={next => {
				setWords(next);
				setTags(next);
			}}
		/>
	);
}

/** To and from authentication the whole text changes, so it is asked about when something would be lost. */
function Category() {
	const builder = useBuilder();
	const [asking, setAsking] = useState<TemplateCategory | null>(null);
	const { draft } = builder;
	const { category, body, header, buttons, cards } = draft.value;
	const choose = (next: TemplateCategory) => {
		const loses =
			next === 'authentication' &&
			(body.trim() !== '' || header !== null || buttons.length > 0 || cards !== null);
		if (loses) setAsking(next);
		else builder.setCategory(next);
	};
	return (
		<>
			<SelectField
				key={`${category}:${asking}`}
				id={placeId('category')}
				label={t('column_category')}
				help={t(CATEGORY_HELP[category])}
				value={category}
				error={marksAt(builder, 'category').error}
				options={TEMPLATE_CATEGORIES.map(value => ({ value, label: categoryWord(value) }))}
				test="builder-category"
				onChange={value => choose(value as TemplateCategory)}
			/>
			{asking && (
				<Dialog
					title={t('category_change_title')}
					onClose={() => setAsking(null)}
					actions={
						<>
							<Button onClick={() => setAsking(null)}>{t('cancel')}</Button>
							<Button
								look="danger"
								test="category-confirm"
								onClick={() => {
									builder.setCategory(asking);
									setAsking(null);
								}}
							>
								{t('category_change_action')}
							</Button>
						</>
					}
				>
					<p>{t('category_change_text')}</p>
				</Dialog>
			)}
		</>
	);
}
