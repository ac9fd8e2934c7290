import { request } from 'node:http';
import { JSDOM } from 'jsdom';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { kommo } from '../../../extension/crm/kommo/index.ts';
import type { CrmList, ListAccess } from '../../../extension/crm/list.ts';
import { type Sandbox, startSandbox } from '../../../relay/sandbox/sandbox.ts';
import { COMMANDS } from '../../../shared/contract/commands/index.ts';
import type { CrmRow } from '../../../shared/domain/crm-row.ts';
import { isCrmRow } from '../../../shared/domain/crm-row.ts';

let sandbox: Sandbox;
const statuses: number[] = [];

beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(() => sandbox.crmApi({ perSecond: 7, signedOut: false }));
afterAll(() => sandbox.close());

/** The demo CRM by its host name, which need not be resolvable here. */
function ask(url: URL): Promise<Response> {
	const headers = { Host: url.host, Cookie: 'session_id=demo' };
	return new Promise((resolve, reject) => {
		const path = url.pathname + url.search;
		const call = request({ port: sandbox.port, host: '127.0.0.1', path, headers }, answer => {
			let text = '';
			answer.on('data', chunk => {
				text += chunk;
			});
			answer.on('end', () => {
				const status = answer.statusCode ?? 0;
				const type = String(answer.headers['content-type'] ?? '');
				resolve(new Response(status === 204 ? null : text, { status, headers: { 'content-type': type } }));
			});
		});
		call.on('error', reject);
		call.end();
	});
}

const access: ListAccess = {
	fetch: async url => {
		const answer = await ask(new URL(url));
		statuses.push(answer.status);
		return answer;
	},
	wait: ms => new Promise(resolve => setTimeout(resolve, ms)),
	now: () => performance.now(),
	signal: new AbortController().signal,
};

/** A list page as the browser has it once it is drawn; the first rows may be ticked. */
async function open(path: string, ticks = 0): Promise<CrmList> {
	const url = new URL(path, `http://demo.kommo.localhost:${sandbox.port}`);
	const shown = await ask(new URL(`/ajax${path}`, url));
	const { document } = new JSDOM(await shown.text()).window;
	const boxes = document.querySelectorAll<HTMLInputElement>('.list-row[data-id] input');
	for (const box of [...boxes].slice(0, ticks)) box.checked = true;
	const list = kommo.readList?.({ document, url });
	if (!list) throw new Error(`${path} shows no list.`);
	return list;
}

async function rowsOf(reading: AsyncIterable<readonly CrmRow[]>): Promise<CrmRow[]> {
	const rows: CrmRow[] = [];
	for await (const portion of reading) rows.push(...portion);
	return rows;
}

const FILTER = '/leads/list/pipeline/11/?filter[pipe][11][]=61';

describe('the list of the demo CRM', () => {
	it('is 3 ticked rows, and 120 by its filter, whatever is ticked', async () => {
		statuses.length = 0;
		const list = await open(FILTER, 3);
		expect(list).toMatchObject({ ticked: [{ id: '801' }, { id: '802' }, { id: '803' }] });
		const ticked = await rowsOf(list.readSelection(access));
		expect(ticked.map(({ title }) => title)).toEqual(['Spring sale 1', 'Spring sale 2', 'Spring sale 3']);
		const all = await rowsOf(list.readFiltered(access));
		expect(new Set(all.map(({ id }) => id)).size).toBe(120);
		expect(all.every(isCrmRow)).toBe(true);
		expect(all.filter(({ people }) => people.length === 0)).toHaveLength(4);
		expect(all.filter(({ people }) => people.length === 2)).toHaveLength(8);
		expect(all.filter(({ people }) => people[0] && people[0].phones.length === 0)).toHaveLength(6);
		// It kept the pace.
		expect(new Set(statuses)).toEqual(new Set([200]));
	});

	it('is what a broadcast takes', async () => {
		const records = await rowsOf((await open(FILTER, 50)).readSelection(access));
		const wish = { broadcastIds: ['b-1'], source: { kind: 'records', records } };
		expect(COMMANDS['broadcast:add-recipients'].request.parse(wish)).toMatchObject(wish);
	});

	it('is not taken whole when the CRM has more than it shows', async () => {
		const list = await open('/leads/list/');
		expect(list.filter).toEqual({ state: 'readable' });
		await expect(rowsOf(list.readFiltered(access))).rejects.toMatchObject({ problem: 'list-differs' });
	});

	it('is not read by a filter that the API does not know', async () => {
		expect((await open('/leads/list/?filter[tag][]=vip')).filter).toEqual({
			state: 'unknown',
			names: ['filter[tag][]'],
		});
	});

	it('is read to its end by somebody who comes too fast', async () => {
		await sandbox.crmApi({ perSecond: 2 });
		statuses.length = 0;
		expect(await rowsOf((await open(FILTER)).readFiltered(access))).toHaveLength(120);
		expect(statuses).toContain(429);
	});

	it('says that the session has ended', async () => {
		const list = await open(FILTER, 1);
		await sandbox.crmApi({ signedOut: true });
		await expect(rowsOf(list.readSelection(access))).rejects.toMatchObject({ problem: 'signed-out' });
	});

	it('holds contacts and companies', async () => {
		const all = await rowsOf((await open('/contacts/list/?skip_filter=Y')).readFiltered(access));
		expect(all.filter(row => row.people[0]?.values['company.name'])).toMatchObject([{ id: '701' }]);
		expect(all).toHaveLength(140 + 1);
	});
});
