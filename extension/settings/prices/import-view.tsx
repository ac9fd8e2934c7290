import { ArrowLeft } from 'lucide';
import { useCallback, useEffect, useMemo, useRef } from 'preact/hooks';
import { createPriceImport, type ImportField } from '../../state/price-import.ts';
import { Button } from '../../ui/button.tsx';
import field from '../../ui/field.module.css';
import { Field, TextField } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { t } from '../../ui/text.ts';
import { useSettings } from '../context.ts';
import { ErrorSummary } from '../error-summary.tsx';
import form from '../form.module.css';
import { useLeaveWarning } from '../leave-dialog.tsx';
import { PageHead } from '../page-head.tsx';
import { ImportDone } from './import-done.tsx';
import { errorOf, fieldId, LABELS } from './import-words.ts';
import styles from './prices.module.css';
import { RatesField } from './rates-field.tsx';

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
	const wrong = Object.keys(state.errors.value) as ImportField[];
	const problem = state.problem.value;
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
				<ImportDone state={state} onClose={onClose} />
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
					<ErrorSummary
						boxRef={summary}
						wrong={wrong.map(one => ({
							id: fieldId(one),
							label: t(LABELS[one]),
							error: errorOf(state, one),
						}))}
						problem={
							!problem || wrong.length > 0
								? null
								: problem.code === 'offline'
									? t('open_offline')
									: problem.message
						}
					/>
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
					<RatesField state={state} />
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
