import type { CrmLead, CrmPerson, CrmPhone } from './crm-data.ts';
import { html, type Markup } from './markup.ts';

const PHONE_FIELD = 801693;
const EMAIL_FIELD = 801695;
const LABELS = [
	[386749, 'Work'],
	[386753, 'Mobile'],
	[386757, 'Home'],
	[386759, 'Other'],
] as const;

/** The phones of a person, with the empty row at the end that Kommo keeps for adding one. */
export function phoneRows(person: CrmPerson, readOnly: boolean): Markup {
	const rows = [...person.phones, { label: 386749, shown: '', raw: '' }];
	return html`<div class="linked-form__multiple-container">${rows.map((phone, index) => phoneRow(person.id, phone, index, readOnly))}</div>`;
}

/** The e-mails of a person, in the same kind of rows. */
export function emailRows(person: CrmPerson, readOnly: boolean): Markup {
	const rows = [...person.emails, ''];
	return html`<div class="linked-form__multiple-container">${rows.map((email, index) => {
		const token = rowToken(person.id, 50 + index);
		return peiRow(
			'email',
			'Work email',
			html`<input type="hidden" class="control--select--input" name="CFV[${EMAIL_FIELD}][${token}][DESCRIPTION]" value="386763">`,
			email !== '',
			html`<div class="js-control-email control-email"><input type="text" data-type="email" class="linked-form__cf js-linked-pei text-input" name="CFV[${EMAIL_FIELD}][${token}][VALUE]" value="${email}" placeholder="…" aria-label="Email"${readOnly && html` disabled`}></div>`,
		);
	})}</div>`;
}

function phoneRow(personId: number, phone: CrmPhone, index: number, readOnly: boolean): Markup {
	const token = rowToken(personId, index);
	const label = LABELS.find(([id]) => id === phone.label)?.[1] ?? 'Phone';
	const select = html`<div class="control--select linked-form__select"><ul class="control--select--list">${LABELS.map(
		([id, name]) =>
			html`<li class="control--select--list--item" data-value="${id}"><span class="control--select--list--item-inner">${name} phone</span></li>`,
	)}</ul><button type="button" class="control--select--button" data-value="${phone.label}"><span class="control--select--button-inner">${label} phone</span></button><input type="hidden" class="control--select--input" name="CFV[${PHONE_FIELD}][${token}][DESCRIPTION]" value="${phone.label}"></div>`;
	const control = html`<div class="js-control-phone control-phone"><input type="text" name="" class="control-phone__formatted js-form-changes-skip linked-form__cf js-linked-pei text-input" value="${phone.shown}" placeholder="…" aria-label="${label} phone"${readOnly && html` disabled`}><div class="control-wrapper control--suggest control-phone__suggest"><input type="hidden" data-type="phone" name="CFV[${PHONE_FIELD}][${token}][VALUE]" value="${phone.raw}"></div></div>`;
	const tips = html`<div class="js-tip-holder"><div class="tips js-tip card-cf-actions-tip"><div class="tips__inner custom-scroll js-tip-items">${[
		'phone',
		'copy',
		'edit',
	].map(
		type =>
			html`<div class="tips-item js-tips-item js-cf-actions-item" data-type="${type}">${{ phone: 'Call', copy: 'Copy', edit: 'Edit' }[type] ?? ''}</div>`,
	)}</div></div></div>`;
	return peiRow('phone', '', select, phone.raw !== '', html`${control}${phone.raw !== '' && tips}`);
}

function peiRow(
	code: 'phone' | 'email',
	label: string,
	inLabel: Markup,
	hasValue: boolean,
	value: Markup,
): Markup {
	return html`<div class="linked-form__field linked-form__field-pei"><div class="linked-form__field__label linked-form__field__label-multiple">${label && html`<span>${label}</span>`}${inLabel}</div><div class="linked-form__field__value"><div class="js-linked-with-actions js-linked-has-actions prevent-readonly${hasValue && ' js-linked-has-value'}" data-pei-code="${code}">${value}</div></div></div>`;
}

/** The random-looking token that ties the two inputs of a row together. */
function rowToken(personId: number, index: number): string {
	return Buffer.from(`${personId}-${index}`).toString('base64url').slice(0, 10);
}

/** The contacts of a lead: the first is open, the others collapsed, and a cut one has no fields at all. */
export function contactsList(lead: CrmLead, contacts: readonly CrmPerson[]): Markup {
	return html`<ul id="contacts_list" class="company_contacts__list linked-forms">${contacts.map((person, index) => contactItem(lead, person, index === 0))}</ul>`;
}

function contactItem(lead: CrmLead, person: CrmPerson, main: boolean): Markup {
	const fields = html`<div class="linked-form__fields">${person.position !== undefined && textRow(801691, 'Position', person.position, lead.readOnly)}${phoneRows(person, lead.readOnly)}${emailRows(person, lead.readOnly)}</div>`;
	return html`<li class="linked-forms__item${main && ' linked-forms__main_item linked-forms__item-active'}" data-main-item="${main ? 'true' : 'false'}"><form class="linked-form" id="linked_form_${person.id}" action="/ajax/contacts/detail/" method="post"><input type="hidden" name="ID" value="${person.id}"><input type="hidden" name="ELEMENT_TYPE" value="1"><input type="hidden" name="MAIN_ID" value="${lead.id}"><input type="hidden" name="MAIN_USER_ID" value="7">${nameField(person, '/contacts')}${!lead.cutIds.includes(person.id) && fields}</form></li>`;
}

/** A linked person's name with its menu. */
export function nameField(person: CrmPerson, base: '/contacts' | '/companies'): Markup {
	const [first = '', ...rest] = person.name.split(' ');
	const path = `${base}/detail/${person.id}`;
	return html`<div class="linked-form__field linked-form__field-name"><div class="n-avatar" id="${person.id}" aria-hidden="true">${first.slice(0, 1)}</div><a class="linked-form__field__link linked-form__field__link_name js-linked-name-control" data-href="${path}"><input class="linked-form__cf js-linked-name-view js-form-changes-skip text-input" type="text" readonly value="${person.name}" aria-label="Name"><div class="js-linked-name-editing-holder hidden"><input type="hidden" name="contact[FN]" value="${first}"><input type="hidden" name="contact[LN]" value="${rest.join(' ')}"></div></a><div class="linked-form__field__more js-tip-holder"><div class="js-linked-entity-show"><a class="js-navigate-link" href="${path}" aria-label="Open ${person.name}">Open</a></div></div></div>`;
}

/** A plain text field of a card. */
export function textRow(fieldId: number, label: string, value: string, readOnly: boolean): Markup {
	const inner = readOnly
		? html`<div class="linked-form__field-inner_no-rights">${value}</div>`
		: html`<input class="linked-form__cf text-input" type="text" name="CFV[${fieldId}]" value="${value}" placeholder="…" aria-label="${label}">`;
	return html`<div class="linked-form__field linked-form__field-text${value === '' && ' linked-form__field-no-value'}" data-id="${fieldId}"><div class="linked-form__field__label" title="${label}"><span>${label}</span></div><div class="linked-form__field__value">${inner}</div></div>`;
}
