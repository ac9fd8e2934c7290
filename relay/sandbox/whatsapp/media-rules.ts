const MB = 1024 * 1024;

/** What may be sent as which kind, and how large (Meta's media page, Dec 2025). */
export const MEDIA_RULES = {
	audio: { maxBytes: 16 * MB, mimes: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'] },
	document: {
		maxBytes: 100 * MB,
		mimes: [
			'text/plain',
			'application/pdf',
			'application/msword',
			'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
			'application/vnd.ms-excel',
			'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
			'application/vnd.ms-powerpoint',
			'application/vnd.openxmlformats-officedocument.presentationml.presentation',
		],
	},
	image: { maxBytes: 5 * MB, mimes: ['image/jpeg', 'image/png'] },
	sticker: { maxBytes: 500 * 1024, mimes: ['image/webp'] },
	video: { maxBytes: 16 * MB, mimes: ['video/mp4', 'video/3gpp'] },
} as const;

/** The kinds of media message. */
export type MediaKind = keyof typeof MEDIA_RULES;

/** True for a message type that carries a file. */
export function isMediaKind(type: string): type is MediaKind {
	return Object.hasOwn(MEDIA_RULES, type);
}

/** The media type without its parameters, in lower case. */
export function plainMime(mime: string): string {
	return (mime.split(';')[0] ?? '').trim().toLowerCase();
}

/** Why a file cannot be stored at all; null when it can. */
export function uploadProblem(mime: string, size: number): { code: 100 | 131053; details: string } | null {
	const known = Object.values(MEDIA_RULES).find(rule =>
		(rule.mimes as readonly string[]).includes(plainMime(mime)),
	);
	if (!known) {
		const types = Object.values(MEDIA_RULES).flatMap(rule => rule.mimes);
		return {
			code: 100,
			details: `Param file must be a file with one of the following types: ${types.join(', ')}. Received file of type '${mime}'.`,
		};
	}
	if (size > known.maxBytes) {
		return {
			code: 131053,
			details: `Media file size too big. Max file size we currently support: ${known.maxBytes} bytes.`,
		};
	}
	if (size === 0) return { code: 100, details: 'Param file must not be empty.' };
	return null;
}

/** Why a stored file cannot be sent as this kind; null when it can. Meta reports this later, as a failed status. */
export function mediaMismatch(kind: MediaKind, mime: string, size: number): string | null {
	const rule = MEDIA_RULES[kind];
	if (!(rule.mimes as readonly string[]).includes(plainMime(mime)) && kind !== 'document') {
		return `Media type ${mime} is not supported for ${kind} messages.`;
	}
	return size > rule.maxBytes ? `The ${kind} is larger than ${rule.maxBytes} bytes.` : null;
}
