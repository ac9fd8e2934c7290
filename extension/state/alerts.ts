import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { RelayError } from '../../shared/contract/result.ts';
import type { AlertView } from '../../shared/contract/sending-views.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import type { Link } from './link.ts';

/** What managers and owners should know, until somebody has dealt with it. */
export interface Alerts {
	/** The newest first; empty for who may not see them. */
	readonly open: ReadonlySignal<readonly AlertView[]>;
	dismiss(alertId: string): Promise<RelayError | null>;
	stop(): void;
}

export function createAlerts(port: RelayPort, link: Pick<Link, 'online' | 'user' | 'may'>): Alerts {
	const open = signal<readonly AlertView[]>([]);
	const take = (alert: AlertView) => {
		const others = open.value.filter(one => one.id !== alert.id);
		open.value = alert.dismissedAt === null ? [alert, ...others].sort((a, b) => b.at - a.at) : others;
	};
	const stops = [
		effect(() => {
			void link.user.value;
			if (!link.may('alerts:view')) open.value = [];
			else if (link.online.value) {
				untracked(() => {
					void port.call('alert:list', {}).then(listed => {
						if (listed.ok) open.value = listed.value.alerts;
					});
				});
			}
		}),
		port.on('alert:changed', ({ alert }) => take(alert)),
	];
	return {
		open,
		dismiss: async alertId => {
			const answer = await port.call('alert:dismiss', { alertId });
			if (!answer.ok) return answer.error;
			open.value = open.value.filter(one => one.id !== alertId);
			return null;
		},
		stop: () => {
			for (const stop of stops) stop();
		},
	};
}
