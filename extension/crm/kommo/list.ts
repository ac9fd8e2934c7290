import type { CrmFilter } from '../../../shared/domain/crm-list.ts';
import type { CrmRow } from '../../../shared/domain/crm-row.ts';
import type { CrmPage } from '../crm.ts';
import { type CrmList, type CrmRowRef, type ListAccess, ListError } from '../list.ts';
import { apiReader, type Json, type ReadPage } from './api.ts';
import { all, inputValue, one } from './dom.ts';
import { type ListAddress, type ListEntity, readAddress } from './list-filter.ts';
import { type FoundRow, foundRow, withPeople } from './rows.ts';
import { SELECTORS } from './selectors.ts';

/** Rows of one portion: their people are one question, and somebody sees it go on. */
const PORTION = 50;
/** Ids of one question. */
const IDS = 250;

/** How many the page shows in all, as far as it tells. */
interface Total {
	readonly least: number;
	readonly most: number;
}

/** The list of leads, contacts or companies on screen; null on any other page, and until its rows are drawn. */
export function readList({ document, url }: CrmPage): CrmList | null {
	const address = readAddress(url);
	if (!address || !one(document, SELECTORS.listTable)) return null;
	const total = totalOf(document, url);
	const ticked = all(document, SELECTORS.listTicked).flatMap(box => refOf(box, address) ?? []);
	const shown = all(document, SELECTORS.listRow).map(row => row.dataset.id ?? '');
	const filter: CrmFilter =
		address.unknown.length > 0
			? { state: 'unknown', names: address.unknown }
			: total === null
				? { state: 'no-total' }
				: { state: 'readable' };
	/** What was counted is what is read: nobody is written to who was not among the number that a person saw. */
	let found: readonly FoundRow[] | null = null;

	async function* count(access: ListAccess): AsyncGenerator<number> {
		if (filter.state !== 'readable' || total === null) throw new ListError('list-differs');
		const rows = new Map<string, FoundRow>();
		const read = apiReader(url.origin, access);
		for (const entity of address?.entities ?? []) {
			for await (const records of pages(read, entity, address?.query ?? [])) {
				for (const record of records) {
					if (!address?.holds(record)) throw new ListError('filter-not-applied');
					rows.set(`${entity} ${record.id}`, foundRow(record, entity));
				}
				if (rows.size > total.most) throw new ListError('list-differs');
				yield rows.size;
			}
		}
		const ids = new Set([...rows.values()].map(({ row }) => row.id));
		if (rows.size < total.least || !shown.every(id => ids.has(id))) throw new ListError('list-differs');
		found = [...rows.values()];
	}

	async function* readFiltered(access: ListAccess): AsyncGenerator<readonly CrmRow[]> {
		if (found === null) for await (const _ of count(access));
		yield* portions(found ?? [], apiReader(url.origin, access));
	}

	async function* readSelection(access: ListAccess): AsyncGenerator<readonly CrmRow[]> {
		const read = apiReader(url.origin, access);
		for (const entity of ['leads', 'contacts', 'companies'] as const) {
			const ids = ticked.filter(({ kind }) => kind === KINDS[entity]).map(({ id }) => id);
			for (let at = 0; at < ids.length; at += IDS) {
				const records = await readByIds(read, entity, ids.slice(at, at + IDS));
				yield* portions(
					records.map(record => foundRow(record, entity)),
					read,
				);
			}
		}
	}

	return { key: keyOf(url), ticked, filter, count, readFiltered, readSelection };
}

const KINDS: Record<ListEntity, CrmRowRef['kind']> = {
	leads: 'lead',
	contacts: 'contact',
	companies: 'company',
};

/** A ticked row. In a list of contacts and companies its link tells which it is. */
function refOf(box: HTMLElement, { entities }: ListAddress): CrmRowRef | null {
	const id = inputValue(box);
	if (!/^\d+$/.test(id)) return null;
	const row = box.closest<HTMLElement>(SELECTORS.listRow);
	const [only] = entities;
	if (entities.length === 1 && only) return { kind: KINDS[only], id };
	const isCompany = row !== null && one(row, SELECTORS.listCompanyLink) !== null;
	return { kind: isCompany ? 'company' : 'contact', id };
}

/**
 * How many the list holds, by its pages. Its last page may be short, so it says nothing unless it is the only one. Null when
 * it cannot be told.
 */
function totalOf(document: Document, url: URL): Total | null {
	const rows = all(document, SELECTORS.listRow).length;
	const pages = Number(one(document, SELECTORS.listPages)?.dataset.maxPage ?? Number.NaN);
	const page = Number(url.searchParams.get('page') ?? 1);
	if (pages === 1 || pages === 0) return { least: rows, most: rows };
	if (!(pages > 1) || !(page < pages) || rows === 0) return null;
	return { least: rows * (pages - 1) + 1, most: rows * pages };
}

function keyOf(url: URL): string {
	const query = new URLSearchParams(url.search);
	query.delete('page');
	query.sort();
	return `${url.origin}${url.pathname}?${query}`;
}

/** All pages of a question. By id, so that what is new meanwhile comes last and moves nothing. */
async function* pages(
	read: ReadPage,
	entity: ListEntity,
	query: readonly (readonly [string, string])[],
): AsyncGenerator<readonly Json[]> {
	const asked = [...(entity === 'leads' ? [['with', 'contacts'] as const] : []), ...query];
	for (let page = 1; ; page++) {
		const { records, hasMore } = await read(entity, [...asked, ['order[id]', 'asc']], page);
		yield records;
		if (!hasMore) return;
	}
}

async function readByIds(read: ReadPage, entity: ListEntity, ids: readonly string[]): Promise<Json[]> {
	const found: Json[] = [];
	const query = ids.map(id => ['filter[id][]', id] as const);
	for await (const records of pages(read, entity, query)) found.push(...records);
	if (!found.every(record => ids.includes(String(record.id)))) throw new ListError('filter-not-applied');
	return found;
}

/** Rows with their people, portion by portion. */
async function* portions(found: readonly FoundRow[], read: ReadPage): AsyncGenerator<readonly CrmRow[]> {
	for (let at = 0; at < found.length; at += PORTION) {
		const portion = found.slice(at, at + PORTION);
		const ids = [...new Set(portion.flatMap(({ contacts }) => contacts.map(({ id }) => id)))];
		const people = new Map<string, Json>();
		for (let from = 0; from < ids.length; from += IDS) {
			for (const record of await readByIds(read, 'contacts', ids.slice(from, from + IDS))) {
				people.set(String(record.id), record);
			}
		}
		yield portion.map(row => withPeople(row, people));
	}
}
