import type { ProviderEvent } from '../provider.ts';
import { partyFrom } from './party.ts';
import { type Json, list, record, seconds, text } from './wire.ts';

/** Webhook fields other than messages (providers.md §2.10) that change what a person may do or should know. */
export function fromAccount(field: string, value: Json, entryTime: number | null): ProviderEvent[] {
	const at = entryTime ?? 0;
	const name = text(value.message_template_name);
	const language = text(value.message_template_language)?.replace('-', '_') ?? '';
	switch (field) {
		case 'message_template_status_update': {
			const event = text(value.event);
			if (name === null || event === null) break;
			const reason = text(record(value.rejection_info)?.reason) ?? text(value.reason);
			const status = event === 'REINSTATED' || event === 'UNARCHIVED' ? 'approved' : event.toLowerCase();
			return [
				{
					kind: 'template',
					key: `template:${name}:${language}:${event}:${at}`,
					name,
					language,
					change: { status, rejectedReason: reason === 'NONE' ? null : reason },
				},
			];
		}
		case 'message_template_quality_update': {
			const quality = text(value.new_quality_score);
			if (name === null || quality === null) break;
			return [
				{
					kind: 'template',
					key: `quality:${name}:${language}:${quality}:${at}`,
					name,
					language,
					change: { quality: quality.toLowerCase() },
				},
			];
		}
		case 'template_category_update': {
			const category = text(value.new_category);
			if (name === null || category === null) break;
			return [
				{
					kind: 'template',
					key: `category:${name}:${language}:${category}:${at}`,
					name,
					language,
					change: { category: category.toLowerCase() },
				},
			];
		}
		case 'user_preferences':
			return list(value.user_preferences).map(item => fromPreference(record(item) ?? {}, value));
		case 'account_update':
			return [accountNotice(value, at)];
		case 'account_alerts': {
			const alert = record(value.alert_info) ?? value;
			const said = text(alert.alert_description) ?? text(alert.alert_type) ?? 'an alert without words';
			return [
				{ kind: 'channel-notice', key: `alert:${said}:${at}`, severity: 'info', text: `WhatsApp: ${said}` },
			];
		}
		case 'phone_number_quality_update':
			return [
				{
					kind: 'channel-notice',
					key: `quality:${text(value.event)}:${at}`,
					severity: 'info',
					text: `WhatsApp changed the number’s standing: ${text(value.event) ?? 'unknown'}.`,
				},
			];
	}
	return [{ kind: 'ignored', reason: `a change of ${field}` }];
}

function fromPreference(item: Json, value: Json): ProviderEvent {
	const wants = text(item.value);
	const waId = text(item.wa_id);
	const userId = text(item.user_id);
	const at = seconds(item.timestamp);
	const contacts = list(value.contacts).map(contact => record(contact) ?? {});
	const contact = contacts.find(one => text(one.wa_id) === waId) ?? contacts[0];
	const party = partyFrom({ waId, userId, contact });
	if (at === null || party.addresses.length === 0 || wants === null)
		return { kind: 'ignored', reason: 'a preference of nobody' };
	return {
		kind: 'preference',
		key: `preference:${waId ?? userId}:${wants}:${at}`,
		party,
		optedOut: wants === 'stop',
		at,
	};
}

/** Events after which the number cannot send. */
const STOPPING = new Set([
	'ACCOUNT_DELETED',
	'ACCOUNT_OFFBOARDED',
	'ACCOUNT_VIOLATION',
	'PARTNER_REMOVED',
	'PARTNER_APP_UNINSTALLED',
]);

function accountNotice(value: Json, at: number): ProviderEvent {
	const event = text(value.event) ?? 'unknown';
	const banned = text(record(value.ban_info)?.waba_ban_state) === 'DISABLE';
	const restriction = text(record(list(value.restriction_info)[0])?.restriction_type);
	const detail = restriction ?? text(record(value.violation_info)?.violation_type);
	return {
		kind: 'channel-notice',
		key: `account:${event}:${at}`,
		severity: STOPPING.has(event) || banned ? 'stop' : restriction ? 'warning' : 'info',
		text: `WhatsApp reports on the account: ${event.toLowerCase().replaceAll('_', ' ')}${detail ? ` (${detail.toLowerCase().replaceAll('_', ' ')})` : ''}. Details are in WhatsApp Manager.`,
	};
}
