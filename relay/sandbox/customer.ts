import { type InboundContent, inboundContent } from './customer-content.ts';
import { type CustomerWrites, customerWritesSchema } from './customer-message.ts';
import type { WebhookLine } from './deliver.ts';
import { needCustomer, needNumber } from './find-party.ts';
import { newWamid } from './ids.ts';
import type { ChatRow, CustomerRow, MessageRow, NumberRow } from './model.ts';
import { canonicalWaId } from './whatsapp/wa-id.ts';
import { messageChange, seconds } from './whatsapp/webhook.ts';
import type { World } from './world.ts';

/** Lets a customer do something, tells the business by webhook and returns the id of the new message. */
export function customerWrites(world: World, line: WebhookLine, wish: CustomerWrites): { messageId: string } {
	const {
		customer: who,
		number: where,
		message,
		context,
		referral,
		forwarded,
		at,
		id: sameId,
	} = customerWritesSchema.parse(wish);
	const number = needNumber(world, where);
	const customer = needCustomer(world, who);
	const chat = world.chat(number.id, customer.id);
	const id = sameId ?? newWamid(customer.waId);
	const time = at ?? world.clock.now();
	const content = inboundContent(world, number, chat, message);
	const webhook = {
		...(customer.showsPhone && { from: customer.waId }),
		from_user_id: customer.userId,
		id,
		timestamp: seconds(time),
		type: content.type,
		...contextOf(world, number, context ?? content.contextId, forwarded),
		...(referral && { referral: filledReferral(referral) }),
		...content.body,
	};
	if (message.type === 'number-change') moveCustomer(world, customer, message.phone);
	keep(world, chat, { id, at: time, content, webhook, contextId: context ?? content.contextId });
	if (content.opensWindow) {
		chat.lastInboundAt = Math.max(chat.lastInboundAt ?? 0, time);
		if (referral) chat.referredAt = time;
		world.store.chats.put(chat);
	}
	line.enqueue(number.id, {
		change: messageChange(number, message.type === 'number-change' ? null : customer, webhook),
	});
	return { messageId: id };
}

function keep(
	world: World,
	chat: ChatRow,
	made: {
		id: string;
		at: number;
		content: InboundContent;
		webhook: Record<string, unknown>;
		contextId: string | null;
	},
): void {
	const row: MessageRow = {
		id: made.id,
		chatId: chat.id,
		numberId: chat.numberId,
		customerId: chat.customerId,
		seq: world.nextSeq(),
		from: 'customer',
		at: made.at,
		type: made.content.type,
		body: made.webhook,
		contextId: made.contextId,
		view: made.content.view,
		status: 'sent',
		opaque: null,
		pricing: null,
		reactionBusiness: null,
		reactionCustomer: null,
		revoked: false,
		errorCode: null,
		opens: false,
	};
	world.putMessage(row);
}

function contextOf(
	world: World,
	number: NumberRow,
	messageId: string | null,
	forwarded = false,
): Record<string, unknown> {
	if (messageId === null) return forwarded ? { context: { forwarded: true } } : {};
	const message = world.store.messages.get(messageId);
	const writer = message?.from === 'customer' ? world.store.customers.get(message.customerId) : null;
	const from = writer ? (writer.showsPhone ? writer.waId : undefined) : number.displayPhone;
	return { context: { ...(from && { from }), id: messageId } };
}

function filledReferral(given: Record<string, unknown>): Record<string, unknown> {
	return {
		source_url: 'https://fb.example/ad/1',
		source_id: '120210000000001',
		source_type: 'ad',
		headline: 'Plants for every balcony',
		body: 'Write to us on WhatsApp',
		media_type: 'image',
		image_url: 'https://fb.example/ad/1.jpg',
		ctwa_clid: 'sandbox-click-1',
		...given,
	};
}

/** The person keeps chats and name, and is found under the new number from now on. */
function moveCustomer(world: World, customer: CustomerRow, phone: string): void {
	const digits = phone.replace(/\D/g, '');
	world.forgetPhone(customer);
	customer.phone = `+${digits}`;
	customer.waId = canonicalWaId(digits);
	world.putCustomer(customer);
}
