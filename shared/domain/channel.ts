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

/** What one network can carry. The composer shows by it, the relay refuses by it. */
export interface Capabilities {
	/** Longest free text, in UTF-16 units as the networks count. */
	readonly textMax: number;
	readonly captionMax: number;
	readonly media: Readonly<Partial<Record<MediaKind, MediaRule>>>;
	readonly templates: boolean;
	readonly reactions: boolean;
	readonly replies: boolean;
	readonly typing: boolean;
	readonly readReceipts: boolean;
}

const MB = 1024 * 1024;

/** WhatsApp's limits; providers.md §2.2 and §2.5, as of Dec 2025. */
export const WHATSAPP_CAPABILITIES: Capabilities = {
	textMax: 4096,
	captionMax: 1024,
	media: {
		image: { mimeTypes: ['image/jpeg', 'image/png'], anyType: false, maxBytes: 5 * MB, caption: true },
		video: { mimeTypes: ['video/mp4', 'video/3gpp'], anyType: false, maxBytes: 16 * MB, caption: true },
		audio: {
			mimeTypes: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'],
			anyType: false,
			maxBytes: 16 * MB,
			caption: false,
		},
		voice: { mimeTypes: ['audio/ogg'], anyType: false, maxBytes: 16 * MB, caption: false },
		sticker: { mimeTypes: ['image/webp'], anyType: false, maxBytes: 500 * 1024, caption: false },
		document: {
			mimeTypes: ['application/pdf', 'text/plain'],
			anyType: true,
			maxBytes: 100 * MB,
			caption: true,
		},
	},
	templates: true,
	reactions: true,
	replies: true,
	typing: true,
	readReceipts: true,
};

/** What a network can carry, or null for one that is not built yet. */
export function capabilitiesOf(type: ChannelType): Capabilities | null {
	return type === 'whatsapp' ? WHATSAPP_CAPABILITIES : null;
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
	return document && bytes <= document.maxBytes ? 'document' : null;
}

/** "audio/OGG; codecs=opus" → "audio/ogg". */
export function bareMimeType(mimeType: string): string {
	return (mimeType.split(';')[0] ?? '').trim().toLowerCase();
}
