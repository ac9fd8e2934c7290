import type { SharedContact } from '../../../shared/domain/message.ts';
import type { OutboundMessage } from '../outbound.ts';
import type { BotCall } from './api.ts';

/** The longest vCard that Telegram takes, in bytes (providers.md §7.5). */
const VCARD_MAX = 2048;

/**
 * Telegram's message holds one contact with one number. Several go as a text with a line for each, in one message, so that
 * all or none arrive; one without a number goes as a text too.
 */
export function toContacts({ contacts }: Extract<OutboundMessage['content'], { kind: 'contacts' }>): BotCall {
	const [first] = contacts;
	const phone = first?.phones[0];
	if (contacts.length !== 1 || !first || phone === undefined)
		return { method: 'sendMessage', parameters: { text: contacts.map(asLine).join('\n') } };
	const [firstName = first.name, ...rest] = first.name.trim().split(/\s+/);
	const vcard = asVcard(first);
	return {
		method: 'sendContact',
		parameters: {
			phone_number: phone,
			first_name: firstName || phone,
			...(rest.length > 0 && { last_name: rest.join(' ') }),
			...(vcard !== null && { vcard }),
		},
	};
}

function asLine({ name, phones, emails, company }: SharedContact): string {
	const who = company === null ? name : `${name} (${company})`;
	return [who, ...phones, ...emails].join(', ');
}

/** What the message itself has no place for; null when there is nothing, or too much. */
function asVcard({ name, phones, emails, company }: SharedContact): string | null {
	if (phones.length < 2 && emails.length === 0 && company === null) return null;
	const line = (key: string, value: string) =>
		`${key}:${value.replace(/[\\,;]/g, '\\$&').replace(/\s+/g, ' ')}`;
	const card = [
		'BEGIN:VCARD',
		'VERSION:3.0',
		line('FN', name),
		...phones.map(phone => line('TEL', phone)),
		...emails.map(email => line('EMAIL', email)),
		...(company === null ? [] : [line('ORG', company)]),
		'END:VCARD',
	].join('\r\n');
	return new TextEncoder().encode(card).length <= VCARD_MAX ? card : null;
}
