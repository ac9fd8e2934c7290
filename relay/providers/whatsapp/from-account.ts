import type { StandingReport } from '../abilities.ts';
import type { ProviderEvent } from '../events.ts';
import { type Json, list, number, record, seconds, text } from '../wire.ts';
import { fromTemplate } from './from-template.ts';
import { partyFrom } from './party.ts';
import { readTier } from './standing.ts';

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
		case 'security': {
			const event = text(value.event)?.toUpperCase() ?? 'UNKNOWN';
			const said = SECURITY[event] ?? `WhatsApp reports on the number’s security: ${readable(event)}.`;
			const words = `${said} If it was nobody of yours, look into WhatsApp Manager now.`;
			return [notice(`security:${event}`, at, 'warning', words)];
		}
		case 'business_username_update': {
			const username = text(value.username);
			const status = readable(text(value.status) ?? 'changed');
			const words = `The number’s user name${username ? ` “${username}”` : ''}: ${status}.`;
			return [notice(`username:${username}:${status}`, at, 'info', words)];
		}
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

/** Events of the field `security` (providers.md §2.10). */
const SECURITY: Record<string, string> = {
	PIN_CHANGED: 'The number’s two-step PIN was changed.',
	PIN_RESET_REQUEST: 'Somebody asked to reset the number’s two-step PIN.',
	PIN_REQUEST_SUCCESS: 'The number’s two-step PIN was reset.',
};

/** What Meta's alerts mean and what to do (providers.md §2.10, §5.1). */
const ALERTS: Record<string, string> = {
	INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED:
		'WhatsApp has put off raising the messaging limit. It looks again by itself while quality stays high.',
	INCREASED_CAPABILITIES_ELIGIBILITY_FAILED:
		'WhatsApp did not raise the messaging limit. Verify the business at Meta to get it raised.',
	INCREASED_CAPABILITIES_ELIGIBILITY_NEED_MORE_INFO:
		'WhatsApp needs more information before it raises the messaging limit. Give it in WhatsApp Manager.',
	OBA_APPROVED: 'WhatsApp has given the account its blue badge.',
	OBA_REJECTED: 'WhatsApp did not give the account a blue badge.',
	PROFILE_PICTURE_LOST: 'The number has lost its profile picture. Upload it again.',
};

function fromAlert(value: Json, at: number): ProviderEvent {
	const alert = record(value.alert_info) ?? value;
	const type = text(alert.alert_type) ?? 'an alert without words';
	const said = ALERTS[type] ?? `WhatsApp: ${text(alert.alert_description) ?? readable(type)}`;
	const severe = /critical|warning/i.test(text(alert.alert_severity) ?? '');
	return notice(`alert:${type}:${said}`, at, severe ? 'warning' : 'info', said);
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
	'PARTNER_REMOVED',
	'PARTNER_APP_UNINSTALLED',
]);

function fromAccountUpdate(value: Json, at: number): ProviderEvent {
	const event = text(value.event) ?? 'unknown';
	const restrictions = list(value.restriction_info).flatMap(item => {
		const type = text(record(item)?.restriction_type);
		return type === null ? [] : [{ type, until: readMoment(record(item)?.expiration) }];
	});
	if (event === 'ACCOUNT_RESTRICTION') {
		const key = restrictions.map(one => `${one.type}-${one.until}`).join('+');
		return standing(`restriction:${key}`, at, { restrictions });
	}
	const ban = text(record(value.ban_info)?.waba_ban_state);
	const stops = STOPPING.has(event) || ban === 'DISABLE';
	const detail =
		text(record(value.violation_info)?.violation_type) ??
		text(record(value.disconnection_info)?.reason) ??
		ban;
	const severity = stops ? 'stop' : WARNING.has(ban ?? event) ? 'warning' : 'info';
	const known = ban === null ? undefined : BANS[ban];
	const words =
		known ??
		`WhatsApp reports on the account: ${readable(event)}${detail ? ` (${readable(detail)})` : ''}. Details are in WhatsApp Manager.`;
	const date = text(record(value.ban_info)?.waba_ban_date);
	return notice(
		`account:${event}:${detail}`,
		at,
		severity,
		date === null ? words : `${words} Date: ${date}.`,
	);
}

/** A violation comes before any restriction (providers.md §5.1): everything still goes out. */
const WARNING = new Set(['ACCOUNT_VIOLATION', 'SCHEDULE_FOR_DISABLE']);

/** The states of a ban (providers.md §2.10). */
const BANS: Record<string, string> = {
	DISABLE: 'WhatsApp has switched the business account off: nothing goes out. Appeal in WhatsApp Manager.',
	SCHEDULE_FOR_DISABLE:
		'WhatsApp will switch the business account off. Appeal in WhatsApp Manager before that.',
	REINSTATE: 'WhatsApp has switched the business account on again.',
};

/** Unix seconds, or a date in words; null for neither. */
function readMoment(value: unknown): number | null {
	if (number(value) !== null) return seconds(value);
	const parsed = typeof value === 'string' ? Date.parse(value) : Number.NaN;
	return Number.isNaN(parsed) ? null : parsed;
}

/** `ACCOUNT_VIOLATION` → "account violation". */
function readable(word: string): string {
	return word.toLowerCase().replaceAll('_', ' ');
}
