import { z } from 'zod';
import { ADDRESS_KINDS } from '../domain/address.ts';
import type { TemplateParameters } from '../domain/template.ts';

/** Fields that several commands share. */

export const id = z.string().min(1).max(128);

/** Made once per message by the sender and kept over every retry of the same act. */
export const clientId = z.string().min(8, 'must have at least 8 characters').max(128);

export const address = z.object({ kind: z.enum(ADDRESS_KINDS), value: z.string().min(1).max(160) });

/** An address, or its text as a person or a CRM writes it. */
export const addressOrText = z.union([z.string().min(1).max(160), address]);

const values = z.union([
	z.array(z.string().max(4096)).max(100),
	z.record(z.string().max(100), z.string().max(4096)),
]);

const structured = z.strictObject({
	header: z
		.strictObject({
			text: values.optional(),
			mediaId: id.optional(),
			filename: z.string().max(240).optional(),
			location: z
				.strictObject({
					latitude: z.number().min(-90).max(90),
					longitude: z.number().min(-180).max(180),
					name: z.string().max(1000).optional(),
					address: z.string().max(1000).optional(),
				})
				.optional(),
		})
		.optional(),
	body: values.optional(),
	buttons: values.optional(),
});

/**
 * A template's values. Short forms are taken too: a list is the body's positions in order, a record without `header`,
 * `body` or `buttons` is the body's named values.
 */
export const templateParameters = z
	.union([structured, values])
	.optional()
	.transform((given): TemplateParameters => {
		if (given === undefined) return {};
		if (Array.isArray(given)) return { body: fromOne(given) };
		if (isStructured(given)) {
			const { header, body, buttons } = given;
			return {
				...(header && {
					header: {
						...(header.text && { text: fromOne(header.text) }),
						...(header.mediaId !== undefined && { mediaId: header.mediaId }),
						...(header.filename !== undefined && { filename: header.filename }),
						...(header.location && { location: dropUndefined(header.location) }),
					},
				}),
				...(body && { body: fromOne(body) }),
				...(buttons && { buttons: fromZero(buttons) }),
			};
		}
		return { body: given };
	});

function isStructured(given: object): given is z.infer<typeof structured> {
	return Object.entries(given).every(
		([key, value]) => (key === 'header' || key === 'body' || key === 'buttons') && typeof value === 'object',
	);
}

type Values = readonly string[] | Readonly<Record<string, string>>;

function fromOne(list: Values): Record<string, string> {
	return Array.isArray(list)
		? Object.fromEntries(list.map((value, index) => [String(index + 1), value]))
		: { ...(list as Record<string, string>) };
}

function fromZero(list: Values): Record<string, string> {
	return Array.isArray(list)
		? Object.fromEntries(list.map((value, index) => [String(index), value]))
		: { ...(list as Record<string, string>) };
}

function dropUndefined<
	T extends { latitude: number; longitude: number; name?: string | undefined; address?: string | undefined },
>(place: T) {
	return {
		latitude: place.latitude,
		longitude: place.longitude,
		...(place.name !== undefined && { name: place.name }),
		...(place.address !== undefined && { address: place.address }),
	};
}

/** What a person sends. A reaction with an empty emoji takes the reaction back. */
export const sendContent = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('text'), text: z.string() }),
	z.object({
		kind: z.literal('media'),
		mediaId: id,
		caption: z.string().optional(),
		voice: z.boolean().optional(),
	}),
	z.object({
		kind: z.literal('template'),
		name: z.string().min(1).max(512),
		language: z.string().min(2).max(16),
		parameters: templateParameters,
	}),
	z.object({ kind: z.literal('reaction'), messageId: id, emoji: z.string().max(32) }),
]);
export type SendContent = z.output<typeof sendContent>;

/** A place in the timeline: messages are ordered by `at`, then `seq`. */
export const cursor = z.object({ at: z.number(), seq: z.number() });
