import { fail, ok } from '../../../shared/contract/result.ts';
import { type Action, PERSON_WAITS_MS, within } from '../parts.ts';
import { channelViews } from '../views.ts';

export const listChannels: Action<'channel:list'> = async (parts, _request, caller) =>
	ok({ channels: await channelViews(parts, parts.channels.all(), caller.user) });

/** Conversations stay readable. The provider is asked to send nothing more, and it does not matter whether it listens. */
export const removeChannel: Action<'channel:remove'> = async (parts, request, caller) => {
	const channel = parts.channels.find(request.channelId);
	if (!channel)
		return fail('not-found', 'There is no such channel.', { fields: { channelId: 'is unknown' } });
	await parts.settings.change(data => {
		data.channels = data.channels.filter(one => one.id !== request.channelId);
		data.pools = data.pools
			.map(pool => ({ ...pool, channelIds: pool.channelIds.filter(id => id !== request.channelId) }))
			.filter(pool => pool.channelIds.length > 1);
	});
	for (const alert of await parts.store.alerts.list(true)) {
		if (alert.channelId !== request.channelId) continue;
		await parts.store.alerts.dismiss(alert.id, parts.now(), caller.user.name);
		parts.bus.publish('alert:changed', { alertId: alert.id });
	}
	parts.bus.publish('channel:removed', { channelId: request.channelId });
	void channel.connection.webhook?.unregister?.(within(parts, PERSON_WAITS_MS)).catch((error: unknown) => {
		parts.log.info(
			{ error, channelId: request.channelId },
			'the webhook of a removed channel stays registered',
		);
	});
	return ok({});
};
