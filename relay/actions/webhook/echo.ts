import { numberedText } from '../../../shared/domain/choices.ts';
import type { Content } from '../../../shared/domain/message.ts';
import { advanceStatus, type Status } from '../../../shared/domain/status.ts';
import { HOUR_MS } from '../../../shared/lib/time.ts';
import type { InboundContent, InboundEvent } from '../../providers/events.ts';
import type { MessageRow } from '../../store/tables.ts';
import type { Applying } from './apply.ts';
import { changeMessage } from './apply-to-message.ts';

/** From being stored to being sent: all tries of the sender (`BACKOFF_MS` of `outbox/record.ts`), and a pause of the channel. */
const WAITS_AT_MOST_MS = 12 * HOUR_MS;

/**
 * A network that echoes what was sent tells of our own messages too, sometimes before it has answered our call, and it is
 * the only word that ever comes of a call without an answer (providers.md §8.2). Such an echo is the message that is on its way,
 * not another one: true when one was found and has its id now.
 */
export async function settleByEcho(
	applying: Applying,
	event: InboundEvent,
	conversationId: string,
): Promise<boolean> {
	const rows = await applying.tx.messageFinds.onTheWay(conversationId);
	// What is being sent now first: one of unknown fate that says the same may never have gone out.
	for (const row of [...rows.filter(isBeingSent), ...rows.filter(row => !isBeingSent(row))]) {
		if (!isOfItsTime(row, event.at) || !saysTheSame(row, event.content)) continue;
		await changeMessage(applying, row, {
			external_id: event.externalId,
			status: advanceStatus(row.status as Status, 'sent'),
			sent_at: row.sent_at ?? event.at,
			problem: null,
		});
		return true;
	}
	return false;
}

const isBeingSent = (row: MessageRow) => row.status === 'queued';

/** What somebody types in the network's app days after a message of unknown fate is another message, though it says the same. */
function isOfItsTime(row: MessageRow, at: number): boolean {
	return isBeingSent(row) || at - Number(row.received_at) <= WAITS_AT_MOST_MS;
}

function saysTheSame(row: MessageRow, echo: InboundContent): boolean {
	const ours = JSON.parse(row.content) as Content;
	if (echo.kind === 'media') {
		const kinds = ours.kind === 'album' ? ours.items.map(item => item.mediaKind) : kindsOf(ours);
		return kinds.includes(echo.mediaKind);
	}
	const said = textOf(ours);
	const heard = echo.kind === 'text' || echo.kind === 'link-button' ? echo.text : null;
	return heard !== null && said !== null && said.trim() === heard.trim();
}

function kindsOf(content: Content): string[] {
	if (content.kind !== 'media' && content.kind !== 'file-link') return [];
	// A voice message comes back as audio.
	return content.mediaKind === 'voice' ? ['voice', 'audio'] : [content.mediaKind];
}

function textOf(content: Content): string | null {
	switch (content.kind) {
		case 'text':
		case 'link-button':
		case 'location-request':
		case 'comment-reply':
			return content.text;
		case 'choices':
			return content.form === 'numbered'
				? numberedText(content)
				: [content.text, content.footer].filter(Boolean).join('\n\n');
		default:
			return null;
	}
}
