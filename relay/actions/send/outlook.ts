import type { Address } from '../../../shared/domain/address.ts';
import type { ChannelType } from '../../../shared/domain/channel.ts';
import { type ConsentEntry, consentOn, optOutOf } from '../../../shared/domain/consent.ts';
import { marketingRest } from '../../../shared/domain/marketing-rest.ts';
import { networkStop } from '../../../shared/domain/network-stop.ts';
import { estimateCost, PRICE_CATEGORIES } from '../../../shared/domain/pricing.ts';
import {
	type MarketingPressure,
	OPEN_OUTLOOK,
	type SendOutlook,
} from '../../../shared/domain/send-outlook.ts';
import { isFreeEntryPoint, messagingWindow } from '../../../shared/domain/window.ts';
import { DAY_MS, SECOND_MS } from '../../../shared/lib/time.ts';
import type { LiveChannel } from '../../channels.ts';
import type { StoreParts } from '../../store/store.ts';
import type { ConversationRow } from '../../store/tables.ts';
import { poolOf, poolUse, restrictionsAt } from '../limit/pools.ts';
import type { Parts } from '../parts.ts';
import { allCards } from '../price/cards.ts';
import { monthNow } from '../price/record.ts';
import { countryOf, unreachableOf } from './country.ts';

/** More service messages than any month's free allowance (providers.md §5.5): beyond it the number does not matter. */
export const SERVICE_COUNTED = 10_000;

/** Who is written to, on which channel. */
export interface SendPlace {
	readonly channel: LiveChannel;
	readonly conversation: ConversationRow | null;
	/** Null for somebody whom the relay does not know. */
	readonly contactId: string | null;
	readonly to: Address | null;
}

/**
 * The facts behind `checkSend`, from the relay's own store and clock. Without prices and pool use, which cost a count each:
 * sending needs neither (the pool is asked when a place in it is taken).
 */
export async function sendFacts(parts: Parts, tx: StoreParts, place: SendPlace): Promise<SendOutlook> {
	const [facts] = await sendFactsOf(parts, tx, place.channel, [place]);
	if (!facts) throw new Error('The facts of one contact were not gathered.');
	return facts;
}

/** The same of many on one channel, in their order, with the queries of one. */
export async function sendFactsOf(
	parts: Parts,
	tx: StoreParts,
	channel: LiveChannel,
	people: readonly Omit<SendPlace, 'channel'>[],
): Promise<SendOutlook[]> {
	const now = parts.now();
	const { type } = channel.row;
	const ids = [...new Set(people.flatMap(({ contactId }) => contactId ?? []))];
	const consents = Map.groupBy(await tx.consents.newestOf(ids), entry => entry.contactId);
	const of = (contactId: string | null) => (contactId === null ? [] : (consents.get(contactId) ?? []));
	if (!channel.provider.capabilities.templates)
		return people.map(one => ({ ...OPEN_OUTLOOK, ...wishesOf(type, of(one.contactId), one.conversation) }));
	const { rules } = parts.settings.data;
	const standing = await tx.standings.get(channel.row.id);
	// A stop in the network's own app that a later word to us has not lifted. Asked only of who ever said a word.
	const spoke = ids.filter(id => consentOn(of(id), type)?.word === 'opt-in');
	const lines = Map.groupBy(await tx.consents.linesOf(spoke, type), entry => entry.contactId);
	const pressure = await marketingPressure(parts, tx, type, people, now);
	return people.map((one, index) => ({
		blockedAt: null,
		optOut: optOutOf(of(one.contactId), type) ?? networkStop(lines.get(one.contactId ?? '') ?? []),
		country: countryOf(one.to),
		unreachable: unreachableOf(one.to),
		marketing: pressure[index] ?? OPEN_OUTLOOK.marketing,
		pool: null,
		restrictions: restrictionsAt(standing, now),
		paid: standing.paid,
		templatesSyncedAt: channel.row.templatesSyncedAt,
		refuseUnreachable: rules.refuseUnreachable,
		prices: {},
	}));
}

/** Where no marketing is told apart: who opted out, and who blocked the channel and has not written since. */
function wishesOf(
	type: ChannelType,
	consents: readonly ConsentEntry[],
	conversation: ConversationRow | null,
): Pick<SendOutlook, 'optOut' | 'blockedAt'> {
	const optOut = optOutOf(consents, type);
	// Telegram tells whole seconds, and of a pressed button no time at all, so that ours stands for it: who writes and
	// blocks within one second has blocked.
	const wroteAt = Math.floor(Number(conversation?.last_inbound_at ?? 0) / SECOND_MS) * SECOND_MS;
	const blocked = optOut?.source === 'network' && optOut.at >= wroteAt;
	return { optOut, blockedAt: blocked ? optOut.at : null };
}

/** All of it, for a person to look at. */
export async function fullOutlook(parts: Parts, tx: StoreParts, place: SendPlace): Promise<SendOutlook> {
	const facts = await sendFacts(parts, tx, place);
	const { channel, conversation, contactId, to } = place;
	if (!channel.provider.capabilities.templates) return facts;
	const now = parts.now();
	const { zone, currency } = parts.settings.data.rules;
	const window = messagingWindow({
		channelType: channel.row.type,
		lastInboundAt: conversation?.last_inbound_at ?? null,
		now,
	});
	const entry =
		conversation?.entry_source == null
			? null
			: { source: conversation.entry_source as 'ad' | 'post', freeUntil: conversation.entry_free_until };
	const serviceSentThisMonth = await tx.costs.count(
		channel.row.id,
		monthNow(parts),
		'service',
		SERVICE_COUNTED,
	);
	const prices = Object.fromEntries(
		PRICE_CATEGORIES.map(category => [
			category,
			estimateCost({
				category,
				country: facts.country,
				e164: to?.kind === 'phone' ? to.value : null,
				now,
				zone,
				windowOpen: window.state !== 'closed',
				entryFree: isFreeEntryPoint(entry, now),
				currency,
				cards: allCards(parts),
				serviceSentThisMonth,
			}),
		]),
	);
	return { ...facts, pool: await poolUse(tx, poolOf(parts, channel), contactId, now), prices };
}

/** What marketing each of them got lately, and how long they must be left alone. */
async function marketingPressure(
	parts: Parts,
	tx: StoreParts,
	type: ChannelType,
	people: readonly Omit<SendPlace, 'channel'>[],
	now: number,
): Promise<MarketingPressure[]> {
	const cap = parts.settings.data.rules.marketingCap;
	const ids = [...new Set(people.flatMap(({ contactId }) => contactId ?? []))];
	const channelIds = parts.channels.all().flatMap(one => (one.row.type === type ? [one.row.id] : []));
	const sends = Map.groupBy(
		await tx.templateSends.marketingTo(ids, channelIds, now - DAY_MS),
		send => send.contactId,
	);
	const holds = (await tx.templateSends.holds(ids)).filter(one => one.channelType === type);
	const holdOf = new Map(holds.map(hold => [hold.contactId, hold]));
	return people.map(({ contactId, conversation }) => {
		if (contactId === null) return { unanswered: 0, cap, freeAt: null, heldUntil: null };
		// Providers tell whole seconds: whatever was sent within that second was answered.
		const answeredAt = Number(conversation?.last_inbound_at ?? 0) + 999;
		const unanswered = (sends.get(contactId) ?? []).filter(({ at }) => at > answeredAt);
		// Once the oldest of those that fill the cap is a day old, one more may go.
		const oldest = cap === null ? undefined : unanswered[unanswered.length - cap];
		const hold = holdOf.get(contactId);
		// An answer after the refusal lifts it: marketing within a conversation does not count for Meta's cap (providers.md §5.3).
		const isHeld = hold !== undefined && answeredAt < hold.until - marketingRest(hold.times);
		return {
			unanswered: unanswered.length,
			cap,
			freeAt: oldest === undefined ? null : oldest.at + DAY_MS,
			heldUntil: isHeld ? hold.until : null,
		};
	});
}
