import * as z from 'zod';

const file = {
	/** Bytes; a small sample of the right kind when absent. */
	base64: z.string().optional(),
	mime: z.string().optional(),
	filename: z.string().optional(),
	caption: z.string().optional(),
};

/** Everything that a customer can do in a chat. `message` is the id of the message that it is about. */
export const customerMessageSchema = z.discriminatedUnion('type', [
	z.strictObject({ type: z.literal('text'), text: z.string().min(1) }),
	z.strictObject({ type: z.literal('image'), ...file }),
	z.strictObject({ type: z.literal('video'), ...file }),
	z.strictObject({ type: z.literal('audio'), ...file, voice: z.boolean().optional() }),
	z.strictObject({ type: z.literal('document'), ...file }),
	z.strictObject({ type: z.literal('sticker'), ...file, animated: z.boolean().optional() }),
	z.strictObject({
		type: z.literal('location'),
		latitude: z.number(),
		longitude: z.number(),
		name: z.string().optional(),
		address: z.string().optional(),
	}),
	z.strictObject({ type: z.literal('contacts'), name: z.string(), phone: z.string() }),
	/** An empty emoji takes the reaction back. */
	z.strictObject({ type: z.literal('reaction'), message: z.string(), emoji: z.string() }),
	/** A tap on a button or list row of ours, named by its id or its text. */
	z.strictObject({ type: z.literal('tap'), message: z.string(), button: z.string() }),
	z.strictObject({
		type: z.literal('order'),
		text: z.string().optional(),
		items: z.array(
			z.strictObject({
				retailerId: z.string(),
				quantity: z.number(),
				price: z.number(),
				currency: z.string(),
			}),
		),
	}),
	z.strictObject({ type: z.literal('number-change'), phone: z.string() }),
	z.strictObject({ type: z.literal('unsupported'), kind: z.string().optional() }),
	z.strictObject({ type: z.literal('edit'), message: z.string(), text: z.string() }),
	z.strictObject({ type: z.literal('revoke'), message: z.string() }),
]);

/** One thing that a customer does in a chat. */
export type CustomerMessage = z.infer<typeof customerMessageSchema>;

/** Who writes what to which number. */
export const customerWritesSchema = z.strictObject({
	/** Phone in any spelling, wa_id, user id or username. */
	customer: z.string(),
	/** A number's id, phone number id or display number. */
	number: z.string(),
	message: customerMessageSchema,
	/** The message that this answers. */
	context: z.string().optional(),
	/** Fields of an ad click; missing ones are filled in. */
	referral: z.record(z.string(), z.unknown()).optional(),
	forwarded: z.boolean().optional(),
	/** Epoch ms; the sandbox's time when absent. */
	at: z.number().optional(),
	/** A message id to use again, for a webhook that comes twice with different bodies. */
	id: z.string().optional(),
});

/** The argument of `customerWrites`. */
export type CustomerWrites = z.infer<typeof customerWritesSchema>;
