import { newWamid } from '../ids.ts';
import { findMagicNumber, type MagicNumber, SLOW_ANSWER_MS } from '../magic-numbers.ts';
import type { CustomerRow, MessageRow, NumberRow } from '../model.ts';
import type { StatusSchedule } from '../schedule.ts';
import type { World } from '../world.ts';
import { type Accounts, SERVICE_PRICED_FROM } from './accounts.ts';
import { judge } from './business-rules.ts';
import { type CheckedMessage, checkMessage } from './check-message.ts';
import { GraphError } from './graph-error.ts';
import type { SendLimits } from './limits.ts';
import { checkText, type Fields, isObject, needText } from './read-body.ts';
import { findRecipient } from './recipient.ts';
import { pricingOf } from './webhook.ts';

/** What the provider answers to a call: a body, or nothing at all and a cut connection. */
export type SendOutcome = { answer: Fields; afterMs: number } | { cut: true };

/** The customer service window (Meta, Dec 2025). */
const WINDOW_MS = 24 * 3_600_000;
/** How long everything is free after an answered ad click. */
const FREE_ENTRY_MS = 72 * 3_600_000;

const TOP_LEVEL = [
	'messaging_product',
	'recipient_type',
	'to',
	'recipient',
	'type',
	'context',
	'biz_opaque_callback_data',
	'recipient_identity_key_hash',
];

/** Takes `POST /messages` of both providers: messages, read marks and typing. */
export class SendDesk {
	readonly #world: World;
	readonly #schedule: StatusSchedule;
	readonly #limits: SendLimits;
	readonly #accounts: Accounts;
	/** Messages that already failed once at a "once" recipient. */
	readonly #failedOnce = new Set<string>();

	constructor(world: World, schedule: StatusSchedule, limits: SendLimits, accounts: Accounts) {
		this.#world = world;
		this.#schedule = schedule;
		this.#limits = limits;
		this.#accounts = accounts;
	}

	clear(): void {
		this.#failedOnce.clear();
		this.#limits.clear();
		this.#accounts.clear();
	}

	/** Throws `GraphError` for everything that is answered with an error. */
	take(number: NumberRow, body: unknown): SendOutcome {
		const faults = this.#world.faults.send;
		if (!isObject(body)) throw new GraphError(100, 'The body must be a JSON object.');
		if (body.messaging_product !== 'whatsapp') {
			throw new GraphError(100, 'The parameter messaging_product is required and must be "whatsapp".');
		}
		if (body.status !== undefined) return this.#markRead(number, body);
		if (this.#useUp('cut')) return { cut: true };
		if (this.#useUp('serverError')) throw new GraphError(131000);
		if (this.#useUp('rateLimit')) throw new GraphError(130429);
		if (!this.#limits.takeThroughput(number)) throw this.#tooFast('over-throughput', number.id, 130429);

		const opaque = checkText(body.biz_opaque_callback_data, 'biz_opaque_callback_data', 512) ?? null;
		const { customer, input, by } = findRecipient(this.#world, number, body);
		const magic = findMagicNumber(customer.phone.slice(1));
		if (magic?.how === 'cut-lost') return { cut: true };
		this.#refuse(magic, `${number.id} ${opaque ?? JSON.stringify(body)}`);
		const checked = checkMessage(this.#world, number, body);
		const contextId = this.#checkContext(number, body);
		this.#noteOddities(body);
		if (by === 'recipient' && checked.category === 'authentication') throw new GraphError(131062);
		const message = this.#accept(number, customer, body, checked, { opaque, contextId, magic });
		if (this.#useUp('loseAnswer') || magic?.how === 'cut-delivered') return { cut: true };
		const contact = by === 'to' ? { input, wa_id: customer.waId } : { input, user_id: customer.userId };
		const accepted = checked.type === 'template' ? { message_status: 'accepted' } : {};
		return {
			answer: {
				messaging_product: 'whatsapp',
				contacts: [contact],
				messages: [{ id: message.id, ...accepted }],
			},
			afterMs: magic?.how === 'slow' ? SLOW_ANSWER_MS : faults.slowMs,
		};
	}

	#accept(
		number: NumberRow,
		customer: CustomerRow,
		body: Fields,
		checked: CheckedMessage,
		more: { opaque: string | null; contextId: string | null; magic: MagicNumber | null },
	): MessageRow {
		const now = this.#world.clock.now();
		const chat = this.#world.chat(number.id, customer.id);
		const windowOpen = chat.lastInboundAt !== null && now < chat.lastInboundAt + WINDOW_MS;
		const { category, type } = checked;
		const isTemplate = type === 'template';
		const isMagic = more.magic !== null;
		const planned = { number, customer, chat, category, isTemplate, windowOpen, isMagic };
		const failsByRule = judge(this.#world, this.#accounts, planned);
		if (!this.#limits.takePair(chat.id)) throw this.#tooFast('over-pair', chat.id, 131056);
		if (chat.referredAt !== null && now < chat.referredAt + WINDOW_MS) {
			chat.freeUntil = now + FREE_ENTRY_MS;
			chat.referredAt = null;
			this.#world.store.chats.put(chat);
		}
		const pricing = pricingOf({
			category,
			windowOpen,
			free: chat.freeUntil !== null && now < chat.freeUntil,
			isServicePriced: now >= SERVICE_PRICED_FROM,
			hasFreeService: this.#accounts.hasFreeService(number),
		});
		const message = this.#world.putMessage({
			id: newWamid(customer.waId),
			chatId: chat.id,
			numberId: number.id,
			customerId: customer.id,
			seq: this.#world.nextSeq(),
			from: 'business',
			at: now,
			type,
			body,
			contextId: more.contextId,
			view: checked.view,
			status: 'accepted',
			opaque: more.opaque,
			pricing: type === 'reaction' ? null : pricing,
			reactionBusiness: null,
			reactionCustomer: null,
			revoked: false,
			errorCode: null,
			opens: isTemplate && !windowOpen,
		});
		this.#accounts.accepted(number, message);
		const target = checked.reactionTo && this.#world.store.messages.get(checked.reactionTo);
		if (target && checked.failsLater === null) {
			target.reactionBusiness = checked.view.text || null;
			this.#world.putMessage(target);
		}
		const magicLater = more.magic?.how === 'fail-later' ? more.magic.code : null;
		this.#schedule.plan(message, magicLater ?? failsByRule ?? checked.failsLater);
		return message;
	}

	#tooFast(rule: string, who: string, code: number): GraphError {
		this.#world.violate(rule, who);
		return new GraphError(code);
	}

	#refuse(magic: MagicNumber | null, messageKey: string): void {
		if (!magic?.code || (magic.how !== 'refuse' && magic.how !== 'refuse-once')) return;
		const key = `${magic.phone} ${messageKey}`;
		if (magic.how === 'refuse-once' && this.#failedOnce.has(key)) return;
		this.#failedOnce.add(key);
		if (magic.code === 190) throw new GraphError(190, 'The session has been invalidated.');
		throw new GraphError(magic.code);
	}

	#checkContext(number: NumberRow, body: Fields): string | null {
		if (body.context === undefined) return null;
		const id = isObject(body.context) ? needText(body.context.message_id, "context['message_id']", 512) : '';
		if (this.#world.store.messages.get(id)?.numberId !== number.id) {
			throw new GraphError(131009, 'The message in context is not known to this number.');
		}
		return id;
	}

	#markRead(number: NumberRow, body: Fields): SendOutcome {
		if (body.status !== 'read') throw new GraphError(100, 'Param status must be one of {read}.');
		const message = this.#world.store.messages.get(needText(body.message_id, 'message_id', 512));
		if (message?.numberId !== number.id || message.from !== 'customer') {
			throw new GraphError(
				131009,
				'The message_id is not that of a message which a customer sent to this number.',
			);
		}
		for (const earlier of this.#world.messagesOf(message.chatId)) {
			if (earlier.from !== 'customer' || earlier.seq > message.seq || earlier.status === 'read') continue;
			earlier.status = 'read';
			this.#world.putMessage(earlier);
		}
		if (isObject(body.typing_indicator)) {
			if (body.typing_indicator.type !== 'text')
				throw new GraphError(100, "Param typing_indicator['type'] must be text.");
			this.#world.changes.emit('changed', `typing ${message.chatId}`);
		}
		return { answer: { success: true }, afterMs: 0 };
	}

	#noteOddities(body: Fields): void {
		if (typeof body.to === 'string' && !body.to.trim().startsWith('+'))
			this.#world.violate('to-without-plus', body.to);
		const type = typeof body.type === 'string' ? body.type : 'text';
		if (body.type === undefined) this.#world.violate('type-missing', 'Meta takes it for text');
		const unknown = Object.keys(body).filter(key => key !== type && !TOP_LEVEL.includes(key));
		for (const key of unknown) this.#world.violate('unknown-field', key);
	}

	#useUp(fault: 'cut' | 'serverError' | 'rateLimit' | 'loseAnswer'): boolean {
		const faults = this.#world.faults.send;
		if (faults[fault] === 0) return false;
		faults[fault] -= 1;
		this.#world.keepFaults();
		return true;
	}
}
