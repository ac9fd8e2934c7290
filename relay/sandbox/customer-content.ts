import { readFileSync } from 'node:fs';
import type { CustomerMessage } from './customer-message.ts';
import { ControlError } from './find-party.ts';
import { keepMedia, LOOKASIDE_PATH, linkQuery } from './media-shelf.ts';
import type { ChatRow, MessageRow, MessageView, NumberRow } from './model.ts';
import { webhookError } from './whatsapp/graph-error.ts';
import { canonicalWaId } from './whatsapp/wa-id.ts';
import type { World } from './world.ts';

/** What a customer did: the webhook's type and its object, and what the phone shows. */
export interface InboundContent {
	type: string;
	body: Record<string, unknown>;
	view: MessageView;
	contextId: string | null;
	/** False for system messages, which do not open the customer service window. */
	opensWindow: boolean;
}

/** Makes the webhook's content of something that a customer does, and keeps its traces. Throws `ControlError`. */
export function inboundContent(
	world: World,
	number: NumberRow,
	chat: ChatRow,
	message: CustomerMessage,
): InboundContent {
	const plain = { contextId: null, opensWindow: true };
	switch (message.type) {
		case 'text':
			return { ...plain, type: 'text', body: { text: { body: message.text } }, view: { text: message.text } };
		case 'image':
		case 'video':
		case 'audio':
		case 'document':
		case 'sticker':
			return { ...plain, ...mediaContent(world, number, message) };
		case 'location': {
			const { type, ...location } = message;
			const text = [location.name, location.address, `${location.latitude}, ${location.longitude}`]
				.filter(Boolean)
				.join('\n');
			return { ...plain, type, body: { location }, view: { text } };
		}
		case 'contacts': {
			const digits = message.phone.replace(/\D/g, '');
			const [first_name = '', ...rest] = message.name.split(' ');
			const name = {
				formatted_name: message.name,
				first_name,
				...(rest.length > 0 && { last_name: rest.join(' ') }),
			};
			const card = { name, phones: [{ phone: message.phone, wa_id: canonicalWaId(digits), type: 'CELL' }] };
			return {
				...plain,
				type: 'contacts',
				body: { contacts: [card] },
				view: { text: `${message.name} ${message.phone}` },
			};
		}
		case 'reaction': {
			const target = needMessage(world, chat, message.message);
			target.reactionCustomer = message.emoji || null;
			world.putMessage(target);
			const reaction = { message_id: target.id, ...(message.emoji && { emoji: message.emoji }) };
			return { ...plain, type: 'reaction', body: { reaction }, view: { text: message.emoji } };
		}
		case 'tap':
			return tapContent(needMessage(world, chat, message.message), message.button);
		case 'order': {
			const product_items = message.items.map(item => ({
				product_retailer_id: item.retailerId,
				quantity: item.quantity,
				item_price: item.price,
				currency: item.currency,
			}));
			const order = { catalog_id: '330000000000001', text: message.text ?? '', product_items };
			const lines = message.items.map(item => `${item.quantity} × ${item.retailerId}`);
			return {
				...plain,
				type: 'order',
				body: { order },
				view: { text: [message.text, ...lines].filter(Boolean).join('\n') },
			};
		}
		default:
			return rareContent(world, chat, message);
	}
}

type Rare = Extract<CustomerMessage, { type: 'number-change' | 'unsupported' | 'edit' | 'revoke' }>;

function rareContent(world: World, chat: ChatRow, message: Rare): InboundContent {
	const quiet = { contextId: null, opensWindow: false };
	if (message.type === 'number-change') {
		const waId = canonicalWaId(message.phone.replace(/\D/g, ''));
		const person = world.store.customers.get(chat.customerId);
		const text = `${person?.name ?? ''} changed from ${person?.waId ?? ''} to ${waId}`;
		const system = { body: `User ${text}`, wa_id: waId, type: 'user_changed_number' };
		return { ...quiet, type: 'system', body: { system }, view: { text } };
	}
	if (message.type === 'unsupported') {
		const errors = [webhookError(131051, 'Message type is currently not supported.')];
		const body = { errors, unsupported: { type: message.kind ?? 'poll' } };
		return {
			contextId: null,
			opensWindow: true,
			type: 'unsupported',
			body,
			view: { text: 'Unsupported message' },
		};
	}
	const original = needMessage(world, chat, message.message);
	if (original.from !== 'customer') throw new ControlError('A customer can change only own messages.');
	if (message.type === 'edit') {
		original.view = { ...original.view, text: message.text };
		world.putMessage(original);
		const edit = {
			original_message_id: original.id,
			message: { type: 'text', text: { body: message.text } },
		};
		return { ...quiet, type: 'edit', body: { edit }, view: { text: message.text } };
	}
	original.revoked = true;
	world.putMessage(original);
	return {
		...quiet,
		type: 'revoke',
		body: { revoke: { original_message_id: original.id } },
		view: { text: '' },
	};
}

function needMessage(world: World, chat: ChatRow, id: string): MessageRow {
	const message = world.store.messages.get(id);
	if (message?.chatId !== chat.id) throw new ControlError(`There is no message ${id} in this chat.`);
	return message;
}

function tapContent(message: MessageRow, wanted: string): InboundContent {
	const { buttons = [], cards = [] } = message.view;
	const all = [...buttons, ...cards.flatMap(card => card.buttons ?? [])];
	const button = all.find(item => item.id === wanted || item.text === wanted);
	if (!button || (button.kind !== 'reply' && button.kind !== 'row'))
		throw new ControlError(`The message has no button ${wanted}.`);
	const plain = { contextId: message.id, opensWindow: true, view: { text: button.text } };
	if (message.view.template)
		return { ...plain, type: 'button', body: { button: { payload: button.id, text: button.text } } };
	if (button.kind === 'reply') {
		const interactive = { type: 'button_reply', button_reply: { id: button.id, title: button.text } };
		return { ...plain, type: 'interactive', body: { interactive } };
	}
	const list_reply = {
		id: button.id,
		title: button.text,
		...(button.detail && { description: button.detail }),
	};
	return { ...plain, type: 'interactive', body: { interactive: { type: 'list_reply', list_reply } } };
}

type MediaWish = Extract<CustomerMessage, { type: 'image' | 'video' | 'audio' | 'document' | 'sticker' }>;

const SAMPLES = {
	image: ['image/png', 'sample.png'],
	video: ['video/mp4', 'sample.mp4'],
	audio: ['audio/ogg; codecs=opus', 'sample.ogg'],
	document: ['application/pdf', 'sample.pdf'],
	sticker: ['image/webp', 'sample.webp'],
} as const;

function mediaContent(
	world: World,
	number: NumberRow,
	message: MediaWish,
): Omit<InboundContent, 'contextId' | 'opensWindow'> {
	const { type } = message;
	const [sampleMime, sampleFile] = SAMPLES[type];
	const bytes = message.base64 === undefined ? readSample(sampleFile) : Buffer.from(message.base64, 'base64');
	const mime = message.mime ?? sampleMime;
	const filename = message.filename ?? (type === 'document' ? sampleFile : null);
	const voice = message.type === 'audio' ? (message.voice ?? false) : false;
	const media = keepMedia(world, number.id, { bytes, mime, filename, voice }, 'received');
	const object = {
		mime_type: mime,
		sha256: Buffer.from(media.sha256, 'hex').toString('base64'),
		id: media.id,
		url: `https://lookaside.fbsbx.com${LOOKASIDE_PATH}?${linkQuery(world, media.id)}`,
		...(message.caption !== undefined &&
			type !== 'audio' &&
			type !== 'sticker' && { caption: message.caption }),
		...(type === 'document' && filename && { filename }),
		...(type === 'audio' && { voice }),
		...(message.type === 'sticker' && { animated: message.animated ?? false }),
	};
	const view = {
		text: message.caption ?? '',
		media: { kind: type, mime, id: media.id, link: null, filename },
	};
	return { type, body: { [type]: object }, view };
}

function readSample(name: string): Buffer {
	return readFileSync(new URL(`./samples/${name}`, import.meta.url));
}
