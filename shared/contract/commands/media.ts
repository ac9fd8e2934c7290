import { z } from 'zod';
import { command, reply } from '../command.ts';
import { id } from '../fields.ts';

export interface UploadedMedia {
	readonly mediaId: string;
	readonly mimeType: string;
	readonly filename: string | null;
	readonly size: number;
}

export const media = {
	/**
	 * An address that takes one file for ten minutes, as `multipart/form-data` with the field `file`, without a token; the
	 * answer is that of `POST /api/v1/media/upload`: `Result<UploadedMedia>`. For pages that hold no token.
	 */
	'media:ticket': command({
		summary: 'An address to upload one file to',
		allow: 'conversations:use',
		request: z.object({}),
		reply: reply<{ uploadUrl: string; expiresAt: number }>(),
	}),
	/** Addresses live for an hour; ask again when one has ended. */
	'media:link': command({
		summary: 'Short-lived addresses to show or save a stored file',
		allow: 'conversations:use',
		request: z.object({ mediaId: id }),
		reply: reply<{
			url: string;
			downloadUrl: string;
			mimeType: string;
			filename: string | null;
			size: number;
			expiresAt: number;
		}>(),
	}),
	/** Repeatable. */
	'media:fetch': command({
		summary: 'Try again to fetch a customer’s file from the provider',
		allow: 'conversations:use',
		request: z.object({ messageId: id }),
		reply: reply<Record<string, never>>(),
	}),
} as const;
