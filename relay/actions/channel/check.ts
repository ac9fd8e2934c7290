import { fail, ok } from '../../../shared/contract/result.ts';
import type { CheckLine } from '../../../shared/domain/channel-check.ts';
import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import type { LiveChannel } from '../../channels.ts';
import type { CheckFinding } from '../../providers/provider.ts';
import { type Action, type Parts, PERSON_WAITS_MS, within } from '../parts.ts';
import { channelViews } from '../views.ts';
import { changeChannel } from './change.ts';
import { findNumber, partnerAccess } from './partner.ts';
import { testPublicAddress } from './self-test.ts';
import { otherNumber } from './trial.ts';
import { registerWebhook } from './webhook.ts';

/** Looks at everything that can be wrong with a channel, registers the webhook again where it does not point here, and keeps what it found. */
export const checkChannel: Action<'channel:check'> = async (parts, request, caller) => {
	const channel = parts.channels.find(request.channelId);
	if (!channel)
		return fail('not-found', 'There is no such channel.', { fields: { channelId: 'is unknown' } });
	const lines = await inspect(parts, channel);
	await checkedNow(parts, channel.row.id, lines);
	const fresh = parts.channels.find(channel.row.id) ?? channel;
	const [view] = await channelViews(parts, [fresh], caller.user);
	return view ? ok({ lines, channel: view }) : fail('not-found', 'The channel was removed meanwhile.');
};

async function inspect(parts: Parts, channel: LiveChannel): Promise<CheckLine[]> {
	const { row, connection, provider } = channel;
	const findings = await connection.check(within(parts, PERSON_WAITS_MS));
	const told = findings.find(finding => finding.address !== undefined)?.address;
	const other = otherNumber(provider, row.address, told);
	if (other) findings.push(other);
	const reached = !findings.some(({ check, result }) => check === 'credentials' && result === 'failed');
	if (reached) findings.push(await registerWebhook(parts, channel));
	findings.push(await testPublicAddress(parts, row.apiUrl));
	const balance = await balanceFinding(parts, channel);
	if (balance) findings.push(balance);
	const received = (await parts.store.inbox.lastReceived()).get(row.id);
	if (received === undefined)
		findings.push({
			check: 'webhook',
			result: 'warning',
			message:
				'Nothing has arrived from the provider yet. Write to this channel from a phone to see it arrive.',
		});
	if (connection.templates && row.templatesSyncedAt === null)
		findings.push({
			check: 'templates',
			result: 'warning',
			message: 'The templates were never fetched. Open Templates and press Sync.',
		});
	return linesOf(findings);
}

/** What is left to spend, where partner access can tell. */
async function balanceFinding(parts: Parts, { row, provider }: LiveChannel): Promise<CheckFinding | null> {
	const access = partnerAccess(parts);
	const channelId = row.plain.channelId;
	if (!provider.partner || !access || channelId === undefined) return null;
	try {
		const number = await findNumber(parts, provider.partner, access, channelId);
		const balance =
			number && (await provider.partner.balance(access, number, parts.http, within(parts, PERSON_WAITS_MS)));
		return balance && { check: 'balance', result: balance.isLow ? 'warning' : 'ok', message: balance.text };
	} catch (error) {
		if (!(error instanceof DeliveryError)) throw error;
		return {
			check: 'balance',
			result: 'warning',
			message: `The balance is not known. ${error.rule.sentence} Check the partner access.`,
		};
	}
}

/** Keeps what a check found, for those who look later. */
export async function checkedNow(
	parts: Parts,
	channelId: string,
	lines: readonly CheckLine[],
): Promise<void> {
	await changeChannel(parts, channelId, row => {
		row.checks = [...lines];
		row.checkedAt = parts.now();
	});
}

export function linesOf(findings: readonly CheckFinding[]): CheckLine[] {
	return findings.map(({ check, result, message }) => ({ check, result, message }));
}
