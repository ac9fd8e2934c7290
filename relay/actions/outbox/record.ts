import type { Address } from '../../../shared/domain/address.ts';
import { isOver } from '../../../shared/domain/broadcast.ts';
import type { DeliveryCode } from '../../../shared/domain/delivery-codes.ts';
import type { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import type { Content } from '../../../shared/domain/message.ts';
import { advanceStatus, type Status } from '../../../shared/domain/status.ts';
import { MINUTE_MS, SECOND_MS } from '../../../shared/lib/time.ts';
import type { LiveChannel } from '../../channels.ts';
import type { SendReceipt } from '../../providers/outbound.ts';
import type { StoreParts } from '../../store/store.ts';
import type { MessageRow } from '../../store/tables.ts';
import { pauseChannel } from '../channel/pause.ts';
import { sendLinkInstead } from '../message/automatic.ts';
import type { Parts } from '../parts.ts';
import { applyEarly } from '../webhook/apply-message.ts';
import { changeMessage, learnRecipient, problemOf, putReaction } from '../webhook/apply-to-message.ts';
import { Changes } from '../webhook/changes.ts';
import { learnFromRefusal } from '../webhook/refused.ts';
import { toWhom } from './to-whom.ts';

/** Waits before the next try, in order; after the last one the message has failed. Twelve tries take about two hours. */
const BACKOFF_MS = [2, 4, 8, 16, 30, 60, 120, 300, 600, 1200, 1800, 3600].map(seconds => seconds * SECOND_MS);

/** How long to wait before the next try, or null when there is none. `tries` is how many were made. */
export function nextTry(code: DeliveryCode, tries: number, retryAfterMs: number | null): number | null {
	if (tries > BACKOFF_MS.length) return null;
	const backoff = BACKOFF_MS[tries - 1] ?? SECOND_MS;
	if (retryAfterMs !== null) return Math.max(retryAfterMs, SECOND_MS);
	// Meta: wait 4^n seconds for the pair limit (providers.md §3, 131056).
	if (code === 'pair-throttled') return 4 ** Math.min(tries - 1, 6) * SECOND_MS;
	if (code === 'throttled') return Math.min(backoff / 2, MINUTE_MS);
	if (code === 'maintenance') return MINUTE_MS;
	return backoff;
}

/** Keeps what the provider answered to a send, and applies the statuses that overtook it. */
export async function recordReceipt(
	parts: Parts,
	channel: LiveChannel,
	row: MessageRow,
	receipt: SendReceipt,
): Promise<void> {
	await untilStored(parts, row, async (tx, changes) => {
		const fresh = await tx.messages.find(row.id);
		if (!fresh) return;
		const now = parts.now();
		// An id that another message has (an echo of this one came first) would be refused by the store for ever.
		const owner = await tx.messages.byExternalId(channel.row.id, receipt.externalId);
		const isFree = owner === null || owner.id === fresh.id;
		await keepFileRef(tx, parts, fresh, receipt.mediaRef);
		await changeMessage({ tx, changes }, fresh, {
			status: advanceStatus(fresh.status as Status, 'sent'),
			external_id: fresh.external_id ?? (isFree ? receipt.externalId : null),
			sent_at: fresh.sent_at ?? now,
			attempts: Number(fresh.attempts) + 1,
			claimed_by: null,
			due_at: null,
			...(fresh.status !== 'failed' && { problem: null }),
		});
		await learnRecipient({ tx, channel, receivedAt: now }, fresh, receipt.recipient);
		await applyEarly({ parts, tx, channel, changes, receivedAt: now }, receipt.externalId);
	});
}

/** Keeps that a send failed: for another try, for good, or as unknown. */
export async function recordFailure(parts: Parts, row: MessageRow, error: DeliveryError): Promise<void> {
	const { code, rule } = error;
	await untilStored(parts, row, async (tx, changes) => {
		const fresh = await tx.messages.find(row.id);
		if (!fresh) return;
		// A status that came in meanwhile knows better than a missing answer.
		if (fresh.status !== 'queued') {
			await tx.messages.update(fresh.id, {
				claimed_by: null,
				due_at: null,
				attempts: Number(fresh.attempts) + 1,
			});
			return;
		}
		const now = parts.now();
		if (error.movedTo !== null) await moveChat(parts, tx, fresh, error.movedTo);
		const tries = Number(fresh.attempts) + 1;
		const mayRetry = rule.retry === 'auto' && !(await isOfEnded(tx, fresh));
		const wait = mayRetry ? nextTry(code, tries, error.retryAfterMs) : null;
		const more = { providerCode: error.providerCode, detail: error.detail };
		const common = { attempts: tries, claimed_by: null };
		if (wait !== null) {
			await tx.templateSends.remove(fresh.id);
			const due = now + wait;
			await changeMessage({ tx, changes }, fresh, {
				...common,
				due_at: due,
				problem: JSON.stringify(problemOf(code, more, due)),
			});
			changes.afterwards(() => parts.bus.publish('message:queued', { channelId: row.channel_id }));
			return;
		}
		const unknown = rule.outcome === 'unknown';
		if (!unknown) await tx.templateSends.remove(fresh.id);
		await changeMessage({ tx, changes }, fresh, {
			...common,
			due_at: null,
			status: unknown ? 'unknown' : 'failed',
			problem: JSON.stringify(problemOf(code, more)),
			...(!unknown && { failed_at: now }),
		});
		if (!unknown && fresh.hidden === 1) await takeBackReaction(tx, changes, fresh);
		if (!unknown) await sendLinkInstead({ parts, tx, changes }, fresh, code);
		if (code === 'not-on-whatsapp') await noteUnreached(tx, fresh, now);
		// Said by the provider; our own rule says the same of what is recorded already.
		if (error.providerCode !== null)
			await learnFromRefusal({ parts, tx, changes }, fresh, { code, at: now, detail: error.detail });
		// The next of this conversation may go now.
		changes.afterwards(() => parts.bus.publish('message:queued', { channelId: row.channel_id }));
	});
	// Only what the provider said stops a channel: our own rule has refused this one message.
	if (rule.stops === 'channel' && error.providerCode !== null)
		await pauseChannel(parts, row.channel_id, code);
}

/** True for a message of a broadcast that was cancelled meanwhile: it is not tried again. */
async function isOfEnded(tx: StoreParts, { broadcast_id, recipient_id }: MessageRow): Promise<boolean> {
	if (broadcast_id === null || recipient_id === null) return false;
	const broadcast = await tx.broadcasts.find(broadcast_id);
	return broadcast === null || isOver(broadcast.state);
}

/** The provider's id of a file that went with its message: the next time it need not go again. */
async function keepFileRef(
	tx: StoreParts,
	parts: Parts,
	row: MessageRow,
	ref: string | undefined,
): Promise<void> {
	const content = JSON.parse(row.content) as Content;
	if (ref === undefined || content.kind !== 'media') return;
	const kept = { provider_ref: ref, uploaded_at: parts.now(), channel_id: row.channel_id };
	await tx.media.update(content.mediaId, kept);
}

/** The chat is somewhere else now (a group that grew): the contact has the new address in place of the old. */
async function moveChat(parts: Parts, tx: StoreParts, row: MessageRow, to: Address): Promise<void> {
	const channel = parts.channels.find(row.channel_id);
	const conversation = await tx.conversations.find(row.conversation_id);
	if (!channel || !conversation) return;
	const { type } = channel.row;
	// The contact may have other chats, which stay where they are.
	const old = toWhom(channel, await tx.contacts.addresses([conversation.contact_id]), row);
	if (old?.kind === to.kind) await tx.contacts.removeAddress(type, old);
	await tx.contacts.putAddress(conversation.contact_id, type, to, parts.now());
}

async function noteUnreached(tx: StoreParts, row: MessageRow, at: number): Promise<void> {
	const conversation = await tx.conversations.find(row.conversation_id);
	const addresses = conversation ? await tx.contacts.addresses([conversation.contact_id]) : [];
	const phones = addresses.filter(address => address.kind === 'phone');
	const phone = phones.find(address => address.match_key === row.to_key) ?? phones[0];
	if (phone) await tx.contacts.noteReach({ kind: 'phone', value: phone.value }, false, at);
}

async function takeBackReaction(tx: StoreParts, changes: Changes, carrier: MessageRow): Promise<void> {
	const { messageId } = JSON.parse(carrier.content) as { messageId: string };
	const target = await tx.messages.find(messageId);
	if (target)
		await putReaction({ tx, changes }, target, { from: 'us', emoji: null, at: Number(carrier.received_at) });
}

/**
 * Messages that a sender had taken when it ended. Nobody knows whether they went out, so they are never sent again by
 * themselves: a status settles them, or a person.
 */
export async function recoverTaken(parts: Parts, channelId: string, owner: string): Promise<number> {
	const taken = await parts.store.outbox.claimedByOthers(channelId, owner);
	if (taken.length === 0) return 0;
	const changes = new Changes();
	await parts.store.transaction(async tx => {
		for (const row of taken) {
			await changeMessage({ tx, changes }, row, {
				status: 'unknown',
				claimed_by: null,
				due_at: null,
				problem: JSON.stringify(
					problemOf('no-answer', {
						providerCode: null,
						detail: 'The relay stopped while it was sending this message.',
					}),
				),
			});
		}
	});
	await changes.publish(parts.bus);
	return taken.length;
}

const RETRY_STORE_MS = 500;

/**
 * What the provider said is known only here: while the store refuses (a full disk), it is tried again until the relay
 * stops. A row that is still taken then becomes `unknown` at the next start.
 */
async function untilStored(
	parts: Parts,
	row: MessageRow,
	work: (tx: StoreParts, changes: Changes) => Promise<void>,
): Promise<void> {
	for (;;) {
		const changes = new Changes();
		try {
			await parts.store.transaction(tx => work(tx, changes));
			await changes.publish(parts.bus);
			return;
		} catch (error) {
			if (parts.stopping.aborted) return;
			parts.log.error(
				{ error, messageId: row.id },
				'what became of a message cannot be stored; trying again',
			);
			await new Promise(resolve => setTimeout(resolve, RETRY_STORE_MS));
		}
	}
}
