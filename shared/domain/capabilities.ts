import { DAY_MS } from '../lib/time.ts';
import type { Capabilities, ChannelType } from './channel.ts';

const KB = 1024;
const MB = 1024 * KB;

/** WhatsApp's limits; providers.md §2.2, §2.4 and §2.5, as of Dec 2025. Voice is OGG with Opus, one channel of sound. */
export const WHATSAPP_CAPABILITIES: Capabilities = {
	textMax: 4096,
	textUnit: 'characters',
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
		sticker: { mimeTypes: ['image/webp'], anyType: false, maxBytes: 500 * KB, caption: false },
		document: {
			mimeTypes: ['application/pdf', 'text/plain'],
			anyType: true,
			maxBytes: 100 * MB,
			caption: true,
		},
	},
	templates: true,
	reactions: 'any',
	replies: true,
	typing: true,
	readReceipts: true,
	reports: 'delivered-and-read',
	startsConversations: true,
	humanAgentMs: null,
	choices: {
		buttonsMax: 3,
		buttonTitleMax: 20,
		listMax: 10,
		listTitleMax: 24,
		listDetailMax: 72,
		idMaxBytes: 200,
		textMax: 1024,
		footerMax: 60,
	},
	linkButton: { textMax: 1024, labelMax: 20 },
	location: true,
	locationRequest: true,
	contacts: true,
	albumMax: 0,
	albumKinds: [],
	linkedMedia: ['image', 'video', 'audio', 'document'],
	comments: null,
};

/** The emoji that a bot may react with (Bot API 10.1, `ReactionTypeEmoji`, Jun 2026; the commonest of them). */
const TELEGRAM_REACTIONS = [
	'👍',
	'👎',
	'❤',
	'🔥',
	'🎉',
	'😁',
	'🤔',
	'😢',
	'🙏',
	'👌',
	'👏',
	'💯',
	'🤝',
	'😍',
];

/** Telegram's limits for bots; providers.md §7.5, Bot API 10.1 (Jun 2026). */
export const TELEGRAM_CAPABILITIES: Capabilities = {
	textMax: 4096,
	textUnit: 'characters',
	captionMax: 1024,
	media: {
		image: { mimeTypes: ['image/jpeg', 'image/png'], anyType: false, maxBytes: 10 * MB, caption: true },
		video: { mimeTypes: ['video/mp4'], anyType: false, maxBytes: 50 * MB, caption: true },
		audio: {
			mimeTypes: ['audio/mpeg', 'audio/mp4', 'audio/x-m4a'],
			anyType: false,
			maxBytes: 50 * MB,
			caption: true,
		},
		voice: {
			mimeTypes: ['audio/ogg', 'audio/mpeg', 'audio/mp4'],
			anyType: false,
			maxBytes: 50 * MB,
			caption: true,
		},
		sticker: { mimeTypes: ['image/webp'], anyType: false, maxBytes: 512 * KB, caption: false },
		document: { mimeTypes: ['application/pdf'], anyType: true, maxBytes: 50 * MB, caption: true },
	},
	templates: false,
	reactions: TELEGRAM_REACTIONS,
	replies: true,
	typing: true,
	readReceipts: false,
	reports: 'none',
	startsConversations: false,
	humanAgentMs: null,
	choices: {
		buttonsMax: 10,
		buttonTitleMax: 64,
		listMax: 0,
		listTitleMax: 0,
		listDetailMax: 0,
		idMaxBytes: 64,
		textMax: 4096,
		footerMax: 0,
	},
	linkButton: { textMax: 4096, labelMax: 64 },
	location: true,
	locationRequest: true,
	contacts: true,
	albumMax: 10,
	albumKinds: ['image', 'video', 'audio', 'voice', 'document', 'sticker'],
	linkedMedia: ['image', 'video', 'audio', 'document'],
	comments: null,
};

/** Instagram's limits; providers.md §8.2, spring 2026. Text is counted in bytes. */
export const INSTAGRAM_CAPABILITIES: Capabilities = {
	textMax: 1000,
	textUnit: 'bytes',
	captionMax: 0,
	media: {
		image: {
			mimeTypes: ['image/jpeg', 'image/png', 'image/gif'],
			anyType: false,
			maxBytes: 8 * MB,
			caption: false,
		},
		video: {
			mimeTypes: ['video/mp4', 'video/ogg', 'video/x-msvideo', 'video/quicktime', 'video/webm'],
			anyType: false,
			maxBytes: 25 * MB,
			caption: false,
		},
		audio: {
			mimeTypes: ['audio/aac', 'audio/mp4', 'audio/x-m4a', 'audio/wav', 'audio/x-wav'],
			anyType: false,
			maxBytes: 25 * MB,
			caption: false,
		},
		voice: {
			mimeTypes: ['audio/aac', 'audio/mp4', 'audio/x-m4a', 'audio/wav', 'audio/x-wav'],
			anyType: false,
			maxBytes: 25 * MB,
			caption: false,
		},
		document: { mimeTypes: ['application/pdf'], anyType: false, maxBytes: 25 * MB, caption: false },
	},
	templates: false,
	reactions: ['❤'],
	replies: false,
	typing: true,
	readReceipts: true,
	reports: 'read',
	startsConversations: false,
	humanAgentMs: 7 * DAY_MS,
	choices: {
		buttonsMax: 13,
		buttonTitleMax: 20,
		listMax: 0,
		listTitleMax: 0,
		listDetailMax: 0,
		idMaxBytes: 1000,
		textMax: 1000,
		footerMax: 0,
	},
	linkButton: { textMax: 640, labelMax: 20 },
	location: false,
	locationRequest: false,
	contacts: false,
	albumMax: 10,
	albumKinds: ['image'],
	linkedMedia: ['image', 'video', 'audio', 'document'],
	comments: { privateReplyMs: 7 * DAY_MS, publicReplyMax: 300 },
};

const BY_TYPE: Readonly<Record<ChannelType, Capabilities>> = {
	whatsapp: WHATSAPP_CAPABILITIES,
	telegram: TELEGRAM_CAPABILITIES,
	instagram: INSTAGRAM_CAPABILITIES,
};

/** What a network can carry: the one table that composer and relay ask. */
export function capabilitiesOf(type: ChannelType): Capabilities {
	return BY_TYPE[type];
}
