import { fail, ok } from '../../../shared/contract/result.ts';
import type { CheckLine } from '../../../shared/domain/channel-check.ts';
import { lookAndGoOn } from '../limit/look.ts';
import { type Action, PERSON_WAITS_MS, within } from '../parts.ts';
import { channelViews } from '../views.ts';
import { lastFours, nameTaken, refusedField, sealAll } from './add.ts';
import { changeChannel } from './change.ts';
import { sortCredentials } from './credentials.ts';
import { notePaid } from './pause.ts';
import { registerWebhook } from './webhook.ts';

const noChannel = () =>
	fail('not-found', 'There is no such channel.', { fields: { channelId: 'is unknown' } });

export const listChannels: Action<'channel:list'> = async (parts, _request, caller) =>
	ok({ channels: await channelViews(parts, parts.channels.all(), caller.user) });

/** New credentials are tried first: refused ones leave the old ones in place. */
export const updateChannel: Action<'channel:update'> = async (parts, request, caller) => {
	const channel = parts.channels.find(request.channelId);
	if (!channel) return noChannel();
	const { row, provider } = channel;
	const taken = request.name === undefined ? null : nameTaken(parts, request.name, row.id);
	if (taken) return taken;
	const sorted = sortCredentials(provider, request.credentials ?? {}, 'some');
	if (!sorted.ok) return sorted;
	const { secret, plain } = sorted.value;
	for (const value of Object.values(secret)) parts.log.hide(value);
	const apiUrl = request.apiUrl === undefined ? row.apiUrl : (request.apiUrl?.replace(/\/+$/, '') ?? null);
	const isReconnect = Object.keys({ ...secret, ...plain }).length > 0 || apiUrl !== row.apiUrl;

	const warnings: string[] = [];
	if (isReconnect) {
		const former = Object.fromEntries(
			Object.entries(row.secrets).map(([key, sealed]) => [key, parts.vault.open(sealed)]),
		);
		const trial = parts.channels.bind(provider, {
			credentials: { ...row.plain, ...former, ...plain, ...secret },
			apiUrl,
			webhookKey: parts.vault.open(row.webhookKey),
		});
		const findings = await trial.check(within(parts, PERSON_WAITS_MS));
		const refused = refusedField(findings, Object.keys(secret)[0]);
		if (refused) {
			return fail('invalid', `${refused.message} The former settings stay in use.`, {
				fields: { [refused.field]: refused.message },
			});
		}
		warnings.push(...findings.filter(finding => finding.result !== 'ok').map(finding => finding.message));
	}
	await changeChannel(parts, row.id, fresh => {
		if (request.name !== undefined) fresh.name = request.name;
		if (request.address !== undefined) fresh.address = request.address;
		fresh.apiUrl = apiUrl;
		Object.assign(fresh.secrets, sealAll(parts, secret));
		Object.assign(fresh.lastFour, lastFours(secret));
		Object.assign(fresh.plain, plain);
		if (request.state !== undefined || (isReconnect && fresh.state === 'paused')) {
			fresh.state = request.state ?? 'active';
			fresh.problem = null;
		}
	});
	const changed = parts.channels.find(row.id);
	if (!changed) return noChannel();
	// Switched on again by a person: whether the bill is paid shows at the next message.
	if (changed.row.state === 'active' && (request.state === 'active' || isReconnect))
		await notePaid(parts, row.id, true);
	if (isReconnect) {
		const registered = await registerWebhook(parts, changed);
		if (registered.state === 'failed' && registered.message) warnings.push(registered.message);
		await lookAndGoOn(parts, changed);
	}
	parts.bus.publish('message:queued', { channelId: row.id });
	const [view] = await channelViews(parts, [parts.channels.find(row.id) ?? changed], caller.user);
	return view ? ok({ channel: view, warnings }) : noChannel();
};

export const removeChannel: Action<'channel:remove'> = async (parts, request, caller) => {
	if (!parts.channels.find(request.channelId)) return noChannel();
	await parts.settings.change(data => {
		data.channels = data.channels.filter(channel => channel.id !== request.channelId);
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
	return ok({});
};

/** Asks the provider, and registers the webhook again when it does not point here. */
export const checkChannel: Action<'channel:check'> = async (parts, request, caller) => {
	const channel = parts.channels.find(request.channelId);
	if (!channel) return noChannel();
	const findings = await channel.connection.check(within(parts, PERSON_WAITS_MS));
	const lines: CheckLine[] = findings.map(({ check, result, message }) => ({ check, result, message }));
	const reached = !lines.some(line => line.check === 'credentials' && line.result === 'failed');
	if (reached) {
		const registered = await registerWebhook(parts, channel);
		lines.push({
			check: 'webhook',
			result: registered.state === 'registered' ? 'ok' : registered.state === 'failed' ? 'failed' : 'warning',
			message: registered.message ?? 'The provider sends messages to this relay.',
		});
	}
	const received = (await parts.store.inbox.lastReceived()).get(channel.row.id);
	if (received === undefined) {
		lines.push({
			check: 'webhook',
			result: 'warning',
			message:
				'Nothing has arrived from the provider yet. Write to the number from a phone to see it arrive.',
		});
	}
	const { templatesSyncedAt } = channel.row;
	if (templatesSyncedAt === null) {
		lines.push({
			check: 'templates',
			result: 'warning',
			message: 'The templates were never fetched. Open Templates and press Sync.',
		});
	}
	const [view] = await channelViews(parts, [parts.channels.find(channel.row.id) ?? channel], caller.user);
	return view ? ok({ lines, channel: view }) : noChannel();
};
