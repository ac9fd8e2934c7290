/** Messages of one bot in any second, and of one group in any minute (providers.md §7.6). */
const PER_SECOND = 30;
const GROUP_PER_MINUTE = 20;
/** "About one a second to a chat, short bursts tolerated": how short is not documented, so five stand here. */
const CHAT_BURST = 5;
const CHAT_REFILL_MS = 1000;
/** Requests that were on their way when the bot was told to wait. */
const GRACE_MS = 1000;

/** What is too much about one more message. */
export type TooMuch = { rule: 'bot' | 'chat' | 'group' | 'held'; seconds: number };

/** Counts the bot's messages. Kept in memory only. */
export class BotLimits {
	readonly #time: () => number;
	#recent: number[] = [];
	readonly #groups = new Map<string, number[]>();
	readonly #chats = new Map<string, { tokens: number; at: number }>();
	#held: { from: number; until: number } | null = null;

	/** `time` in ms is what seconds are counted by. */
	constructor(time: () => number) {
		this.#time = time;
	}

	/** Counts `count` messages to a chat; null when there is room for them. */
	take(chatId: string, count: number): TooMuch | null {
		const now = this.#time();
		if (this.#held && now < this.#held.until)
			return { rule: 'held', seconds: Math.ceil((this.#held.until - now) / 1000) };
		this.#recent = this.#recent.filter(at => at > now - 1000);
		if (this.#recent.length + count > PER_SECOND) return { rule: 'bot', seconds: 1 };
		const slow = chatId.startsWith('-') ? this.#takeGroup(chatId, count, now) : this.#takeChat(chatId, now);
		if (slow === null) this.#recent.push(...Array.from({ length: count }, () => now));
		return slow;
	}

	/** From now on everything is refused for so long. */
	hold(seconds: number): void {
		const now = this.#time();
		this.#held = { from: now, until: now + seconds * 1000 };
	}

	/** True when the bot has had time to read that it should wait. */
	get isIgnored(): boolean {
		return this.#held !== null && this.#time() > this.#held.from + GRACE_MS;
	}

	clear(): void {
		this.#recent = [];
		this.#groups.clear();
		this.#chats.clear();
		this.#held = null;
	}

	#takeGroup(chatId: string, count: number, now: number): TooMuch | null {
		const recent = (this.#groups.get(chatId) ?? []).filter(at => at > now - 60_000);
		this.#groups.set(chatId, recent);
		if (recent.length + count > GROUP_PER_MINUTE)
			return { rule: 'group', seconds: Math.ceil(((recent[0] ?? now) + 60_000 - now) / 1000) };
		recent.push(...Array.from({ length: count }, () => now));
		return null;
	}

	/** An album counts as one. */
	#takeChat(chatId: string, now: number): TooMuch | null {
		const chat = this.#chats.get(chatId) ?? { tokens: CHAT_BURST, at: now };
		const tokens = Math.min(CHAT_BURST, chat.tokens + (now - chat.at) / CHAT_REFILL_MS);
		this.#chats.set(chatId, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
		return tokens >= 1 ? null : { rule: 'chat', seconds: 1 };
	}
}
