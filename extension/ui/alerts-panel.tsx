import { CircleAlert, type IconNode, Info, TriangleAlert, X } from 'lucide';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import styles from './alerts-panel.module.css';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';
import { useLayer } from './layers.ts';
import { placeBelow } from './place-below.ts';
import { type TextKey, t } from './text.ts';
import { ago, exactTime } from './time.ts';

/** As much of an alert as the panel shows. */
export interface ShownAlert {
	readonly id: string;
	readonly at: number;
	readonly severity: 'info' | 'warning' | 'bad';
	readonly title: string;
	readonly text: string;
	readonly action: { readonly page: string } | { readonly url: string } | null;
}

export interface AlertsPanelProps {
	readonly alerts: readonly ShownAlert[];
	readonly anchor: HTMLElement;
	readonly now: number;
	/** Answers why it did not work; null when it did. */
	readonly onDismiss: (alertId: string) => Promise<{ readonly message: string } | null>;
	readonly onGo: (alert: ShownAlert) => void;
	readonly onClose: () => void;
}

const SIGNS: Record<ShownAlert['severity'], { readonly icon: IconNode; readonly word: TextKey }> = {
	info: { icon: Info, word: 'alert_info' },
	warning: { icon: TriangleAlert, word: 'alert_warning' },
	bad: { icon: CircleAlert, word: 'alert_bad' },
};

/** The open alerts: what happened, where to act, and the way to put one aside. */
export function AlertsPanel({ alerts, anchor, now, onDismiss, onGo, onClose }: AlertsPanelProps) {
	const panel = useRef<HTMLDivElement>(null);
	const [problem, setProblem] = useState<string | null>(null);
	const close = () => {
		onClose();
		anchor.focus();
	};
	useLayer(true, close);
	useLayoutEffect(() => {
		const element = panel.current;
		if (!element) return;
		element.showPopover?.();
		placeBelow(element, anchor);
		element.focus();
	}, []);
	useEffect(() => {
		const outside = (event: Event) => {
			const target = event.target as Node;
			if (!panel.current?.contains(target) && !anchor.contains(target)) onClose();
		};
		document.addEventListener('pointerdown', outside, true);
		return () => document.removeEventListener('pointerdown', outside, true);
	}, []);
	return (
		<section
			ref={panel}
			class={styles.panel}
			popover="manual"
			tabIndex={-1}
			aria-label={t('alerts_title')}
			data-test="alerts"
		>
			<header class={styles.head}>
				<h2 class={styles.title}>{t('alerts_title')}</h2>
				<IconButton icon={X} small label={t('close')} onClick={close} />
			</header>
			{problem && (
				<p class={styles.problem} role="alert">
					{problem}
				</p>
			)}
			{alerts.length === 0 ? (
				<p class={styles.none}>{t('alerts_none')}</p>
			) : (
				<ul class={styles.list}>
					{alerts.map(alert => (
						<li key={alert.id} class={styles.alert} data-test="alert" data-severity={alert.severity}>
							<span class={styles[alert.severity]} role="img" aria-label={t(SIGNS[alert.severity].word)}>
								<Icon node={SIGNS[alert.severity].icon} />
							</span>
							<div class={styles.words}>
								<p class={styles.what}>{alert.title}</p>
								<p>{alert.text}</p>
								<p class={styles.foot}>
									<time dateTime={new Date(alert.at).toISOString()} title={exactTime(alert.at)}>
										{ago(alert.at, now)}
									</time>
									{alert.action && (
										<Button look="link" test="alert-go" onClick={() => onGo(alert)}>
											{t('alert_go')}
										</Button>
									)}
									<Button
										look="link"
										test="alert-dismiss"
										onClick={() =>
											void onDismiss(alert.id).then(error => {
												setProblem(error?.message ?? null);
												panel.current?.focus();
											})
										}
									>
										{t('alert_dismiss')}
									</Button>
								</p>
							</div>
						</li>
					))}
				</ul>
			)}
		</section>
	);
}
