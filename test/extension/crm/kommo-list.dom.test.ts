import { describe, expect, it } from 'vitest';
import { kommo } from '../../../extension/crm/kommo/index.ts';
import { savedPage } from './kommo-page.ts';
import { embedded, fakeApi, listPage, read, readRows } from './list-pages.ts';

const STAGE = '/leads/list/pipeline/11/?filter[pipe][11][]=61';
const lead = (id: number, more: object = {}) => ({
	id,
	name: `Lead ${id}`,
	price: 100,
	pipeline_id: 11,
	status_id: 61,
	responsible_user_id: 7,
	created_at: 1_795_000_000,
	_embedded: { contacts: [] },
	...more,
});
const idsIn = (url: URL) => url.searchParams.getAll('filter[id][]').map(Number);

describe('kommo.readList', () => {
	it('finds a list of leads, contacts or companies, and nothing elsewhere', () => {
		const page = savedPage('leads-list');
		const at = (path: string) =>
			kommo.readList?.({ document: page, url: new URL(path, 'https://acme.kommo.com') });
		expect(at('/leads/list/')).toMatchObject({ ticked: [], filter: { state: 'readable' } });
		for (const path of ['/contacts/list/', '/contacts/list/companies/', '/leads/list/pipeline/9/']) {
			expect(at(path)).not.toBeNull();
		}
		for (const path of ['/leads/pipeline/9/', '/customers/list/', '/leads/detail/1', '/dashboard/']) {
			expect(at(path)).toBeNull();
		}
		expect(
			kommo.readList?.({
				document: savedPage('lead-loading'),
				url: new URL('https://acme.kommo.com/leads/list/'),
			}),
		).toBeNull();
	});

	it('tells the ticked rows, and not the box that ticks all', () => {
		const { ticked } = listPage({ path: STAGE, ids: ['1', '2', '3'], ticked: ['1', '3', 'all'] });
		expect(ticked).toEqual([
			{ kind: 'lead', id: '1' },
			{ kind: 'lead', id: '3' },
		]);
	});

	it('tells companies from contacts by their links', () => {
		const page = { path: '/contacts/list/', ids: ['501', '701'], ticked: ['501', '701'], companies: ['701'] };
		expect(listPage(page).ticked).toEqual([
			{ kind: 'contact', id: '501' },
			{ kind: 'company', id: '701' },
		]);
	});

	it('is the same list on each of its pages, and another with another filter', () => {
		const { key } = listPage({ path: STAGE, ids: ['1'] });
		expect(listPage({ path: `${STAGE}&page=2`, ids: ['2'] }).key).toBe(key);
		expect(listPage({ path: '/leads/list/pipeline/11/', ids: ['1'] }).key).not.toBe(key);
	});
});

describe('the filter of a list', () => {
	const filterAt = (path: string) => listPage({ path, ids: ['1'] }).filter;

	it.each([
		'/leads/list/',
		'/leads/list/?skip_filter=Y&useFilter=y&page=1',
		STAGE,
		'/leads/list/?filter[statuses][0][pipeline_id]=11&filter[statuses][0][status_id]=61',
		'/leads/list/?filter[main_user][]=7&filter[price]=100',
		'/contacts/list/contacts/?filter[created_at][from]=1&filter[created_at][to]=9',
	])('is readable at %s', path => expect(filterAt(path)).toEqual({ state: 'readable' }));

	it.each([
		['/leads/list/?filter[tag][]=vip', ['filter[tag][]']],
		['/leads/list/?filter[pipe][11][]=61&filter[cf][1205]=x', ['filter[cf][1205]']],
		['/leads/list/?term=anna', ['term']],
		['/leads/list/?filter[main_user][]=everyone', ['filter[main_user][]']],
		['/leads/list/?filter[statuses][0][status_id]=61', ['filter[statuses][0][status_id]']],
		['/leads/list/?filter[price]=1&filter[price]=2', ['price']],
		['/leads/list/pipeline/11/?filter[pipeline_id][]=9', ['pipeline']],
		['/contacts/list/?filter[pipe][11][]=61', ['stage']],
	])('is not readable at %s, and says why', (path, names) => {
		expect(filterAt(path)).toEqual({ state: 'unknown', names });
	});

	it('is not readable where the page does not tell how many there are', () => {
		expect(listPage({ path: STAGE, ids: ['1'], pages: null }).filter).toEqual({ state: 'no-total' });
		expect(listPage({ path: `${STAGE}&page=3`, ids: ['1'], pages: 3 }).filter).toEqual({ state: 'no-total' });
		expect(listPage({ path: `${STAGE}&page=2`, ids: ['1'], pages: 3 }).filter).toEqual({ state: 'readable' });
	});

	it('asks nothing when it is not readable', async () => {
		const { access, asked } = fakeApi(() => embedded('leads', [lead(1)]));
		const list = listPage({ path: '/leads/list/?filter[tag][]=vip', ids: ['1'] });
		await expect(readRows(list.readFiltered(access))).rejects.toMatchObject({ problem: 'list-differs' });
		expect(asked).toEqual([]);
	});
});

describe('count', () => {
	it('asks for the filter in the API’s words, page after page, and follows no link', async () => {
		const { access, asked } = fakeApi(url =>
			url.searchParams.get('page') === '1'
				? embedded('leads', [lead(1), lead(2)], true)
				: embedded('leads', [lead(3)]),
		);
		const list = listPage({ path: STAGE, ids: ['1', '2'], pages: 2 });
		expect(await read(list.count(access))).toEqual([2, 3]);
		expect(asked).toEqual(
			[1, 2].map(
				page =>
					`https://acme.kommo.com/api/v4/leads?with=contacts&filter[pipeline_id][]=11&filter[statuses][0][pipeline_id]=11&filter[statuses][0][status_id]=61&order[id]=asc&limit=250&page=${page}`,
			),
		);
	});

	it('refuses what the API gives beside the filter', async () => {
		const { access } = fakeApi(() => embedded('leads', [lead(1), lead(2, { status_id: 142 })]));
		const list = listPage({ path: STAGE, ids: ['1', '2'] });
		await expect(read(list.count(access))).rejects.toMatchObject({ problem: 'filter-not-applied' });
	});

	it.each([
		['more than the page shows', ['1', '2'], [1, 2, 3]],
		['fewer', ['1', '2'], [1]],
		['others', ['1', '2'], [1, 3]],
	])('refuses %s', async (_what, shown, given) => {
		const { access } = fakeApi(() =>
			embedded(
				'leads',
				given.map(id => lead(id)),
			),
		);
		const list = listPage({ path: '/leads/list/', ids: shown });
		await expect(read(list.count(access))).rejects.toMatchObject({ problem: 'list-differs' });
	});

	it('stops reading at the first page that is too many', async () => {
		const { access, asked } = fakeApi(() => embedded('leads', [lead(asked.length * 2), lead(1)], true));
		const list = listPage({ path: '/leads/list/', ids: ['1'] });
		await expect(read(list.count(access))).rejects.toMatchObject({ problem: 'list-differs' });
		expect(asked).toHaveLength(1);
	});

	it('counts contacts and companies of a list that holds both', async () => {
		const { access } = fakeApi(url =>
			url.pathname.endsWith('contacts')
				? embedded('contacts', [{ id: 501 }])
				: embedded('companies', [{ id: 701 }]),
		);
		expect(await read(listPage({ path: '/contacts/list/', ids: ['501', '701'] }).count(access))).toEqual([
			1, 2,
		]);
	});
});

describe('reading rows', () => {
	const contact = (id: number) => ({
		id,
		name: 'Ana Souza',
		first_name: 'Ana',
		last_name: 'Souza',
		custom_fields_values: [
			{ field_id: 1, field_code: 'PHONE', values: [{ value: '5531990000001' }, { value: ' ' }] },
			{ field_id: 2, field_code: 'EMAIL', values: [{ value: 'ana@mail.example' }] },
			{ field_id: 77, field_code: null, values: [{ value: 'Owner' }] },
		],
	});

	it('gives the ticked rows with their people, the main contact first, and the fields by stable keys', async () => {
		const fields = [
			{
				field_id: 1205,
				field_code: null,
				field_type: 'multiselect',
				values: [{ value: 'A' }, { value: 'B' }],
			},
			{ field_id: 1207, field_type: 'date', values: [{ value: new Date(2026, 10, 24).getTime() / 1000 }] },
			{ field_id: 1209, field_type: 'checkbox', values: [{ value: true }] },
			{ field_id: 1211, field_type: 'text', values: [] },
		];
		const contacts = [
			{ id: 502, is_main: false },
			{ id: 501, is_main: true },
		];
		const { access, asked } = fakeApi(url =>
			url.pathname.endsWith('/leads')
				? embedded('leads', [lead(2, { custom_fields_values: fields, _embedded: { contacts } })])
				: embedded('contacts', idsIn(url).map(contact)),
		);
		const list = listPage({ path: '/leads/list/?filter[tag][]=vip', ids: ['1', '2'], ticked: ['2'] });
		expect(await readRows(list.readSelection(access))).toEqual([
			{
				id: '2',
				title: 'Lead 2',
				values: {
					'lead.name': 'Lead 2',
					'lead.price': '100',
					'lead.cf.1205': 'A, B',
					'lead.cf.1207': '2026-11-24',
					'lead.cf.1209': 'Yes',
				},
				people: [true, false].map(isMain => ({
					name: 'Ana Souza',
					isMain,
					phones: ['5531990000001'],
					values: {
						'contact.name': 'Ana Souza',
						'contact.first_name': 'Ana',
						'contact.last_name': 'Souza',
						'contact.email': 'ana@mail.example',
						'contact.cf.77': 'Owner',
					},
				})),
			},
		]);
		expect(asked[0]).toContain('/api/v4/leads?with=contacts&filter[id][]=2&');
	});

	it('asks contacts and companies each by its own kind', async () => {
		const { access, asked } = fakeApi(url =>
			embedded(url.pathname.split('/').at(-1) ?? '', idsIn(url).map(contact)),
		);
		const ids = ['501', '701'];
		const list = listPage({ path: '/contacts/list/', ids, ticked: ids, companies: ['701'] });
		const rows = await readRows(list.readSelection(access));
		expect(
			rows.map(row => [row.id, row.people[0]?.isMain, Object.keys(row.people[0]?.values ?? {})[0]]),
		).toEqual([
			['501', true, 'contact.name'],
			['701', true, 'company.name'],
		]);
		expect(asked.map(url => new URL(url).pathname)).toEqual(['/api/v4/contacts', '/api/v4/companies']);
	});

	it('leaves out what the CRM no longer gives, and takes nothing that was not asked for', async () => {
		const list = listPage({ path: '/leads/list/', ids: ['1', '2'], ticked: ['1', '2'] });
		const fewer = fakeApi(() => embedded('leads', [lead(2)]));
		expect((await readRows(list.readSelection(fewer.access))).map(({ id }) => id)).toEqual(['2']);
		const other = fakeApi(() => embedded('leads', [lead(1), lead(2), lead(3)]));
		await expect(readRows(list.readSelection(other.access))).rejects.toMatchObject({
			problem: 'filter-not-applied',
		});
	});

	it('gives the whole filter in portions of fifty, and what was counted is not asked for again', async () => {
		const ids = Array.from({ length: 120 }, (_, at) => at + 1);
		const { access, asked } = fakeApi(() =>
			embedded(
				'leads',
				ids.map(id => lead(id)),
			),
		);
		const list = listPage({ path: STAGE, ids: ids.slice(0, 50).map(String), pages: 3 });
		expect(await read(list.count(access))).toEqual([120]);
		const portions = await read(list.readFiltered(access));
		expect(portions.map(({ length }) => length)).toEqual([50, 50, 20]);
		expect(new Set(portions.flat().map(({ id }) => id)).size).toBe(120);
		expect(asked).toHaveLength(1);
	});

	it('counts first when nobody has', async () => {
		const { access } = fakeApi(() => embedded('leads', [lead(1), lead(2)]));
		const list = listPage({ path: STAGE, ids: ['1'] });
		await expect(readRows(list.readFiltered(access))).rejects.toMatchObject({ problem: 'list-differs' });
	});
});
