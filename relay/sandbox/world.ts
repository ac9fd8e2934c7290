import { EventEmitter } from 'node:events';
import type { Clock } from './clock.ts';
import { type Faults, noFaults } from './faults.ts';
import type {
	ChatRow,
	CustomerRow,
	MessageRow,
	NumberRow,
	RequestEntry,
	TemplateRow,
	Tier,
	Violation,
} from './model.ts';
import { completeCustomer, completeNumber, seedCustomers, seedNumbers } from './seed.ts';
import { completeTemplate, seedTemplates } from './seed-templates.ts';
import type { Store } from './store.ts';
import { canonicalWaId, subscriberKey } from './whatsapp/wa-id.ts';

/** How long after it was accepted a message gets each status. `read` null: only when the phone shows the chat. */
export interface DeliveryDelay {
	sent: number;
	delivered: number;
	read: number | null;
}

/** Requests, and oddities, kept for inspection. */
const MAX_REQUESTS = 50_000;

/** Drops the oldest now and then, many at once: taking one off the front costs as much as taking thousands. */
function trim(list: unknown[]): void {
	if (list.length > MAX_REQUESTS * 1.1) list.splice(0, list.length - MAX_REQUESTS);
}

/** Everything that the parts of the sandbox share. */
export class World {
	readonly store: Store;
	readonly clock: Clock;
	readonly changes = new EventEmitter<{ changed: [what: string] }>();
	readonly requests: RequestEntry[] = [];
	readonly violations: Violation[] = [];
	/** Chats that a phone page (or a test) has on screen, with how many look at it. */
	readonly openChats = new Map<string, number>();
	/** Events that no registered webhook wanted. */
	dropped = 0;
	faults: Faults = noFaults();
	delay: DeliveryDelay;
	/** Where pages, and for the Cloud API media links, are reached. Set once the server listens. */
	url = '';
	/** Lets happen what is due by the clock. Set once there is something that waits for it. */
	settle: () => void = () => {};
	readonly #firstTier: Tier;
	readonly #defaultDelay: DeliveryDelay;
	#seq = 0;
	readonly #chatMessages = new Map<string, MessageRow[]>();
	readonly #customersByKey = new Map<string, CustomerRow>();

	constructor(store: Store, clock: Clock, delay: DeliveryDelay, firstTier: Tier) {
		this.store = store;
		this.#firstTier = firstTier;
		this.clock = clock;
		this.delay = { ...delay };
		this.#defaultDelay = delay;
		if (store.numbers.size === 0) this.#seed();
		else this.#complete();
		for (const customer of store.customers.all()) this.#index(customer);
		for (const message of store.messages.all()) this.#indexMessage(message);
		const faults = store.settings.get('faults');
		if (faults) this.faults = { ...noFaults(), ...(faults.value as Faults) };
	}

	#seed(): void {
		for (const number of seedNumbers()) this.store.numbers.put(number);
		for (const customer of seedCustomers()) this.store.customers.put(customer);
		for (const template of seedTemplates(this.clock.now())) this.store.templates.put(template);
	}

	/** Gives rows of an earlier version what they have not. */
	#complete(): void {
		for (const number of this.store.numbers.all()) this.store.numbers.put(completeNumber(number));
		for (const customer of this.store.customers.all()) this.store.customers.put(completeCustomer(customer));
		for (const template of this.store.templates.all()) this.store.templates.put(completeTemplate(template));
	}

	/** How many people the number's portfolio may open in 24 hours. */
	tierOf(number: NumberRow): Tier {
		return this.store.portfolios.get(number.portfolio)?.tier ?? this.#firstTier;
	}

	/** Everything as on the first day; registered webhooks are forgotten too. */
	reset(): void {
		for (const media of this.store.media.all()) this.store.deleteBytes(media.id);
		for (const table of this.store.tables()) table.clear();
		this.requests.length = 0;
		this.violations.length = 0;
		this.dropped = 0;
		this.openChats.clear();
		this.#chatMessages.clear();
		this.#customersByKey.clear();
		this.faults = noFaults();
		this.delay = { ...this.#defaultDelay };
		this.#seed();
		for (const customer of this.store.customers.all()) this.#index(customer);
		this.changed('reset');
	}

	/** Saves soon and tells the pages that something is new. */
	changed(what: string): void {
		this.store.flushSoon();
		this.changes.emit('changed', what);
	}

	keepFaults(): void {
		this.store.settings.put({ id: 'faults', value: this.faults });
		this.changed('faults');
	}

	nextSeq(): number {
		this.#seq += 1;
		return this.#seq;
	}

	/** A number by its id, phone number id or display number; null when there is none. */
	findNumber(reference: string): NumberRow | null {
		const digits = reference.replace(/\D/g, '');
		const matches = (number: NumberRow) =>
			number.id === reference ||
			number.phoneNumberId === reference ||
			(digits !== '' && number.displayPhone === digits);
		return this.store.numbers.all().find(matches) ?? null;
	}

	/** A template of an account by name and language; null when there is none. */
	findTemplate(wabaId: string, name: string, language: string): TemplateRow | null {
		const all = this.store.templates.all();
		return all.find(row => row.name === name && row.language === language && row.wabaId === wabaId) ?? null;
	}

	/** A customer by phone in any spelling, wa_id, user id or username; null when unknown. */
	findCustomer(reference: string): CustomerRow | null {
		const direct = this.#customersByKey.get(reference.toLowerCase());
		if (direct) return direct;
		const digits = reference.replace(/\D/g, '');
		return this.#customersByKey.get(subscriberKey(digits)) ?? null;
	}

	/** The customer with this number; a new one when nobody has it. `digits` without `+`. */
	customerAt(digits: string): CustomerRow {
		const known = this.findCustomer(digits);
		if (known) return known;
		const waId = canonicalWaId(digits);
		const customer: CustomerRow = {
			// The number may have belonged to somebody who moved to another one.
			id: this.store.customers.get(digits) ? `${digits}-${this.nextSeq()}` : digits,
			name: `Customer ${digits.slice(-4)}`,
			phone: `+${digits}`,
			waId,
			userId: `ZZ.${waId.padStart(15, '9')}${this.store.customers.get(digits) ? 'B' : ''}`,
			username: null,
			showsPhone: true,
			marketingCapped: false,
		};
		return this.putCustomer(customer);
	}

	putCustomer(customer: CustomerRow): CustomerRow {
		this.#index(customer);
		return this.store.customers.put(customer);
	}

	/** Lets a number find nobody any more, after its owner moved to another. */
	forgetPhone(customer: CustomerRow): void {
		this.#customersByKey.delete(subscriberKey(customer.waId));
	}

	chat(numberId: string, customerId: string): ChatRow {
		const id = `${numberId}:${customerId}`;
		const fresh: ChatRow = {
			id,
			numberId,
			customerId,
			lastInboundAt: null,
			referredAt: null,
			freeUntil: null,
			marketingStopped: false,
		};
		return this.store.chats.get(id) ?? this.store.chats.put(fresh);
	}

	/** All messages of a chat, oldest first. */
	messagesOf(chatId: string): readonly MessageRow[] {
		return this.#chatMessages.get(chatId) ?? [];
	}

	putMessage(message: MessageRow): MessageRow {
		if (!this.store.messages.get(message.id)) this.#indexMessage(message);
		this.store.messages.put(message);
		this.changed('messages');
		return message;
	}

	logRequest(entry: Omit<RequestEntry, 'id' | 'at'>): void {
		this.requests.push({ id: this.nextSeq(), at: this.clock.now(), ...entry });
		trim(this.requests);
		this.changes.emit('changed', 'requests');
	}

	violate(rule: string, detail: string): void {
		this.violations.push({ at: this.clock.now(), rule, detail });
		trim(this.violations);
		this.changes.emit('changed', 'violations');
	}

	#index(customer: CustomerRow): void {
		this.#customersByKey.set(subscriberKey(customer.waId), customer);
		this.#customersByKey.set(customer.userId.toLowerCase(), customer);
		if (customer.username) this.#customersByKey.set(customer.username.toLowerCase(), customer);
	}

	#indexMessage(message: MessageRow): void {
		this.#seq = Math.max(this.#seq, message.seq);
		const list = this.#chatMessages.get(message.chatId);
		if (list) list.push(message);
		else this.#chatMessages.set(message.chatId, [message]);
	}
}
