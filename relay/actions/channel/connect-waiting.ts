import type { LiveChannel } from '../../channels.ts';
import { lookAndGoOn } from '../limit/look.ts';
import { type Parts, PERSON_WAITS_MS, within } from '../parts.ts';
import { fetchTemplates } from '../template/sync.ts';
import { changeChannel } from './change.ts';
import { checkedNow, linesOf } from './check.ts';
import { lastFour } from './credentials.ts';
import { eachChannel } from './each.ts';
import { keyByPartner } from './partner.ts';
import { sealAll } from './seal.ts';
import { registerWebhook } from './webhook.ts';

/** Finishes channels that were saved by their channel ID before their number was ready: for a job. */
export async function connectWaiting(parts: Parts): Promise<void> {
	await eachChannel(parts, 'connecting what waits', async channel => {
		if (isWaiting(channel)) await connectOne(parts, channel);
	});
}

/** Saved without the key that it needs: nobody has pasted one, and the reseller had none to give yet. */
function isWaiting({ row, provider }: LiveChannel): boolean {
	const lacks = provider.fields.some(
		field => field.required && field.secret && row.secrets[field.key] === undefined,
	);
	return lacks && provider.partner !== undefined && row.plain.channelId !== undefined;
}

async function connectOne(parts: Parts, channel: LiveChannel): Promise<void> {
	const { row, provider } = channel;
	const made = await keyByPartner(parts, provider, row.plain.channelId ?? '');
	const problem = made.ok ? made.value.waitsFor : made.error.message;
	if (!made.ok || problem !== null) {
		if (problem !== row.problem) {
			await changeChannel(parts, row.id, fresh => {
				fresh.problem = problem;
			});
		}
		return;
	}
	const { credentials, apiUrl } = made.value;
	await changeChannel(parts, row.id, fresh => {
		Object.assign(fresh.secrets, sealAll(parts, credentials));
		for (const [key, value] of Object.entries(credentials)) fresh.lastFour[key] = lastFour(value);
		fresh.apiUrl = apiUrl ?? fresh.apiUrl;
		// Switched off by a person meanwhile: it has its key and stays off.
		if (fresh.state === 'paused') fresh.state = 'active';
		fresh.problem = null;
	});
	const connected = parts.channels.find(row.id);
	if (!connected) return;
	const findings = await connected.connection.check(within(parts, PERSON_WAITS_MS));
	findings.push(await registerWebhook(parts, connected));
	await checkedNow(parts, row.id, linesOf(findings));
	await lookAndGoOn(parts, connected);
	if (connected.connection.templates) await fetchTemplates(parts, connected);
}
