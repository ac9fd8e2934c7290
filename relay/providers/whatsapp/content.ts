import { bareMimeType, type MediaKind } from '../../../shared/domain/channel.ts';
import type { OrderItem, SharedContact } from '../../../shared/domain/message.ts';
import type { InboundContent } from '../events.ts';
import { type Json, list, number, record, text } from '../wire.ts';

/** What an inbound message says (providers.md §2.7). A kind that is newer than this code is `unsupported`. */
export function readContent(message: Json, type: string): InboundContent {
	const part = record(message[type]) ?? {};
	switch (type) {
		case 'text':
			return { kind: 'text', text: typeof part.body === 'string' ? part.body : '' };
		case 'image':
		case 'video':
		case 'sticker':
		case 'document':
			return readMedia(type, part);
		case 'audio':
			return readMedia(part.voice === true ? 'voice' : 'audio', part);
		case 'voice':
			return readMedia('voice', part);
		case 'location':
			return readLocation(part);
		case 'contacts':
			return {
				kind: 'contacts',
				contacts: list(message.contacts).map(contact => readShared(record(contact) ?? {})),
			};
		case 'button':
			return {
				kind: 'choice',
				text: text(part.text) ?? text(part.payload) ?? 'Button',
				detail: null,
				id: text(part.payload),
			};
		case 'interactive':
			return readInteractive(part);
		case 'order':
			return {
				kind: 'order',
				text: text(part.text),
				items: list(part.product_items).map(item => readOrderItem(record(item) ?? {})),
			};
		case 'request_welcome':
			return { kind: 'notice', notice: 'other', text: 'The contact opened the chat for the first time.' };
		default:
			return readUnsupported(message, type);
	}
}

function readMedia(mediaKind: MediaKind, part: Json): InboundContent {
	const ref = text(part.id);
	if (ref === null)
		return { kind: 'unsupported', type: mediaKind, reason: 'WhatsApp did not hand over the file.' };
	return {
		kind: 'media',
		mediaKind,
		ref,
		mimeType: bareMimeType(text(part.mime_type) ?? 'application/octet-stream'),
		filename: text(part.filename),
		caption: text(part.caption),
	};
}

function readLocation(part: Json): InboundContent {
	const latitude = number(part.latitude);
	const longitude = number(part.longitude);
	if (latitude === null || longitude === null)
		return { kind: 'unsupported', type: 'location', reason: 'The place is missing.' };
	return { kind: 'location', latitude, longitude, name: text(part.name), address: text(part.address) };
}

function readShared(contact: Json): SharedContact {
	const name = record(contact.name);
	const phones = list(contact.phones).map(phone => text(record(phone)?.phone) ?? text(record(phone)?.wa_id));
	return {
		name:
			text(name?.formatted_name) ??
			text(name?.first_name) ??
			phones.find(phone => phone !== null) ??
			'Contact',
		phones: phones.filter(phone => phone !== null),
		emails: list(contact.emails)
			.map(email => text(record(email)?.email))
			.filter(email => email !== null),
		company: text(record(contact.org)?.company),
	};
}

function readInteractive(part: Json): InboundContent {
	const type = text(part.type) ?? 'interactive';
	const answer = record(part[type]) ?? {};
	switch (type) {
		case 'button_reply':
		case 'list_reply':
			return {
				kind: 'choice',
				text: text(answer.title) ?? text(answer.id) ?? 'Choice',
				detail: text(answer.description),
				id: text(answer.id),
			};
		case 'nfm_reply':
			return readForm(answer);
		case 'call_permission_reply':
			return {
				kind: 'notice',
				notice: 'call',
				text: `The contact answered a request to call: ${text(answer.response) ?? 'no answer given'}.`,
			};
		default:
			return { kind: 'unsupported', type: `interactive ${type}`, reason: null };
	}
}

/** A filled form: `response_json` is a text that holds JSON, and not always an object. */
function readForm(answer: Json): InboundContent {
	const raw = text(answer.response_json) ?? '';
	let said: unknown;
	try {
		said = JSON.parse(raw);
	} catch {
		said = raw;
	}
	const fields = record(said)
		? Object.entries(record(said) ?? {})
				.filter(([label]) => label !== 'flow_token')
				.map(([label, value]) => ({
					label,
					value: typeof value === 'string' ? value : JSON.stringify(value),
				}))
		: [{ label: 'answer', value: typeof said === 'string' ? said : JSON.stringify(said) }];
	return { kind: 'form', name: text(answer.name) ?? 'form', fields };
}

function readOrderItem(item: Json): OrderItem {
	return {
		productId: text(item.product_retailer_id) ?? '',
		quantity: number(item.quantity) ?? 1,
		price: number(item.item_price),
		currency: text(item.currency),
	};
}

function readUnsupported(message: Json, type: string): InboundContent {
	const error = record(list(message.errors)[0]);
	const inner = text(record(message.unsupported)?.type);
	return {
		kind: 'unsupported',
		type: inner ?? type,
		reason: text(record(error?.error_data)?.details) ?? text(error?.message) ?? text(error?.title),
	};
}
