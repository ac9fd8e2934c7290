/**
 * Where Kommo keeps things in a card (crm.md §1.3, from its own bundles and a saved card, July 2026). Ids, names and data
 * attributes first, classes where there is nothing else. How many each finds on each saved page stands in
 * test/extension/crm/kommo-selectors.dom.test.ts.
 */
export const SELECTORS = {
	/** The grey placeholder that stands until the card has arrived. */
	placeholder: '#card_fake, .card-holder__fields_fake',
	/** The card's own form: lead, contact, company or customer. */
	entity: '#edit_card',
	/** The card's name, an input or a textarea: `lead[NAME]`, `contact[NAME]`… */
	entityName: '#person_n',
	/** Tags; the first may be the record's own id as `#1001`. */
	tags: '#add_tags, #add_header_tags',
	/** `lead[PRICE]`. */
	budget: '#lead_card_budget',
	status: 'input[name="lead[STATUS]"]',
	pipeline: 'input[name="lead[PIPELINE_ID]"]',
	responsible: 'input[name$="[MAIN_USER]"]',
	/** The drawn field around those hidden inputs, for their text and for highlighting. */
	statusField: '.linked-form__field_status-lead',
	responsibleField: '.linked-form__field_reassign',
	/** Which card a linked form belongs to: tells an old card from the new one after navigation. */
	mainId: 'form.linked-form input[name="MAIN_ID"]',
	/** Linked contacts; not the form for a new one. */
	contacts: '#contacts_list > li:not(.linked-forms__item_is-add)',
	/** Linked companies. */
	companies: '#companies_list > li:not(.linked-forms__item_is-add)',
	linkedForm: 'form.linked-form',
	linkedId: 'input[name="ID"]',
	/** The linked element's name as shown, read-only. */
	linkedName: '.js-linked-name-view',
	/** First and last name in the name's hidden editor. */
	firstName: 'input[name="contact[FN]"]',
	lastName: 'input[name="contact[LN]"]',
	/** The fields of a linked element; absent while Kommo holds them back ("cut") until it is opened. */
	linkedFields: '.linked-form__fields',
	/** One phone or email row, also the empty one that waits for a new value. */
	phoneRow: '[data-pei-code="phone"]',
	emailRow: '[data-pei-code="email"]',
	/** The value as kept. */
	phoneRaw: 'input[data-type="phone"]',
	emailRaw: 'input[data-type="email"]',
	/** The value as shown. It has no name. */
	phoneShown: 'input.control-phone__formatted',
	/** Around a row with its label. */
	row: '.linked-form__field',
	/** A custom field: `data-id` is its number. */
	customField: '.linked-form__field[data-id]',
	fieldLabel: '.linked-form__field__label',
	fieldValue: '.linked-form__field__value',
	/** A value that this user may see but not change is plain text. */
	readOnlyValue: '.linked-form__field-inner_no-rights',
	/** Kommo's own drop-down. */
	select: '.control--select',
	selectInput: '.control--select--input',
	selectItem: '.control--select--list--item',
	selectButton: '.control--select--button',
	/** A list view, its rows and its ticked boxes; not the box in its head that ticks all (crm.md §1.4). */
	listTable: '#list_table',
	listRow: '#list_table .list-row[data-id]',
	listTicked: '#list_table .list-row[data-id] input[type="checkbox"][value]:checked',
	/** Tells a company among contacts (from memory). */
	listCompanyLink: 'a[href*="/companies/detail/"]',
	/** `data-max-page`. */
	listPages: '#list_pagination[data-max-page]',
} as const;
