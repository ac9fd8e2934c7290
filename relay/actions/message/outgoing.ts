import type { CheckedRequestOf } from '../../../shared/contract/commands/index.ts';
import type { SendContent } from '../../../shared/contract/fields.ts';
import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import { type MediaKind, mediaKindFor } from '../../../shared/domain/channel.ts';
import type { Content } from '../../../shared/domain/message.ts';
import { checkSend } from '../../../shared/domain/send-rules.ts';
import type { Outgoing, Verdict } from '../../../shared/domain/send-verdict.ts';
import type { TemplateParameters } from '../../../shared/domain/template.ts';
import { templatePreview } from '../../../shared/domain/template-preview.ts';
import { type VariableContext, variableContext } from '../../../shared/domain/variables.ts';
import { messagingWindow } from '../../../shared/domain/window.ts';
import type { LiveChannel } from '../../channels.ts';
import type { StoreParts } from '../../store/store.ts';
import type { Parts } from '../parts.ts';
import { type SendPlace, sendFacts } from '../send/outlook.ts';
import { readAddress } from '../views.ts';
import { fillParameters } from './fill-parameters.ts';

/** What travels like a message but is shown on another: our reaction. */
export interface ReactionContent {
	readonly kind: 'reaction';
	/** Our id of the message that it is put on. */
	readonly messageId: string;
	readonly emoji: string;
}

/** A message about to be stored, and what the rules look at. */
export interface Prepared {
	readonly content: Content | ReactionContent;
	readonly outgoing: Outgoing;
}

/** Completes what a person sent with what the store knows: the file, the template and how it will look. */
export async function prepare(
	parts: Parts,
	tx: StoreParts,
	place: SendPlace,
	content: SendContent,
	agentName: string | null,
): Promise<Result<Prepared>> {
	const { channel } = place;
	switch (content.kind) {
		case 'text':
			return ok({
				content: { kind: 'text', text: content.text },
				outgoing: { kind: 'text', text: content.text },
			});
		case 'reaction':
			return ok({ content, outgoing: { kind: 'reaction', emoji: content.emoji } });
		case 'media':
			return prepareMedia(tx, channel, content);
		case 'template':
			return prepareTemplate(parts, tx, place, content, agentName);
	}
}

async function prepareTemplate(
	parts: Parts,
	tx: StoreParts,
	place: SendPlace,
	content: Extract<SendContent, { kind: 'template' }>,
	agentName: string | null,
): Promise<Result<Prepared>> {
	const { name, language } = content;
	const stored = await tx.templates.find(place.channel.row.id, name, language);
	const template = stored?.template ?? null;
	for (const one of mediaOf(content.parameters)) {
		const missing = await missingMedia(tx, one.mediaId, one.field);
		if (missing) return missing;
	}
	const given = fillParameters(content.parameters, await contextOf(parts, tx, place, agentName));
	if (!given.filled)
		return fail('refused', given.message, {
			refusal: 'parameters',
			fields: { [`content.parameters.${given.slot}`]: given.message },
		});
	const { parameters } = given;
	return ok({
		outgoing: { kind: 'template', template, name, parameters },
		content: {
			kind: 'template',
			name,
			language,
			category: template?.category ?? 'unknown',
			parameters,
			preview: template
				? templatePreview(template, parameters)
				: { header: null, body: '', footer: null, buttons: [] },
		},
	});
}

/** What the relay knows for variables. Records of a CRM are known to the page alone. */
async function contextOf(
	parts: Parts,
	tx: StoreParts,
	{ channel, contactId, to }: SendPlace,
	agentName: string | null,
): Promise<VariableContext> {
	const row = contactId === null ? null : await tx.contacts.find(contactId);
	const addresses = row ? (await tx.contacts.addresses([row.id])).map(readAddress) : to ? [to] : [];
	return variableContext({
		contact: { name: row?.name ?? '', profileName: row?.profile_name ?? null, addresses },
		record: null,
		agentName,
		channel: { name: channel.row.name, address: channel.row.address },
		now: parts.now(),
		zone: parts.settings.data.rules.zone,
	});
}

/** The files that a template's values name, with the field of each. */
function mediaOf(parameters: TemplateParameters): { mediaId: string; field: string }[] {
	const own = parameters.header?.mediaId;
	const cards = (parameters.cards ?? []).flatMap(({ mediaId }, index) =>
		mediaId === undefined ? [] : [{ mediaId, field: `cards.${index}.mediaId` }],
	);
	return [...(own === undefined ? [] : [{ mediaId: own, field: 'header.mediaId' }]), ...cards];
}

async function missingMedia(tx: StoreParts, mediaId: string, field: string): Promise<Result<never> | null> {
	const file = await tx.media.find(mediaId);
	if (file?.state === 'stored') return null;
	return fail('invalid', 'A file of the template is not in the store. Attach it again.', {
		fields: { [`content.parameters.${field}`]: 'is not a stored file' },
	});
}

async function prepareMedia(
	tx: StoreParts,
	channel: LiveChannel,
	content: Extract<SendContent, { kind: 'media' }>,
): Promise<Result<Prepared>> {
	const file = await tx.media.find(content.mediaId);
	if (file?.state !== 'stored' || file.size === null) {
		return fail('invalid', 'The file is not in the store. Attach it again.', {
			fields: { 'content.mediaId': 'is not a stored file' },
		});
	}
	const size = Number(file.size);
	const kind: MediaKind | null = content.voice
		? 'voice'
		: mediaKindFor(channel.provider.capabilities, file.mime_type, size);
	const mediaKind = kind ?? 'document';
	const caption = content.caption?.trim() ? content.caption : null;
	return ok({
		outgoing: { kind: 'media', mediaKind, mimeType: file.mime_type, size, caption },
		content: {
			kind: 'media',
			mediaKind,
			mediaId: file.id,
			mimeType: file.mime_type,
			filename: file.filename,
			size,
			caption,
			state: 'stored',
			problem: null,
		},
	});
}

/** Asks the rules with the relay's own facts and clock. The limit pool is asked when the message is sent. */
export async function verdictOf(
	parts: Parts,
	tx: StoreParts,
	place: SendPlace,
	outgoing: Outgoing,
): Promise<Verdict> {
	const { channel, conversation, to } = place;
	const now = parts.now();
	return checkSend({
		capabilities: channel.provider.capabilities,
		window: messagingWindow({
			channelType: channel.row.type,
			lastInboundAt: conversation?.last_inbound_at ?? null,
			now,
		}),
		outlook: await sendFacts(parts, tx, place),
		channelState: channel.row.state,
		reachable: to !== null,
		now,
		outgoing,
	});
}

/** A refusal as an answer: each problem of a template at its field. */
export function refusal(verdict: Extract<Verdict, { allowed: false }>): Result<never> {
	const fields = Object.fromEntries(
		verdict.problems.flatMap(problem =>
			problem.slot === null ? [] : [[`content.parameters.${problem.slot}`, problem.message]],
		),
	);
	return fail('refused', verdict.message, {
		refusal: verdict.refusal,
		...(Object.keys(fields).length > 0 && { fields }),
	});
}

export type SendRequest = CheckedRequestOf<'message:send'>;
