import { fail, ok } from '../../../shared/contract/result.ts';
import { newId, newSecret } from '../../ids.ts';
import type { CheckFinding } from '../../providers/provider.ts';
import type { ChannelSettingsRow } from '../../settings.ts';
import { lookAndGoOn } from '../limit/look.ts';
import { type Action, type Parts, PERSON_WAITS_MS, within } from '../parts.ts';
import { fetchTemplates } from '../template/sync.ts';
import { channelViews } from '../views.ts';
import { lastFour, sortCredentials } from './credentials.ts';
import { registerWebhook } from './webhook.ts';

/**
 * Connects a number. Credentials that the provider refuses are refused here; a provider that cannot be asked now is a
 * warning, and the channel is there all the same.
 */
export const addChannel: Action<'channel:add'> = async (parts, request, caller) => {
	const provider = parts.channels.provider(request.provider);
	if (!provider || provider.channelType !== request.type) {
		return fail('invalid', 'This provider does not carry channels of this type.', {
			fields: { provider: 'does not fit the type' },
		});
	}
	const taken = nameTaken(parts, request.name, null);
	if (taken) return taken;
	const sorted = sortCredentials(provider, request.credentials, 'all');
	if (!sorted.ok) return sorted;
	const { secret, plain } = sorted.value;
	for (const value of Object.values(secret)) parts.log.hide(value);
	const apiUrl = request.apiUrl?.replace(/\/+$/, '') ?? null;
	const webhookKey = newSecret();

	const trial = parts.channels.bind(provider, { credentials: { ...plain, ...secret }, apiUrl, webhookKey });
	const findings = await trial.check(within(parts, PERSON_WAITS_MS));
	const refused = refusedField(findings, provider.fields.find(one => one.required && one.secret)?.key);
	if (refused) return fail('invalid', refused.message, { fields: { [refused.field]: refused.message } });
	const warnings = findings.filter(finding => finding.result !== 'ok').map(finding => finding.message);

	const row: ChannelSettingsRow = {
		id: newId('chn'),
		name: request.name,
		type: request.type,
		provider: request.provider,
		address: request.address,
		state: 'active',
		problem: null,
		secrets: sealAll(parts, secret),
		lastFour: lastFours(secret),
		plain: { ...plain },
		apiUrl,
		webhookSecret: parts.vault.seal(newSecret()),
		webhookKey: parts.vault.seal(webhookKey),
		webhookState: 'unknown',
		webhookProblem: null,
		templatesSyncedAt: null,
		createdAt: parts.now(),
	};
	// Asked again within the change: two people may add the same name at once.
	let late: ReturnType<typeof nameTaken> = null;
	await parts.settings.change(data => {
		late = nameTaken({ settings: { data } }, request.name, null);
		if (!late) data.channels.push(row);
	});
	if (late) return late;
	const channel = parts.channels.find(row.id);
	if (!channel) return fail('internal', 'The channel was stored but cannot be read.');

	const registered = await registerWebhook(parts, channel);
	if (registered.message) warnings.push(registered.message);
	// Its limit must be known before the first template goes out, not an hour later.
	await lookAndGoOn(parts, channel);
	const templates = await fetchTemplates(parts, channel);
	if (!templates.ok) warnings.push(templates.error.message);
	const [view] = await channelViews(parts, [parts.channels.find(row.id) ?? channel], caller.user);
	return view
		? ok({ channel: view, warnings })
		: fail('internal', 'The channel was stored but cannot be read.');
};

/** What makes a channel impossible, at the field that must change; null when it can be taken. */
export function refusedField(
	findings: readonly CheckFinding[],
	secret: string | undefined,
): { field: string; message: string } | null {
	const refused = findings.find(finding => finding.refuses !== undefined);
	if (!refused) return null;
	const field = refused.refuses === 'apiUrl' ? 'apiUrl' : secret ? `credentials.${secret}` : 'credentials';
	return { field, message: refused.message };
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

export function sealAll(parts: Parts, secrets: Readonly<Record<string, string>>): Record<string, string> {
	return Object.fromEntries(Object.entries(secrets).map(([key, value]) => [key, parts.vault.seal(value)]));
}

export function lastFours(secrets: Readonly<Record<string, string>>): Record<string, string> {
	return Object.fromEntries(Object.entries(secrets).map(([key, value]) => [key, lastFour(value)]));
}
