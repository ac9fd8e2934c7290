import type { BroadcastView } from '../../../shared/contract/broadcast-views.ts';
import {
	ANY_TIME,
	type BroadcastState,
	RECIPIENT_STATES,
	USUAL_BRAKE,
} from '../../../shared/domain/broadcast.ts';

/** A broadcast as the relay shows it; `waiting` recipients and none else. */
export function sampleBroadcast(
	id: string,
	name: string,
	{ state = 'draft' as BroadcastState, waiting = 0 } = {},
): BroadcastView {
	const none = Object.fromEntries(RECIPIENT_STATES.map(one => [one, 0])) as Record<
		(typeof RECIPIENT_STATES)[number],
		number
	>;
	return {
		id,
		state,
		plan: {
			name,
			channelId: 'ch-1',
			content: null,
			fallback: null,
			period: ANY_TIME,
			startAt: null,
			perMinute: null,
			logic: { contacts: 'main', numbers: 'one' },
			trackLinks: false,
			retryRefused: true,
			brake: USUAL_BRAKE,
		},
		counts: { ...none, waiting, replied: 0, clicked: 0, stopped: 0 },
		again: 0,
		pause: null,
		waiting: null,
		parent: null,
		createdAt: 0,
		createdByName: 'Mara Lindt',
		launchedByName: null,
		startedAt: null,
		startedLateMs: null,
		endedAt: null,
		expectedEndAt: null,
		rate: 0,
		updatedAt: 0,
	};
}
