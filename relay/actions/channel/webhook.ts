import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import type { LiveChannel } from '../../channels.ts';
import { type Parts, PERSON_WAITS_MS, within } from '../parts.ts';
import { webhookUrl } from '../views.ts';
import { changeChannel } from './change.ts';

/** What became of registering a channel's webhook. */
export interface Registered {
	readonly state: 'registered' | 'by-hand' | 'failed';
	/** For a person, when there is something to say. */
	readonly message: string | null;
}

/** Points the provider's webhooks at this relay, where the provider lets us; keeps and returns what became of it. */
export async function registerWebhook(parts: Parts, channel: LiveChannel): Promise<Registered> {
	const registered = await register(parts, channel);
	await changeChannel(parts, channel.row.id, row => {
		row.webhookState = registered.state;
		row.webhookProblem = registered.state === 'failed' ? registered.message : null;
	});
	return registered;
}

async function register(parts: Parts, channel: LiveChannel): Promise<Registered> {
	const { webhook } = channel.connection;
	if (!webhook) {
		return {
			state: 'by-hand',
			message:
				'Paste the webhook address and the verify token into the app’s settings at Meta, and subscribe to “messages”, “user_preferences” and all fields about templates, the account and the phone number.',
		};
	}
	try {
		await webhook.register(webhookUrl(parts, channel), within(parts, PERSON_WAITS_MS));
		return { state: 'registered', message: null };
	} catch (error) {
		if (!(error instanceof DeliveryError)) throw error;
		return {
			state: 'failed',
			message: `The provider could not be told where to send messages. ${error.rule.sentence} Press Check to try again.`,
		};
	}
}
