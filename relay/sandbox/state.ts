import { MAGIC_NUMBERS } from './magic-numbers.ts';
import type { CustomerRow, MessageRow, NumberRow } from './model.ts';
import type { ReviewPlan } from './template-review.ts';
import type { Accounts } from './whatsapp/accounts.ts';
import type { World } from './world.ts';

/** A message as the phone page and tests read it. */
export interface ShownMessage
	extends Pick<
		MessageRow,
		'id' | 'from' | 'at' | 'type' | 'view' | 'status' | 'contextId' | 'opaque' | 'errorCode' | 'revoked'
	> {
	/** Emoji that the business put on it, and that the customer put on it. */
	reactions: { business: string | null; customer: string | null };
}

/** What is in the sandbox, without the messages themselves. */
export function describeState(world: World, accounts: Accounts, pending: number, reviewer: ReviewPlan) {
	const { store, faults, delay, dropped, violations, requests, clock } = world;
	return {
		url: world.url,
		now: clock.now(),
		offsetMs: clock.offsetMs,
		numbers: store.numbers.all() satisfies NumberRow[],
		customers: store.customers.all() satisfies CustomerRow[],
		magicNumbers: MAGIC_NUMBERS,
		templates: store.templates.all(),
		reviewer,
		/** By number: people opened in the last 24 hours by its portfolio. */
		opened: Object.fromEntries(store.numbers.all().map(number => [number.id, accounts.openedBy(number)])),
		tiers: Object.fromEntries(store.numbers.all().map(number => [number.id, world.tierOf(number)])),
		faults,
		delay,
		pending,
		dropped,
		violations: violations.length,
		requests: requests.length,
		messages: store.messages.size,
	};
}

/** What `describeState` tells. */
export type SandboxState = ReturnType<typeof describeState>;

/** A chat's messages, oldest first, without the ones that only change another (reactions, edits, revokes). */
export function shownMessages(world: World, numberId: string, customerId: string): ShownMessage[] {
	const hidden = ['reaction', 'edit', 'revoke'];
	return world
		.messagesOf(`${numberId}:${customerId}`)
		.filter(message => !hidden.includes(message.type))
		.map(message => ({
			id: message.id,
			from: message.from,
			at: message.at,
			type: message.type,
			view: message.view,
			status: message.status,
			contextId: message.contextId,
			opaque: message.opaque,
			errorCode: message.errorCode,
			revoked: message.revoked,
			reactions: { business: message.reactionBusiness, customer: message.reactionCustomer },
		}));
}
