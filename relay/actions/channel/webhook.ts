import { callSentence, DeliveryError } from '../../../shared/domain/delivery-error.ts';
import type { LiveChannel } from '../../channels.ts';
import type { CheckFinding } from '../../providers/provider.ts';
import { raiseAlert } from '../alert/raise.ts';
import { type Parts, PERSON_WAITS_MS, within } from '../parts.ts';
import { webhookUrl } from '../views.ts';
import { Changes } from '../webhook/changes.ts';
import { changeChannel } from './change.ts';
import { eachChannel } from './each.ts';

/** Points the provider's webhooks at this relay, where the provider lets us; keeps what became of it and returns it in words. */
export async function registerWebhook(parts: Parts, channel: LiveChannel): Promise<CheckFinding> {
	const { state, finding } = await register(parts, channel);
	await changeChannel(parts, channel.row.id, row => {
		row.webhookState = state;
		row.webhookProblem = state === 'failed' ? finding.message : null;
	});
	return finding;
}

async function register(
	parts: Parts,
	channel: LiveChannel,
): Promise<{ state: 'registered' | 'by-hand' | 'failed'; finding: CheckFinding }> {
	const found = (result: CheckFinding['result'], message: string): CheckFinding => ({
		check: 'webhook',
		result,
		message,
	});
	const { webhook } = channel.connection;
	if (!webhook)
		return {
			state: 'by-hand',
			finding: found('warning', 'The provider must be told by hand where to send.'),
		};
	const url = webhookUrl(parts, channel);
	try {
		const before = await webhook.current(within(parts, PERSON_WAITS_MS)).catch(() => null);
		await webhook.register(url, within(parts, PERSON_WAITS_MS));
		// What is to be done by hand was done, as far as anybody can see, once something has arrived.
		const received = (await parts.store.inbox.lastReceived()).has(channel.row.id);
		if (webhook.byHand !== null && !received)
			return { state: 'by-hand', finding: found('warning', webhook.byHand) };
		const elsewhere =
			before !== null && before !== url && !before.startsWith(parts.publicUrl())
				? ' Until now it sent to another server: if another program needs the messages too, it gets none any more.'
				: '';
		return {
			state: 'registered',
			finding: found(
				elsewhere === '' ? 'ok' : 'warning',
				`The provider sends messages to this relay.${elsewhere}`,
			),
		};
	} catch (error) {
		if (!(error instanceof DeliveryError)) throw error;
		return {
			state: 'failed',
			finding: found(
				'failed',
				`The provider could not be told where to send messages. ${callSentence(error)} It is tried again by itself; press Check to try now.`,
			),
		};
	}
}

/** Tries again what could not be registered, and tells when a provider sends elsewhere by now: for a job. */
export async function mendWebhooks(parts: Parts): Promise<void> {
	await eachChannel(parts, 'looking at webhooks', async channel => {
		if (channel.row.state !== 'active') return;
		if (channel.row.webhookState === 'failed') await registerWebhook(parts, channel);
		else if (channel.row.webhookState === 'registered') await tellTaken(parts, channel);
	});
}

/**
 * Another program has taken the channel's messages. They are not taken back by themselves: two programs that each do so would
 * go on for ever. Told once, until somebody presses Check.
 */
async function tellTaken(parts: Parts, channel: LiveChannel): Promise<void> {
	const current = await channel.connection.webhook
		?.current(within(parts, PERSON_WAITS_MS))
		.catch((error: unknown) => {
			if (error instanceof DeliveryError) return null;
			throw error;
		});
	// Null: nowhere, or the provider does not tell.
	if (current == null || current === webhookUrl(parts, channel)) return;
	const problem =
		'The provider sends this channel’s messages to another server now, so none arrive here. Press Check to take them back, and end the other program.';
	await changeChannel(parts, channel.row.id, row => {
		row.webhookState = 'unknown';
		row.webhookProblem = problem;
	});
	const changes = new Changes();
	await parts.store.transaction(tx =>
		raiseAlert(
			{ parts, tx, changes },
			{
				severity: 'bad',
				title: channel.row.name,
				text: problem,
				channelId: channel.row.id,
				template: null,
				action: { page: 'channels' },
			},
		),
	);
	await changes.publish(parts.bus);
}
