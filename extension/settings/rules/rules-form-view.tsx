import { useCallback, useMemo, useRef } from 'preact/hooks';
import type { Source } from '../../state/loaded.ts';
import { createRulesForm, type RulesField, type RulesForm } from '../../state/rules.ts';
import type { PriceCardView, RulesView } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { SelectField } from '../../ui/field.tsx';
import { currencyName } from '../../ui/names.ts';
import { t } from '../../ui/text.ts';
import { useStateOf } from '../../ui/use-state-of.ts';
import { useSettings } from '../context.ts';
import { countryOptions } from '../country-options.ts';
import { ErrorSummary } from '../error-summary.tsx';
import form from '../form.module.css';
import { useLeaveWarning } from '../leave-dialog.tsx';
import { BroadcastRules, Cap, Check, Confirmation, FileDays } from './rule-fields.tsx';
import { errorOf, fieldId, LABELS } from './rule-words.ts';
import styles from './rules.module.css';
import { zoneOptions } from './zones.ts';

export interface RulesFormViewProps {
	/** Loaded. */
	readonly rules: Source<RulesView>;
	/** The cards whose currencies can be chosen. */
	readonly cards: readonly PriceCardView[];
	readonly readOnly: boolean;
}

/** The rules for sending as a form; for those who may not change them, the same to read. */
export function RulesFormView({ rules, cards, readOnly }: RulesFormViewProps) {
	const { port, clock } = useSettings();
	const state = useStateOf(() => createRulesForm(port, rules), []);
	const summary = useRef<HTMLDivElement>(null);
	useLeaveWarning(useCallback(() => state.dirty.peek(), [state]));
	const values = state.values.value;
	const wrong = Object.keys(state.errors.value) as RulesField[];
	const problem = state.problem.value;
	const zones = useMemo(() => zoneOptions(values.zone, clock.now.peek()), []);
	const currencies = [...new Set([values.currency, ...cards.map(card => card.currency)])].sort();
	const save = async () => {
		if (!(await state.save())) requestAnimationFrame(() => summary.current?.focus());
	};
	return (
		<form
			class={form.form}
			noValidate
			data-test="rules-form"
			onSubmit={event => {
				event.preventDefault();
				if (!readOnly) void save();
			}}
		>
			<ErrorSummary
				boxRef={summary}
				wrong={wrong.map(one => ({ id: fieldId(one), label: t(LABELS[one]), error: errorOf(state, one) }))}
				problem={problem && (problem.code === 'offline' ? t('rule_offline') : problem.message)}
			/>
			<fieldset class={styles.part} disabled={readOnly}>
				<legend class={styles.title}>{t('rule_part_sending')}</legend>
				<Cap state={state} />
				<Check
					label={t('rule_unreachable')}
					help={t('rule_unreachable_help')}
					checked={values.refuseUnreachable}
					test="rule-unreachable"
					onChange={refuseUnreachable => state.write({ refuseUnreachable })}
				/>
				<Check
					label={t('rule_strict')}
					help={t('rule_strict_help')}
					checked={values.strictButtons}
					test="rule-strict"
					onChange={strictButtons => state.write({ strictButtons })}
				/>
				<Check
					label={t('rule_numbered')}
					help={t('rule_numbered_help')}
					checked={values.numberedChoices}
					test="rule-numbered"
					onChange={numberedChoices => state.write({ numberedChoices })}
				/>
			</fieldset>
			<fieldset class={styles.part} disabled={readOnly}>
				<legend class={styles.title}>{t('rule_part_broadcasts')}</legend>
				<BroadcastRules state={state} />
			</fieldset>
			<fieldset class={styles.part} disabled={readOnly}>
				<legend class={styles.title}>{t('rule_part_files')}</legend>
				<FileDays state={state} />
			</fieldset>
			<fieldset class={styles.part} disabled={readOnly}>
				<legend class={styles.title}>{t('rule_part_consent')}</legend>
				<Confirmation state={state} name="confirmOptOut" test="rule-confirm-out" />
				<Confirmation state={state} name="confirmOptIn" test="rule-confirm-in" />
			</fieldset>
			<fieldset class={styles.part} disabled={readOnly}>
				<legend class={styles.title}>{t('rule_part_counting')}</legend>
				<Combobox
					id={fieldId('zone')}
					label={t('rule_zone')}
					help={t('rule_zone_help')}
					value={values.zone}
					options={zones}
					error={errorOf(state, 'zone')}
					none={t('rule_zone_none')}
					disabled={readOnly}
					test="rule-zone"
					onChange={zone => state.write({ zone })}
				/>
				<SelectField
					id={fieldId('defaultCountry')}
					label={t('contacts_country')}
					help={t('contacts_country_help')}
					value={values.defaultCountry}
					options={[{ value: '', label: t('contacts_country_none') }, ...countryOptions()]}
					error={errorOf(state, 'defaultCountry')}
					disabled={readOnly}
					test="rule-country"
					onChange={defaultCountry => state.write({ defaultCountry })}
				/>
				<SelectField
					id={fieldId('currency')}
					label={t('rule_currency')}
					help={t('rule_currency_help')}
					value={values.currency}
					options={currencies.map(code => ({
						value: code,
						label: currencyName(code) === code ? code : `${code}, ${currencyName(code)}`,
					}))}
					error={errorOf(state, 'currency')}
					disabled={readOnly}
					test="rule-currency"
					onChange={currency => state.write({ currency })}
				/>
			</fieldset>
			{!readOnly && <Save state={state} />}
		</form>
	);
}

function Save({ state }: { readonly state: RulesForm }) {
	const dirty = state.dirty.value;
	return (
		<div class={styles.save}>
			<Button look="primary" type="submit" busy={state.busy.value} test="rule-save">
				{t('save')}
			</Button>
			{dirty && (
				<Button look="quiet" test="rule-reset" onClick={state.reset}>
					{t('rule_reset')}
				</Button>
			)}
			<span class={styles.state} role="status" data-test="rule-state">
				{dirty ? t('rule_not_saved') : state.saved.value && t('rule_saved')}
			</span>
		</div>
	);
}
