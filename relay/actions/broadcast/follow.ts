import type { MessageProblem } from '../../../shared/contract/views.ts';
import { afterFailure, pauseAfter } from '../../../shared/domain/broadcast-outcome.ts';
import { DELIVERY_CODES, type DeliveryCode } from '../../../shared/domain/delivery-codes.ts';
import type { Status } from '../../../shared/domain/status.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/lib/time.ts';
import type { MessageChange } from '../../store/messages.ts';
import type { StoreParts } from '../../store/store.ts';
import type { MessageRow } from '../../store/tables.ts';
import type { Changes } from '../webhook/changes.ts';
import { pauseBroadcast } from './change.ts';

interface Following {
	readonly tx: StoreParts;
	readonly changes: Changes;
}

/**
 * Notes with a recipient what became of its message, in the same transaction, so that both always say the same. What failed
 * may get another turn, or go by the fallback channel.
 */
export async function followMessage(
	{ tx, changes }: Following,
	message: MessageRow,
	change: MessageChange,
): Promise<void> {
	const { recipient_id: recipientId, broadcast_id: broadcastId } = message;
	const status = change.status as Status | undefined;
	if (recipientId === null || broadcastId === null || status === undefined || status === 'queued') return;
	const id = Number(recipientId);
	const time = (at: number | null | undefined) => (at == null ? null : Number(at));
	const sentAt = time(change.sent_at) ?? time(message.sent_at);
	const problem = change.problem === undefined ? message.problem : change.problem;
	const code = status === 'failed' ? codeOf(problem) : null;
	await tx.recipients.report({
		id,
		messageId: message.id,
		state: status,
		reason: status === 'unknown' ? 'no-answer' : code,
		detail: code === null ? null : detailOf(problem),
		sentAt,
		deliveredAt: time(change.delivered_at),
		readAt: time(change.read_at),
		failedAt: time(change.failed_at),
	});
	changes.recipientOf(broadcastId);
	// The next message of this contact may be the answer to it.
	const isFirst = message.sent_at === null && message.status !== 'sent';
	if (sentAt !== null && isFirst) await tx.conversations.noteBroadcast(message.conversation_id, id, sentAt);
	if (code !== null)
		await afterFailed({ tx, changes }, message, { recipientId: id, broadcastId, code, change });
}

async function afterFailed(
	{ tx, changes }: Following,
	message: MessageRow,
	one: { recipientId: number; broadcastId: string; code: DeliveryCode; change: MessageChange },
): Promise<void> {
	const { recipientId, broadcastId, code, change } = one;
	const [recipient, broadcast] = await Promise.all([
		tx.recipients.find(recipientId),
		tx.broadcasts.find(broadcastId),
	]);
	if (!recipient || !broadcast || recipient.message_id !== message.id) return;
	const { fallback, retryRefused } = broadcast.plan;
	const at = Number(change.failed_at ?? message.failed_at ?? message.received_at);
	// Providers tell of some failures only after everything was handed over: one that has just ended by itself goes on. A day
	// later nobody expects it to.
	const justEnded =
		broadcast.state === 'completed' && broadcast.endedAt !== null && at - broadcast.endedAt <= DAY_MS;
	const goesOn = broadcast.state === 'running' || broadcast.state === 'paused' || justEnded;
	if (!goesOn) return;
	const after = afterFailure(code, { attempts: Number(recipient.attempts), retryRefused });
	const fallsBack = after.does === 'fallback' && fallback !== null && Number(recipient.fallback) === 0;
	if (after.does === 'again')
		await tx.recipients.update(recipientId, { state: 'waiting', due_at: at + after.waitMs });
	if (fallsBack)
		await tx.recipients.update(recipientId, {
			state: 'waiting',
			due_at: at,
			channel_id: fallback.channelId,
			fallback: 1,
		});
	if (after.does === 'again' || fallsBack) {
		if (broadcast.state === 'completed')
			await tx.broadcasts.update(broadcastId, { state: 'running', endedAt: null });
		// Its channel may have had nothing to do any more.
		changes.broadcast(broadcastId);
	}
	const reason = pauseAfter(code);
	if (reason === null || broadcast.state !== 'running') return;
	const { sentence, nextStep } = DELIVERY_CODES[code];
	const why = { reason, message: `${sentence} ${nextStep}`, byName: null };
	await pauseBroadcast({ parts: { now: () => at }, tx, changes }, broadcastId, why);
}

function codeOf(problem: string | null | undefined): DeliveryCode {
	const code = problem == null ? null : (JSON.parse(problem) as MessageProblem).code;
	return code !== null && Object.hasOwn(DELIVERY_CODES, code) ? (code as DeliveryCode) : 'rejected';
}

function detailOf(problem: string | null | undefined): string | null {
	if (problem == null) return null;
	const { providerCode, detail } = JSON.parse(problem) as MessageProblem;
	return [providerCode, detail].filter(part => part !== null).join(' · ') || null;
}

/** Longer after a broadcast a message is no answer to it, unless it quotes it. */
const ANSWER_WITHIN_MS = 72 * HOUR_MS;
/** Networks tell whole seconds: an answer may seem to come before what it answers. */
const CLOCKS_MS = 2_000;

/**
 * A message of a contact who got a broadcast lately is the answer to it: by what it quotes, else by its time. A button that
 * they pressed is a click as well.
 */
export async function followAnswer(
	{ tx, changes }: Following,
	conversation: { readonly broadcastRecipientId: number | null; readonly broadcastAt: number | null },
	answer: { channelId: string; quotes: string | null; at: number; isPress: boolean },
): Promise<void> {
	const { broadcastRecipientId, broadcastAt } = conversation;
	if (broadcastRecipientId === null || broadcastAt === null) return;
	const quoted =
		answer.quotes === null ? null : await tx.messages.byExternalId(answer.channelId, answer.quotes);
	// Who quotes something else answers that.
	const recipientId = quoted
		? quoted.recipient_id
		: isInTime(answer.at, broadcastAt)
			? broadcastRecipientId
			: null;
	if (recipientId === null) return;
	const recipient = await tx.recipients.find(Number(recipientId));
	if (!recipient) return;
	const isNews = await tx.recipients.mark(Number(recipientId), 'replied', answer.at);
	const isClick = answer.isPress && (await tx.recipients.mark(Number(recipientId), 'clicked', answer.at));
	if (isNews || isClick) changes.recipientOf(recipient.broadcast_id);
}

function isInTime(at: number, broadcastAt: number): boolean {
	return at >= broadcastAt - CLOCKS_MS && at - broadcastAt <= ANSWER_WITHIN_MS;
}

/** A contact opted out or blocked us: when a broadcast reached them lately, it counts against it. */
export async function followOptOut({ tx, changes }: Following, contactId: string, at: number): Promise<void> {
	for (const row of await tx.conversations.allOfContact(contactId)) {
		const { broadcast_recipient_id: recipientId, broadcast_at: broadcastAt } = row;
		if (recipientId === null || broadcastAt === null || !isInTime(at, Number(broadcastAt))) continue;
		if (!(await tx.recipients.mark(Number(recipientId), 'stopped', at))) continue;
		const recipient = await tx.recipients.find(Number(recipientId));
		if (recipient) changes.recipientOf(recipient.broadcast_id);
	}
}
