import type { RehearsalView } from '../../state/views.ts';
import { Table } from '../../ui/table.tsx';
import { formatNumber, t } from '../../ui/text.ts';
import styles from './broadcasts.module.css';
import rehearsalStyles from './rehearsal.module.css';
import { spanWords, zonedTime } from './times.ts';

/** Who will not get it, and why: each reason with its count. */
export function Skips({ value: { skips, audience, sends } }: { readonly value: RehearsalView }) {
	if (skips.length === 0) return null;
	return (
		<section class={rehearsalStyles.section}>
			<h2>{t('bc_skips')}</h2>
			<Table
				label={t('bc_skips')}
				columns={[
					{ key: 'reason', title: t('bc_reason') },
					{ key: 'count', title: t('bc_people_column'), align: 'end' },
				]}
			>
				{skips.map(({ reason, message, count }) => (
					<tr key={reason} data-test="skip-row" data-id={reason}>
						<td class={styles.words}>{message}</td>
						<td data-align="end">{formatNumber(count)}</td>
					</tr>
				))}
				<tr class={rehearsalStyles.sum}>
					<th scope="row">{t('bc_gets_it')}</th>
					<td
						data-align="end"
						title={t('bc_progress', { done: formatNumber(sends), count: formatNumber(audience) })}
					>
						{formatNumber(sends)}
					</td>
				</tr>
			</Table>
		</section>
	);
}

/** The parts in which it goes, when it does not go at once. */
export function Waves({ value: { waves } }: { readonly value: RehearsalView }) {
	if (waves.length < 2) return null;
	return (
		<section class={rehearsalStyles.section}>
			<h2>{t('bc_waves')}</h2>
			<p class={styles.meta}>{t('bc_waves_help')}</p>
			<Table
				label={t('bc_waves')}
				columns={[
					{ key: 'number', title: t('bc_wave'), align: 'end' },
					{ key: 'from', title: t('bc_starts') },
					{ key: 'to', title: t('bc_ends') },
					{ key: 'takes', title: t('bc_takes'), align: 'end' },
					{ key: 'count', title: t('bc_people_column'), align: 'end' },
				]}
			>
				{waves.map(({ startsAt, endsAt, count }, index) => (
					<tr key={startsAt} data-test="wave-row">
						<td data-align="end">{formatNumber(index + 1)}</td>
						<td>{zonedTime(startsAt)}</td>
						<td>{zonedTime(endsAt)}</td>
						<td data-align="end">{spanWords(endsAt - startsAt)}</td>
						<td data-align="end">{formatNumber(count)}</td>
					</tr>
				))}
			</Table>
		</section>
	);
}
