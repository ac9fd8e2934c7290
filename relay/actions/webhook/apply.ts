import { DAY_MS } from '../../../shared/lib/time.ts';
import type { LiveChannel } from '../../channels.ts';
import type { ParsedEvent, ProviderEvent } from '../../providers/events.ts';
import type { Arrived } from '../../store/inbox.ts';
import type { StoreParts } from '../../store/store.ts';
import type { InboxRow } from '../../store/tables.ts';
import type { Parts } from '../parts.ts';
import { isStoreFull } from '../store-full.ts';
import { applyMessage } from './apply-message.ts';
import { applySeen } from './apply-seen.ts';
import {
	applyChannelNotice,
	applyIdentity,
	applyPreference,
	applyStanding,
	applyTemplate,
} from './apply-to-account.ts';
import { applyEdit, applyReaction, applyRevoke, applyStatus } from './apply-to-message.ts';
import { Changes } from './changes.ts';

/** What applying one event needs to know. */
export interface Applying {
	readonly parts: Parts;
	readonly tx: StoreParts;
	readonly channel: LiveChannel;
	readonly changes: Changes;
	/** Our clock, when the body arrived. */
	readonly receivedAt: number;
}

/** Clocks differ, and those of tests by weeks; further ahead of ours no time is one. */
const FARTHEST_AHEAD_MS = 366 * DAY_MS;

/** What of a body matters to its events. */
type Body = Pick<InboxRow, 'channel_id' | 'received_at' | 'body'>;

/**
 * Stores bodies that just arrived and applies them, all in one transaction: the flush to disk costs more than the work.
 * When that fails, they are only stored, and `applyInbox` goes through them one by one. Resolves once they are on disk;
 * true when they are applied too.
 */
export async function storeAndApply(parts: Parts, arrived: readonly Arrived[]): Promise<boolean> {
	const changes = new Changes();
	try {
		await parts.store.transaction(async tx => {
			await tx.inbox.append(arrived, 'applied');
			for (const one of arrived) {
				const row = { channel_id: one.channelId, received_at: one.receivedAt, body: one.body };
				for (const parsed of parse(parts, row)) await applyEvent(parts, tx, row, parsed, changes);
			}
		});
	} catch (error) {
		if (isStoreFull(error)) throw error;
		parts.log.debug({ error }, 'webhooks that arrived together are stored first and applied one by one');
		await parts.store.inbox.append(arrived);
		return false;
	}
	await changes.publish(parts.bus);
	return true;
}

/**
 * Applies bodies that are in the inbox, in one transaction. When one fails, each goes into a
 * transaction of its own, and what still fails is parked, so that it never holds up its neighbours.
 */
export async function applyInbox(parts: Parts, rows: readonly InboxRow[]): Promise<void> {
	try {
		await applyTogether(parts, rows);
	} catch (error) {
		// The body is not at fault: it is applied as soon as the store takes it.
		if (isStoreFull(error)) throw error;
		const [only] = rows;
		if (rows.length === 1 && only) {
			await applyApart(parts, only);
			return;
		}
		parts.log.debug({ error }, 'a batch of webhooks is applied one by one');
		for (const row of rows) await applyInbox(parts, [row]);
	}
}

async function applyTogether(parts: Parts, rows: readonly InboxRow[]): Promise<void> {
	const changes = new Changes();
	await parts.store.transaction(async tx => {
		for (const row of rows) {
			for (const parsed of parse(parts, row)) await applyEvent(parts, tx, row, parsed, changes);
		}
		await tx.inbox.applied(
			rows.map(row => Number(row.id)),
			parts.now(),
		);
	});
	await changes.publish(parts.bus);
}

/** One body whose events are applied each on its own: the good ones count, the body is parked for the others. */
async function applyApart(parts: Parts, row: InboxRow): Promise<void> {
	const problems: string[] = [];
	let events: ParsedEvent[] = [];
	try {
		events = parse(parts, row);
	} catch (error) {
		problems.push(String(error));
	}
	for (const parsed of events) {
		const changes = new Changes();
		try {
			await parts.store.transaction(tx => applyEvent(parts, tx, row, parsed, changes));
			await changes.publish(parts.bus);
		} catch (error) {
			if (isStoreFull(error)) throw error;
			parts.log.error(
				{ error, inboxId: row.id, event: parsed.event.kind },
				'an event of a webhook could not be applied',
			);
			problems.push(`${parsed.event.kind}: ${error instanceof Error ? error.message : String(error)}`);
		}
	}
	if (problems.length > 0) await parts.store.inbox.park(Number(row.id), problems.join('\n').slice(0, 2000));
	else await parts.store.inbox.applied([Number(row.id)], parts.now());
}

function parse(parts: Parts, row: Body): ParsedEvent[] {
	const channel = parts.channels.find(row.channel_id);
	if (!channel) throw new Error('The channel of this webhook is no longer there.');
	return channel.connection.parse(
		JSON.parse(Buffer.from(row.body).toString('utf8')),
		Number(row.received_at),
	);
}

async function applyEvent(
	parts: Parts,
	tx: StoreParts,
	row: Body,
	parsed: ParsedEvent,
	changes: Changes,
): Promise<void> {
	const channel = channelOf(parts, row.channel_id, parsed.numberId);
	if (!channel) {
		parts.log.warn(
			{ channelId: row.channel_id, numberId: parsed.numberId },
			'a webhook is about a number that is not connected here',
		);
		return;
	}
	const receivedAt = Number(row.received_at);
	for (const one of allOf(parts, channel, parsed)) {
		const reason = one.connection.leavesOut?.(parsed.event) ?? null;
		const event =
			reason === null ? inItsTime(parsed.event, receivedAt) : { kind: 'ignored' as const, reason };
		await applyOne({ parts, tx, channel: one, changes, receivedAt }, event);
	}
}

/**
 * What a provider says happened at no possible time happened when its webhook came: stored, it would keep windows open for
 * ever, and beyond what a number holds nobody could read the conversation any more.
 */
function inItsTime(event: ProviderEvent, receivedAt: number): ProviderEvent {
	if (event.kind === 'ignored' || (event.at >= 0 && event.at <= receivedAt + FARTHEST_AHEAD_MS)) return event;
	return { ...event, at: receivedAt };
}

/**
 * What an account reports without naming a number is about every channel of it, all else about this one. One address may
 * be called for several accounts too: what another account reports is never about this channel's.
 */
function allOf(
	parts: Parts,
	channel: LiveChannel,
	{ event, numberId, accountId }: ParsedEvent,
): LiveChannel[] {
	const isAccounts =
		event.kind === 'template' || event.kind === 'standing' || event.kind === 'channel-notice';
	const { account, number } = channel.connection;
	if (!isAccounts || numberId !== null || account === null) return [channel];
	const named = accountId ?? account;
	const phone = event.kind === 'standing' ? event.phone : null;
	const found = parts.channels.all().filter(({ row, connection }) => {
		const isSame = connection.account === named && connection.number?.trust === number?.trust;
		return isSame && (phone === null || row.address.replace(/\D/g, '') === phone);
	});
	if (found.length === 0)
		parts.log.warn(
			{ channelId: channel.row.id, accountId: named },
			'a webhook is about an account or number that is not connected here',
		);
	return found;
}

/**
 * Meta calls one address for all numbers of an app: an event goes to the channel whose number it names, as long as the
 * same secret vouches for both.
 */
function channelOf(parts: Parts, channelId: string, numberId: string | null): LiveChannel | null {
	const own = parts.channels.find(channelId);
	const ownNumber = own?.connection.number;
	if (!own || !ownNumber || numberId === null || ownNumber.id === numberId) return own;
	const other = parts.channels.all().find(channel => channel.connection.number?.id === numberId);
	return other && other.connection.number?.trust === ownNumber.trust ? other : null;
}

/** Applies one event. Applied again, it changes nothing. */
export async function applyOne(applying: Applying, event: ProviderEvent): Promise<void> {
	switch (event.kind) {
		case 'message':
			return applyMessage(applying, event);
		case 'status':
			return applyStatus(applying, event);
		case 'reaction':
			return applyReaction(applying, event);
		case 'edit':
			return applyEdit(applying, event);
		case 'revoke':
			return applyRevoke(applying, event);
		case 'seen':
			return applySeen(applying, event);
		case 'identity':
			return applyIdentity(applying, event);
		case 'preference':
			return applyPreference(applying, event);
		case 'template':
			return applyTemplate(applying, event);
		case 'standing':
			return applyStanding(applying, event);
		case 'channel-notice':
			return applyChannelNotice(applying, event);
		case 'ignored':
			applying.parts.log.debug(
				{ channelId: applying.channel.row.id, reason: event.reason },
				'part of a webhook was ignored',
			);
	}
}
