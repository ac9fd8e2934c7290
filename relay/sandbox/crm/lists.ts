import { groupedNumber } from './cards.ts';
import { CRM_STAGES, type CrmLead, type CrmPerson } from './crm-data.ts';
import { html, type Markup } from './markup.ts';

/** Rows on one page of a list. */
const PAGE_SIZE = 6;

interface Row {
	id: number;
	href: string;
	name: string;
	cells: readonly string[];
}

/** The list of leads. */
export function leadList(leads: readonly CrmLead[], contacts: readonly CrmPerson[], page: number): Markup {
	const rows = leads.map(lead => ({
		id: lead.id,
		href: `/leads/detail/${lead.id}`,
		name: lead.name,
		cells: [
			contacts.find(person => person.id === lead.contactIds[0])?.name ?? '',
			CRM_STAGES.find(stage => stage.id === lead.statusId)?.name ?? '',
			lead.price > 0 ? `${groupedNumber(lead.price)} €` : '',
		],
	}));
	return list('Leads', ['Lead title', 'Main contact', 'Stage', 'Budget'], rows, page);
}

/** The list of contacts and companies; a row's link says which it is. */
export function personList(
	contacts: readonly CrmPerson[],
	companies: readonly CrmPerson[],
	page: number,
): Markup {
	const row = (base: string) => (person: CrmPerson) => ({
		id: person.id,
		href: `${base}/detail/${person.id}`,
		name: person.name,
		cells: [person.phones[0]?.shown ?? '', person.emails[0] ?? ''],
	});
	const rows = [...contacts.map(row('/contacts')), ...companies.map(row('/companies'))];
	return list('Contacts', ['Name', 'Phone', 'Email'], rows, page);
}

function list(title: string, heads: readonly string[], all: readonly Row[], page: number): Markup {
	const pages = Math.max(1, Math.ceil(all.length / PAGE_SIZE));
	const rows = all.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
	const links = Array.from({ length: pages }, (_, index) => index + 1);
	return html`<div id="list_page_holder" class="list"><div id="list__body-right"><div class="list__body-right__top"><h1 class="list__top__preset">${title}</h1><div class="list__top__actions"><a class="button-input button-input_blue js-navigate-link" href="/leads/add">New lead</a></div></div><div id="list_holder"><div class="list__table__holder js-hs-scroller"><div id="list_table" class="js-scroll-container list__table"><div id="list_head" class="list-row list-row-head js-list-row js-list-row-head"><div class="list-row__cell list-row__cell-id"><label class="control-checkbox"><span class="control-checkbox__body"><input type="checkbox" id="list_all_checker" aria-label="Select all"><span class="control-checkbox__helper"></span></span></label></div>${heads.map(
		(head, index) =>
			html`<div class="list-row__cell" data-field-template="${index === 0 ? 'name' : 'text'}" data-field-name="${head}">${head}</div>`,
	)}</div>${rows.map(listRow)}</div></div></div><div id="list_pagination" data-max-page="${pages}">${links.map(
		link =>
			html`<a class="js-pagination-link js-navigate-link${link === page && ' current'}" data-page="${link}" href="?page=${link}">${link}</a>`,
	)}</div></div></div>`;
}

function listRow(row: Row): Markup {
	return html`<div class="list-row js-list-row js-pager-list-item__1 js-item-id-${row.id}" id="list_item_${row.id}" data-id="${row.id}"><div class="list-row__cell js-list-row__cell list-row__cell-template-id list-row__cell-id multiactions_inited"><div class="content-table__item__inner"><label class="control-checkbox"><span class="control-checkbox__body"><input type="checkbox" value="${row.id}" aria-label="Select ${row.name}"><span class="control-checkbox__helper"></span></span></label></div></div><div class="list-row__cell js-list-row__cell list-row__cell-template-name list-row__cell-name"><a class="js-navigate-link list-row__cell-name__link" href="${row.href}">${row.name}</a></div>${row.cells.map(
		cell => html`<div class="list-row__cell js-list-row__cell list-row__cell-template-text">${cell}</div>`,
	)}</div>`;
}
