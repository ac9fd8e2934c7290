import type { MessageCost } from '../../../shared/contract/views.ts';
import { type Address, sendableAddress } from '../../../shared/domain/address.ts';
import { costOfReported, monthOf, type ReportedPrice } from '../../../shared/domain/pricing.ts';
import type { LiveChannel } from '../../channels.ts';
import type { StoreParts } from '../../store/store.ts';
import type { MessageRow } from '../../store/tables.ts';
import type { Parts } from '../parts.ts';
import { countryOf } from '../send/country.ts';
import { allCards } from './cards.ts';

/** The month in the account's zone, `2026-11`. */
export function monthNow(parts: Pick<Parts, 'settings' | 'now'>): string {
	return monthOf(parts.now(), parts.settings.data.rules.zone);
}

/** What a message costs by what the provider reported, with the card of the day. */
async function costOf(
	parts: Parts,
	tx: StoreParts,
	channel: LiveChannel,
	message: MessageRow,
	price: ReportedPrice,
	at: number,
): Promise<{ cost: MessageCost; country: string | null }> {
	const conversation = await tx.conversations.find(message.conversation_id);
	const addresses = conversation ? await tx.contacts.addresses([conversation.contact_id]) : [];
	const to = sendableAddress(
		channel.row.type,
		addresses.map(row => ({ kind: row.kind as Address['kind'], value: row.value })),
	);
	const country = countryOf(to);
	const { zone, currency } = parts.settings.data.rules;
	const e164 = to?.kind === 'phone' ? to.value : null;
	const { amount } = costOfReported({ price, country, e164, at, zone, currency, cards: allCards(parts) });
	return { cost: { billable: price.billable, category: price.category, amount, currency }, country };
}

/**
 * Keeps what the provider reported of a message's price. It is counted once the message is delivered, which is when it is
 * billed (providers.md §5.5); returns the text for the message's own column, or null when that stays as it is.
 */
export async function recordPrice(
	parts: Parts,
	tx: StoreParts,
	channel: LiveChannel,
	message: MessageRow,
	report: { price: ReportedPrice | null; delivered: boolean; at: number },
): Promise<string | null> {
	const known = message.cost === null ? null : (JSON.parse(message.cost) as StoredCost);
	if (known?.counted) return null;
	const price = report.price ?? known?.price ?? null;
	if (price === null || (known && !report.delivered)) return null;
	const { cost, country } = await costOf(parts, tx, channel, message, price, report.at);
	if (report.delivered) {
		await tx.costs.add({
			message_id: message.id,
			channel_id: message.channel_id,
			month: monthOf(report.at, parts.settings.data.rules.zone),
			at: report.at,
			category: price.category ?? 'unknown',
			country,
			billable: price.billable === null ? null : Number(price.billable),
			amount: cost.amount,
			currency: cost.currency,
		});
	}
	const stored: StoredCost = { ...cost, price, counted: report.delivered };
	return JSON.stringify(stored);
}

/** The message's own column: what is shown, what was reported, and whether it is in the totals. */
interface StoredCost extends MessageCost {
	readonly price: ReportedPrice;
	readonly counted: boolean;
}

/** What a person sees of it. */
export function costView(stored: string | null): MessageCost | null {
	if (stored === null) return null;
	const { billable, category, amount, currency } = JSON.parse(stored) as StoredCost;
	return { billable, category, amount, currency };
}
