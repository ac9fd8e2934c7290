import { HOUR_MS } from '../lib/time.ts';
import { capabilitiesOf } from './capabilities.ts';
import type { ChannelType } from './channel.ts';

/**
 * When free-form messages are allowed.
 *
 * - `unlimited`: the network has no window
 * - `open`: until `closesAt`, which itself is already closed
 * - `human`: the window has closed, and until `closesAt` only what a person writes may go (Instagram)
 * - `closed`: `closedAt` is null for a contact who never wrote
 */
export type MessagingWindow =
	| { readonly state: 'unlimited' }
	| { readonly state: 'open'; readonly closesAt: number }
	| { readonly state: 'human'; readonly closesAt: number }
	| { readonly state: 'closed'; readonly closedAt: number | null };

/** What a window depends on. Times are the provider's, in epoch ms. */
export interface WindowFacts {
	readonly channelType: ChannelType;
	/** When the contact last wrote, by the provider's clock; null when never. */
	readonly lastInboundAt: number | null;
	/** Who writes: a bot or an automation has no time of its own after the window. A person when it is not told. */
	readonly sender?: 'person' | 'automatic';
	readonly now: number;
}

/** WhatsApp's customer service window and Instagram's: 24 h from the last inbound (providers.md §5.3, §8, Oct 2026). */
export const WINDOW_MS = 24 * HOUR_MS;

/**
 * Returns the messaging window of one conversation at `now`.
 *
 * The closing instant itself is already closed, so a message composed at the last moment is refused here and not by the
 * provider. A provider clock that runs ahead of ours counts as "now": it never lengthens the window.
 */
export function messagingWindow({ channelType, lastInboundAt, sender, now }: WindowFacts): MessagingWindow {
	if (channelType === 'telegram') return { state: 'unlimited' };
	if (lastInboundAt === null) return { state: 'closed', closedAt: null };
	const openedAt = Math.min(lastInboundAt, now);
	const closesAt = openedAt + WINDOW_MS;
	if (now < closesAt) return { state: 'open', closesAt };
	const { humanAgentMs } = capabilitiesOf(channelType);
	const humanUntil = humanAgentMs === null || sender === 'automatic' ? closesAt : openedAt + humanAgentMs;
	return now < humanUntil
		? { state: 'human', closesAt: humanUntil }
		: { state: 'closed', closedAt: humanUntil };
}

/**
 * The free entry point: a contact who came from an ad or a page button, and whom we answered in time, may be written to
 * without charge until the provider's own expiry. It does not open the window for free-form messages.
 */
export interface EntryPoint {
	/** The provider's `conversation.expiration_timestamp`; null until it has told. */
	readonly freeUntil: number | null;
	readonly source: 'ad' | 'post';
}

/** True while messages in an entry-point window are free of charge. */
export function isFreeEntryPoint(entryPoint: EntryPoint | null, now: number): boolean {
	return entryPoint?.freeUntil != null && now < entryPoint.freeUntil;
}
