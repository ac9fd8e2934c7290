import { kommo } from '../../../extension/crm/kommo/index.ts';
import type { CrmList, ListAccess } from '../../../extension/crm/list.ts';
import type { CrmRow } from '../../../shared/domain/crm-row.ts';

/** What a list page shows: its rows, which of them are ticked, and how many pages there are. */
export interface ListPage {
	readonly path: string;
	readonly ids: readonly string[];
	readonly ticked?: readonly string[];
	/** Null for a page without pagination. */
	readonly pages?: number | null;
	/** Rows that are companies. */
	readonly companies?: readonly string[];
}

/** A list page with Kommo's structure. */
export function listPage({ path, ids, ticked = [], pages = 1, companies = [] }: ListPage): CrmList {
	const rows = ids.map(
		id =>
			`<div class="list-row" data-id="${id}"><input type="checkbox" value="${id}"><a href="/${companies.includes(id) ? 'companies' : 'contacts'}/detail/${id}"></a></div>`,
	);
	const page = new DOMParser().parseFromString(
		`<div id="list_table"><div class="list-row"><input type="checkbox" id="list_all_checker" value="all"></div>${rows.join('')}</div>${pages === null ? '' : `<div id="list_pagination" data-max-page="${pages}"></div>`}`,
		'text/html',
	);
	for (const box of page.querySelectorAll('input')) box.checked = ticked.includes(box.value);
	const list = kommo.readList?.({ document: page, url: new URL(path, 'https://acme.kommo.com') });
	if (!list) throw new Error('The page shows no list.');
	return list;
}

type Answer = (url: URL) => Response | Promise<Response>;

/** An API without a network, a clock that stands still but for waits, and all that was asked. */
export function fakeApi(answer: Answer) {
	const asked: string[] = [];
	const startedAt: number[] = [];
	const waits: number[] = [];
	let now = 0;
	const ended = new AbortController();
	const access: ListAccess = {
		async fetch(url) {
			ended.signal.throwIfAborted();
			asked.push(url);
			startedAt.push(now);
			return answer(new URL(url));
		},
		async wait(ms) {
			ended.signal.throwIfAborted();
			waits.push(ms);
			now += ms;
		},
		now: () => now,
		signal: ended.signal,
	};
	return { access, asked, startedAt, waits, stop: () => ended.abort() };
}

/** An answer of the API; without records the one without a body. */
export function embedded(entity: string, records: readonly object[], hasMore = false): Response {
	if (records.length === 0) return new Response(null, { status: 204 });
	const next = hasMore ? { next: { href: 'https://elsewhere.example/steal' } } : {};
	return Response.json(
		{ _links: { self: {}, ...next }, _embedded: { [entity]: records } },
		{ headers: { 'content-type': 'application/hal+json' } },
	);
}

/** Everything that a reading gives. */
export async function read<T>(reading: AsyncIterable<T>): Promise<T[]> {
	const given: T[] = [];
	for await (const part of reading) given.push(part);
	return given;
}

export async function readRows(reading: AsyncIterable<readonly CrmRow[]>): Promise<CrmRow[]> {
	return (await read(reading)).flat();
}
