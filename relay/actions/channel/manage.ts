import { fail, ok } from '../../../shared/contract/result.ts';
import type { LiveChannel } from '../../channels.ts';
import { raiseAlert } from '../alert/raise.ts';
import { type Action, type Parts, PERSON_WAITS_MS, within } from '../parts.ts';
import { channelViews } from '../views.ts';
import { changeMessage, problemOf } from '../webhook/apply-to-message.ts';
import { Changes } from '../webhook/changes.ts';

export const listChannels: Action<'channel:list'> = async (parts, _request, caller) =>
	ok({ channels: await channelViews(parts, parts.channels.all(), caller.user) });

/** Conversations stay readable. The provider is asked to send nothing more, and it does not matter whether it listens. */
export const removeChannel: Action<'channel:remove'> = async (parts, request, caller) => {
	const channel = parts.channels.find(request.channelId);
	if (!channel)
		return fail('not-found', 'There is no such channel.', { fields: { channelId: 'is unknown' } });
	await parts.settings.change(data => {
		data.channels = data.channels.filter(one => one.id !== request.channelId);
		const { id, type, address } = channel.row;
		data.removedChannels.push({ id, type, address, identity: channel.connection.identity });
		data.pools = data.pools
			.map(pool => ({ ...pool, channelIds: pool.channelIds.filter(id => id !== request.channelId) }))
			.filter(pool => pool.channelIds.length > 1);
	});
	for (const alert of await parts.store.alerts.list(true)) {
		if (alert.channelId !== request.channelId) continue;
		await parts.store.alerts.dismiss(alert.id, parts.now(), caller.user.name);
		parts.bus.publish('alert:changed', { alertId: alert.id });
	}
	await warnOthers(parts, channel);
	parts.bus.publish('channel:removed', { channelId: request.channelId });
	await giveUpWaiting(parts, request.channelId);
	// Waited for: told later, it could end what somebody registers anew meanwhile.
	await channel.connection.webhook?.unregister?.(within(parts, PERSON_WAITS_MS)).catch((error: unknown) => {
		parts.log.info(
			{ error, channelId: request.channelId },
			'the webhook of a removed channel stays registered',
		);
	});
	return ok({});
};

/** What waits to be sent has no channel any more, and must not go out by surprise when it is added again one day. */
async function giveUpWaiting(parts: Parts, channelId: string): Promise<void> {
	const changes = new Changes();
	await parts.store.transaction(async tx => {
		for (const row of await tx.messageFinds.waitingOn(channelId))
			await changeMessage({ tx, changes }, row, {
				status: 'failed',
				failed_at: parts.now(),
				due_at: null,
				problem: JSON.stringify(problemOf('channel-removed', { providerCode: null, detail: null })),
			});
	});
	await changes.publish(parts.bus);
}

/**
 * Meta calls one address for all numbers and accounts of an app. When it was that of the removed channel, the others hear
 * nothing any more; nobody can ask Meta which it is, so managers are told.
 */
async function warnOthers(parts: Parts, removed: LiveChannel): Promise<void> {
	const trust = removed.connection.number?.trust;
	const others = parts.channels
		.all()
		.filter(one => trust !== undefined && one.connection.number?.trust === trust);
	const [first] = others;
	if (!first) return;
	const names = others.map(one => `“${one.row.name}”`).join(', ');
	const changes = new Changes();
	await parts.store.transaction(tx =>
		raiseAlert(
			{ parts, tx, changes },
			{
				severity: 'warning',
				title: first.row.name,
				text: `“${removed.row.name}” was removed, and ${names} ${others.length > 1 ? 'are' : 'is'} of the same app at Meta, which calls one address for all of them. If it was that of the removed channel, paste the webhook address of ${names} into the app’s settings.`,
				channelId: first.row.id,
				template: null,
				action: { page: 'channels' },
			},
		),
	);
	await changes.publish(parts.bus);
}
