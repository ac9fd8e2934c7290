import { connectWaiting } from '../actions/channel/connect-waiting.ts';
import { renewCredentials } from '../actions/channel/renew.ts';
import { mendWebhooks } from '../actions/channel/webhook.ts';
import type { Parts } from '../actions/parts.ts';

/** Tries again what waited for a provider: numbers that were not ready, webhooks, credentials that end. */
export async function mendChannels(parts: Parts): Promise<void> {
	await connectWaiting(parts);
	await mendWebhooks(parts);
	await renewCredentials(parts);
}
