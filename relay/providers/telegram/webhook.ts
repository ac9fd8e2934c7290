import { setTimeout as wait } from 'node:timers/promises';
import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import { SECOND_MS } from '../../../shared/lib/time.ts';
import { type BotApi, call } from './api.ts';

/** The kinds of update that the product lives on (providers.md §7.4). */
export const ALLOWED_UPDATES = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;
/** Updates at once. The standard is 40; each chat's come one after the other anyway (providers.md §7.2). */
const MAX_CONNECTIONS = 40;
/** Telegram takes one registration a second and says so: a person who asks twice need not see that. */
const WAITS_UP_TO_MS = 3 * SECOND_MS;

/** Points the bot's updates at us, with a secret in a header. Rejects only with `DeliveryError`. */
export async function setWebhook(
	api: BotApi,
	{ url, secret }: { url: string; secret: string },
	signal: AbortSignal,
): Promise<void> {
	const parameters = {
		url,
		secret_token: secret,
		allowed_updates: ALLOWED_UPDATES,
		max_connections: MAX_CONNECTIONS,
	};
	const register = () => call(api, { method: 'setWebhook', parameters }, signal);
	try {
		await register();
	} catch (error) {
		const pause = error instanceof DeliveryError ? error.retryAfterMs : null;
		if (pause === null || pause > WAITS_UP_TO_MS) throw error;
		await wait(pause, undefined, { signal }).catch(cause => {
			throw new DeliveryError('throttled', { retryAfterMs: pause, cause });
		});
		await register();
	}
}
