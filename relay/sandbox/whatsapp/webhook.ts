import type { Change, CustomerRow, MessageRow, NumberRow } from '../model.ts';
import type { World } from '../world.ts';
import { webhookError } from './graph-error.ts';

/** Seconds as WhatsApp writes them: a string in messages and statuses. */
export function seconds(ms: number): string {
	return String(Math.floor(ms / 1000));
}

function metadata(number: NumberRow): Record<string, unknown> {
	return { display_phone_number: number.displayPhone, phone_number_id: number.phoneNumberId };
}

/** The `contacts` item of a person, without the number when the person hides it. */
export function webhookContact(customer: CustomerRow): Record<string, unknown> {
	return {
		profile: { name: customer.name, ...(customer.username && { username: customer.username }) },
		...(customer.showsPhone && { wa_id: customer.waId }),
		user_id: customer.userId,
	};
}

/** The change that reports something a customer wrote. */
export function messageChange(
	number: NumberRow,
	customer: CustomerRow | null,
	message: Record<string, unknown>,
): Change {
	return {
		field: 'messages',
		value: {
			messaging_product: 'whatsapp',
			metadata: metadata(number),
			...(customer && { contacts: [webhookContact(customer)] }),
			messages: [message],
		},
	};
}

/** The change that reports how far a message came. `code` belongs to `failed`. */
export function statusChange(
	world: World,
	message: MessageRow,
	status: 'sent' | 'delivered' | 'read' | 'failed',
	code: number | null,
): Change | null {
	const number = world.store.numbers.get(message.numberId);
	const customer = world.store.customers.get(message.customerId);
	if (!number || !customer) return null;
	const chat = world.chat(number.id, customer.id);
	const now = world.clock.now();
	const free = chat.freeUntil !== null && chat.freeUntil > now;
	const entry = {
		id: message.id,
		status,
		timestamp: seconds(now),
		...(customer.showsPhone && { recipient_id: customer.waId }),
		recipient_user_id: customer.userId,
		...(message.opaque !== null && { biz_opaque_callback_data: message.opaque }),
		...(status === 'sent' && free && { conversation: freeConversation(message, chat.freeUntil ?? 0) }),
		...((status === 'sent' || status === 'delivered') && message.pricing && { pricing: message.pricing }),
		...(status === 'failed' && { errors: [webhookError(code ?? 131000)] }),
	};
	return {
		field: 'messages',
		value: {
			messaging_product: 'whatsapp',
			metadata: metadata(number),
			...(status !== 'failed' && { contacts: [webhookContact(customer)] }),
			statuses: [entry],
		},
	};
}

/** Since Graph v24 a conversation is told only inside a free entry point; so its end is always that window's. */
function freeConversation(message: MessageRow, until: number): Record<string, unknown> {
	const id = Buffer.from(message.chatId).toString('hex').slice(0, 32);
	return { id, expiration_timestamp: seconds(until), origin: { type: 'referral_conversion' } };
}

/** What a message is priced by. */
export interface Pricing {
	category: string;
	windowOpen: boolean;
	/** Inside a free entry point. */
	free: boolean;
	/** Since Oct 2026 messages in the window are charged as well. */
	isServicePriced: boolean;
	/** The number has free service messages left in this month. */
	hasFreeService: boolean;
}

/** What a message costs, told with its statuses. What Meta says inside the monthly allowance is not documented. */
export function pricingOf(message: Pricing): Record<string, unknown> {
	const { category, windowOpen, free, isServicePriced, hasFreeService } = message;
	if (free)
		return {
			billable: false,
			pricing_model: 'PMP',
			type: 'free_entry_point',
			category: 'referral_conversion',
		};
	const included = isServicePriced
		? category === 'service' && hasFreeService
		: category === 'service' || (category === 'utility' && windowOpen);
	return {
		billable: !included,
		pricing_model: 'PMP',
		type: included ? 'free_customer_service' : 'regular',
		category,
	};
}
