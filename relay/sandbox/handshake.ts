import { randomInt } from 'node:crypto';
import type { NumberRow } from './model.ts';
import { GraphError } from './whatsapp/graph-error.ts';
import type { World } from './world.ts';

/** Meta's callback check: GET with a challenge that must come back. On success the number's webhooks go there. */
export async function verifyCallback(
	world: World,
	number: NumberRow,
	url: string,
	verifyToken: string,
): Promise<void> {
	if (!URL.canParse(url) || url.length > 200)
		throw new GraphError(100, 'The callback URL is not valid or longer than 200 characters.');
	const challenge = String(randomInt(100_000_000, 999_999_999));
	const target = new URL(url);
	target.searchParams.set('hub.mode', 'subscribe');
	target.searchParams.set('hub.challenge', challenge);
	target.searchParams.set('hub.verify_token', verifyToken);
	const answer = await fetch(target, { signal: AbortSignal.timeout(5000) }).catch(() => null);
	if (answer?.status !== 200 || (await answer.text()) !== challenge) {
		const status = answer ? `HTTP ${answer.status}` : 'no answer';
		throw new GraphError(
			100,
			`(#2200) Callback verification failed: the callback did not echo the challenge (${status}).`,
		);
	}
	number.webhook = { url, headers: {}, verifyToken };
	world.store.numbers.put(number);
	world.changed('numbers');
}
