import type { BroadcastForm } from '../../state/broadcast-form.ts';
import type { PlanField, PlanValues } from '../../state/broadcast-values.ts';
import fieldStyles from '../../ui/field.module.css';
import { Field, SelectField } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import styles from './broadcasts.module.css';
import { Check } from './check.tsx';
import planStyles from './plan.module.css';
import { PLAN_LABELS, planError, planFieldId } from './plan-words.ts';

/** Who of a record gets it, what is counted, what is tried again, and when it stops itself. */
export function OptionsPart({ state }: { readonly state: BroadcastForm }) {
	const { contacts, numbers, trackLinks, retryRefused } = state.values.value;
	const isWhatsApp = state.content.kinds.value.includes('template');
	return (
		<>
			<fieldset class={planStyles.part}>
				<legend>{t('bc_part_who')}</legend>
				<div class={planStyles.pair}>
					<SelectField
						label={t('bc_contacts')}
						value={contacts}
						options={[
							{ value: 'main', label: t('bc_contacts_main') },
							{ value: 'all', label: t('bc_contacts_all') },
						]}
						test="broadcast-contacts"
						onChange={next => state.write({ contacts: next as PlanValues['contacts'] })}
					/>
					<SelectField
						label={t('bc_numbers')}
						value={numbers}
						options={[
							{ value: 'one', label: t('bc_numbers_first') },
							{ value: 'all', label: t('bc_numbers_all') },
						]}
						test="broadcast-numbers"
						onChange={next => state.write({ numbers: next as PlanValues['numbers'] })}
					/>
				</div>
			</fieldset>
			<fieldset class={planStyles.part}>
				<legend>{t('bc_part_more')}</legend>
				<Check
					label={t('bc_track')}
					help={t('bc_track_help')}
					checked={trackLinks}
					test="broadcast-track"
					onChange={next => state.write({ trackLinks: next })}
				/>
				{isWhatsApp && (
					<Check
						label={t('bc_retry')}
						help={t('bc_retry_help')}
						checked={retryRefused}
						test="broadcast-retry"
						onChange={next => state.write({ retryRefused: next })}
					/>
				)}
			</fieldset>
			<fieldset class={planStyles.part}>
				<legend>{t('bc_part_brake')}</legend>
				<p class={styles.meta}>{t('bc_brake_help')}</p>
				<div class={planStyles.four}>
					<Small state={state} field="brake.after" name="brakeAfter" />
					<Small state={state} field="brake.failed" name="brakeFailed" unit="%" />
					{isWhatsApp && <Small state={state} field="brake.refused" name="brakeRefused" unit="%" />}
					<Small state={state} field="brake.stopped" name="brakeStopped" unit="%" />
				</div>
			</fieldset>
		</>
	);
}

interface SmallProps {
	readonly state: BroadcastForm;
	readonly field: PlanField;
	readonly name: 'brakeAfter' | 'brakeFailed' | 'brakeRefused' | 'brakeStopped';
	readonly unit?: string;
}

function Small({ state, field, name, unit }: SmallProps) {
	return (
		<Field id={planFieldId(field)} label={t(PLAN_LABELS[field])} error={planError(state, field)}>
			{ids => (
				<div class={planStyles.unit}>
					<input
						{...ids}
						class={fieldStyles.input}
						type="text"
						inputMode="decimal"
						autocomplete="off"
						value={state.values.value[name]}
						data-test={`broadcast-${field}`}
						onInput={event => state.write({ [name]: event.currentTarget.value })}
					/>
					{unit && <span>{unit}</span>}
				</div>
			)}
		</Field>
	);
}
