import { DAY_MS } from '../../../shared/lib/time.ts';
import type { BroadcastForm } from '../../state/broadcast-form.ts';
import type { Source } from '../../state/loaded.ts';
import type { RulesView } from '../../state/views.ts';
import fieldStyles from '../../ui/field.module.css';
import { Field, SelectField } from '../../ui/field.tsx';
import { plural, t, textLocale } from '../../ui/text.ts';
import { localMinute } from '../../ui/time.ts';
import { useSettings } from '../context.ts';
import styles from './broadcasts.module.css';
import { Check } from './check.tsx';
import planStyles from './plan.module.css';
import { planError, planFieldId } from './plan-words.ts';
import { readersZone, zoneWords } from './times.ts';

export interface SchedulePartProps {
	readonly state: BroadcastForm;
	readonly rules: Source<RulesView>;
}

/** When it begins, on which days and at which hours it may send, and how fast. */
export function SchedulePart({ state, rules }: SchedulePartProps) {
	const values = state.values.value;
	const zone = rules.current.value.value?.zone;
	return (
		<fieldset class={planStyles.part}>
			<legend>{t('bc_part_when')}</legend>
			<Start state={state} scheduleDays={rules.current.value.value?.scheduleDays ?? null} />
			<div class={planStyles.pair}>
				<DayField
					state={state}
					field="period.from"
					value={values.from}
					onInput={from => state.write({ from })}
				/>
				<DayField state={state} field="period.to" value={values.to} onInput={to => state.write({ to })} />
			</div>
			<Days state={state} />
			<Hours state={state} />
			<SelectField
				label={t('bc_clock')}
				help={t('bc_clock_help')}
				value={values.clock}
				options={[
					{
						value: 'account',
						label: zone ? t('bc_clock_account', { zone: zoneWords(zone) }) : t('bc_clock_account_plain'),
					},
					{ value: 'recipient', label: t('bc_clock_recipient') },
				]}
				test="broadcast-clock"
				onChange={clock => state.write({ clock: clock as 'account' | 'recipient' })}
			/>
			<Speed state={state} />
		</fieldset>
	);
}

function Start({
	state,
	scheduleDays,
}: {
	readonly state: BroadcastForm;
	readonly scheduleDays: number | null;
}) {
	const { clock } = useSettings();
	const { starts, startText } = state.values.value;
	const now = clock.now.value;
	const zone = zoneWords(readersZone());
	return (
		<div class={planStyles.pair}>
			<SelectField
				label={t('bc_start')}
				value={starts}
				options={[
					{ value: 'now', label: t('bc_start_now') },
					{ value: 'later', label: t('bc_start_later') },
				]}
				test="broadcast-starts"
				onChange={next => state.write({ starts: next as 'now' | 'later' })}
			/>
			{starts === 'later' && (
				<Field
					id={planFieldId('startAt')}
					label={t('bc_start_at')}
					help={
						scheduleDays === null
							? t('bc_start_zone', { zone })
							: plural('bc_start_help', scheduleDays, { zone })
					}
					error={planError(state, 'startAt')}
				>
					{ids => (
						<input
							{...ids}
							class={fieldStyles.input}
							type="datetime-local"
							min={localMinute(now)}
							max={scheduleDays === null ? undefined : localMinute(now + scheduleDays * DAY_MS)}
							value={startText}
							data-test="broadcast-start"
							onInput={event => state.write({ startText: event.currentTarget.value })}
						/>
					)}
				</Field>
			)}
		</div>
	);
}

interface DayFieldProps {
	readonly state: BroadcastForm;
	readonly field: 'period.from' | 'period.to';
	readonly value: string;
	readonly onInput: (day: string) => void;
}

function DayField({ state, field, value, onInput }: DayFieldProps) {
	return (
		<Field
			id={planFieldId(field)}
			label={t(field === 'period.from' ? 'bc_period_from' : 'bc_period_to')}
			optional={t('optional')}
			error={planError(state, field)}
		>
			{ids => (
				<input
					{...ids}
					class={fieldStyles.input}
					type="date"
					value={value}
					data-test={`broadcast-${field}`}
					onInput={event => onInput(event.currentTarget.value)}
				/>
			)}
		</Field>
	);
}

/** Monday, in no particular week: a day of the week belongs to no zone. */
const A_MONDAY = Date.UTC(2026, 0, 5);

function Days({ state }: { readonly state: BroadcastForm }) {
	const { days } = state.values.value;
	const name = (day: number) =>
		new Intl.DateTimeFormat(textLocale(), { weekday: 'short', timeZone: 'UTC' }).format(
			A_MONDAY + (day - 1) * DAY_MS,
		);
	return (
		<fieldset class={planStyles.days} aria-describedby="bc-days-help">
			<legend>{t('bc_days')}</legend>
			<div id={planFieldId('period.days')} tabIndex={-1}>
				{[1, 2, 3, 4, 5, 6, 7].map(day => (
					<label key={day}>
						<input
							type="checkbox"
							checked={days.includes(day)}
							data-test={`broadcast-day-${day}`}
							onChange={event =>
								state.write({
									days: event.currentTarget.checked ? [...days, day].sort() : days.filter(one => one !== day),
								})
							}
						/>
						{name(day)}
					</label>
				))}
			</div>
			{planError(state, 'period.days') && <p class={styles.error}>{planError(state, 'period.days')}</p>}
			<p id="bc-days-help" class={styles.meta}>
				{t('bc_days_help')}
			</p>
		</fieldset>
	);
}

function Hours({ state }: { readonly state: BroadcastForm }) {
	const { hasHours, hoursFrom, hoursTo } = state.values.value;
	return (
		<div class={styles.stack}>
			<Check
				label={t('bc_hours_only')}
				checked={hasHours}
				test="broadcast-has-hours"
				onChange={next => state.write({ hasHours: next })}
			/>
			{hasHours && (
				<Field
					id={planFieldId('period.hours')}
					label={t('bc_hours')}
					error={planError(state, 'period.hours')}
				>
					{ids => (
						<div class={planStyles.hours}>
							<input
								{...ids}
								class={fieldStyles.input}
								type="time"
								value={hoursFrom}
								aria-label={t('bc_hours_from')}
								data-test="broadcast-hours-from"
								onInput={event => state.write({ hoursFrom: event.currentTarget.value })}
							/>
							<span aria-hidden="true">–</span>
							<input
								class={fieldStyles.input}
								type="time"
								value={hoursTo}
								aria-label={t('bc_hours_to')}
								aria-invalid={ids['aria-invalid']}
								data-test="broadcast-hours-to"
								onInput={event => state.write({ hoursTo: event.currentTarget.value })}
							/>
						</div>
					)}
				</Field>
			)}
		</div>
	);
}

function Speed({ state }: { readonly state: BroadcastForm }) {
	const { isSlow, perMinute } = state.values.value;
	return (
		<div class={planStyles.pair}>
			<SelectField
				label={t('bc_speed')}
				value={isSlow ? 'slow' : 'fast'}
				options={[
					{ value: 'fast', label: t('bc_speed_fast') },
					{ value: 'slow', label: t('bc_speed_slow') },
				]}
				test="broadcast-speed"
				onChange={next => state.write({ isSlow: next === 'slow' })}
			/>
			{isSlow && (
				<Field id={planFieldId('perMinute')} label={t('bc_per_minute')} error={planError(state, 'perMinute')}>
					{ids => (
						<input
							{...ids}
							class={fieldStyles.input}
							type="text"
							inputMode="numeric"
							autocomplete="off"
							value={perMinute}
							data-test="broadcast-per-minute"
							onInput={event => state.write({ perMinute: event.currentTarget.value })}
						/>
					)}
				</Field>
			)}
		</div>
	);
}
