import { DELIVERY_CODES, type DeliveryCode } from '../../../shared/domain/delivery-error.ts';
import type { Parts } from '../parts.ts';
import { changeChannel } from './change.ts';

/** Stops sending for a channel of which the provider said that nothing more will go through, and says why. */
export async function pauseChannel(parts: Parts, channelId: string, code: DeliveryCode): Promise<void> {
	const row = parts.channels.find(channelId)?.row;
	if (row?.state !== 'active') return;
	const { sentence, nextStep } = DELIVERY_CODES[code];
	parts.log.warn({ channelId, code }, 'a channel was paused');
	await changeChannel(parts, channelId, channel => {
		channel.state = 'paused';
		channel.problem = `${sentence} ${nextStep}`;
	});
}
