import { InstagramError } from './graph-error.ts';
import { object } from './read-message.ts';

const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;
/** Calls of an account (providers.md §8.5). */
const LIMITS = {
	text: { most: 100, perMs: SECOND_MS },
	heavy: { most: 10, perMs: SECOND_MS },
	privateReply: { most: 750, perMs: HOUR_MS },
} as const;

/** Counts the calls of the account. Kept in memory only. */
export class SendSpeed {
	readonly #time: () => number;
	readonly #recent = new Map<keyof typeof LIMITS, number[]>();

	constructor(time: () => number) {
		this.#time = time;
	}

	/** Counts a send; throws when the account has had its share. */
	take(body: Record<string, unknown>): void {
		const type = object(object(body.message)?.attachment)?.type;
		const isPrivate = object(body.recipient)?.comment_id !== undefined;
		const kind = isPrivate ? 'privateReply' : type === 'audio' || type === 'video' ? 'heavy' : 'text';
		const { most, perMs } = LIMITS[kind];
		const now = this.#time();
		const recent = (this.#recent.get(kind) ?? []).filter(at => at > now - perMs);
		this.#recent.set(kind, recent);
		if (recent.length >= most)
			throw isPrivate
				? new InstagramError(613, 'Too many private replies.', 2534013)
				: new InstagramError(613, 'Calls to this api have exceeded the rate limit.', 2534040);
		recent.push(now);
	}
}
