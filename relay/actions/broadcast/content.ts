import type { BroadcastContent, PauseReason } from '../../../shared/domain/broadcast.ts';
import type { Content, MediaContent } from '../../../shared/domain/message.ts';
import type { Outgoing } from '../../../shared/domain/send-verdict.ts';
import type { Template, TemplateParameters } from '../../../shared/domain/template.ts';
import { templatePreview } from '../../../shared/domain/template-preview.ts';
import { fillText, type VariableContext, variableContext } from '../../../shared/domain/variables.ts';
import type { LiveChannel } from '../../channels.ts';
import type { StoreParts } from '../../store/store.ts';
import { fillParameters } from '../message/fill-parameters.ts';
import { prepareFile } from '../message/prepare.ts';
import type { Parts } from '../parts.ts';

/** A broadcast's content with all that the store knows of it, ready to be filled for each recipient. */
export type Base =
	| {
			readonly kind: 'template';
			readonly template: Template;
			readonly parameters: TemplateParameters;
			/** False when every recipient gets the same. */
			readonly varies: boolean;
	  }
	| { readonly kind: 'text'; readonly text: string; readonly varies: boolean }
	| { readonly kind: 'media'; readonly media: MediaContent; readonly varies: boolean };

/** A content that cannot be sent to anybody, and what is wrong with it. */
export interface Unready {
	readonly reason: PauseReason;
	readonly message: string;
	readonly field: string;
}

/** Completes a content with the template, the quick reply and the file that it names. */
export async function prepareBase(
	tx: StoreParts,
	channel: LiveChannel,
	content: BroadcastContent | null,
	field: string,
): Promise<{ base: Base } | { unready: Unready }> {
	const unready = (reason: PauseReason, message: string) => ({ unready: { reason, message, field } });
	if (content === null) return unready('content', 'Choose what the broadcast says.');
	switch (content.kind) {
		case 'template': {
			const { name, language, parameters } = content;
			const stored = await tx.templates.find(channel.row.id, name, language);
			if (!stored)
				return unready(
					'template',
					`There is no template “${name}” in this language on ${channel.row.name}. Sync the templates, or choose another.`,
				);
			const files = [parameters.header?.mediaId, ...(parameters.cards ?? []).map(card => card.mediaId)];
			for (const mediaId of files)
				if (mediaId !== undefined && (await tx.media.find(mediaId))?.state !== 'stored')
					return unready('content', 'A file of the template is not in the store. Attach it again.');
			return {
				base: {
					kind: 'template',
					template: stored.template,
					parameters,
					varies: hasVariables(JSON.stringify(parameters)),
				},
			};
		}
		case 'text':
			if (content.text.trim() === '') return unready('content', 'Write a text first.');
			return { base: { kind: 'text', text: content.text, varies: hasVariables(content.text) } };
		case 'media':
			return file(tx, channel, content.mediaId, content.caption, field);
		case 'quick-reply': {
			const reply = await tx.quickReplies.find(content.quickReplyId);
			if (!reply) return unready('content', 'The quick reply was removed. Choose another.');
			return reply.media_id === null
				? { base: { kind: 'text', text: reply.text, varies: hasVariables(reply.text) } }
				: file(tx, channel, reply.media_id, reply.text, field);
		}
	}
}

async function file(
	tx: StoreParts,
	channel: LiveChannel,
	mediaId: string,
	caption: string | null,
	field: string,
): Promise<{ base: Base } | { unready: Unready }> {
	const found = await prepareFile(tx, channel, mediaId, { field, kind: null, caption });
	if (!found.ok || found.value.kind !== 'media')
		return {
			unready: { reason: 'content', message: 'The file is not in the store. Attach it again.', field },
		};
	return { base: { kind: 'media', media: found.value, varies: hasVariables(caption ?? '') } };
}

function hasVariables(text: string): boolean {
	return text.includes('{{') || text.includes('{%');
}

export type Filled =
	| { readonly content: Content; readonly outgoing: Outgoing; readonly problem: null }
	/** A value is missing for this recipient, or cannot be read. */
	| { readonly content: null; readonly outgoing: null; readonly problem: string };

/** The message of one recipient. `link` may put a short address in the place of each link. */
export function fillBase(
	base: Base,
	context: VariableContext | null,
	link?: (url: string) => string,
): Filled {
	switch (base.kind) {
		case 'template': {
			const given =
				base.varies && context
					? fillParameters(base.parameters, context)
					: ({ filled: true, ...base } as const);
			if (!given.filled) return { content: null, outgoing: null, problem: given.message };
			const parameters = link ? linkParameters(given.parameters, link) : given.parameters;
			const { template } = base;
			const { name, language, category } = template;
			return {
				content: {
					kind: 'template',
					name,
					language,
					category,
					parameters,
					preview: templatePreview(template, parameters),
				},
				outgoing: { kind: 'template', template, name, parameters },
				problem: null,
			};
		}
		case 'text': {
			const filled = fill(base.text, base.varies, context, link);
			if (filled.text === null) return { content: null, outgoing: null, problem: filled.problem };
			const content = { kind: 'text', text: filled.text } as const;
			return { content, outgoing: content, problem: null };
		}
		case 'media': {
			const filled = fill(base.media.caption ?? '', base.varies, context, link);
			if (filled.text === null) return { content: null, outgoing: null, problem: filled.problem };
			const content = { ...base.media, caption: filled.text.trim() === '' ? null : filled.text };
			const { mediaKind, mimeType, size, caption } = content;
			return {
				content,
				outgoing: { kind: 'media', mediaKind, mimeType, size: size ?? 0, caption },
				problem: null,
			};
		}
	}
}

function fill(
	text: string,
	varies: boolean,
	context: VariableContext | null,
	link: ((url: string) => string) | undefined,
): { text: string } | { text: null; problem: string } {
	const filled = varies && context ? fillText(text, context) : { text, missing: [], problem: null };
	if (filled.problem !== null) return { text: null, problem: filled.problem };
	const [first] = filled.missing;
	if (first)
		return {
			text: null,
			problem: `There is no value for ${first.variable}. Give a default: {{ ${first.variable} | default: "…" }}.`,
		};
	return { text: link ? linkText(filled.text, link) : filled.text };
}

/** Links in a text end before the sign that ends a sentence. */
const LINK = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}]/gi;

function linkText(text: string, link: (url: string) => string): string {
	return text.replace(LINK, url => link(url));
}

function linkParameters(parameters: TemplateParameters, link: (url: string) => string): TemplateParameters {
	const all = (values: Readonly<Record<string, string>>) =>
		Object.fromEntries(Object.entries(values).map(([key, value]) => [key, linkText(value, link)]));
	const { body, buttons, cards } = parameters;
	return {
		...parameters,
		...(body && { body: all(body) }),
		...(buttons && { buttons: all(buttons) }),
		...(cards && {
			cards: cards.map(card => ({
				...card,
				...(card.body && { body: all(card.body) }),
				...(card.buttons && { buttons: all(card.buttons) }),
			})),
		}),
	};
}

/** Values of nobody: only defaults fill anything. */
export function nobody({ now, settings }: Pick<Parts, 'now' | 'settings'>): VariableContext {
	return variableContext({
		contact: null,
		record: null,
		agentName: null,
		channel: null,
		now: now(),
		zone: settings.data.rules.zone,
	});
}

/** A content with a word in the place of each variable, to see what is wrong with it whoever gets it; or why it cannot be read. */
export function withStandIns(base: Base, context: VariableContext): { base: Base } | { problem: string } {
	if (!base.varies) return { base };
	let problem: string | null = null;
	const inAll = <T>(written: T): T =>
		JSON.parse(
			JSON.stringify(written, (_key, value: unknown) => {
				if (typeof value !== 'string' || !hasVariables(value)) return value;
				problem ??= fillText(value, context).problem;
				return value.replace(/\{\{.*?\}\}/gs, 'value');
			}),
		) as T;
	const general: Base =
		base.kind === 'template'
			? { ...base, parameters: inAll(base.parameters), varies: false }
			: base.kind === 'text'
				? { ...base, text: inAll(base.text), varies: false }
				: { ...base, media: { ...base.media, caption: inAll(base.media.caption) }, varies: false };
	return problem === null ? { base: general } : { problem };
}
