import { ArrowLeft, CircleCheck } from 'lucide';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { createPriceImport, type ImportField, type PriceImport } from '../../state/price-import.ts';
import { Button } from '../../ui/button.tsx';
import field from '../../ui/field.module.css';
import { Field, TextField } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { plural, type TextKey, t } from '../../ui/text.ts';
import { useSettings } from '../context.ts';
import form from '../form.module.css';
import { useLeaveWarning } from '../leave-dialog.tsx';
import { PageHead } from '../page-head.tsx';
import styles from './prices.module.css';
import { dayWords } from './words.ts';

export interface ImportViewProps {
	/** The account's, as a first guess. */
	readonly currency: string;
	readonly onClose: () => void;
}

/** Takes over a rate card from a CSV file or a pasted table. */
export function ImportView({ currency, onClose }: ImportViewProps) {
	const { port } = useSettings();
	const state = useMemo(() => createPriceImport(port, currency), []);
	const summary = useRef<HTMLDivElement>(null);
	useLeaveWarning(useCallback(() => state.dirty.peek(), [state]));
	useEffect(() => document.getElementById(fieldId('currency'))?.focus(), []);
	const { values } = state;
	const save = async () => {
		if (!(await state.save())) requestAnimationFrame(() => summary.current?.focus());
	};
	return (
		<>
			<div class={styles.head}>
				<IconButton icon={ArrowLeft} label={t('price_back')} onClick={onClose} />
				<PageHead title={t('price_import')} />
			</div>
			{state.done.value ? (
				<Done state={state} onClose={onClose} />
			) : (
				<form
					class={form.form}
					noValidate
					onSubmit={event => {
						event.preventDefault();
						void save();
					}}
				>
					<p class={form.lead}>{t('price_import_text')}</p>
					<Summary state={state} summary={summary} />
					<TextField
						id={fieldId('currency')}
						label={t('price_currency')}
						help={t('price_currency_help')}
						value={values.value.currency}
						error={errorOf(state, 'currency')}
						exact
						test="import-currency"
						onInput={next => state.write({ currency: next.trim().toUpperCase() })}
					/>
					<Field
						id={fieldId('effectiveFrom')}
						label={t('price_first_day')}
						help={t('price_first_day_help')}
						error={errorOf(state, 'effectiveFrom')}
					>
						{ids => (
							<input
								{...ids}
								class={field.input}
								type="date"
								value={values.value.effectiveFrom}
								data-test="import-day"
								onInput={event => state.write({ effectiveFrom: event.currentTarget.value })}
							/>
						)}
					</Field>
					<Table state={state} />
					<div class={form.buttons}>
						<Button look="primary" type="submit" busy={state.busy.value} test="import-save">
							{t('price_import_action')}
						</Button>
						<Button look="quiet" onClick={onClose}>
							{t('cancel')}
						</Button>
					</div>
				</form>
			)}
		</>
	);
}

/** The rates themselves: pasted, or out of a file. */
function Table({ state }: { readonly state: PriceImport }) {
	const [filename, setFilename] = useState<string | null>(null);
	const file = useRef<HTMLInputElement>(null);
	const read = state.read.value;
	const take = async (chosen: File | undefined) => {
		if (!chosen) return;
		state.write({ csv: await chosen.text() });
		setFilename(chosen.name);
	};
	return (
		<Field
			id={fieldId('csv')}
			label={t('price_table')}
			help={t('price_table_help')}
			error={errorOf(state, 'csv') ?? (read && 'problem' in read ? read.problem : null)}
		>
			{ids => (
				// biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way to the button
				<div
					class={styles.drop}
					onDragOver={event => {
						if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
					}}
					onDrop={event => {
						const [dropped] = event.dataTransfer?.files ?? [];
						if (dropped) event.preventDefault();
						void take(dropped);
					}}
				>
					<textarea
						{...ids}
						class={field.input}
						rows={10}
						dir="ltr"
						spellcheck={false}
						placeholder={PLACEHOLDER}
						value={state.values.value.csv}
						data-test="import-csv"
						onInput={event => {
							state.write({ csv: event.currentTarget.value });
							setFilename(null);
						}}
					/>
					<input
						ref={file}
						class="visually-hidden"
						type="file"
						accept=".csv,.tsv,.txt,text/csv,text/plain"
						aria-label={t('price_file')}
						tabIndex={-1}
						data-test="import-file"
						onChange={event => {
							void take(event.currentTarget.files?.[0]);
							event.currentTarget.value = '';
						}}
					/>
					<div class={styles.file}>
						<Button onClick={() => file.current?.click()}>{t('price_file')}</Button>
						<span class={styles.quiet} role="status" data-test="import-read">
							{[filename, read && 'markets' in read && plural('price_markets_read', read.markets)]
								.filter(Boolean)
								.join(' · ')}
						</span>
					</div>
				</div>
			)}
		</Field>
	);
}

const PLACEHOLDER = 'Market,Marketing,Utility,Authentication,Authentication-International,Service';

function Done({ state, onClose }: { readonly state: PriceImport; readonly onClose: () => void }) {
	const heading = useRef<HTMLParagraphElement>(null);
	useEffect(() => heading.current?.focus(), []);
	const done = state.done.value;
	if (!done) return null;
	const { card, warnings } = done;
	return (
		<div class={form.form} data-test="import-done">
			<p ref={heading} class={styles.done} tabIndex={-1} role="status">
				<Icon node={CircleCheck} />
				{plural('price_import_done', Object.keys(card.rates).length, {
					currency: card.currency,
					day: dayWords(card.effectiveFrom),
				})}
			</p>
			{warnings.length > 0 && (
				<div class={form.warning} data-test="import-warnings">
					<p>{t('price_import_warnings')}</p>
					<ul class={styles.warnings}>
						{warnings.map(warning => (
							<li key={warning}>{warning}</li>
						))}
					</ul>
				</div>
			)}
			<div class={form.buttons}>
				<Button look="primary" test="import-close" onClick={onClose}>
					{t('price_back')}
				</Button>
			</div>
		</div>
	);
}

const LABELS: Record<ImportField, TextKey> = {
	currency: 'price_currency',
	effectiveFrom: 'price_first_day',
	csv: 'price_table',
};

interface SummaryProps {
	readonly state: PriceImport;
	readonly summary: { current: HTMLDivElement | null };
}

function Summary({ state, summary }: SummaryProps) {
	const wrong = Object.keys(state.errors.value) as ImportField[];
	const problem = state.problem.value;
	if (wrong.length === 0 && !problem) return null;
	return (
		<div ref={summary} class={form.summary} role="alert" tabIndex={-1} data-test="form-summary">
			{problem && wrong.length === 0 && (
				<p>{problem.code === 'offline' ? t('open_offline') : problem.message}</p>
			)}
			<ul>
				{wrong.map(one => (
					<li key={one}>
						<a
							href={`#${fieldId(one)}`}
							onClick={event => {
								event.preventDefault();
								document.getElementById(fieldId(one))?.focus();
							}}
						>
							{t(LABELS[one])}: {errorOf(state, one)}
						</a>
					</li>
				))}
			</ul>
		</div>
	);
}

function fieldId(name: ImportField): string {
	return `price-import-${name}`;
}

function errorOf(state: PriceImport, name: ImportField): string | null {
	const error = state.errors.value[name];
	if (!error) return null;
	if ('said' in error) return error.said;
	return t(error.own === 'currency' ? 'price_error_currency' : 'error_required');
}
