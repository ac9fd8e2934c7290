import type { ProviderEvent, StandingReport } from '../provider.ts';
import { fromTemplate } from './from-template.ts';
import { partyFrom } from './party.ts';
import { readTier } from './standing.ts';
import { type Json, list, record, seconds, text } from './wire.ts';

/** Webhook fields other than messages (providers.md §2.10) that change what a person may do or should know. */
export function fromAccount(field: string, value: Json, entryTime: number | null): ProviderEvent[] {
	const at = entryTime ?? 0;
	const template = fromTemplate(field, value, at);
	if (template) return [template];
	switch (field) {
		case 'user_preferences':
			return list(value.user_preferences).map(item => fromPreference(record(item) ?? {}, value));
		case 'account_update':
			return [fromAccountUpdate(value, at)];
		case 'account_review_update': {
			const decision = text(value.decision)?.toLowerCase() ?? 'unknown';
			const severity = decision === 'rejected' ? 'warning' : 'info';
			return [notice(`review:${decision}`, at, severity, `WhatsApp’s review of the account: ${decision}.`)];
		}
		case 'account_alerts':
			return [fromAlert(value, at)];
		case 'phone_number_quality_update':
			return [fromNumberQuality(value, at)];
		case 'business_capability_update': {
			const tier = readTier(
				value.max_daily_conversations_per_business ?? value.max_daily_conversation_per_phone,
			);
			if (tier === null) break;
			return [standing(`capability:${tier}`, at, { tier })];
		}
		case 'phone_number_name_update':
			return [fromNameUpdate(value, at)];
	}
	return [{ kind: 'ignored', reason: `a change of ${field}` }];
}

function notice(
	key: string,
	at: number,
	severity: 'info' | 'warning' | 'stop',
	words: string,
): ProviderEvent {
	return { kind: 'channel-notice', key: `${key}:${at}`, at, severity, text: words };
}

function standing(key: string, at: number, report: StandingReport, value?: Json): ProviderEvent {
	const phone = text(value?.display_phone_number)?.replace(/\D/g, '') || null;
	return {
		kind: 'standing',
		key: `${key}:${phone ?? ''}:${at}`,
		at,
		phone,
		report,
		text: null,
		stops: false,
	};
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

function fromAlert(value: Json, at: number): ProviderEvent {
	const alert = record(value.alert_info) ?? value;
	const said = text(alert.alert_description) ?? readable(text(alert.alert_type) ?? 'an alert without words');
	const severe = /critical|warning/i.test(text(alert.alert_severity) ?? '');
	return notice(`alert:${said}`, at, severe ? 'warning' : 'info', `WhatsApp: ${said}`);
}

/** The tier is no longer in this webhook since Feb 2026; older senders still put it there (providers.md §2.10). */
function fromNumberQuality(value: Json, at: number): ProviderEvent {
	const event = text(value.event)?.toUpperCase() ?? 'UNKNOWN';
	const tier = readTier(value.max_daily_conversations_per_business ?? value.current_limit);
	const status: Record<string, string> = { FLAGGED: 'flagged', UNFLAGGED: 'connected' };
	const numberStatus = status[event];
	const report: StandingReport = {
		...(tier !== null && { tier }),
		...(numberStatus !== undefined && { numberStatus }),
		...(event === 'THROUGHPUT_UPGRADE' && { throughput: HIGH_THROUGHPUT }),
	};
	return standing(`number:${event}`, at, report, value);
}

/** Messages a second after Meta's upgrade (providers.md §5.2). */
const HIGH_THROUGHPUT = 1000;

function fromNameUpdate(value: Json, at: number): ProviderEvent {
	const decision = text(value.decision)?.toUpperCase() ?? 'UNKNOWN';
	const name = text(value.requested_verified_name);
	if (decision === 'APPROVED' && name !== null)
		return standing(`name:${name}`, at, { verifiedName: name }, value);
	const why = text(value.rejection_reason);
	const words = `The name “${name ?? ''}” was ${readable(decision)} by WhatsApp${why ? ` (${readable(why)})` : ''}.`;
	return notice(`name:${decision}:${name}`, at, decision === 'REJECTED' ? 'warning' : 'info', words);
}

/** Events after which the number cannot send. */
const STOPPING = new Set([
	'ACCOUNT_DELETED',
	'ACCOUNT_OFFBOARDED',
	'ACCOUNT_VIOLATION',
	'PARTNER_REMOVED',
	'PARTNER_APP_UNINSTALLED',
]);

function fromAccountUpdate(value: Json, at: number): ProviderEvent {
	const event = text(value.event) ?? 'unknown';
	const restrictions = list(value.restriction_info).flatMap(item => {
		const type = text(record(item)?.restriction_type);
		return type === null ? [] : [{ type, until: seconds(record(item)?.expiration) }];
	});
	if (event === 'ACCOUNT_RESTRICTION') {
		const key = restrictions.map(one => `${one.type}-${one.until}`).join('+');
		return standing(`restriction:${key}`, at, { restrictions });
	}
	const ban = text(record(value.ban_info)?.waba_ban_state);
	const stops = STOPPING.has(event) || ban === 'DISABLE';
	const detail = text(record(value.violation_info)?.violation_type) ?? ban;
	const severity = stops ? 'stop' : ban === 'SCHEDULE_FOR_DISABLE' ? 'warning' : 'info';
	const words = `WhatsApp reports on the account: ${readable(event)}${detail ? ` (${readable(detail)})` : ''}. Details are in WhatsApp Manager.`;
	return notice(`account:${event}:${detail}`, at, severity, words);
}

/** `ACCOUNT_VIOLATION` → "account violation". */
function readable(word: string): string {
	return word.toLowerCase().replaceAll('_', ' ');
}
