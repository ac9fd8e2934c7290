import { Bell } from 'lucide';
import { useRef, useState } from 'preact/hooks';
import { IconButton } from '../ui/icon-button.tsx';
import { plural, t } from '../ui/text.ts';
import { useSidebar } from './context.ts';
import styles from './header.module.css';
import { AlertsPanel } from './later.ts';

/** How many alerts are open, for managers and owners. */
export function AlertsBell() {
	const { alerts, clock, link, port } = useSidebar();
	const [open, setOpen] = useState(false);
	const anchor = useRef<HTMLButtonElement>(null);
	const count = alerts.open.value.length;
	if (!link.may('alerts:view') || (count === 0 && !open)) return null;
	return (
		<span class={styles.bell}>
			<IconButton
				icon={Bell}
				label={count === 0 ? t('alerts_title') : plural('alerts_open', count)}
				buttonRef={anchor}
				test="alerts-bell"
				onClick={() => setOpen(!open)}
			/>
			{count > 0 && <span class={styles.dot} aria-hidden="true" />}
			{open && anchor.current && (
				<AlertsPanel
					alerts={alerts.open.value}
					anchor={anchor.current}
					now={clock.now.value}
					onDismiss={alerts.dismiss}
					onGo={({ action }) => {
						if (action && 'url' in action) window.open(action.url, '_blank', 'noopener');
						else if (action) port.openSettings(action.page);
						setOpen(false);
					}}
					onClose={() => setOpen(false)}
				/>
			)}
		</span>
	);
}
