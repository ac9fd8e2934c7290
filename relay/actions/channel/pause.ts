import { DELIVERY_CODES, type DeliveryCode } from '../../../shared/domain/delivery-codes.ts';
import { takeReport } from '../limit/standing.ts';
import type { Parts } from '../parts.ts';
import { Changes } from '../webhook/changes.ts';
import { changeChannel } from './change.ts';

/** Stops sending for a channel of which the provider said that nothing more will go through, and says why. */
export async function pauseChannel(parts: Parts, channelId: string, code: DeliveryCode): Promise<void> {
	if (code === 'payment-missing') await notePaid(parts, channelId, false);
	const row = parts.channels.find(channelId)?.row;
	if (row?.state !== 'active') return;
	const { sentence, nextStep } = DELIVERY_CODES[code];
	parts.log.warn({ channelId, code }, 'a channel was paused');
	await changeChannel(parts, channelId, channel => {
		channel.state = 'paused';
		channel.problem = `${sentence} ${nextStep}`;
	});
}

/** Keeps whether the provider says that a bill is open; managers are told of a change. */
export async function notePaid(parts: Parts, channelId: string, paid: boolean): Promise<void> {
	const channel = parts.channels.find(channelId);
	if (!channel || (await parts.store.standings.get(channelId)).paid === paid) return;
	const changes = new Changes();
	await parts.store.transaction(tx => takeReport({ parts, tx, channel, changes }, { paid }, parts.now()));
	await changes.publish(parts.bus);
}
