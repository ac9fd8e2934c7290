import type { CheckedRequestOf } from '../../../shared/contract/commands/index.ts';
import { fail, type Result } from '../../../shared/contract/result.ts';
import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import type { Content } from '../../../shared/domain/message.ts';
import { checkSend } from '../../../shared/domain/send-rules.ts';
import type { Outgoing, Verdict } from '../../../shared/domain/send-verdict.ts';
import type { Template } from '../../../shared/domain/template.ts';
import { messagingWindow } from '../../../shared/domain/window.ts';
import type { StoreParts } from '../../store/store.ts';
import type { Parts } from '../parts.ts';
import { type SendPlace, sendFacts } from '../send/outlook.ts';

export type SendRequest = CheckedRequestOf<'message:send'>;

/** What travels like a message but is shown on another: our reaction. */
export interface ReactionContent {
	readonly kind: 'reaction';
	/** Our id of the message that it is put on. */
	readonly messageId: string;
	readonly emoji: string;
}

/** What of a content the rules look at. `exceptId` is the message itself, once it is stored. */
export async function outgoingOf(
	tx: StoreParts,
	content: Content | ReactionContent,
	more: { channelId: string; template: Template | null; exceptId: string | null },
): Promise<Outgoing> {
	switch (content.kind) {
		case 'text':
		case 'reaction':
		case 'choices':
		case 'link-button':
		case 'location':
		case 'location-request':
		case 'contacts':
		case 'file-link':
			return content;
		case 'media': {
			const { mediaKind, mimeType, size, caption } = content;
			return { kind: 'media', mediaKind, mimeType, size: size ?? 0, caption };
		}
		case 'album': {
			const items = content.items.map(({ mediaKind, mimeType, size }) => ({
				mediaKind,
				mimeType,
				size: size ?? 0,
			}));
			return { kind: 'album', items, caption: content.caption };
		}
		case 'template': {
			const { name, parameters } = content;
			return { kind: 'template', template: more.template, name, parameters };
		}
		case 'comment-reply': {
			const comment = await tx.messages.find(content.commentMessageId);
			if (comment?.external_id == null) throw new DeliveryError('target-gone');
			const { mode, text } = content;
			const privatelyAnswered = await tx.messageFinds.isPrivatelyAnswered(
				more.channelId,
				comment.external_id,
				more.exceptId,
			);
			return { kind: 'comment-reply', mode, text, commentAt: Number(comment.at), privatelyAnswered };
		}
		default:
			throw new DeliveryError('unsupported', { detail: `content of kind ${content.kind}` });
	}
}

/** Asks the rules with the relay's own facts and clock. The limit pool is asked when the message is sent. */
export async function verdictOf(
	parts: Parts,
	tx: StoreParts,
	place: SendPlace,
	outgoing: Outgoing,
	sender: 'person' | 'automatic' = 'person',
): Promise<Verdict> {
	const { channel, conversation, to } = place;
	const now = parts.now();
	return checkSend({
		capabilities: channel.provider.capabilities,
		window: messagingWindow({
			channelType: channel.row.type,
			lastInboundAt: conversation?.last_inbound_at ?? null,
			sender,
			now,
		}),
		outlook: await sendFacts(parts, tx, place),
		channelState: channel.row.state,
		reachable: to !== null,
		begun: conversation?.last_inbound_at != null,
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
