import { z } from 'zod';
import { ADDRESS_KINDS } from '../domain/address.ts';
import { BUCKETS } from '../domain/broadcast.ts';
import type { TemplateParameters } from '../domain/template.ts';
import { TEMPLATE_CATEGORIES } from '../domain/template-draft.ts';

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
	cards: z
		.array(z.strictObject({ mediaId: id.optional(), body: values.optional(), buttons: values.optional() }))
		.max(10)
		.readonly()
		.optional(),
	offerEndsAt: z.number().int().min(0).optional(),
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
			const { header, body, buttons, cards, offerEndsAt } = given;
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
				...(cards && {
					cards: cards.map(card => ({
						...(card.mediaId !== undefined && { mediaId: card.mediaId }),
						...(card.body && { body: fromOne(card.body) }),
						...(card.buttons && { buttons: fromZero(card.buttons) }),
					})),
				}),
				...(offerEndsAt !== undefined && { offerEndsAt }),
			};
		}
		return { body: given };
	});

function isStructured(given: object): given is z.infer<typeof structured> {
	return Object.entries(given).every(
		([key, value]) =>
			((key === 'header' || key === 'body' || key === 'buttons' || key === 'cards') &&
				typeof value === 'object') ||
			(key === 'offerEndsAt' && typeof value === 'number'),
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

const webAddress = z
	.url({ protocol: /^https?$/, message: 'must be an address that begins with https:// or http://' })
	.max(2000);

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
	/** Up to 100 choices: as buttons, as a list, or as numbered lines, whichever the channel can hold. */
	z.object({
		kind: z.literal('choices'),
		text: z.string().min(1).max(4096),
		footer: z.string().max(60).optional(),
		listLabel: z.string().min(1).max(20).optional(),
		options: z
			.array(
				z.object({
					/** Comes back when it is chosen; the title when none is given. */
					id: z.string().min(1).max(200).optional(),
					title: z.string().trim().min(1).max(200),
					detail: z.string().max(200).optional(),
				}),
			)
			.min(1)
			.max(100)
			.readonly(),
	}),
	z.object({
		kind: z.literal('link-button'),
		text: z.string().min(1).max(4096),
		label: z.string().trim().min(1).max(64),
		url: webAddress,
	}),
	z.object({
		kind: z.literal('location'),
		latitude: z.number().min(-90).max(90),
		longitude: z.number().min(-180).max(180),
		name: z.string().max(1000).optional(),
		address: z.string().max(1000).optional(),
	}),
	z.object({ kind: z.literal('location-request'), text: z.string().min(1).max(4096) }),
	z.object({
		kind: z.literal('contacts'),
		contacts: z
			.array(
				z.object({
					name: z.string().trim().min(1).max(200),
					phones: z.array(z.string().max(40)).max(10).readonly().default([]),
					emails: z.array(z.string().max(254)).max(10).readonly().default([]),
					company: z.string().max(200).optional(),
				}),
			)
			.min(1)
			.max(5)
			.readonly(),
	}),
	/** A file by its public address. When the network refuses its kind, a text with the address goes in its place, once. */
	z.object({
		kind: z.literal('file-link'),
		url: webAddress,
		/** As what it goes; by the address's ending when not given. */
		mediaKind: z.enum(['image', 'video', 'audio', 'document']).optional(),
		filename: z.string().max(240).optional(),
		caption: z.string().max(4096).optional(),
	}),
	z.object({
		kind: z.literal('album'),
		mediaIds: z.array(id).min(2).max(10).readonly(),
		caption: z.string().max(4096).optional(),
	}),
	/** Answers the comment in message `messageId`: below it for everybody, or to its writer alone, which is possible once. */
	z.object({
		kind: z.literal('comment-reply'),
		messageId: id,
		mode: z.enum(['private', 'public']),
		text: z.string(),
	}),
]);
export type SendContent = z.output<typeof sendContent>;

const draftText = z.string().max(4096);
const draftButton = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('quick-reply'), text: draftText }),
	z.object({ kind: z.literal('url'), text: draftText, url: draftText }),
	z.object({ kind: z.literal('phone'), text: draftText, phone: draftText }),
	z.object({ kind: z.literal('copy-code'), text: draftText }),
	z.object({ kind: z.literal('otp'), text: draftText }),
	z.object({ kind: z.literal('other'), text: draftText, type: z.string().max(60) }),
]);
const draftButtons = z.array(draftButton).max(20).readonly();

/** A template being written: any text is kept, right or not, and `checkTemplate` judges it. */
export const templateDraft = z.object({
	name: draftText,
	language: z.string().max(16),
	category: z.enum(TEMPLATE_CATEGORIES),
	format: z.enum(['positional', 'named']),
	header: z
		.discriminatedUnion('kind', [
			z.object({ kind: z.literal('text'), text: draftText }),
			z.object({ kind: z.enum(['image', 'video', 'document', 'location']) }),
		])
		.nullable(),
	body: draftText,
	footer: draftText,
	buttons: draftButtons,
	cards: z
		.array(
			z.object({
				header: z.object({ kind: z.enum(['image', 'video']) }).nullable(),
				body: draftText,
				buttons: draftButtons,
			}),
		)
		.max(20)
		.readonly()
		.nullable(),
	offer: z.object({ text: draftText, hasExpiration: z.boolean() }).nullable(),
	authentication: z
		.object({ securityRecommendation: z.boolean(), expiresInMinutes: z.number().nullable() })
		.nullable(),
	samples: z.record(z.string().max(120), draftText),
});

export const templateNotes = z.object({
	label: z.string().trim().max(200),
	description: z.string().trim().max(1000),
	type: z.enum(['standard', 'extended']),
	tags: z.array(z.string().trim().min(1).max(40)).max(20).readonly().default([]),
});

/** A place in the timeline: messages are ordered by `at`, then `seq`. */
export const cursor = z.object({ at: z.number(), seq: z.number() });

const timeRange = z.object({ from: z.int().optional(), to: z.int().optional() });

/** `ContactFilter` of the domain. */
export const contactFilter = z.object({
	text: z.string().trim().max(100).optional(),
	seen: timeRange.optional(),
	created: timeRange.optional(),
	consent: z.enum(['in', 'out', 'none']).optional(),
	blocked: z.boolean().optional(),
	tags: z
		.object({
			any: z.array(z.string().max(60)).max(100).optional(),
			none: z.array(z.string().max(60)).max(100).optional(),
		})
		.optional(),
	attributes: z
		.array(
			z.object({
				key: z.string().min(1).max(60),
				is: z.enum(['equal', 'not-equal', 'contains', 'filled', 'empty']),
				value: z.string().max(1000).optional(),
			}),
		)
		.max(20)
		.optional(),
	source: z.string().max(200).optional(),
	broadcast: z.object({ id, bucket: z.enum(BUCKETS) }).optional(),
	reachableOn: z.enum(['whatsapp', 'telegram', 'instagram']).optional(),
});
