import { classes } from '../ui/classes.ts';
import { t } from '../ui/text.ts';
import { ago } from '../ui/time.ts';
import { useSettings } from './context.ts';
import styles from './relay-state.module.css';

/** How we stand with the relay, under the navigation. */
export function RelayState() {
	const { link, clock } = useSettings();
	const connection = link.connection.value;
	const state = connection?.state ?? 'connecting';
	return (
		<div class={styles.state} data-test="relay-state" data-state={state} role="status">
			<span class={classes(styles.dot, styles[state])} aria-hidden="true" />
			<div class={styles.words}>
				<p>{wordOf()}</p>
				{connection?.state === 'online' && (
					<p class={styles.quiet}>
						{connection.user.name} · {t(`role_${connection.user.role}`)}
					</p>
				)}
				{connection?.state === 'refused' && <p class={styles.quiet}>{connection.message}</p>}
			</div>
		</div>
	);

	function wordOf(): string {
		switch (connection?.state) {
			case 'online':
				return t('state_online');
			case 'offline':
				return t('relay_offline_since', { since: ago(connection.since, clock.now.value) });
			case 'refused':
				return t('state_refused');
			case 'unpaired':
				return t('relay_unpaired');
			default:
				return t('state_connecting');
		}
	}
}
