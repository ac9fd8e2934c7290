import { CloudOff, ShieldAlert } from 'lucide';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { t } from '../ui/text.ts';
import { ago, exactTime } from '../ui/time.ts';
import styles from './connection-line.module.css';
import { useSidebar } from './context.ts';

/** One thin line while the relay is away or will not have this device. Nothing else is blocked by it. */
export function ConnectionLine() {
	const { link, clock, port } = useSidebar();
	const connection = link.connection.value;
	if (connection?.state === 'offline') {
		return (
			<div class={styles.line} role="status" data-test="offline-line">
				<Icon node={CloudOff} size={14} />
				<p title={exactTime(connection.since)}>
					{t('offline_line', { since: ago(connection.since, clock.now.value) })}
				</p>
			</div>
		);
	}
	if (connection?.state === 'refused') {
		return (
			<div class={`${styles.line} ${styles.bad}`} role="alert" data-test="refused-line">
				<Icon node={ShieldAlert} size={14} />
				<p>{connection.message}</p>
				<Button look="link" onClick={() => port.openSettings('relay')}>
					{t('open_settings')}
				</Button>
			</div>
		);
	}
	return null;
}
