import { groupedNumber } from './cards.ts';
import { CRM_STAGES, type CrmLead, type CrmPerson } from './crm-data.ts';
import { html, type Markup } from './markup.ts';

/** Rows on one page of a list: the plain one has few so that it has pages, the long one as many as Kommo's. */
const PAGE_SIZE = 6;
const LONG_PAGE_SIZE = 50;
/** What a person would have saved as a preset: 120 leads of one stage. */
const SPRING_LIST = '/leads/list/pipeline/11/?filter[pipe][11][]=61';

interface Row {
	id: number;
	href: string;
	name: string;
	cells: readonly string[];
}

/** The list of leads. */
export function leadList(
	leads: readonly CrmLead[],
	contacts: readonly CrmPerson[],
	query: URLSearchParams,
	isLong: boolean,
): Markup {
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
	return list('Leads', ['Lead title', 'Main contact', 'Stage', 'Budget'], rows, query, isLong);
}

/** The list of contacts and companies; a row's link says which it is. */
export function personList(
	contacts: readonly CrmPerson[],
	companies: readonly CrmPerson[],
	query: URLSearchParams,
	isLong: boolean,
): Markup {
	const row = (base: string) => (person: CrmPerson) => ({
		id: person.id,
		href: `${base}/detail/${person.id}`,
		name: person.name,
		cells: [person.phones[0]?.shown ?? '', person.emails[0] ?? ''],
	});
	const rows = [...contacts.map(row('/contacts')), ...companies.map(row('/companies'))];
	return list('Contacts', ['Name', 'Phone', 'Email'], rows, query, isLong);
}

function list(
	title: string,
	heads: readonly string[],
	all: readonly Row[],
	query: URLSearchParams,
	isLong: boolean,
): Markup {
	const page = Number(query.get('page') ?? 1);
	const size = isLong ? LONG_PAGE_SIZE : PAGE_SIZE;
	const pages = Math.max(1, Math.ceil(all.length / size));
	const rows = all.slice((page - 1) * size, page * size);
	const links = Array.from({ length: pages }, (_, index) => index + 1);
	return html`<div id="list_page_holder" class="list"><div id="list__body-right"><div class="list__body-right__top"><h1 class="list__top__preset">${title}</h1><div class="list__top__actions"><a class="js-navigate-link" href="${SPRING_LIST}">Spring: invited</a><a class="button-input button-input_blue js-navigate-link" href="/leads/add">New lead</a></div></div><div id="list_holder"><div class="list__table__holder js-hs-scroller"><div id="list_table" class="js-scroll-container list__table"><div id="list_head" class="list-row list-row-head js-list-row js-list-row-head"><div class="list-row__cell list-row__cell-id"><label class="control-checkbox"><span class="control-checkbox__body"><input type="checkbox" id="list_all_checker" aria-label="Select all"><span class="control-checkbox__helper"></span></span></label></div>${heads.map(
		(head, index) =>
			html`<div class="list-row__cell" data-field-template="${index === 0 ? 'name' : 'text'}" data-field-name="${head}">${head}</div>`,
	)}</div>${rows.map(listRow)}</div></div></div><div id="list_pagination" data-max-page="${pages}">${links.map(
		link =>
			html`<a class="js-pagination-link js-navigate-link${link === page && ' current'}" data-page="${link}" href="${pageHref(query, link)}">${link}</a>`,
	)}</div></div></div>`;
}

/** Another page of the same filter. */
function pageHref(query: URLSearchParams, page: number): string {
	const next = new URLSearchParams(query);
	next.set('page', String(page));
	return `?${next}`;
}

function listRow(row: Row): Markup {
	return html`<div class="list-row js-list-row js-pager-list-item__1 js-item-id-${row.id}" id="list_item_${row.id}" data-id="${row.id}"><div class="list-row__cell js-list-row__cell list-row__cell-template-id list-row__cell-id multiactions_inited"><div class="content-table__item__inner"><label class="control-checkbox"><span class="control-checkbox__body"><input type="checkbox" value="${row.id}" aria-label="Select ${row.name}"><span class="control-checkbox__helper"></span></span></label></div></div><div class="list-row__cell js-list-row__cell list-row__cell-template-name list-row__cell-name"><a class="js-navigate-link list-row__cell-name__link" href="${row.href}">${row.name}</a></div>${row.cells.map(
		cell => html`<div class="list-row__cell js-list-row__cell list-row__cell-template-text">${cell}</div>`,
	)}</div>`;
}
