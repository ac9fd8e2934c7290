import type { Address } from './address.ts';
import { type Content, excerpt } from './message.ts';

/** An incoming message as bots and scripts know it: flat, every value a text, empty where nothing is known. */
export interface BotVariables {
	readonly visitor_id: string;
	readonly conversation_id: string;
	readonly phone: string;
	readonly account: string;
	readonly first_name: string;
	readonly last_name: string;
	readonly email: string;
	readonly source: string;
	readonly auth: string;
	/** Who it is, and by which provider they write: `16505551234|dialog360`. */
	readonly chat_id: string;
	/** What was said, in one text. */
	readonly text: string;
	/** A file as `file:document|id|address`; empty without one. */
	readonly file: string;
	/** What we gave the button, row or number that was chosen; empty otherwise. */
	readonly choice: string;
}

/**
 * The variables of one incoming message (features.md S2-10, S2-11, S2-14). A contact without a number has an empty `phone`
 * and is known by the network's own id.
 */
export function botVariables(one: {
	readonly provider: string;
	readonly address: Address | null;
	readonly profileName: string | null;
	readonly content: Content;
	/** Where the message's file can be fetched; null without one. */
	readonly fileUrl: string | null;
}): BotVariables {
	const { address, content } = one;
	const visitor = address === null ? '' : plainId(address);
	const [first = '', ...others] = (one.profileName ?? '').trim().split(/\s+/);
	return {
		visitor_id: visitor,
		conversation_id: visitor,
		phone: address?.kind === 'phone' ? visitor : '',
		account: visitor,
		first_name: first,
		last_name: others.join(' '),
		email: '',
		source: '',
		auth: '',
		chat_id: visitor === '' ? '' : `${visitor}|${one.provider}`,
		text: textOf(content),
		file:
			content.kind === 'media' && one.fileUrl !== null
				? `file:${content.mediaKind}|${content.mediaId}|${one.fileUrl}`
				: '',
		choice: content.kind === 'choice' ? (content.id ?? '') : '',
	};
}

/** Digits of a number without its `+`; of an Instagram address the person alone. */
function plainId({ kind, value }: Address): string {
	if (kind === 'phone') return value.replace(/\D/g, '');
	return kind === 'instagram-user' ? value.slice(value.indexOf('/') + 1) : value;
}

function textOf(content: Content): string {
	if (content.kind === 'media') return content.caption ?? '';
	if (content.kind === 'location') return `${content.latitude},${content.longitude}`;
	return excerpt(content, 4096);
}
