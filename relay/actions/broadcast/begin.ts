import { brakeCounts, NO_BASE } from '../../../shared/domain/broadcast-brake.ts';
import { SECOND_MS } from '../../../shared/lib/time.ts';
import type { LaunchFacts, StoredBroadcast } from '../../store/broadcasts.ts';
import type { StoreParts } from '../../store/store.ts';
import type { Changing } from './change.ts';

/** A start that is this late is told. */
const LATE_MS = 2 * SECOND_MS;

/** Lets a broadcast begin. `dueAt` is when it should have. */
export async function beginBroadcast(
	{ parts, tx, changes }: Changing,
	broadcast: StoredBroadcast,
	dueAt: number,
): Promise<void> {
	const now = parts.now();
	const late = now - dueAt;
	await tx.broadcasts.update(broadcast.id, {
		state: 'running',
		startedAt: broadcast.startedAt ?? now,
		...(broadcast.startedAt === null && { lateMs: late > LATE_MS ? late : null }),
		pause: null,
		waiting: null,
		launch: await launchFacts(tx, broadcast),
		updatedAt: now,
	});
	changes.broadcast(broadcast.id);
}

/** How things stand now: what the brake compares with from now on. */
async function launchFacts(tx: StoreParts, { id, plan }: StoredBroadcast): Promise<LaunchFacts> {
	const { content, channelId } = plan;
	const stored =
		content?.kind === 'template' ? await tx.templates.find(channelId, content.name, content.language) : null;
	const counts = (await tx.broadcasts.counts([id])).get(id);
	const refused = await tx.broadcastFigures.refused(id);
	return {
		category: stored?.template.category ?? null,
		templateQuality: stored?.template.quality ?? null,
		numberQuality: (await tx.standings.get(channelId)).quality,
		base: counts ? brakeCounts(counts, refused) : NO_BASE,
	};
}
