import { useState } from 'preact/hooks';
import { formatPhone } from '../../../shared/lib/phone.ts';
import type { ContactFields } from '../../state/contact-fields.ts';
import type { ContactImport } from '../../state/contact-import.ts';
import type { ImportCheckView } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import field from '../../ui/field.module.css';
import { SelectField } from '../../ui/field.tsx';
import { Table } from '../../ui/table.tsx';
import { formatNumber, plural, t } from '../../ui/text.ts';
import styles from './contacts.module.css';
import steps from './import.module.css';
import { ImportCounts } from './import-counts.tsx';
import { wordsOf } from './words.ts';

export interface ImportCheckProps {
	readonly state: ContactImport;
	readonly fields: ContactFields;
}

/** The third step: what the import would do, before it does. */
export function ImportCheck({ state, fields }: ImportCheckProps) {
	const check = state.check.value;
	if (!check) return null;
	const { counts } = check;
	const taken = counts.added + counts.updated + counts.unchanged;
	return (
		<>
			<ImportCounts counts={counts} />
			<UnknownTags check={check} state={state} fields={fields} />
			{check.ambiguous.length > 0 && <Ambiguous check={check} state={state} />}
			{check.problems.length > 0 && <Problems check={check} />}
			{check.notes.length > 0 && (
				<details class={steps.part}>
					<summary>{plural('import_notes', check.notes.length)}</summary>
					<ul>
						{check.notes.map(one => (
							<li key={`${one.line} ${one.message}`}>
								{t('import_line', { line: formatNumber(one.line) })} {one.message}
							</li>
						))}
					</ul>
				</details>
			)}
			<div class={styles.buttons}>
				<Button
					look="primary"
					disabled={taken === 0}
					busy={state.busy.value}
					test="import-start"
					onClick={() => void state.start()}
				>
					{plural('import_start', taken)}
				</Button>
				<Button look="quiet" test="import-back" onClick={state.back}>
					{t('import_back')}
				</Button>
			</div>
		</>
	);
}

interface PartProps {
	readonly check: ImportCheckView;
	readonly state: ContactImport;
}

function UnknownTags({ check, state, fields }: PartProps & { readonly fields: ContactFields }) {
	const [problem, setProblem] = useState<string | null>(null);
	const names = check.unknownTags.map(one => one.name);
	if (names.length === 0) return null;
	const create = async () => {
		const error = await fields.createTags(names.slice(0, 500));
		if (error) setProblem(wordsOf(error));
		else await state.runCheck();
	};
	return (
		<section class={steps.part} aria-label={t('import_unknown_tags')} data-test="import-unknown">
			<h3>{t('import_unknown_tags')}</h3>
			<p>{t('import_unknown_text')}</p>
			<ul class={styles.list}>
				{check.unknownTags.slice(0, 100).map(one => (
					<li key={one.name}>
						<span dir="auto">{one.name}</span>{' '}
						<span class={styles.quiet}>{plural('import_in_rows', one.rows)}</span>
					</li>
				))}
			</ul>
			<Button test="import-create-tags" busy={state.busy.value} onClick={() => void create()}>
				{plural('import_create_tags', names.length)}
			</Button>
			{problem && (
				<p class={styles.problem} role="alert">
					{problem}
				</p>
			)}
		</section>
	);
}

function Ambiguous({ check, state }: PartProps) {
	const { ambiguous, choices } = state.choice.value;
	return (
		<section class={steps.part} aria-label={t('import_ambiguous')} data-test="import-ambiguous">
			<h3>{t('import_ambiguous')}</h3>
			<p>{t('import_ambiguous_text')}</p>
			<SelectField
				label={t('import_ambiguous_as')}
				value={ambiguous}
				options={[
					{ value: 'set-aside', label: t('import_ambiguous_aside') },
					{ value: 'national', label: t('import_ambiguous_national') },
					{ value: 'international', label: t('import_ambiguous_international') },
				]}
				test="import-ambiguous-as"
				onChange={next => void state.write({ ambiguous: next as typeof ambiguous })}
			/>
			<ul class={styles.list}>
				{check.ambiguous.map(one => (
					<AmbiguousNumber
						key={one.line}
						one={one}
						onChoose={phone => void state.write({ choices: { ...choices, [one.line]: phone } })}
					/>
				))}
			</ul>
		</section>
	);
}

interface AmbiguousNumberProps {
	readonly one: ImportCheckView['ambiguous'][number];
	readonly onChoose: (phone: string) => void;
}

/** One number that can be several: its readings, and room for another. */
function AmbiguousNumber({ one, onChoose }: AmbiguousNumberProps) {
	const [other, setOther] = useState('');
	const words = t('import_number_of', { line: formatNumber(one.line), name: one.name });
	return (
		<li data-test="import-number">
			<span>
				{words} <code>{one.phone}</code>
			</span>
			<span class={steps.readings}>
				{one.readings.map(phone => (
					<Button key={phone} test="import-reading" onClick={() => onChoose(phone)}>
						{formatPhone(phone)}
					</Button>
				))}
				<input
					class={field.input}
					type="tel"
					aria-label={t('import_number_other', { name: one.name })}
					placeholder="+49 30 901820"
					value={other}
					data-test="import-number-other"
					onInput={event => setOther(event.currentTarget.value)}
				/>
				<Button
					disabled={other.trim() === ''}
					test="import-number-take"
					onClick={() => onChoose(other.trim())}
				>
					{t('import_number_take')}
				</Button>
			</span>
		</li>
	);
}

function Problems({ check }: { readonly check: ImportCheckView }) {
	return (
		<section class={steps.part} aria-label={t('import_problems')}>
			<h3>{t('import_problems')}</h3>
			<p>{plural('import_problems_text', check.counts.failed)}</p>
			<Table
				label={t('import_problems')}
				columns={[
					{ key: 'line', title: t('import_row'), align: 'end' },
					{ key: 'name', title: t('column_name') },
					{ key: 'phone', title: t('contacts_phone') },
					{ key: 'column', title: t('import_column') },
					{ key: 'problem', title: t('import_problem') },
				]}
			>
				{check.problems.map(one => (
					<tr key={`${one.line} ${one.column} ${one.message}`} data-test="import-problem-row">
						<td data-align="end">{formatNumber(one.line)}</td>
						<td class={styles.name} dir="auto">
							{one.name || '–'}
						</td>
						<td class={styles.phone}>{one.phone || '–'}</td>
						<td>{one.column ?? '–'}</td>
						<td class={styles.value}>{one.message}</td>
					</tr>
				))}
			</Table>
			{check.problemCount > check.problems.length && (
				<p class={styles.quiet}>
					{t('import_problems_more', {
						shown: formatNumber(check.problems.length),
						count: formatNumber(check.problemCount),
					})}
				</p>
			)}
		</section>
	);
}
