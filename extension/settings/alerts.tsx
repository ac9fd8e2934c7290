import { Bell } from 'lucide';
import { useRef, useState } from 'preact/hooks';
import { createAlerts } from '../state/alerts.ts';
import { SECTIONS } from '../state/settings-place.ts';
import { AlertsPanel } from '../ui/alerts-panel.tsx';
import { Icon } from '../ui/icon.tsx';
import { formatNumber, t } from '../ui/text.ts';
import { useStateOf } from '../ui/use-state-of.ts';
import styles from './app.module.css';
import { useSettings } from './context.ts';

/** The open alerts, in the navigation. */
export function Alerts() {
	const { port, link, clock, go } = useSettings();
	const alerts = useStateOf(() => createAlerts(port, link), []);
	const [open, setOpen] = useState(false);
	const anchor = useRef<HTMLButtonElement>(null);
	const count = alerts.open.value.length;
	return (
		<>
			<button
				ref={anchor}
				type="button"
				class={styles.alerts}
				aria-expanded={open}
				data-test="alerts-bell"
				onClick={() => setOpen(!open)}
			>
				<Icon node={Bell} />
				{t('alerts_title')}
				{count > 0 && <span class={styles.count}>{formatNumber(count)}</span>}
			</button>
			{open && anchor.current && (
				<AlertsPanel
					alerts={alerts.open.value}
					anchor={anchor.current}
					now={clock.now.value}
					onDismiss={alerts.dismiss}
					onGo={({ action }) => {
						const page = action && 'page' in action ? action.page : null;
						const section = SECTIONS.find(one => one === page);
						if (action && 'url' in action) window.open(action.url, '_blank', 'noopener');
						else if (section) go({ section, search: '', filters: {} });
						setOpen(false);
					}}
					onClose={() => setOpen(false)}
				/>
			)}
		</>
	);
}
