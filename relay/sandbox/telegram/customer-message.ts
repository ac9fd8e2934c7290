import * as z from 'zod';

const file = {
	/** Bytes; a small sample of the right kind when absent. */
	base64: z.string().optional(),
	mime: z.string().optional(),
	filename: z.string().optional(),
	caption: z.string().optional(),
	/** Claims another size, so that a file of 20 MB needs no 20 MB. */
	size: z.int().min(0).optional(),
};

/** Everything that a customer can write in a chat with a bot. */
export const telegramMessageSchema = z.discriminatedUnion('type', [
	z.strictObject({ type: z.literal('text'), text: z.string().min(1) }),
	z.strictObject({
		type: z.enum(['photo', 'video', 'animation', 'audio', 'voice', 'video_note', 'document']),
		...file,
	}),
	z.strictObject({
		type: z.literal('sticker'),
		...file,
		moves: z.enum(['as film', 'as drawing']).optional(),
	}),
	z.strictObject({
		type: z.literal('location'),
		latitude: z.number(),
		longitude: z.number(),
		/** With both it is a venue. */
		title: z.string().optional(),
		address: z.string().optional(),
	}),
	/** Somebody's number; for the customer's own there is `telegram-shares-contact`. */
	z.strictObject({ type: z.literal('contact'), name: z.string(), phone: z.string() }),
	z.strictObject({ type: z.literal('poll'), question: z.string(), options: z.array(z.string()) }),
	z.strictObject({ type: z.literal('dice') }),
	/** A message's fields as they are, for kinds that the sandbox does not know. */
	z.strictObject({ type: z.literal('raw'), fields: z.record(z.string(), z.unknown()) }),
]);

/** One thing that a customer writes. */
export type TelegramMessage = z.infer<typeof telegramMessageSchema>;
