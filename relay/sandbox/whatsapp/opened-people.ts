const DAY_MS = 86_400_000;

interface Opening {
	person: string;
	messageId: string;
	at: number;
	counts: boolean;
}

interface Account {
	/** In the order of time; what is before `from` is older than a day. */
	openings: Opening[];
	from: number;
	/** How many openings of the last day each person has. */
	people: Map<string, number>;
}

/**
 * Whom each portfolio opened in the last 24 hours by templates outside a window. Each question costs what has grown
 * older since the one before, never a walk over all messages.
 */
export class OpenedPeople {
	readonly #accounts = new Map<string, Account>();
	readonly #byMessage = new Map<string, { account: Account; opening: Opening }>();

	/** How many different people; `now` must not go back. */
	count(portfolio: string, now: number): number {
		return this.#current(portfolio, now).people.size;
	}

	has(portfolio: string, person: string, now: number): boolean {
		return this.#current(portfolio, now).people.has(person);
	}

	/** Counts a message that opened a person. */
	add(portfolio: string, person: string, messageId: string, at: number): void {
		const account = this.#current(portfolio, at);
		const opening = { person, messageId, at, counts: true };
		account.openings.push(opening);
		account.people.set(person, (account.people.get(person) ?? 0) + 1);
		this.#byMessage.set(messageId, { account, opening });
	}

	/** A message that was counted did not arrive. */
	takeBack(messageId: string): void {
		const found = this.#byMessage.get(messageId);
		if (found) this.#forget(found.account, found.opening);
	}

	clear(): void {
		this.#accounts.clear();
		this.#byMessage.clear();
	}

	#current(portfolio: string, now: number): Account {
		const account = this.#accounts.get(portfolio) ?? { openings: [], from: 0, people: new Map() };
		this.#accounts.set(portfolio, account);
		for (let opening = account.openings[account.from]; opening && opening.at <= now - DAY_MS; ) {
			this.#forget(account, opening);
			account.from += 1;
			opening = account.openings[account.from];
		}
		if (account.from > 1000 && account.from * 2 > account.openings.length) {
			account.openings.splice(0, account.from);
			account.from = 0;
		}
		return account;
	}

	#forget(account: Account, opening: Opening): void {
		if (!opening.counts) return;
		opening.counts = false;
		this.#byMessage.delete(opening.messageId);
		const left = (account.people.get(opening.person) ?? 0) - 1;
		if (left > 0) account.people.set(opening.person, left);
		else account.people.delete(opening.person);
	}
}
