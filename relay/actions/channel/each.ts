import type { LiveChannel } from '../../channels.ts';
import type { Parts } from '../parts.ts';

/** Does work for every channel in turn: a fault with one is logged and keeps nobody from the next. Ends when the relay stops. */
export async function eachChannel(
	parts: Parts,
	what: string,
	work: (channel: LiveChannel) => Promise<void>,
): Promise<void> {
	for (const channel of parts.channels.all()) {
		if (parts.stopping.aborted) return;
		try {
			await work(channel);
		} catch (error) {
			parts.log.error(
				{ error, channelId: channel.row.id },
				`${what} met a fault and goes on with the next channel`,
			);
		}
	}
}
