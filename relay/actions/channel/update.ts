import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import type { LiveChannel } from '../../channels.ts';
import type { Provider } from '../../providers/provider.ts';
import { lookAndGoOn } from '../limit/look.ts';
import { type Action, type Parts, PERSON_WAITS_MS, within } from '../parts.ts';
import { fetchTemplates } from '../template/sync.ts';
import { channelViews } from '../views.ts';
import { nameTaken, rowOf, unknownUser, warningsOf } from './add.ts';
import { dropAuthorization } from './authorize.ts';
import { changeChannel } from './change.ts';
import { linesOf } from './check.ts';
import { notePaid } from './pause.ts';
import { testPublicAddress } from './self-test.ts';
import { addressTaken, gather, type Tried, tryOut, type Wanted } from './trial.ts';
import { registerWebhook } from './webhook.ts';

const noChannel = () =>
	fail('not-found', 'There is no such channel.', { fields: { channelId: 'is unknown' } });

/**
 * Changes a channel. New credentials, another provider among them, are tried first: refused ones leave the old ones in
 * place and in use. Its conversations stay, for they are the channel's and not the provider's.
 */
export const updateChannel: Action<'channel:update'> = async (parts, request, caller) => {
	const channel = parts.channels.find(request.channelId);
	if (!channel) return noChannel();
	const { row } = channel;
	const taken =
		(request.name === undefined ? null : nameTaken(parts, request.name, row.id)) ??
		unknownUser(parts, request.responsibleUserId);
	if (taken) return taken;
	const moves = request.provider !== undefined && request.provider !== row.provider;
	const provider = moves ? parts.channels.provider(request.provider ?? '') : channel.provider;
	if (!provider || provider.channelType !== row.type)
		return fail('invalid', 'A channel moves only to another provider of the same messenger.', {
			fields: { provider: 'does not fit the type' },
		});
	const apiUrl =
		request.apiUrl === undefined
			? moves
				? null
				: row.apiUrl
			: (request.apiUrl?.replace(/\/+$/, '') ?? null);
	const isReconnect =
		moves ||
		request.authorizationId !== undefined ||
		Object.keys(request.credentials ?? {}).length > 0 ||
		apiUrl !== row.apiUrl ||
		(request.address !== undefined && request.address !== row.address);

	let retried: { wanted: Wanted; tried: Tried } | null = null;
	if (isReconnect) {
		const again = await retry(parts, channel, provider, { ...request, apiUrl });
		if (!again.ok) return again;
		retried = again.value;
	}
	// Asked again within the change: somebody else may have taken the name or the number meanwhile.
	let late: Result<never> | null = null;
	await changeChannel(parts, row.id, fresh => {
		late =
			(request.name === undefined ? null : nameTaken(parts, request.name, row.id)) ??
			(retried
				? addressTaken(parts.settings.data.channels, { ...row, address: retried.tried.address })
				: null);
		if (late) return;
		if (request.name !== undefined) fresh.name = request.name;
		if (request.responsibleUserId !== undefined) fresh.responsibleUserId = request.responsibleUserId;
		if (request.pipeline !== undefined) fresh.pipeline = request.pipeline || null;
		if (request.stage !== undefined) fresh.stage = request.stage || null;
		if (retried) Object.assign(fresh, rowOf(parts, retried.wanted, retried.tried));
		if (moves) fresh.templatesSyncedAt = null;
		if (request.state !== undefined || (isReconnect && fresh.state === 'paused')) {
			fresh.state = request.state ?? 'active';
			fresh.problem = null;
		}
		if (retried && retried.wanted.waitsFor !== null) {
			fresh.state = 'paused';
			fresh.problem = retried.wanted.waitsFor;
		}
	});
	if (late) return late;
	if (request.authorizationId !== undefined) await dropAuthorization(parts, request.authorizationId);
	const changed = parts.channels.find(row.id);
	if (!changed) return noChannel();
	// Switched on again by a person: whether the bill is paid shows at the next message.
	if (changed.row.state === 'active' && (request.state === 'active' || isReconnect))
		await notePaid(parts, row.id, true);
	const warnings = retried ? await afterReconnect(parts, channel, changed, retried) : [];
	parts.bus.publish('message:queued', { channelId: row.id });
	const [view] = await channelViews(parts, [parts.channels.find(row.id) ?? changed], caller.user);
	return view ? ok({ channel: view, warnings }) : noChannel();
};

/** Tries the new way to reach the channel beside the one in use. */
async function retry(
	parts: Parts,
	{ row }: LiveChannel,
	provider: Provider,
	given: {
		credentials?: Readonly<Record<string, string>> | undefined;
		authorizationId?: string | undefined;
		apiUrl: string | null;
		address?: string | undefined;
	},
): Promise<Result<{ wanted: Wanted; tried: Tried }>> {
	const secret = Object.fromEntries(
		Object.entries(row.secrets).map(([key, sealed]) => [key, parts.vault.open(sealed)]),
	);
	const wanted = await gather(parts, provider, {
		...given,
		address: given.address ?? row.address,
		webhookKey: parts.vault.open(row.webhookKey),
		former: provider.id === row.provider ? { secret, plain: row.plain } : null,
	});
	if (!wanted.ok) return wanted;
	const tried = await tryOut(parts, row.type, wanted.value, row.id);
	if (tried.ok) return ok({ wanted: wanted.value, tried: tried.value });
	const { error } = tried;
	return error.code === 'invalid'
		? { ok: false, error: { ...error, message: `${error.message} The former settings stay in use.` } }
		: tried;
}

/** Tells the provider where to send, and looks anew at what depends on it. Returns what did not go well. */
async function afterReconnect(
	parts: Parts,
	before: LiveChannel,
	channel: LiveChannel,
	{ wanted, tried }: { wanted: Wanted; tried: Tried },
): Promise<string[]> {
	if (wanted.waitsFor !== null) return [wanted.waitsFor];
	const findings = [...tried.findings];
	findings.push(await registerWebhook(parts, channel), await testPublicAddress(parts, channel.row.apiUrl));
	await lookAndGoOn(parts, channel);
	if (before.row.provider !== channel.row.provider) {
		// Files were handed to the former provider: the new one does not know them.
		await parts.store.media.forgetRefs(channel.row.id);
		const templates = channel.connection.templates ? await fetchTemplates(parts, channel) : null;
		if (templates && !templates.ok)
			findings.push({ check: 'templates', result: 'warning', message: templates.error.message });
		// Two webhooks of one number would tell everything twice; the former provider may not let us.
		await before.connection.webhook?.unregister?.(within(parts, PERSON_WAITS_MS)).catch((error: unknown) => {
			parts.log.info({ error, channelId: channel.row.id }, 'the former provider’s webhook stays registered');
		});
	}
	await changeChannel(parts, channel.row.id, row => {
		row.checks = linesOf(findings);
		row.checkedAt = parts.now();
	});
	return warningsOf(findings, wanted);
}
