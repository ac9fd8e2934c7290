import { RotateCw } from 'lucide';
import { shownName } from '../../state/template-filter.ts';
import type { TemplateView } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import { categoryWord } from '../../ui/category.ts';
import { Combobox } from '../../ui/combobox.tsx';
import { languageName } from '../../ui/names.ts';
import { t } from '../../ui/text.ts';
import styles from './broadcasts.module.css';
import type { ContentPartProps } from './content-part.tsx';
import { SlotField } from './slot-field.tsx';
import { problemWords } from './words.ts';

/** The choice of an approved template and what its places are filled with. */
export function TemplateContent({ content: { template: state }, id, error, prefix }: ContentPartProps) {
	const loaded = state.list.value;
	const chosen = state.chosen.value;
	const approved = state.approved.value;
	const value = chosen ? keyOf(chosen) : '';
	const isGone = chosen !== null && state.template.value === null && loaded?.value;
	return (
		<>
			<Combobox
				id={id}
				label={t('bc_kind_template')}
				help={t('bc_template_help')}
				value={value}
				options={[
					...approved.map(one => ({ value: keyOf(one), label: shownName(one), detail: detailOf(one) })),
					...(chosen && !approved.some(one => keyOf(one) === value)
						? [{ value, label: chosen.name, detail: languageName(chosen.language) }]
						: []),
				]}
				error={error ?? (isGone ? t('bc_template_gone', { name: chosen.name }) : null)}
				none={t(approved.length === 0 ? 'bc_template_none' : 'bc_template_none_found')}
				test={`${prefix}-template`}
				onChange={next => {
					const found = approved.find(one => keyOf(one) === next);
					if (found) state.choose(found);
				}}
			/>
			{loaded?.problem && (
				<p class={styles.problem} role="alert">
					{problemWords(loaded.problem)}{' '}
					<Button look="link" icon={RotateCw} onClick={state.reload}>
						{t('try_again')}
					</Button>
				</p>
			)}
			{state.slots.value.map(slot => (
				<SlotField key={slot.id} slot={slot} state={state} prefix={prefix} />
			))}
		</>
	);
}

function keyOf({ name, language }: { readonly name: string; readonly language: string }): string {
	return `${name} ${language}`;
}

function detailOf(template: TemplateView): string {
	return [languageName(template.language), categoryWord(template.category), template.name]
		.filter((word, index) => index < 2 || word !== shownName(template))
		.join(' · ');
}
