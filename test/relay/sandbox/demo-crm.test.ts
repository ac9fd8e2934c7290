import { type IncomingHttpHeaders, request } from 'node:http';
import { JSDOM } from 'jsdom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../relay/sandbox/sandbox.ts';
import { DEMO_CRM_TOKEN } from '../../../relay/sandbox/seed.ts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
	// These tests ask faster than Kommo would have it.
	await sandbox.crmApi({ perSecond: null });
});
afterAll(() => sandbox.close());

interface Page {
	status: number;
	headers: IncomingHttpHeaders;
	text: string;
}

/** Asks the demo CRM by its host name, which need not be resolvable here. */
function ask(
	path: string,
	headers: Record<string, string> = { Cookie: 'session_id=demo' },
	form?: string,
): Promise<Page> {
	return new Promise((resolve, reject) => {
		const type = form === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' };
		const options = {
			port: sandbox.port,
			host: '127.0.0.1',
			path,
			method: form === undefined ? 'GET' : 'POST',
			headers: { Host: `demo.kommo.localhost:${sandbox.port}`, ...type, ...headers },
		};
		const call = request(options, response => {
			let text = '';
			response.on('data', chunk => {
				text += chunk;
			});
			response.on('end', () =>
				resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
			);
		});
		call.on('error', reject);
		call.end(form);
	});
}

const card = async (path: string) => new JSDOM((await ask(`/ajax${path}`)).text).window.document;
const json = async (path: string, headers?: Record<string, string>) =>
	JSON.parse((await ask(path, headers)).text);
const rawPhones = (root: ParentNode) =>
	[
		...root.querySelectorAll<HTMLInputElement>(
			'[data-pei-code="phone"] input[type="hidden"][data-type="phone"]',
		),
	].map(input => input.value);

describe('the demo CRM', () => {
	it('serves a shell without the card, a session cookie, and no policy unless asked', async () => {
		const shell = await ask('/leads/detail/1001', {});
		expect(shell.text).toContain('id="page_holder"');
		expect(shell.text).not.toContain('edit_card');
		expect(shell.headers['set-cookie']?.[0]).toContain('session_id=demo');
		expect(shell.headers['content-security-policy']).toBeUndefined();
		const strict = await ask('/leads/detail/1001?csp=strict', {});
		expect(strict.headers['content-security-policy']).toContain("require-trusted-types-for 'script'");
		expect(strict.text).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=/);
	});

	it('answers only under its own host', async () => {
		expect((await fetch(`${sandbox.url}/leads/detail/1001`)).status).toBe(404);
	});

	it('shows a lead with two contacts, the first with three phones and an empty row', async () => {
		const page = await card('/leads/detail/1001');
		expect(page.querySelector<HTMLTextAreaElement>('#person_n')?.value).toBe('Website order');
		expect(page.querySelector<HTMLInputElement>('#lead_card_budget')?.value).toBe('12 500');
		const items = [...page.querySelectorAll('#contacts_list > li')];
		expect(items.map(item => item.getAttribute('data-main-item'))).toEqual(['true', 'false']);
		const [first, second] = items;
		expect(first?.classList.contains('linked-forms__item-active')).toBe(true);
		expect(rawPhones(first ?? page)).toEqual(['5531990000001', '+493023125140', '03023125177', '']);
		expect(first?.querySelectorAll('[data-pei-code="phone"].js-linked-has-value')).toHaveLength(3);
		expect(first?.querySelector<HTMLInputElement>('.control-phone__formatted')?.value).toBe(
			'+55 31 99000-0001',
		);
		expect(first?.querySelector<HTMLInputElement>('form.linked-form input[name="ID"]')?.value).toBe('501');
		expect(first?.querySelector('[id="501"]')?.className).toBe('n-avatar');
		expect(first?.querySelector<HTMLInputElement>('.js-linked-name-view')?.value).toBe('Ana Souza');
		expect(second?.querySelector('.linked-form__fields')).not.toBeNull();
		const names = [...(first?.querySelectorAll<HTMLInputElement>('input[data-type="phone"]') ?? [])].map(
			input => input.name,
		);
		expect(new Set(names).size).toBe(4);
		for (const name of names) expect(name).toMatch(/^CFV\[801693\]\[\w+\]\[VALUE\]$/);
	});

	it('has a lead with a cut contact, one without contacts, one with a company, a read-only one', async () => {
		const cut = (await card('/leads/detail/1002')).querySelector('#linked_form_503');
		expect(cut).not.toBeNull();
		expect(cut?.querySelector('.linked-form__fields')).toBeNull();
		expect((await card('/leads/detail/1003')).querySelectorAll('#contacts_list > li')).toHaveLength(0);
		expect(
			(await card('/leads/detail/1004')).querySelector('#companies_list #linked_form_701'),
		).not.toBeNull();
		const readOnly = await card('/leads/detail/1006');
		expect(readOnly.querySelector('.linked-form__field-inner_no-rights')).not.toBeNull();
		expect(readOnly.querySelector<HTMLInputElement>('.control-phone__formatted')?.disabled).toBe(true);
	});

	it('shows the card of a contact with its phones in #edit_card, and that of a company', async () => {
		const page = await card('/contacts/detail/501');
		const form = page.querySelector('#edit_card');
		expect(rawPhones(form ?? page)).toHaveLength(4);
		expect(page.querySelector<HTMLInputElement>('[name="contact[NAME]"]')?.value).toBe('Ana Souza');
		expect((await card('/companies/detail/701')).querySelector('[name="company[NAME]"]')).not.toBeNull();
	});

	it('shows an opened chat as the lead behind it', async () => {
		expect((await card('/chats/77/leads/detail/1005')).querySelector('#linked_form_510')).not.toBeNull();
	});

	it('lists leads and contacts by pages, with links and check boxes', async () => {
		const first = await card('/leads/list/');
		expect(first.querySelectorAll('#list_table .list-row[data-id] input[type=checkbox][value]')).toHaveLength(
			6,
		);
		expect(first.querySelector('a.js-navigate-link[href="/leads/detail/1001"]')?.textContent).toBe(
			'Website order',
		);
		expect((await card('/leads/list/?page=2')).querySelectorAll('.list-row[data-id]')).toHaveLength(2);
		expect((await card('/contacts/list/')).querySelector('a[href="/contacts/detail/501"]')).not.toBeNull();
	});

	it('gives a new lead its id when it is saved, and answers with a new contacts list', async () => {
		const empty = await card('/leads/add');
		expect(empty.querySelector<HTMLInputElement>('#edit_card input[name="ID"]')?.value).toBe('0');
		const form = new URLSearchParams({ ID: '0', 'lead[NAME]': 'Fresh', 'lead[PRICE]': '1 200' }).toString();
		const saved = await ask('/ajax/leads/detail/', undefined, form);
		expect(saved.headers['x-lead-id']).toBe('1009');
		expect(saved.text).toContain('id="contacts_list"');
		expect((await json('/api/v4/leads/1009')).price).toBe(1200);
	});

	it('answers its API by session cookie or token, and 401 otherwise', async () => {
		expect((await ask('/api/v4/leads/1001', {})).status).toBe(401);
		expect((await ask('/api/v4/leads/1001', { Authorization: `Bearer ${DEMO_CRM_TOKEN}` })).status).toBe(200);
		const lead = await json('/api/v4/leads/1001?with=contacts');
		expect(lead._embedded.contacts).toMatchObject([
			{ id: 501, is_main: true },
			{ id: 502, is_main: false },
		]);
		expect(lead.custom_fields_values).toMatchObject([
			{ field_name: 'Order number', values: [{ value: 'LB-2041' }] },
			{ field_name: 'Delivery date' },
		]);
		const contact = await json('/api/v4/contacts/501');
		expect(contact.custom_fields_values[0]).toMatchObject({
			field_code: 'PHONE',
			values: [{ enum_code: 'MOB' }, { enum_code: 'WORK' }, { enum_code: 'HOME' }],
		});
	});

	it('finds contacts by part of a phone, in pages, and says nothing with 204', async () => {
		const found = await json('/api/v4/contacts?query=990000001');
		expect(found._embedded.contacts.map((person: { id: number }) => person.id)).toEqual([501]);
		const pages = await json('/api/v4/contacts?limit=4&page=2');
		expect(pages._embedded.contacts).toHaveLength(4);
		expect(pages._links.next.href).toContain('page=3');
		expect((await ask('/api/v4/contacts?query=nobody')).status).toBe(204);
		expect((await ask('/api/v4/leads/4711')).status).toBe(204);
		expect((await ask('/api/v4/contacts?limit=251')).status).toBe(422);
		expect((await json('/api/v4/leads?filter[id][]=1002&filter[id][]=1003'))._embedded.leads).toHaveLength(2);
	});

	it('tells the version that makes its page load anew', async () => {
		const before = (await ask('/ajax/leads/detail/1001')).headers['x-core-version'];
		await sandbox.crmVersion({ version: '2026.11.2' });
		expect((await ask('/api/v4/leads/1001')).headers['x-core-version']).toBe('2026.11.2');
		expect(before).not.toBe('2026.11.2');
	});
});
