import { CRM_STAGES, type CrmLead, type CrmPerson } from './crm-data.ts';
import { html, type Markup } from './markup.ts';
import { contactsList, emailRows, nameField, phoneRows, textRow } from './person-form.ts';

/** Field ids of the lead's own fields, the same as in the API. */
export const LEAD_FIELDS = { orderNumber: 820101, deliveryDate: 820103 } as const;

/** A lead's card. Id 0 is the card of a lead that is not saved yet. */
export function leadCard(lead: CrmLead, contacts: readonly CrmPerson[], company: CrmPerson | null): Markup {
	const stage = CRM_STAGES.find(item => item.id === lead.statusId);
	const disabled = lead.readOnly && html` disabled`;
	const form = html`<form id="edit_card" class="card-entity-form" autocomplete="off"><input type="hidden" name="ID" value="${lead.id}">
		<div class="card-entity-form__top"><div id="card_name_holder"><div class="js-card-name"><textarea id="person_n" name="lead[NAME]" rows="1" placeholder="Lead name" aria-label="Lead name"${disabled}>${lead.name}</textarea></div></div>
		<div id="add_tags">${lead.id > 0 && html`<span class="tag tag_id">#${lead.id}</span>`}${lead.tags.map(tag => html`<span class="tag">${tag}</span>`)}</div>
		<div class="linked-form__field linked-form__field_status-lead"><span class="status">${stage?.name ?? ''}</span><span class="pipeline">${lead.pipelineId === 9 ? 'Sales' : 'Spring'}</span><input type="hidden" name="lead[STATUS]" value="${lead.statusId}"><input type="hidden" name="lead[PIPELINE_ID]" value="${lead.pipelineId}"></div></div>
		<div class="card-tabs-wrapper"><div id="card_tabs" class="card-tabs"><div class="card-tabs__item selected" data-id="default">Main</div><div class="card-tabs__item" data-id="statistic">Statistics</div></div></div>
		<div class="card-entity-form__fields"><div class="card-entity-form__main-fields js-card-main-fields">
		<div class="linked-form__field linked-form__field_reassign"><div class="linked-form__field__label"><span>Responsible</span></div><div class="linked-form__field__value" id="lead_main_user-users_select_holder"><span class="multisuggest">Lena Fuchs</span><input type="hidden" name="lead[MAIN_USER]" value="7"></div></div>
		<div class="linked-form__field linked-form__field-numeric"><div class="linked-form__field__label"><span>Budget</span></div><div class="linked-form__field__value"><input id="lead_card_budget" class="linked-form__cf text-input" type="text" name="lead[PRICE]" value="${groupedNumber(lead.price)}" aria-label="Budget"${disabled}><span class="currency">€</span></div></div></div>
		<div class="linked-forms__group-wrapper linked-forms__group-wrapper_main js-cf-group-wrapper" data-id="default">${textRow(LEAD_FIELDS.orderNumber, 'Order number', lead.orderNumber, lead.readOnly)}${textRow(LEAD_FIELDS.deliveryDate, 'Delivery date', lead.deliveryDate, lead.readOnly)}</div></div></form>`;
	const linked = html`<div class="card-fields__linked-block js-linked_elements_wrapper"><div class="card-fields__linked-block-item_companies-contacts js-linked_contacts_and_companies" data-type_id="1"><div class="company_contacts linked-forms-holder">${contactsList(lead, contacts)}<ul class="linked-forms"><li id="new_contact_form" class="linked-forms__item linked-forms__item_is-add"><form class="linked-form" id="new_contact"><input id="new_contact_n" class="text-input" type="text" value="" placeholder="Add contact" aria-label="Add contact"></form></li></ul><ul id="companies_list" class="company_contacts__company linked-forms">${company && html`<li class="linked-forms__item" data-main-item="false"><form class="linked-form" id="linked_form_${company.id}" action="/ajax/companies/detail/" method="post"><input type="hidden" name="ID" value="${company.id}"><input type="hidden" name="ELEMENT_TYPE" value="3"><input type="hidden" name="MAIN_ID" value="${lead.id}">${nameField(company, '/companies')}<div class="linked-form__fields">${phoneRows(company, lead.readOnly)}</div></form></li>`}</ul></div></div></div>`;
	return cardFrame(form, linked, lead.notes, lead.readOnly);
}

/** The card of a contact or company, whose phones are in `#edit_card` itself. */
export function personCard(
	person: CrmPerson,
	kind: 'contact' | 'company',
	leads: readonly CrmLead[],
): Markup {
	const form = html`<form id="edit_card" class="card-entity-form" autocomplete="off"><input type="hidden" name="ID" value="${person.id}"><input type="hidden" name="ELEMENT_TYPE" value="${kind === 'contact' ? 1 : 3}">
		<div class="card-entity-form__top"><div id="card_name_holder"><div class="js-card-name"><input id="person_n" type="text" name="${kind}[NAME]" value="${person.name}" placeholder="Name" aria-label="Name"></div></div><div id="add_tags">${person.id > 0 && html`<span class="tag tag_id">#${person.id}</span>`}</div></div>
		<div class="card-entity-form__fields"><div class="card-entity-form__main-fields js-card-main-fields">${person.position !== undefined && textRow(801691, 'Position', person.position, false)}${phoneRows(person, false)}${emailRows(person, false)}</div></div></form>`;
	const linked = html`<div class="card-fields__linked-block js-linked_elements_wrapper"><h2 class="linked-title">Leads</h2><ul class="pipeline_leads">${leads.map(
		lead =>
			html`<li class="pipeline_leads__item" data-id="${lead.id}"><a class="pipeline_leads__lead-title-text js-navigate-link" id="lead_${lead.id}" href="/leads/detail/${lead.id}">${lead.name}</a><span class="pipeline_leads__price" data-price="${lead.price}">${groupedNumber(lead.price)} €</span></li>`,
	)}</ul></div>`;
	return cardFrame(form, linked, [], false);
}

function cardFrame(form: Markup, linked: Markup, notes: readonly string[], readOnly: boolean): Markup {
	const feed = notes.map(
		(note, index) =>
			html`<div class="feed-note-wrapper feed-note-wrapper-note" data-id="${9000 + index}"><div class="feed-note"><div class="feed-note__header"><span class="feed-note__date js-feed-note__date">Yesterday ${10 + index}:24</span> <span class="feed-note__amojo-user" title="Lena Fuchs" data-id="7">Lena Fuchs</span></div><div class="feed-note__body"><p class="feed-note__message_paragraph">${note}</p></div></div></div>`,
	);
	return html`<div id="card_holder" class="content__card-holder-widgets js-widgets-active"><div class="js-card-fields card-holder__fields" id="card_fields"><div class="card-holder__container custom-scroll"><div class="card-fields__fields-block">${form}${linked}</div></div>${
		!readOnly &&
		html`<div class="card-fields__button-block"><button type="button" id="save_and_close_contacts_link" class="button-input button-input_blue">Save</button><button type="button" class="button-cancel js-card-cancel">Cancel</button></div>`
	}<div class="js-card-column-resizer"></div></div><div class="js-card-feed card-holder__feed"><div class="notes-wrapper" id="notes_holder"><div class="notes-wrapper__scroller custom-scroll"><div class="notes-wrapper__notes js-notes">${feed}</div></div><div class="feed-compose"><div class="feed-compose-switcher">Note</div><textarea class="feed-compose__message js-note" name="NOTE[PARAMS][TEXT]" rows="1" placeholder="Type here" aria-label="Note"></textarea><button type="button" class="feed-note__button js-note-submit">Add</button></div></div></div></div><div class="card-widgets custom-scroll js-widgets-active" id="widgets_block"><div class="card-widgets__top">Widgets</div><div id="nano-card-widgets" class="js-card-widgets-on"><div class="card-widgets__elements">${widget('demo_calls', 'Telephony', 'No calls yet.')}${widget('demo_tasks', 'Shipping', 'Parcel not handed over.')}</div></div></div>`;
}

function widget(code: string, name: string, text: string): Markup {
	return html`<div class="card-widgets__widget card-widgets__widget-${code}" data-code="${code}"><div class="card-widgets__widget__caption js-widget-caption-block"><span class="card-widgets__widget__caption__logo">${name}</span><span class="card-widgets__widget__caption__logo_min" aria-hidden="true"></span></div><div class="card-widgets__widget__body">${text}</div></div>`;
}

/** A number as Kommo shows it: groups of three with a space. */
export function groupedNumber(value: number): string {
	return String(value).replace(/\B(?=(\d{3})+$)/g, ' ');
}
