import type { CustomerRow, MessageRow, NumberRow, Tier } from '../model.ts';
import type { World } from '../world.ts';
import { OpenedPeople } from './opened-people.ts';

const DAY_MS = 86_400_000;
/** Meta's tiers since Oct 2025, with the 50 of test numbers. */
const PEOPLE: Record<Tier, number> = {
	TIER_50: 50,
	TIER_250: 250,
	TIER_2K: 2000,
	TIER_10K: 10_000,
	TIER_100K: 100_000,
	TIER_UNLIMITED: Number.POSITIVE_INFINITY,
};
/** From this day messages without a template cost something, too. */
export const SERVICE_PRICED_FROM = Date.UTC(2026, 9, 1);
/** Service messages that are free per number and month. */
const FREE_SERVICE_MESSAGES = 1000;

/** Meta's books: who was opened in the last day, and which service messages were free this month (by UTC). */
export class Accounts {
	readonly #world: World;
	readonly #opened = new OpenedPeople();
	readonly #freeService = new Map<string, number>();

	constructor(world: World) {
		this.#world = world;
		const since = world.clock.now() - DAY_MS;
		for (const message of world.store.messages.all()) {
			if (message.status === 'failed' || message.from !== 'business') continue;
			const number = world.store.numbers.get(message.numberId);
			if (number && message.opens && message.at > since)
				this.#opened.add(number.portfolio, message.customerId, message.id, message.at);
			if (isFreeService(message)) this.#countFree(message, 1);
		}
	}

	/** True when a template to this person would open more people than the portfolio may. */
	isOverLimit(number: NumberRow, customer: CustomerRow): boolean {
		const now = this.#world.clock.now();
		const { portfolio } = number;
		if (this.#opened.has(portfolio, customer.id, now)) return false;
		return this.#opened.count(portfolio, now) >= PEOPLE[this.#world.tierOf(number)];
	}

	/** How many people the number's portfolio opened in the last 24 hours. */
	openedBy(number: NumberRow): number {
		return this.#opened.count(number.portfolio, this.#world.clock.now());
	}

	/** True while the number has free service messages in this month. */
	hasFreeService(number: NumberRow): boolean {
		return (this.#freeService.get(monthKey(number.id, this.#world.clock.now())) ?? 0) < FREE_SERVICE_MESSAGES;
	}

	accepted(number: NumberRow, message: MessageRow): void {
		if (message.opens) this.#opened.add(number.portfolio, message.customerId, message.id, message.at);
		if (isFreeService(message)) this.#countFree(message, 1);
	}

	/** What did not arrive counts for nothing. */
	failed(message: MessageRow): void {
		this.#opened.takeBack(message.id);
		if (isFreeService(message)) this.#countFree(message, -1);
	}

	clear(): void {
		this.#opened.clear();
		this.#freeService.clear();
	}

	#countFree(message: MessageRow, by: number): void {
		const key = monthKey(message.numberId, message.at);
		this.#freeService.set(key, (this.#freeService.get(key) ?? 0) + by);
	}
}

function isFreeService({ pricing, at }: MessageRow): boolean {
	return at >= SERVICE_PRICED_FROM && pricing?.category === 'service' && pricing.billable === false;
}

function monthKey(numberId: string, at: number): string {
	const date = new Date(at);
	return `${numberId} ${date.getUTCFullYear()}-${date.getUTCMonth()}`;
}
