import type { BroadcastState, Pause, PauseReason } from '../../../shared/domain/broadcast.ts';
import type { StoreParts } from '../../store/store.ts';
import { raiseAlert } from '../alert/raise.ts';
import type { Parts } from '../parts.ts';
import type { Changes } from '../webhook/changes.ts';

/** What changes a broadcast within a transaction. */
export interface Changing {
	readonly parts: Pick<Parts, 'now'>;
	readonly tx: StoreParts;
	readonly changes: Changes;
}

/**
 * Lets a running broadcast rest, and says why. Where it did so by itself, managers get an alert. One that does not run is left
 * as it is.
 */
export async function pauseBroadcast(
	{ parts, tx, changes }: Changing,
	id: string,
	why: { reason: PauseReason; message: string; byName: string | null },
): Promise<boolean> {
	const broadcast = await tx.broadcasts.find(id);
	if (!broadcast || !(['running', 'scheduled'] as BroadcastState[]).includes(broadcast.state)) return false;
	const now = parts.now();
	const pause: Pause = { ...why, at: now };
	await tx.broadcasts.update(id, { state: 'paused', pause, waiting: null, updatedAt: now });
	changes.broadcast(id);
	if (why.byName === null)
		await raiseAlert(
			{ parts, tx, changes },
			{
				severity: 'bad',
				title: `The broadcast “${broadcast.plan.name}” has paused itself`,
				text: why.message,
				channelId: broadcast.plan.channelId,
				template: null,
				action: { page: 'broadcasts' },
			},
		);
	return true;
}
