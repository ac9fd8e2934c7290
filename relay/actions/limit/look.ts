import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import { SECOND_MS } from '../../../shared/lib/time.ts';
import type { LiveChannel } from '../../channels.ts';
import { type Parts, within } from '../parts.ts';
import { fetchTemplates } from '../template/sync.ts';
import { Changes } from '../webhook/changes.ts';
import { takeReport } from './standing.ts';

/** Asks the provider how a channel stands, and keeps it. Rejects with `DeliveryError` when it does not answer. */
export async function lookAt(parts: Parts, channel: LiveChannel, signal: AbortSignal): Promise<void> {
	const source = channel.connection.standing;
	if (!source) return;
	const report = await source.look(signal);
	const changes = new Changes();
	await parts.store.transaction(tx => takeReport({ parts, tx, channel, changes }, report, parts.now()));
	await changes.publish(parts.bus);
}

const LOOK_LIMIT_MS = 20 * SECOND_MS;

/** Looks at one channel and, once they were synced, at its templates. What is odd about it is logged: others go on. */
export async function lookAndGoOn(parts: Parts, channel: LiveChannel): Promise<void> {
	try {
		await lookAt(parts, channel, within(parts, LOOK_LIMIT_MS));
		if (channel.row.templatesSyncedAt !== null) await fetchTemplates(parts, channel);
	} catch (error) {
		const channelId = channel.row.id;
		if (error instanceof DeliveryError)
			parts.log.warn({ channelId, code: error.code }, 'a channel’s standing could not be read');
		else parts.log.error({ error, channelId }, 'a look at a channel met a fault');
	}
}

/** The hourly look at every channel that is on, and at its templates: what a lost webhook did not tell is learned then. */
export async function lookAtAll(parts: Parts): Promise<void> {
	for (const channel of parts.channels.all()) {
		if (channel.row.state === 'off' || parts.stopping.aborted) continue;
		await lookAndGoOn(parts, channel);
	}
}
