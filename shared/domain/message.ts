import type { MediaKind } from './channel.ts';
import type { TemplateParameters } from './template.ts';
import type { TemplatePreview } from './template-preview.ts';

export type Direction = 'inbound' | 'outbound';

/**
 * What a message says, as it is stored and shown. Reactions, edits and revocations are not messages: they change the
 * message that they are about.
 */
export type Content =
	| { readonly kind: 'text'; readonly text: string }
	| MediaContent
	| TemplateContent
	| {
			readonly kind: 'location';
			readonly latitude: number;
			readonly longitude: number;
			readonly name: string | null;
			readonly address: string | null;
	  }
	| { readonly kind: 'contacts'; readonly contacts: readonly SharedContact[] }
	/** A tapped button, a chosen list row, or the number of a choice; `detail` then holds the number. `id` is what we gave it. */
	| {
			readonly kind: 'choice';
			readonly text: string;
			readonly detail: string | null;
			readonly id: string | null;
	  }
	/** A filled form (WhatsApp flow, address message): labels and values as sent. */
	| {
			readonly kind: 'form';
			readonly name: string;
			readonly fields: readonly { readonly label: string; readonly value: string }[];
	  }
	| { readonly kind: 'order'; readonly text: string | null; readonly items: readonly OrderItem[] }
	| ChoicesContent
	/** A text with one button that opens an address. */
	| { readonly kind: 'link-button'; readonly text: string; readonly label: string; readonly url: string }
	/** A text with a button by which the contact sends where they are. */
	| { readonly kind: 'location-request'; readonly text: string }
	/** A file that stays where it is: the network fetches it by its public address. */
	| {
			readonly kind: 'file-link';
			readonly mediaKind: MediaKind;
			readonly url: string;
			readonly filename: string | null;
			readonly caption: string | null;
	  }
	/** Several files that arrive as one. */
	| { readonly kind: 'album'; readonly items: readonly MediaContent[]; readonly caption: string | null }
	| CommentContent
	| CommentReplyContent
	/** Something the network tells about the contact, not something that the contact wrote. */
	| { readonly kind: 'notice'; readonly notice: NoticeKind; readonly text: string }
	/** A kind that the network does not hand over, or that is newer than this code; the raw body is kept in the store. */
	| { readonly kind: 'unsupported'; readonly type: string; readonly reason: string | null };

export type NoticeKind = 'number-changed' | 'user-id-changed' | 'identity-changed' | 'call' | 'other';

export interface MediaContent {
	readonly kind: 'media';
	readonly mediaKind: MediaKind;
	/** Our own id of the stored file. */
	readonly mediaId: string;
	readonly mimeType: string;
	readonly filename: string | null;
	/** Bytes; null while the file is still being fetched. */
	readonly size: number | null;
	readonly caption: string | null;
	/** `stored` can be shown; `fetching` comes soon; `failed` says why in `problem`; `removed` was kept as long as the settings say. */
	readonly state: 'stored' | 'fetching' | 'failed' | 'removed';
	readonly problem: string | null;
}

export interface TemplateContent {
	readonly kind: 'template';
	readonly name: string;
	readonly language: string;
	readonly category: string;
	readonly parameters: TemplateParameters;
	/** Fixed when it is sent: a later edit of the template does not change what was said. */
	readonly preview: TemplatePreview;
}

export interface SharedContact {
	readonly name: string;
	readonly phones: readonly string[];
	readonly emails: readonly string[];
	readonly company: string | null;
}

export interface OrderItem {
	readonly productId: string;
	readonly quantity: number;
	readonly price: number | null;
	readonly currency: string | null;
}

/** A text with choices below it, as the contact sees them: as buttons, as a list that opens, or as numbered lines. */
export interface ChoicesContent {
	readonly kind: 'choices';
	readonly text: string;
	readonly footer: string | null;
	/** The button that opens the list. */
	readonly listLabel: string | null;
	readonly form: 'buttons' | 'list' | 'numbered';
	readonly options: readonly ChoiceOption[];
}

export interface ChoiceOption {
	/** Comes back when it is chosen. */
	readonly id: string;
	readonly title: string;
	readonly detail: string | null;
}

/** Where people write that is not a direct message. Each can be taken in or left out, by channel. */
export const ACTIVITIES = ['direct', 'feed', 'reels', 'stories', 'notes'] as const;
export type Activity = (typeof ACTIVITIES)[number];

/** A comment under a post of ours. It opens no window. */
export interface CommentContent {
	readonly kind: 'comment';
	readonly text: string;
	readonly activity: Exclude<Activity, 'direct'>;
	readonly postId: string;
	/** Null when the network gives none. */
	readonly postUrl: string | null;
	/** The provider's id of the comment that this one answers. */
	readonly parentId: string | null;
}

/** Our answer to a comment: below it for everybody, or to its writer alone. */
export interface CommentReplyContent {
	readonly kind: 'comment-reply';
	readonly mode: 'private' | 'public';
	readonly text: string;
	/** Our id of the comment's message. */
	readonly commentMessageId: string;
}

/** Where a contact came from who tapped an ad, a post or a link, or what of our story a message is about. */
export interface Referral {
	readonly source: 'ad' | 'post' | 'story' | 'story-mention' | 'link';
	readonly url: string | null;
	readonly headline: string | null;
	readonly body: string | null;
	readonly clickId: string | null;
}

/** One line that stands for a content in lists, quotes and notifications. Never empty. */
export function excerpt(content: Content, max = 120): string {
	const text = plainText(content).replace(/\s+/g, ' ').trim();
	return text.length > max ? `${text.slice(0, max - 1)}…` : text;
}

const MEDIA_WORDS: Record<MediaKind, string> = {
	image: 'Photo',
	video: 'Video',
	audio: 'Audio',
	voice: 'Voice message',
	document: 'Document',
	sticker: 'Sticker',
};

function plainText(content: Content): string {
	switch (content.kind) {
		case 'text':
			return content.text || 'Empty message';
		case 'media': {
			const word =
				content.mediaKind === 'document' && content.filename
					? content.filename
					: MEDIA_WORDS[content.mediaKind];
			return content.caption ? `${word}: ${content.caption}` : word;
		}
		case 'template':
			return content.preview.body;
		case 'location':
			return content.name ? `Location: ${content.name}` : 'Location';
		case 'contacts':
			return `Contact: ${content.contacts.map(contact => contact.name).join(', ')}`;
		case 'choice':
			return content.text;
		case 'form':
			return `Form: ${content.name}`;
		case 'order':
			return content.text ? `Order: ${content.text}` : `Order of ${content.items.length} items`;
		case 'choices':
		case 'link-button':
		case 'location-request':
			return content.text;
		case 'file-link': {
			const word = content.filename ?? MEDIA_WORDS[content.mediaKind];
			return content.caption ? `${word}: ${content.caption}` : word;
		}
		case 'album': {
			const files = `Album of ${content.items.length} files`;
			return content.caption ? `${files}: ${content.caption}` : files;
		}
		case 'comment':
			return `Comment: ${content.text}`;
		case 'comment-reply':
			return content.text;
		case 'notice':
			return content.text;
		case 'unsupported':
			return 'Unsupported message';
	}
}
