import { Infinity as Endless, Hourglass, Lock, UserRound } from 'lucide';
import { classes } from '../ui/classes.ts';
import { Icon } from '../ui/icon.tsx';
import { t } from '../ui/text.ts';
import { exactTime, remaining } from '../ui/time.ts';
import { useSidebar } from './context.ts';
import styles from './window-clock.module.css';

/** How long free-form messages are allowed still: amber in the last hour, a lock when it is over. */
export function WindowClock() {
	const { sending, clock } = useSidebar();
	const open = sending.window.value;
	if (!open) return null;
	if (open.state === 'unlimited') {
		return (
			<span
				class={styles.clock}
				data-test="window-clock"
				data-state="unlimited"
				title={t('window_unlimited')}
			>
				<Icon node={Endless} size={14} />
				<span class="visually-hidden">{t('window_unlimited')}</span>
			</span>
		);
	}
	if (open.state === 'closed') {
		const title =
			open.closedAt === null ? t('window_never') : t('window_closed_at', { at: exactTime(open.closedAt) });
		return (
			<span class={styles.clock} data-test="window-clock" data-state="closed" title={title}>
				<Icon node={Lock} size={14} />
				<span>{t('window_closed')}</span>
			</span>
		);
	}
	const human = open.state === 'human';
	const left = open.closesAt - clock.now.value;
	return (
		<span
			class={classes(styles.clock, styles.open, (human || sending.closesSoon.value) && styles.soon)}
			data-test="window-clock"
			data-state={open.state}
			title={t(human ? 'window_human' : 'window_open_until', { at: exactTime(open.closesAt) })}
		>
			<Icon node={human ? UserRound : Hourglass} size={14} />
			<span class="visually-hidden">{t('window_open_for')} </span>
			<span>{remaining(left)}</span>
		</span>
	);
}
