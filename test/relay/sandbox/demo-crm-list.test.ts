import { request } from 'node:http';
import { JSDOM } from 'jsdom';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../relay/sandbox/sandbox.ts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(async () => {
	await sandbox.crmApi({ perSecond: null, signedOut: false });
});
afterAll(() => sandbox.close());

interface Answer {
	readonly status: number;
	readonly text: string;
}

function ask(path: string): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const headers = { Host: `demo.kommo.localhost:${sandbox.port}`, Cookie: 'session_id=demo' };
		const call = request({ port: sandbox.port, host: '127.0.0.1', path, headers }, response => {
			let text = '';
			response.on('data', chunk => {
				text += chunk;
			});
			response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
		});
		call.on('error', reject);
		call.end();
	});
}

const list = async (path: string) => new JSDOM((await ask(`/ajax${path}`)).text).window.document;
const rowsOf = (page: Document) => page.querySelectorAll('#list_table .list-row[data-id]').length;
const pagesOf = (page: Document) => page.querySelector('#list_pagination')?.getAttribute('data-max-page');

interface Lead {
	readonly id: number;
	readonly status_id: number;
	readonly pipeline_id: number;
	readonly _embedded: { readonly contacts: readonly { readonly id: number }[] };
}

async function leads(query: string): Promise<Lead[]> {
	const { status, text } = await ask(`/api/v4/leads?${query}`);
	return status === 204 ? [] : (JSON.parse(text) as { _embedded: { leads: Lead[] } })._embedded.leads;
}

const INVITED = 'filter[statuses][0][pipeline_id]=11&filter[statuses][0][status_id]=61';

describe('the demo CRM’s long list', () => {
	it.each([
		'/leads/list/pipeline/11/?filter[pipe][11][]=61',
		'/leads/list/?filter[pipe][11][]=61',
		`/leads/list/?${INVITED}`,
	])('shows 120 leads in pages of 50 at %s', async path => {
		const first = await list(path);
		expect([rowsOf(first), pagesOf(first)]).toEqual([50, '3']);
		const links = [...first.querySelectorAll('.js-pagination-link')].map(
			link => link.getAttribute('href') ?? '',
		);
		const last = new URL(links[2] ?? '', `http://crm${path}`);
		expect(rowsOf(await list(last.pathname + last.search))).toBe(20);
	});

	it('has more in the pipeline than in its stage, and fewer in the plain list than in the CRM', async () => {
		expect(pagesOf(await list('/leads/list/pipeline/11/'))).toBe('3');
		expect(rowsOf(await list('/leads/list/pipeline/11/?page=3'))).toBe(30);
		expect(await leads('filter[pipeline_id][]=11&limit=250')).toHaveLength(130);
		expect(pagesOf(await list('/leads/list/'))).toBe('2');
		expect(await leads('limit=250')).toHaveLength(138);
		expect(rowsOf(await list('/leads/list/?skip_filter=Y&page=3'))).toBe(38);
	});

	it('gives the same 120 by the API, and ignores a filter that it does not know', async () => {
		const found = await leads(`${INVITED}&with=contacts&limit=250`);
		expect(found).toHaveLength(120);
		expect(new Set(found.map(lead => lead.status_id))).toEqual(new Set([61]));
		expect(await leads('filter[tag][]=vip&limit=250')).toHaveLength(138);
		expect(rowsOf(await list('/leads/list/?filter[tag][]=vip'))).toBe(1);
	});

	it('has people without a number, several numbers, shared and second contacts, and leads of nobody', async () => {
		const found = await leads(`${INVITED}&with=contacts&limit=250`);
		const ids = found.map(lead => lead._embedded.contacts.map(({ id }) => id));
		expect(ids.filter(own => own.length === 0)).toHaveLength(4);
		expect(ids.filter(own => own.length === 2)).toHaveLength(8);
		const main = ids.flatMap(([first]) => first ?? []);
		expect(main.length - new Set(main).size).toBe(5);
		const answer = await ask(
			`/api/v4/contacts?limit=250&${[...new Set(ids.flat())].map(id => `filter[id][]=${id}`).join('&')}`,
		);
		const people = (
			JSON.parse(answer.text) as {
				_embedded: {
					contacts: { custom_fields_values: { field_code: string; values: { value: string }[] }[] }[];
				};
			}
		)._embedded.contacts;
		const phones = people.map(
			person => person.custom_fields_values.find(field => field.field_code === 'PHONE')?.values ?? [],
		);
		expect(phones.filter(own => own.length === 0)).toHaveLength(6);
		expect(phones.filter(own => own.length === 2)).toHaveLength(10);
		const written = phones.flat().map(({ value }) => value);
		expect(new Set(written).size).toBe(written.length);
		const FICTION =
			/^\+(?:44770090\d{4}|4917139200\d{2}|1\d{3}55501\d{2}|3363998\d{4}|46701740\d{3}|5531990000\d{3}|525590000\d{3}|549119000\d{4})$/;
		expect(written.filter(number => !FICTION.test(number))).toEqual(['ask at the desk']);
	});

	it('lists companies too', async () => {
		const { text } = await ask('/api/v4/companies?filter[id][]=701');
		expect(JSON.parse(text)._embedded.companies).toMatchObject([{ id: 701, name: 'Nordlicht Café' }]);
	});
});

describe('the demo CRM’s API', () => {
	it('takes no more calls a second than it is told, and says how long to wait', async () => {
		await sandbox.crmApi({ perSecond: 2 });
		const answers = await Promise.all([1, 2, 3].map(() => ask('/api/v4/leads?limit=1')));
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 429]);
		const refused = answers.find(({ status }) => status === 429)?.text ?? '';
		expect(JSON.parse(refused)).toMatchObject({ title: 'Too Many Requests', status: 429, retry_after: 1 });
		expect((await ask('/ajax/leads/list/')).status).toBe(200);
	});

	it('lets nobody in once the session has ended', async () => {
		await sandbox.crmApi({ signedOut: true });
		expect((await ask('/api/v4/leads')).status).toBe(401);
	});

	it('has a card for each lead of the long list', async () => {
		expect((await list('/leads/detail/801')).querySelector('#linked_form_2001')).not.toBeNull();
	});
});
