import type { ChatRow, CustomerRow, NumberRow } from '../model.ts';
import type { World } from '../world.ts';
import type { Accounts } from './accounts.ts';
import { GraphError } from './graph-error.ts';
import { isUsNumber } from './us-number.ts';

/** A message that reads well, and to whom it goes. */
export interface Planned {
	number: NumberRow;
	customer: CustomerRow;
	chat: ChatRow;
	/** `service`, or the template's category in lower case. */
	category: string;
	isTemplate: boolean;
	windowOpen: boolean;
	/** The recipient fails in a way of its own and needs no window. */
	isMagic: boolean;
}

/**
 * What Meta allows a business to send, whatever the message says. Throws `GraphError` for what is refused; returns the
 * code of what is accepted and fails later. What a careful sender would never have tried is noted as a violation.
 */
export function judge(world: World, accounts: Accounts, planned: Planned): number | null {
	const { number, customer, chat, category, isTemplate, windowOpen } = planned;
	const refuse = (rule: string, code: number, details?: string): never => {
		world.violate(rule, `${number.id} to ${customer.phone} (${category})`);
		throw new GraphError(code, details);
	};
	const restriction = restrictionOn(world, planned);
	if (restriction) refuse('while-restricted', 368, `The account is restricted: ${restriction}.`);
	if (!isTemplate && !windowOpen && !planned.isMagic) refuse('outside-window', 131047);
	if (isTemplate && !windowOpen && accounts.isOverLimit(number, customer)) refuse('over-limit', 131064);
	if (category !== 'marketing') return null;
	if (chat.marketingStopped) refuse('marketing-after-stop', 131050);
	if (isUsNumber(customer.phone)) {
		world.violate('marketing-us', `${number.id} to ${customer.phone}`);
		return 131049;
	}
	// What answers a person's message is not held back.
	return customer.marketingCapped && !windowOpen ? 131049 : null;
}

/** The restriction that forbids this message now. Those on adding numbers and on calls forbid none. */
function restrictionOn(world: World, { number, category, isTemplate }: Planned): string | null {
	const now = world.clock.now();
	const forbids: Record<string, boolean> = {
		RESTRICTED_BIZ_INITIATED_MESSAGING: isTemplate,
		RESTRICTED_CUSTOMER_INITIATED_MESSAGING: !isTemplate,
		RESTRICTED_UTILITY_TEMPLATES: category === 'utility',
	};
	return number.restrictions.find(one => one.until > now && forbids[one.type])?.type ?? null;
}
