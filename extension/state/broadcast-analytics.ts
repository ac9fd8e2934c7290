import type { AnalyticsView } from '../../shared/contract/broadcast-views.ts';
import { SECOND_MS } from '../../shared/lib/time.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import { createCalmReload } from './calm-reload.ts';
import type { TimeSource } from './clock.ts';
import { createSource, type Source } from './loaded.ts';

/** While it runs, more often than this its analytics are not asked for. */
const RELOAD_MS = 5 * SECOND_MS;

/** How a broadcast does, and again a while after it changed. */
export function createAnalytics(
	port: RelayPort,
	time: TimeSource,
	broadcastId: string,
): Source<AnalyticsView> {
	const source = createSource<AnalyticsView>(port, [], async () => {
		const answer = await port.call('broadcast:analytics', { broadcastId });
		return answer.ok ? { ok: true, value: answer.value.analytics } : answer;
	});
	const reload = createCalmReload(time, RELOAD_MS, () => void source.load());
	const stopListening = port.on('broadcast:changed', ({ broadcast }) => {
		if (broadcast.id === broadcastId) reload.soon();
	});
	return {
		...source,
		stop: () => {
			stopListening();
			reload.stop();
			source.stop();
		},
	};
}
