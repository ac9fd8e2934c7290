import type { MessageView, NumberRow } from '../model.ts';
import type { World } from '../world.ts';
import { checkFile } from './check-file.ts';
import { checkInteractive } from './check-interactive.ts';
import { checkTemplate } from './check-template.ts';
import { GraphError } from './graph-error.ts';
import { isMediaKind, type MediaKind, mediaMismatch } from './media-rules.ts';
import { checkKeys, checkText, type Fields, needArray, needObject, needText } from './read-body.ts';

/** A send body that passed: what a phone will show, what it counts as, and what will go wrong later. */
export interface CheckedMessage {
	type: string;
	view: MessageView;
	/** `service`, or the category of the template in lower case. */
	category: string;
	/** A code that will come as a failed status although the send is accepted. */
	failsLater: number | null;
	/** The message that a reaction belongs to. */
	reactionTo: string | null;
}

const TYPES = [
	'text',
	'image',
	'video',
	'audio',
	'document',
	'sticker',
	'location',
	'contacts',
	'reaction',
	'template',
	'interactive',
] as const;
/** How long Meta lets a message be reacted to. */
const REACTION_DAYS = 30;

/** Reads the part of a send body that depends on its `type`. Throws `GraphError`, as the provider would answer. */
export function checkMessage(world: World, number: NumberRow, body: Fields): CheckedMessage {
	const type = body.type === undefined ? 'text' : body.type;
	if (typeof type !== 'string' || !(TYPES as readonly string[]).includes(type)) {
		throw new GraphError(
			100,
			`Param type must be one of {${TYPES.join(', ').toUpperCase()}} - got "${String(type)}".`,
		);
	}
	if (body[type] === undefined) throw new GraphError(131008, `Parameter of type ${type} is missing.`);
	const plain = { type, category: 'service', failsLater: null, reactionTo: null };
	if (isMediaKind(type))
		return { ...plain, ...checkMedia(world, number, type, needObject(body[type], type)) };
	if (type === 'contacts') return { ...plain, view: checkContacts(body.contacts) };
	const content = needObject(body[type], type);
	switch (type) {
		case 'text': {
			checkKeys(content, 'text', ['body', 'preview_url']);
			return { ...plain, view: { text: needText(content.body, "text['body']", 4096) } };
		}
		case 'location':
			return { ...plain, view: checkLocation(content) };
		case 'reaction':
			return { ...plain, ...checkReaction(world, number, content, body) };
		case 'template':
			return { ...plain, ...checkTemplate(world, number, content) };
		default:
			return { ...plain, view: checkInteractive(world, number, content) };
	}
}

function checkMedia(world: World, number: NumberRow, kind: MediaKind, content: Fields) {
	const own = {
		audio: ['voice'],
		document: ['caption', 'filename'],
		sticker: [] as string[],
		image: ['caption'],
		video: ['caption'],
	};
	checkKeys(content, kind, ['id', 'link', ...own[kind]]);
	const file = checkFile(world, number, kind, content, kind);
	const text = checkText(content.caption, `${kind}['caption']`, 1024) ?? '';
	const size = (file.id && world.store.media.get(file.id)?.size) || 0;
	const mismatch = file.id ? mediaMismatch(kind, file.mime, size) : null;
	return { view: { text, media: file }, failsLater: mismatch ? 131053 : null };
}

function checkLocation(content: Fields): MessageView {
	checkKeys(content, 'location', ['latitude', 'longitude', 'name', 'address']);
	for (const [key, limit] of [
		['latitude', 90],
		['longitude', 180],
	] as const) {
		if (content[key] === undefined) throw new GraphError(131008, `Parameter location['${key}'] is missing.`);
		const value = Number(content[key]);
		if (content[key] === '' || !Number.isFinite(value) || Math.abs(value) > limit) {
			throw new GraphError(131009, `Param location['${key}'] must be between -${limit} and ${limit}.`);
		}
	}
	const place = [content.name, content.address].filter(part => typeof part === 'string' && part !== '');
	return { text: [...place, `${String(content.latitude)}, ${String(content.longitude)}`].join('\n') };
}

function checkContacts(value: unknown): MessageView {
	const cards = needArray(value, 'contacts', 1, 257).map((item, index) => {
		const card = needObject(item, `contacts[${index}]`);
		const name = needObject(card.name, `contacts[${index}]['name']`);
		const shown = needText(name.formatted_name, `contacts[${index}]['name']['formatted_name']`, 1024);
		const others = ['first_name', 'last_name', 'middle_name', 'suffix', 'prefix'];
		if (!others.some(key => typeof name[key] === 'string' && name[key] !== '')) {
			throw new GraphError(
				131008,
				`contacts[${index}]['name'] needs at least one more name field beside formatted_name.`,
			);
		}
		const phones = Array.isArray(card.phones)
			? (card.phones as Fields[]).map(phone => String(phone.phone ?? ''))
			: [];
		return [shown, ...phones].join(' ');
	});
	return { text: cards.join('\n') };
}

function checkReaction(world: World, number: NumberRow, content: Fields, body: Fields) {
	checkKeys(content, 'reaction', ['message_id', 'emoji']);
	if (body.context !== undefined) throw new GraphError(100, 'Param context cannot be used with a reaction.');
	const target = needText(content.message_id, "reaction['message_id']", 512);
	if (typeof content.emoji !== 'string')
		throw new GraphError(131008, "Parameter reaction['emoji'] is missing.");
	const message = world.store.messages.get(target);
	if (!message || message.numberId !== number.id) {
		throw new GraphError(131009, 'Reaction message target is not known to this number.');
	}
	const age = world.clock.now() - message.at;
	// Too old, taken back or a reaction itself: Meta takes the send and reports it later.
	const stale = age > REACTION_DAYS * 86_400_000 || message.revoked || message.type === 'reaction';
	return { view: { text: content.emoji }, reactionTo: target, failsLater: stale ? 131009 : null };
}
