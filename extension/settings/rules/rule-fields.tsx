import type { RulesForm } from '../../state/rules.ts';
import field from '../../ui/field.module.css';
import { Field } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import { errorOf, fieldId, LABELS } from './rule-words.ts';
import styles from './rules.module.css';

/** How much marketing one contact gets: a number, or no cap. */
export function Cap({ state }: { readonly state: RulesForm }) {
	const { capped, cap } = state.values.value;
	return (
		<div class={styles.cap}>
			<Check
				label={t('rule_capped')}
				help={t('rule_capped_help')}
				checked={capped}
				test="rule-capped"
				onChange={next => state.write({ capped: next })}
			/>
			{capped && (
				<NumberField
					state={state}
					name="marketingCap"
					help={t('rule_cap_help')}
					value={cap}
					test="rule-cap"
					onInput={next => state.write({ cap: next })}
				/>
			)}
		</div>
	);
}

/** How long files of messages are kept here: a number of days, or for good. */
export function FileDays({ state }: { readonly state: RulesForm }) {
	const { deletesFiles, fileDays } = state.values.value;
	return (
		<div class={styles.cap}>
			<Check
				label={t('rule_deletes_files')}
				help={t('rule_deletes_files_help')}
				checked={deletesFiles}
				test="rule-deletes-files"
				onChange={next => state.write({ deletesFiles: next })}
			/>
			{deletesFiles && (
				<NumberField
					state={state}
					name="keepFilesDays"
					help={t('rule_file_days_help')}
					value={fileDays}
					test="rule-file-days"
					onInput={next => state.write({ fileDays: next })}
				/>
			)}
		</div>
	);
}

/** Who launches broadcasts, and how far ahead they are scheduled. */
export function BroadcastRules({ state }: { readonly state: RulesForm }) {
	const { fourEyes, scheduleDays } = state.values.value;
	return (
		<>
			<Check
				label={t('rule_four_eyes')}
				help={t('rule_four_eyes_help')}
				checked={fourEyes}
				test="rule-four-eyes"
				onChange={next => state.write({ fourEyes: next })}
			/>
			<NumberField
				state={state}
				name="scheduleDays"
				help={t('rule_schedule_days_help')}
				value={scheduleDays}
				test="rule-schedule-days"
				onInput={next => state.write({ scheduleDays: next })}
			/>
		</>
	);
}

interface NumberFieldProps {
	readonly state: RulesForm;
	readonly name: 'marketingCap' | 'keepFilesDays' | 'scheduleDays';
	readonly help: string;
	readonly value: string;
	readonly test: string;
	readonly onInput: (value: string) => void;
}

function NumberField({ state, name, help, value, test, onInput }: NumberFieldProps) {
	return (
		<Field id={fieldId(name)} label={t(LABELS[name])} help={help} error={errorOf(state, name)}>
			{ids => (
				<input
					{...ids}
					class={`${field.input} ${styles.number}`}
					type="text"
					inputMode="numeric"
					autocomplete="off"
					value={value}
					data-test={test}
					onInput={event => onInput(event.currentTarget.value)}
				/>
			)}
		</Field>
	);
}

interface CheckProps {
	readonly label: string;
	readonly help: string;
	readonly checked: boolean;
	readonly onChange: (checked: boolean) => void;
	readonly test: string;
}

/** A box to tick, with what it means under it. */
export function Check({ label, help, checked, onChange, test }: CheckProps) {
	const helpId = `${test}-help`;
	return (
		<div>
			<label class={styles.check}>
				<input
					type="checkbox"
					checked={checked}
					aria-describedby={helpId}
					data-test={test}
					onChange={event => onChange(event.currentTarget.checked)}
				/>
				{label}
			</label>
			<p id={helpId} class={styles.help}>
				{help}
			</p>
		</div>
	);
}

interface ConfirmationProps {
	readonly state: RulesForm;
	readonly name: 'confirmOptOut' | 'confirmOptIn';
	readonly test: string;
}

/** A text that answers a word of consent. */
export function Confirmation({ state, name, test }: ConfirmationProps) {
	return (
		<Field
			id={fieldId(name)}
			label={t(LABELS[name])}
			optional={t('optional')}
			help={t(name === 'confirmOptOut' ? 'rule_confirm_out_help' : 'rule_confirm_in_help')}
			error={errorOf(state, name)}
		>
			{ids => (
				<textarea
					{...ids}
					class={`${field.input} ${styles.text}`}
					rows={3}
					dir="auto"
					value={state.values.value[name]}
					data-test={test}
					onInput={event => state.write({ [name]: event.currentTarget.value })}
				/>
			)}
		</Field>
	);
}
