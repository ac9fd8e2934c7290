import { useState } from 'preact/hooks';
import { IMPORT_TARGETS, type ImportTarget } from '../../../shared/domain/contact-import.ts';
import type { ContactFields } from '../../state/contact-fields.ts';
import type { ContactImport } from '../../state/contact-import.ts';
import type { ImportColumnView } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import field from '../../ui/field.module.css';
import { SelectField } from '../../ui/field.tsx';
import { Table } from '../../ui/table.tsx';
import { plural, t } from '../../ui/text.ts';
import { countryOptions } from '../country-options.ts';
import styles from './contacts.module.css';
import steps from './import.module.css';
import { TARGET_WORDS, wordsOf } from './words.ts';

export interface ImportColumnsProps {
	readonly state: ContactImport;
	readonly fields: ContactFields;
}

/** The second step: what each column is. */
export function ImportColumns({ state, fields }: ImportColumnsProps) {
	const { columns, mapping, filename, rows, country } = state.choice.value;
	return (
		<>
			<p>{plural('import_rows_in', rows, { name: filename })}</p>
			<Table
				label={t('import_step_columns')}
				columns={[
					{ key: 'column', title: t('import_column') },
					{ key: 'samples', title: t('import_samples') },
					{ key: 'target', title: t('import_becomes') },
				]}
			>
				{columns.map((column, index) => (
					<tr key={index} data-test="import-column">
						<td class={styles.name} dir="auto">
							{column.head || t('import_no_head')}
						</td>
						<td class={styles.samples} dir="auto">
							{column.samples.join(' · ') || '–'}
						</td>
						<td>
							<Target
								column={column}
								target={mapping[index] ?? 'skip'}
								fields={fields}
								onChange={target => state.map(index, target)}
							/>
						</td>
					</tr>
				))}
			</Table>
			<SelectField
				label={t('import_country')}
				help={t('import_country_help')}
				value={country === undefined ? 'rule' : (country ?? '')}
				options={[
					{ value: 'rule', label: t('import_country_rule') },
					{ value: '', label: t('import_country_none') },
					...countryOptions(),
				]}
				test="import-country"
				onChange={next =>
					void state.write({ country: next === 'rule' ? undefined : next === '' ? null : next })
				}
			/>
			<div class={styles.buttons}>
				<Button
					look="primary"
					busy={state.busy.value}
					test="import-check"
					onClick={() => void state.runCheck()}
				>
					{t('import_check')}
				</Button>
				<Button look="quiet" test="import-other" onClick={state.back}>
					{t('import_other_file')}
				</Button>
			</div>
		</>
	);
}

interface TargetProps {
	readonly column: ImportColumnView;
	readonly target: ImportTarget;
	readonly fields: ContactFields;
	readonly onChange: (target: ImportTarget) => void;
}

/** What one column is; for what nobody knows, the offer to make an attribute of it. */
function Target({ column, target, fields, onChange }: TargetProps) {
	const [problem, setProblem] = useState<string | null>(null);
	const [busy, setBusy] = useState(false);
	const attributes = fields.attributes.current.value.value ?? [];
	const create = async () => {
		setBusy(true);
		const answer = await fields.saveAttribute({ label: column.head, type: 'text' });
		setBusy(false);
		if (answer.ok) onChange(`attribute:${answer.value.key}`);
		else setProblem(wordsOf(answer.error));
	};
	return (
		<div class={steps.target}>
			<select
				class={field.input}
				aria-label={t('import_becomes_of', { name: column.head })}
				value={target}
				data-test="import-target"
				onChange={event => onChange(event.currentTarget.value as ImportTarget)}
			>
				{IMPORT_TARGETS.map(one => (
					<option key={one} value={one}>
						{t(TARGET_WORDS[one])}
					</option>
				))}
				{attributes.map(one => (
					<option key={one.key} value={`attribute:${one.key}`}>
						{one.label}
					</option>
				))}
			</select>
			{column.guess === null && target === 'skip' && (
				<Button look="link" busy={busy} test="import-create" onClick={() => void create()}>
					{t('import_create_attribute', { name: column.head })}
				</Button>
			)}
			{problem && (
				<p class={styles.problem} role="alert">
					{problem}
				</p>
			)}
		</div>
	);
}
