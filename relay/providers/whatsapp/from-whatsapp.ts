import { type Address, addressFromWaId } from '../../../shared/domain/address.ts';
import type { InboundEvent, ParsedEvent, Party, ProviderEvent } from '../events.ts';
import { type Json, list, number, record, seconds, text } from '../wire.ts';
import { readContent } from './content.ts';
import { fromAccount } from './from-account.ts';
import { fromHistory } from './from-history.ts';
import { fromStatus } from './from-status.ts';
import { partyFrom } from './party.ts';

/**
 * Reads a webhook body that Cloud API and 360dialog v2 share: every entry × change × message × status, in order
 * (providers.md §2.6 to §2.10). Nothing throws; what is not understood is kept as `unsupported` or `ignored`.
 *
 * Messages go before statuses of the same change, so that a bad status never costs a message.
 */
export function parseWhatsApp(body: unknown): ParsedEvent[] {
	const events: ParsedEvent[] = [];
	const ignore = (reason: string) =>
		events.push({ numberId: null, accountId: null, event: { kind: 'ignored', reason } });
	const envelope = record(body);
	const entries = list(envelope?.entry);
	if (entries.length === 0) ignore('the body has no entry');
	for (const entry of entries) {
		const changes = list(record(entry)?.changes);
		if (changes.length === 0) ignore('an entry without changes');
		for (const change of changes) {
			const field = text(record(change)?.field) ?? 'messages';
			const value = record(record(change)?.value);
			if (!value) {
				ignore(`a change of ${field} without a value`);
				continue;
			}
			const numberId = text(record(value.metadata)?.phone_number_id);
			for (const event of fromChange(field, value, timeOfEntry(record(entry)?.time)))
				events.push({ numberId, accountId: text(record(entry)?.id), event });
		}
	}
	return events;
}

/** When an entry was made. In seconds; what can only be milliseconds is taken for them. */
function timeOfEntry(value: unknown): number | null {
	const found = number(value);
	return found !== null && found > 100_000_000_000 ? Math.round(found) : seconds(value);
}

function fromChange(field: string, value: Json, entryTime: number | null): ProviderEvent[] {
	switch (field) {
		case 'messages':
		case 'standby':
			return fromMessages(value, entryTime ?? 0);
		case 'smb_message_echoes':
		case 'message_echoes':
			return list(value.message_echoes).map(echo => fromMessage(record(echo) ?? {}, value, 'outbound'));
		case 'history':
			return fromHistory(value, (message, direction) => fromMessage(message, value, direction));
		default:
			return fromAccount(field, value, entryTime);
	}
}

function fromMessages(value: Json, entryTime: number): ProviderEvent[] {
	const events = list(value.messages).map(message => fromMessage(record(message) ?? {}, value, 'inbound'));
	for (const status of list(value.statuses)) events.push(fromStatus(record(status) ?? {}, value));
	for (const error of list(value.errors)) {
		const said = record(error) ?? {};
		const detail =
			text(record(said.error_data)?.details) ??
			text(said.message) ??
			text(said.title) ??
			'an error without words';
		events.push({
			kind: 'channel-notice',
			key: `error:${text(said.code)}:${detail}:${entryTime}`,
			at: entryTime,
			severity: 'warning',
			text: `WhatsApp reports: ${detail}${said.code ? ` (${text(said.code)})` : ''}`,
		});
	}
	if (events.length === 0)
		events.push({ kind: 'ignored', reason: 'a change of messages without messages or statuses' });
	return events;
}

/** One item of `messages[]` or `message_echoes[]`. */
function fromMessage(message: Json, value: Json, direction: 'inbound' | 'outbound'): ProviderEvent {
	const externalId = text(message.id);
	const at = seconds(message.timestamp);
	const type = text(message.type) ?? 'unknown';
	if (externalId === null || at === null)
		return { kind: 'ignored', reason: `a message of type ${type} without an id or a time` };
	const key = `message:${externalId}`;
	const party = partyOf(message, value, direction);

	switch (type) {
		case 'reaction': {
			const reaction = record(message.reaction) ?? {};
			const targetId = text(reaction.message_id);
			if (targetId === null) return { kind: 'ignored', reason: 'a reaction to nothing' };
			const from = direction === 'inbound' ? 'contact' : 'us';
			return { kind: 'reaction', key, from, targetId, emoji: text(reaction.emoji), at, party };
		}
		case 'edit': {
			const edit = record(message.edit) ?? {};
			const targetId = text(edit.original_message_id);
			const edited = record(edit.message);
			if (targetId === null || !edited) return { kind: 'ignored', reason: 'an edit of nothing' };
			return {
				kind: 'edit',
				key,
				targetId,
				content: readContent(edited, text(edited.type) ?? 'unknown'),
				at,
			};
		}
		case 'revoke': {
			const targetId = text(record(message.revoke)?.original_message_id);
			if (targetId === null) return { kind: 'ignored', reason: 'a revocation of nothing' };
			return { kind: 'revoke', key, targetId, at };
		}
		case 'system':
			return fromSystem(message, externalId, at, party);
	}
	if (party.addresses.length === 0)
		return { kind: 'ignored', reason: `a message of type ${type} from nobody` };
	const context = record(message.context);
	const content = readContent(message, type);
	const event: InboundEvent = {
		kind: 'message',
		key,
		externalId,
		direction,
		party,
		at,
		content,
		replyToExternalId: text(context?.id),
		forwarded: context?.forwarded === true || context?.frequently_forwarded === true,
		referral: readReferral(record(message.referral)),
		raw: content.kind === 'unsupported' ? message : null,
		opensWindow: direction === 'inbound',
	};
	return event;
}

/** The network's own words about a contact: a new number, a new user id, a changed device. */
function fromSystem(message: Json, externalId: string, at: number, party: Party): ProviderEvent {
	const system = record(message.system) ?? {};
	const type = text(system.type) ?? 'system';
	const body = text(system.body);
	if (type === 'customer_identity_changed') {
		return {
			kind: 'message',
			key: `message:${externalId}`,
			externalId,
			direction: 'inbound',
			party,
			at,
			content: {
				kind: 'notice',
				notice: 'identity-changed',
				text: body ?? 'The contact’s phone or app has changed.',
			},
			replyToExternalId: null,
			forwarded: false,
			referral: null,
			raw: null,
			opensWindow: false,
		};
	}
	const after: Address[] = [];
	const waId = text(system.wa_id) ?? text(system.new_wa_id);
	const userId = text(system.user_id);
	if (waId) after.push(addressFromWaId(waId));
	if (userId) after.push({ kind: 'whatsapp-user', value: userId });
	const before = [...party.addresses];
	const previous = text(system.previous_user_id);
	if (previous) before.push({ kind: 'whatsapp-user', value: previous });
	if (after.length === 0) return { kind: 'ignored', reason: `a system message of type ${type}` };
	return {
		kind: 'identity',
		key: `message:${externalId}`,
		externalId,
		at,
		before,
		after,
		text: body ?? (waId ? 'The contact has a new number.' : 'The contact has a new WhatsApp id.'),
	};
}

/**
 * Who a message is from (or, for an echo, to). Since 2026 the phone may be missing and only the user id be there
 * (providers.md §2.9); `from` itself has been seen to hold a user id.
 */
function partyOf(message: Json, value: Json, direction: 'inbound' | 'outbound'): Party {
	const side = direction === 'inbound' ? text(message.from) : text(message.to);
	const user = direction === 'inbound' ? text(message.from_user_id) : text(message.to_user_id);
	const contacts = list(value.contacts).map(contact => record(contact) ?? {});
	// A change may bring several contacts; only the one that this message names is taken.
	const contact =
		contacts.find(
			one => (user !== null && text(one.user_id) === user) || (side !== null && text(one.wa_id) === side),
		) ?? (contacts.length === 1 && list(value.messages).length <= 1 ? contacts[0] : undefined);
	return partyFrom({ waId: side ?? text(contact?.wa_id), userId: user ?? text(contact?.user_id), contact });
}

function readReferral(referral: Json | null): InboundEvent['referral'] {
	if (!referral) return null;
	return {
		source: text(referral.source_type) === 'post' ? 'post' : 'ad',
		url: text(referral.source_url),
		headline: text(referral.headline),
		body: text(referral.body),
		clickId: text(referral.ctwa_clid),
	};
}
