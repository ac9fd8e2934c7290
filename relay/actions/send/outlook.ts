import type { Address } from '../../../shared/domain/address.ts';
import type { ChannelType } from '../../../shared/domain/channel.ts';
import { type ConsentEntry, optOutOf } from '../../../shared/domain/consent.ts';
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
import { holdLength } from './marketing-hold.ts';

/** More service messages than any month's free allowance (providers.md §5.5): beyond it the number does not matter. */
const COUNTED = 10_000;

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
	const { channel, contactId, to } = place;
	const now = parts.now();
	const { type } = channel.row;
	if (!channel.provider.capabilities.templates) return { ...OPEN_OUTLOOK, ...(await wishesOf(tx, place)) };
	const { rules } = parts.settings.data;
	const standing = await tx.standings.get(channel.row.id);
	const consents = contactId === null ? [] : await tx.consents.newestOf([contactId]);
	return {
		blockedAt: null,
		optOut: optOutOf(consents, type) ?? (await stopOf(tx, consents, type)),
		country: countryOf(to),
		unreachable: unreachableOf(to),
		marketing: await marketingPressure(parts, tx, place, now),
		pool: null,
		restrictions: restrictionsAt(standing, now),
		paid: standing.paid,
		templatesSyncedAt: channel.row.templatesSyncedAt,
		refuseUnreachable: rules.refuseUnreachable,
		prices: {},
	};
}

/** Where no marketing is told apart: who opted out, and who blocked the channel and has not written since. */
async function wishesOf(
	tx: StoreParts,
	{ channel, contactId, conversation }: SendPlace,
): Promise<Pick<SendOutlook, 'optOut' | 'blockedAt'>> {
	if (contactId === null) return { optOut: null, blockedAt: null };
	const { type } = channel.row;
	const consents = await tx.consents.newestOf([contactId]);
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
	const serviceSentThisMonth = await tx.costs.count(channel.row.id, monthNow(parts), 'service', COUNTED);
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

/** A stop in the network's own app that a later word to us has not lifted. Asked only of who ever said a word. */
async function stopOf(
	tx: StoreParts,
	newest: readonly ConsentEntry[],
	channelType: ChannelType,
): Promise<ConsentEntry | null> {
	const last = newest.find(entry => entry.channelType === channelType);
	if (!last) return null;
	return networkStop(await tx.consents.lines(last.contactId, channelType));
}

async function marketingPressure(
	parts: Parts,
	tx: StoreParts,
	{ channel, contactId, conversation }: SendPlace,
	now: number,
): Promise<MarketingPressure> {
	const cap = parts.settings.data.rules.marketingCap;
	if (contactId === null) return { unanswered: 0, cap, freeAt: null, heldUntil: null };
	const { type } = channel.row;
	const channelIds = parts.channels.all().flatMap(one => (one.row.type === type ? [one.row.id] : []));
	// Providers tell whole seconds: whatever was sent within that second was answered.
	const answeredAt = Number(conversation?.last_inbound_at ?? 0) + 999;
	const sends = await tx.templateSends.marketingTo(contactId, channelIds, Math.max(now - DAY_MS, answeredAt));
	// Once the oldest of those that fill the cap is a day old, one more may go.
	const oldest = cap === null ? undefined : sends[sends.length - cap];
	const hold = (await tx.templateSends.hold(contactId)).find(one => one.channelType === type);
	// An answer after the refusal lifts it: marketing within a conversation does not count for Meta's cap (providers.md §5.3).
	const isHeld = hold !== undefined && answeredAt < hold.until - holdLength(hold.times);
	return {
		unanswered: sends.length,
		cap,
		freeAt: oldest === undefined ? null : oldest + DAY_MS,
		heldUntil: isHeld ? hold.until : null,
	};
}
