import { addDays, dayAt, daysOf, PERIODS, type Period, periodOf, rangeOf } from '../../state/days.ts';
import { createRules } from '../../state/rules.ts';
import { createStatistics } from '../../state/statistics.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import fieldStyles from '../../ui/field.module.css';
import { Field, SelectField } from '../../ui/field.tsx';
import { type TextKey, t } from '../../ui/text.ts';
import { useStateOf } from '../../ui/use-state-of.ts';
import { useSettings } from '../context.ts';
import { LoadedView } from '../loaded-view.tsx';
import { PageHead } from '../page-head.tsx';
import styles from './statistics.module.css';
import { StatisticsTable } from './statistics-table.tsx';

const PERIOD_WORDS: Record<Period, TextKey> = {
	today: 'stats_today',
	'7-days': 'stats_7_days',
	'30-days': 'stats_30_days',
	'this-month': 'stats_this_month',
	'last-month': 'stats_last_month',
};

/** What each channel did on some days. */
export function StatisticsPage() {
	const { port } = useSettings();
	const rules = useStateOf(() => createRules(port), []);
	return (
		<>
			<PageHead title={t('nav_statistics')} />
			<LoadedView loaded={rules.current.value} failed={t('stats_failed')} onRetry={() => void rules.load()}>
				{({ zone }) => <Shown zone={zone} />}
			</LoadedView>
		</>
	);
}

function Shown({ zone }: { readonly zone: string }) {
	const { port, time, clock, place, go, channels } = useSettings();
	const { channelId, filters } = place.value;
	const today = dayAt(clock.now.value, zone);
	const range = rangeOf(filters, today);
	const { from, to } = range;
	const statistics = useStateOf(
		() => createStatistics(port, time, range, zone, channelId),
		[from, to, zone, channelId],
	);
	const period = periodOf(range, today);
	const show = (days: { readonly from: string; readonly to: string }) =>
		go({ filters: { ...filters, ...days } });
	const all = channels.all.value ?? [];
	return (
		<>
			<div class={styles.filters}>
				<SelectField
					label={t('stats_period')}
					value={period ?? ''}
					options={[
						...PERIODS.map(one => ({ value: one, label: t(PERIOD_WORDS[one]) })),
						...(period === null ? [{ value: '', label: t('stats_own_days') }] : []),
					]}
					test="stats-period"
					onChange={next => {
						const chosen = PERIODS.find(one => one === next);
						if (chosen) show(daysOf(chosen, today));
					}}
				/>
				<DayField
					label={t('stats_from')}
					value={from}
					max={today}
					test="stats-from"
					onInput={day => show({ from: day, to: to < day ? day : to })}
				/>
				<DayField
					label={t('stats_to')}
					value={to}
					max={addDays(today, 1)}
					test="stats-to"
					onInput={day => show({ from: from > day ? day : from, to: day })}
				/>
				<SelectField
					label={t('column_channel')}
					value={channelId ?? ''}
					options={[
						{ value: '', label: t('all_channels') },
						...all.map(one => ({ value: one.id, label: one.name })),
						...(channelId !== null && !all.some(one => one.id === channelId)
							? [{ value: channelId, label: t('channel_gone') }]
							: []),
					]}
					test="stats-channel"
					onChange={next => go({ channelId: next === '' ? null : next })}
				/>
			</div>
			<p class={styles.quiet}>{t('stats_zone', { zone: zone.replaceAll('_', ' ') })}</p>
			<LoadedView
				loaded={statistics.current.value}
				failed={t('stats_failed')}
				onRetry={() => void statistics.load()}
			>
				{value =>
					value.every(one => one.inbound + one.sent + one.failed + one.unknown === 0) ? (
						<EmptyState title={t('stats_empty')} test="stats-empty">
							{t('stats_empty_text')}
						</EmptyState>
					) : (
						<StatisticsTable channels={value} />
					)
				}
			</LoadedView>
		</>
	);
}

interface DayFieldProps {
	readonly label: string;
	readonly value: string;
	readonly max: string;
	readonly test: string;
	readonly onInput: (day: string) => void;
}

function DayField({ label, value, max, test, onInput }: DayFieldProps) {
	return (
		<Field label={label}>
			{ids => (
				<input
					{...ids}
					class={fieldStyles.input}
					type="date"
					max={max}
					value={value}
					data-test={test}
					// A day that is half typed is none yet.
					onChange={event => event.currentTarget.value !== '' && onInput(event.currentTarget.value)}
				/>
			)}
		</Field>
	);
}
