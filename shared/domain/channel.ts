/** The kinds of network that a channel can be on. */
export const CHANNEL_TYPES = ['whatsapp', 'telegram', 'instagram'] as const;
export type ChannelType = (typeof CHANNEL_TYPES)[number];

export const MEDIA_KINDS = ['image', 'video', 'audio', 'voice', 'document', 'sticker'] as const;
export type MediaKind = (typeof MEDIA_KINDS)[number];

/** One kind of file that a network carries: MIME types (lower case, no parameters) and the most bytes it takes. */
export interface MediaRule {
	readonly mimeTypes: readonly string[];
	/** True when other MIME types are carried too. */
	readonly anyType: boolean;
	readonly maxBytes: number;
	readonly caption: boolean;
}

/** What one network can carry. The composer shows by it, the relay refuses by it; the rows are in `capabilities.ts`. */
export interface Capabilities {
	/** Longest free text, counted in `textUnit`: UTF-16 units, or bytes of UTF-8. */
	readonly textMax: number;
	readonly textUnit: 'characters' | 'bytes';
	readonly captionMax: number;
	readonly media: Readonly<Partial<Record<MediaKind, MediaRule>>>;
	readonly templates: boolean;
	/** Emoji that can be put on a message: any, none, or these. */
	readonly reactions: 'any' | 'none' | readonly string[];
	readonly replies: boolean;
	readonly typing: boolean;
	/** The contact can be shown that we have read. */
	readonly readReceipts: boolean;
	/** What the network tells of a message of ours: that it arrived and was read, only that it was read, or nothing. */
	readonly reports: 'delivered-and-read' | 'read' | 'none';
	/** True when we may write first; else a conversation begins with the contact. */
	readonly startsConversations: boolean;
	/** How long after the last inbound a person, never a bot or an automation, may still answer; null: only in the window. */
	readonly humanAgentMs: number | null;
	/** Buttons below a text. Null: none, so choices go as a numbered text. */
	readonly choices: ChoiceRules | null;
	/** A text with a button that opens an address: the longest text and words of the button, in characters. */
	readonly linkButton: { readonly textMax: number; readonly labelMax: number } | null;
	readonly location: boolean;
	readonly locationRequest: boolean;
	readonly contacts: boolean;
	/** Files of one album; 0: none. */
	readonly albumMax: number;
	/** Kinds that go into an album; others of them are sent one by one. */
	readonly albumKinds: readonly MediaKind[];
	/** Kinds that may be given by a public link instead of a file of ours. */
	readonly linkedMedia: readonly MediaKind[];
	/** Comments under posts, and answers to them. */
	readonly comments: CommentRules | null;
}

/** How many choices a network shows below a text, and how long their words may be. */
export interface ChoiceRules {
	readonly buttonsMax: number;
	readonly buttonTitleMax: number;
	/** Rows of a list that opens; 0: no lists. */
	readonly listMax: number;
	readonly listTitleMax: number;
	readonly listDetailMax: number;
	/** Longest id that comes back, in bytes. */
	readonly idMaxBytes: number;
	/** Longest text above the choices, in `textUnit`. */
	readonly textMax: number;
	/** Longest small print below them; 0 where there is none, so that it becomes part of the text. */
	readonly footerMax: number;
}

/** How comments are answered. */
export interface CommentRules {
	/** How long after a comment its one private reply may be sent. */
	readonly privateReplyMs: number;
	/** Longest public reply in characters, as far as is known: more is warned about, not refused. */
	readonly publicReplyMax: number;
}

/**
 * The kind under which a file of this MIME type is sent: a picture that the network does not take as a picture
 * (GIF, HEIC, one too large) goes as a document. Null when the network takes it in no form.
 */
export function mediaKindFor(capabilities: Capabilities, mimeType: string, bytes: number): MediaKind | null {
	const mime = bareMimeType(mimeType);
	for (const kind of ['image', 'video', 'audio'] as const) {
		const rule = capabilities.media[kind];
		if (rule?.mimeTypes.includes(mime) && bytes <= rule.maxBytes) return kind;
	}
	const document = capabilities.media.document;
	const takes = document && (document.anyType || document.mimeTypes.includes(mime));
	return takes && bytes <= document.maxBytes ? 'document' : null;
}

/** "audio/OGG; codecs=opus" → "audio/ogg". */
export function bareMimeType(mimeType: string): string {
	return (mimeType.split(';')[0] ?? '').trim().toLowerCase();
}
