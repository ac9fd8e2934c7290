import { type Address, addressFromWaId } from '../../../shared/domain/address.ts';
import type { ReportedPrice } from '../../../shared/domain/pricing.ts';
import type { ProviderEvent } from '../events.ts';
import { type Json, list, record, seconds, text } from '../wire.ts';
import { codeFor } from './errors.ts';

/** `played` is a voice message that was listened to: read, and more. Others are not for a person. */
const STATUSES: Record<string, 'sent' | 'delivered' | 'read' | 'failed'> = {
	sent: 'sent',
	delivered: 'delivered',
	read: 'read',
	played: 'read',
	failed: 'failed',
};

/** One item of `statuses[]` (providers.md §2.8). */
export function fromStatus(status: Json, value: Json): ProviderEvent {
	const externalId = text(status.id);
	const said = text(status.status);
	const known = said === null ? undefined : STATUSES[said];
	const at = seconds(status.timestamp);
	if (externalId === null || at === null || !known) {
		return { kind: 'ignored', reason: `a status ${said ?? 'without a word'} that says nothing to a person` };
	}
	const error = record(list(status.errors)[0]);
	const providerCode = text(error?.code);
	return {
		kind: 'status',
		externalId,
		reference: text(status.biz_opaque_callback_data),
		status: known,
		at,
		error:
			known === 'failed'
				? {
						code: codeFor(providerCode),
						providerCode,
						detail: text(record(error?.error_data)?.details) ?? text(error?.message) ?? text(error?.title),
					}
				: null,
		recipient: recipientOf(status, value),
		freeUntil: freeUntil(record(status.conversation)),
		price: readPrice(record(status.pricing)),
	};
}

/** The price part of a status (providers.md §2.8, §5.5): what is billed is said by `billable` and `type`. */
function readPrice(pricing: Json | null): ReportedPrice | null {
	if (!pricing) return null;
	return {
		billable: typeof pricing.billable === 'boolean' ? pricing.billable : null,
		category: text(pricing.category)?.toLowerCase() ?? null,
		model: text(pricing.pricing_model),
		type: text(pricing.type)?.toLowerCase() ?? null,
	};
}

/** Up to v23 every kind of conversation had an end; only a free entry point's says until when nothing costs. */
function freeUntil(conversation: Json | null): number | null {
	const origin = text(record(conversation?.origin)?.type);
	return origin === null || origin === 'referral_conversion'
		? seconds(conversation?.expiration_timestamp)
		: null;
}

function recipientOf(status: Json, value: Json): Address[] {
	if (text(status.recipient_type) === 'group') return [];
	const addresses: Address[] = [];
	const waId = text(status.recipient_id) ?? text(record(list(value.contacts)[0])?.wa_id);
	const userId = text(status.recipient_user_id);
	if (waId) addresses.push(addressFromWaId(waId));
	if (userId) addresses.push({ kind: 'whatsapp-user', value: userId });
	return addresses;
}
