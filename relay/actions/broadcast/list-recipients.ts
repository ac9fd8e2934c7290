import type { RecipientView } from '../../../shared/contract/broadcast-views.ts';
import { ok } from '../../../shared/contract/result.ts';
import type { MessageProblem } from '../../../shared/contract/views.ts';
import type { Address } from '../../../shared/domain/address.ts';
import type { RecipientState } from '../../../shared/domain/broadcast.ts';
import { reasonWords, skipWords } from '../../../shared/domain/broadcast-reason.ts';
import { formatPhone } from '../../../shared/lib/phone.ts';
import type { RecipientRow } from '../../store/tables.ts';
import type { Action, Parts } from '../parts.ts';
import { contactView } from '../views.ts';
import { unknownBroadcast } from './view.ts';

export const listRecipients: Action<'broadcast:recipients'> = async (parts, request) => {
	if (!(await parts.store.broadcasts.find(request.broadcastId))) return unknownBroadcast();
	const { limit, after = 0 } = request;
	const rows = await parts.store.recipients.page({ ...request, after, limit: limit + 1 });
	return ok({
		recipients: await recipientViews(parts, rows.slice(0, limit)),
		hasMore: rows.length > limit,
	});
};

/** Rows of recipients with their names, numbers and messages, with a handful of queries. */
export async function recipientViews(parts: Parts, rows: readonly RecipientRow[]): Promise<RecipientView[]> {
	const { store } = parts;
	const contactIds = [...new Set(rows.flatMap(row => row.contact_id ?? []))];
	const contacts = new Map((await store.contacts.findMany(contactIds)).map(row => [row.id, row]));
	const addresses = await store.contacts.addresses(contactIds);
	const owned = Map.groupBy(addresses, row => row.contact_id);
	const ids = rows.flatMap(row => row.message_id ?? []);
	const messages = new Map((await store.messageFinds.byIds(ids)).map(row => [row.id, row]));
	const time = (at: number | null) => (at === null ? null : Number(at));
	return rows.map(row => {
		const contact = contacts.get(row.contact_id ?? '');
		const view = contact ? contactView(contact, owned.get(contact.id) ?? [], []) : null;
		const message = messages.get(row.message_id ?? '');
		const problem = message?.problem == null ? null : (JSON.parse(message.problem) as MessageProblem);
		const address =
			row.kind === null || row.value === null
				? (view?.addresses.find(one => one.kind === 'phone') ?? view?.addresses[0])
				: { kind: row.kind, value: row.value };
		const ours = row.state === 'skipped' || row.state === 'not-sent';
		const words =
			row.reason === null ? null : ours ? (row.detail ?? skipWords(row.reason)) : wordsOf(row.reason);
		return {
			id: Number(row.id),
			contactId: row.contact_id,
			name: (row.name || view?.name) ?? '',
			address: shown(address as Address | undefined),
			channelId: row.channel_id,
			country: row.country,
			state: row.state as RecipientState,
			reason: row.reason,
			message: words,
			providerCode: problem?.providerCode ?? null,
			attempts: Number(row.attempts),
			dueAt: row.due_at === null || Number(row.due_at) === 0 ? null : Number(row.due_at),
			messageId: row.message_id,
			conversationId: message?.conversation_id ?? null,
			sentAt: time(row.sent_at),
			deliveredAt: time(row.delivered_at),
			readAt: time(row.read_at),
			failedAt: time(row.failed_at),
			repliedAt: time(row.replied_at),
			clickedAt: time(row.clicked_at),
			stoppedAt: time(row.stopped_at),
		};
	});
}

function wordsOf(reason: string): string {
	const { message, nextStep } = reasonWords(reason);
	return nextStep === null ? message : `${message} ${nextStep}`;
}

function shown(address: Address | undefined): string {
	if (!address) return '';
	return address.kind === 'phone' ? formatPhone(address.value) : address.value;
}
