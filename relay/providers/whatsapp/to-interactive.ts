import type { ChoicesContent, Content } from '../../../shared/domain/message.ts';

/** What opens a list when its writer named nothing. */
const LIST_LABEL = 'Choose';

/** Reply buttons or a list (providers.md §2.4, Nov 2025). Numbered choices are texts and never come here. */
export function toChoices({
	text,
	footer,
	listLabel,
	form,
	options,
}: ChoicesContent): Record<string, unknown> {
	const common = { body: { text }, ...(footer && { footer: { text: footer } }) };
	if (form === 'buttons') {
		const buttons = options.map(({ id, title }) => ({ type: 'reply', reply: { id, title } }));
		return { type: 'button', ...common, action: { buttons } };
	}
	const rows = options.map(({ id, title, detail }) => ({
		id,
		title,
		...(detail && { description: detail }),
	}));
	return { type: 'list', ...common, action: { button: listLabel ?? LIST_LABEL, sections: [{ rows }] } };
}

/** A text with one button that opens an address (providers.md §2.4). */
export function toLinkButton(one: Extract<Content, { kind: 'link-button' }>): Record<string, unknown> {
	const parameters = { display_text: one.label, url: one.url };
	return { type: 'cta_url', body: { text: one.text }, action: { name: 'cta_url', parameters } };
}

/** A text by whose button the contact sends where they are (providers.md §2.4). */
export function toLocationRequest(text: string): Record<string, unknown> {
	return { type: 'location_request_message', body: { text }, action: { name: 'send_location' } };
}

/** `type: contacts`: a formatted name needs one other name beside it (providers.md §2.2). */
export function toContacts({ contacts }: Extract<Content, { kind: 'contacts' }>): unknown[] {
	return contacts.map(({ name, phones, emails, company }) => {
		const [first = name, ...others] = name.trim().split(/\s+/);
		return {
			name: {
				formatted_name: name,
				first_name: first,
				...(others.length > 0 && { last_name: others.join(' ') }),
			},
			...(phones.length > 0 && { phones: phones.map(phone => ({ phone, type: 'CELL' })) }),
			...(emails.length > 0 && { emails: emails.map(email => ({ email, type: 'WORK' })) }),
			...(company && { org: { company } }),
		};
	});
}
