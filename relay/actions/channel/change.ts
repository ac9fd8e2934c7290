import type { ChannelSettingsRow } from '../../settings.ts';
import type { Parts } from '../parts.ts';

/** Changes a channel's row and tells those who look at it. A channel that is gone is left alone. */
export async function changeChannel(
	parts: Parts,
	channelId: string,
	work: (row: ChannelSettingsRow) => void,
): Promise<void> {
	await parts.settings.change(data => {
		const row = data.channels.find(channel => channel.id === channelId);
		if (row) work(row);
	});
	parts.bus.publish('channel:changed', { channelId });
}
