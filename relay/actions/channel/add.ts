import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import type { ChannelType } from '../../../shared/domain/channel.ts';
import { newId, newSecret } from '../../ids.ts';
import type { CheckFinding } from '../../providers/provider.ts';
import type { ChannelSettingsRow } from '../../settings.ts';
import { lookAndGoOn } from '../limit/look.ts';
import type { Action, Parts } from '../parts.ts';
import { fetchTemplates } from '../template/sync.ts';
import { channelViews } from '../views.ts';
import { dropAuthorization } from './authorize.ts';
import { checkedNow, linesOf } from './check.ts';
import { lastFours, sealAll } from './seal.ts';
import { testPublicAddress } from './self-test.ts';
import { addressTaken, gather, sameName, type Tried, tryOut, type Wanted } from './trial.ts';
import { registerWebhook } from './webhook.ts';

/**
 * Connects a number, bot or account. Credentials that the provider refuses are refused here; a provider that cannot be
 * asked now is a warning, and the channel is there all the same.
 */
export const addChannel: Action<'channel:add'> = async (parts, request, caller) => {
	const provider = parts.channels.provider(request.provider);
	if (!provider || provider.channelType !== request.type) {
		return fail('invalid', 'This provider does not carry channels of this type.', {
			fields: { provider: 'does not fit the type' },
		});
	}
	const taken = nameTaken(parts, request.name, null) ?? unknownUser(parts, request.responsibleUserId);
	if (taken) return taken;
	const wanted = await gather(parts, provider, {
		credentials: request.credentials,
		authorizationId: request.authorizationId,
		apiUrl: request.apiUrl?.replace(/\/+$/, '') ?? null,
		address: request.address,
		webhookKey: newSecret(),
		former: null,
	});
	if (!wanted.ok) return wanted;
	const tried = await tryOut(parts, request.type, wanted.value, null);
	if (!tried.ok) return tried;

	const row: ChannelSettingsRow = {
		...rowOf(parts, wanted.value, tried.value),
		id: formerId(parts, request.type, tried.value) ?? newId('chn'),
		name: request.name,
		type: request.type,
		state: wanted.value.waitsFor !== null && request.state === 'active' ? 'paused' : request.state,
		problem: wanted.value.waitsFor,
		webhookSecret: parts.vault.seal(newSecret()),
		webhookState: 'unknown',
		webhookProblem: null,
		templatesSyncedAt: null,
		responsibleUserId: request.responsibleUserId ?? null,
		pipeline: request.pipeline || null,
		stage: request.stage || null,
		createdAt: parts.now(),
	};
	// Asked again within the change: two people may add the same at once.
	let late: Result<never> | null = null;
	await parts.settings.change(data => {
		late = nameTaken({ settings: { data } }, request.name, null) ?? addressTaken(data.channels, row);
		if (late) return;
		data.channels.push(row);
		data.removedChannels = data.removedChannels.filter(one => one.id !== row.id);
	});
	if (late) return late;
	if (request.authorizationId !== undefined) await dropAuthorization(parts, request.authorizationId);
	const channel = parts.channels.find(row.id);
	if (!channel) return fail('internal', 'The channel was stored but cannot be read.');

	const findings = [...tried.value.findings];
	if (wanted.value.waitsFor === null) {
		findings.push(await registerWebhook(parts, channel), await testPublicAddress(parts, row.apiUrl));
		// Its limit must be known before the first template goes out, not an hour later.
		await lookAndGoOn(parts, channel);
		const templates = channel.connection.templates ? await fetchTemplates(parts, channel) : null;
		if (templates && !templates.ok)
			findings.push({ check: 'templates', result: 'warning', message: templates.error.message });
		await checkedNow(parts, row.id, linesOf(findings));
	}
	const waits = wanted.value.waitsFor === null ? [] : [wanted.value.waitsFor];
	const [view] = await channelViews(parts, [parts.channels.find(row.id) ?? channel], caller.user);
	return view
		? ok({ channel: view, warnings: [...waits, ...warningsOf(findings, wanted.value)] })
		: fail('internal', 'The channel was stored but cannot be read.');
};

/** The id under which this number, bot or account was here before: its conversations go on. Null when it was not. */
function formerId(parts: Parts, type: ChannelType, { address, connection }: Tried): string | null {
	const former = parts.settings.data.removedChannels.find(
		one =>
			one.type === type &&
			((one.identity !== null && one.identity === connection.identity) || sameName(one.address, address)),
	);
	return former?.id ?? null;
}

/** What of a row follows from how its channel is reached. */
export function rowOf(parts: Parts, wanted: Wanted, tried: Tried) {
	const { provider, secret, plain, apiUrl, webhookKey } = wanted;
	return {
		provider: provider.id,
		address: tried.address,
		secrets: sealAll(parts, secret),
		lastFour: lastFours(secret),
		plain: { ...plain },
		apiUrl,
		webhookKey: parts.vault.seal(webhookKey),
		checks: linesOf(tried.findings),
		checkedAt: wanted.waitsFor === null ? parts.now() : null,
	};
}

/** What did not go well, in words, once each. */
export function warningsOf(findings: readonly CheckFinding[], wanted: Pick<Wanted, 'notes'>): string[] {
	const found = findings.filter(finding => finding.result !== 'ok').map(finding => finding.message);
	return [...new Set([...wanted.notes, ...found])];
}

/** A refusal when another channel has this name, in whatever case. */
export function nameTaken(
	parts: { settings: { data: Parts['settings']['data'] } },
	name: string,
	exceptId: string | null,
) {
	const same = parts.settings.data.channels.find(
		channel => channel.id !== exceptId && channel.name.toLowerCase() === name.toLowerCase(),
	);
	return same
		? fail('conflict', `There is a channel called “${same.name}” already. Choose another name.`, {
				fields: { name: 'is taken' },
			})
		: null;
}

/** A refusal when nobody of this relay has this id. */
export function unknownUser(parts: Parts, userId: string | null | undefined) {
	if (userId == null || parts.settings.data.users.some(user => user.id === userId)) return null;
	return fail('invalid', 'The responsible person is not one of this relay’s. Choose another.', {
		fields: { responsibleUserId: 'is unknown' },
	});
}
