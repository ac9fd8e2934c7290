import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { fail, ok } from '../../../shared/contract/result.ts';
import { type FakePort, MARA } from '../support-ui/fake-port.ts';
import { all, appears, choose, click, one, press, rest, type } from '../support-ui/page-steps.ts';
import { answerContacts, contactRowOf } from '../support-ui/sample-contacts.ts';
import { mountSettings, unmountSettings } from './page.tsx';

afterEach(unmountSettings);

const open = (hash = '#contacts', prepare: (port: FakePort) => void = () => {}) =>
	mountSettings(hash, port => {
		answerContacts(port);
		prepare(port);
	});
const rows = () => all('contact-row').map(row => row.textContent ?? '');
const asked = (port: FakePort, command: string) =>
	port.calls.filter(call => call.command === command).map(call => call.request);
const filterIn = (hash: string) =>
	JSON.parse(new URLSearchParams(hash.split('?')[1]).get('filter') ?? 'null');
const asAgent = (port: FakePort) =>
	port.setConnection({ state: 'online', since: 0, relayUrl: '', user: { ...MARA, role: 'agent' } });

describe('ContactsPage', () => {
	it('shows who they are, how they are reached, what is known, and when they were last there', async () => {
		await open('#contacts?columns=city');
		await appears('contact-row');
		expect(rows()).toEqual([
			'Ann Berger+49 15512 345678vipPotsdam1 hour agoNov 18Wrote first',
			'Ben Okoro Opt-out@ben_okoro–NeverNov 18Fair',
		]);
		expect(one('contacts-total').textContent).toBe('2 contacts');
	});
	it('teaches while there is nobody, and says when the filter fits nobody', async () => {
		const nobody = (port: FakePort) =>
			port.answer('contacts:list', () => ok({ contacts: [], next: null, total: 0 }));
		await open('#contacts', nobody);
		await appears('contacts-empty');
		const { hash } = await open('#contacts?q=zzz', nobody);
		await appears('contacts-none');
		await act(async () => one('contacts-none').querySelector('button')?.click());
		expect(hash()).toBe('#contacts');
	});
	it('says why it did not load, and tries again', async () => {
		const { port } = await open('#contacts', port =>
			port.answer('contacts:list', () => fail('internal', 'The relay has a fault of its own.')),
		);
		expect((await appears('load-failed')).textContent).toContain('The relay has a fault of its own.');
		answerContacts(port);
		await act(async () => one('load-failed').querySelector('button')?.click());
		await appears('contact-row');
	});
	it('loads further pages, and keeps what it has when one does not come', async () => {
		const next = { key: 5, id: 'cnt-1' };
		const { port } = await open('#contacts', port =>
			port.answer('contacts:list', ({ after }) =>
				after ? fail('internal', 'Not now.') : ok({ contacts: [contactRowOf()], next, total: 1204 }),
			),
		);
		await appears('contacts-load');
		expect(one('contacts-total').textContent).toBe('1 of 1,204 contacts');
		await click('contacts-load');
		expect(document.querySelector('main [role=alert]')?.textContent).toBe('Not now.');
		port.answer('contacts:list', ({ after }) =>
			ok({ contacts: [contactRowOf({ id: 'cnt-9', name: after?.id ?? '' })], next: null, total: null }),
		);
		await click('contacts-load');
		expect(rows()).toHaveLength(2);
		expect(all('contacts-load')).toHaveLength(0);
	});
	it('sorts by what is clicked', async () => {
		const { port, hash } = await open();
		await appears('contact-row');
		await click('sort-name');
		expect(hash()).toBe('#contacts?sort=name');
		expect(asked(port, 'contacts:list').at(-1)).toMatchObject({ sort: 'name' });
	});
	it('shows the attributes that are chosen', async () => {
		const { hash } = await open();
		await appears('contacts-columns');
		await click('contacts-columns');
		await click('contacts-column');
		expect(hash()).toBe('#contacts?columns=city');
		expect(rows()[0]).toContain('Potsdam');
	});
	it('exports what the filter fits, for those who may', async () => {
		const { port, opened } = await open('#contacts?q=ann', port =>
			port.answer('contacts:export', () =>
				ok({ url: 'https://relay.example.org/exports/x', filename: 'x.csv' }),
			),
		);
		await appears('contacts-export');
		await click('contacts-export');
		expect(asked(port, 'contacts:export')).toEqual([{ filter: { text: 'ann' } }]);
		expect(opened).toEqual(['https://relay.example.org/exports/x']);
		await open('#contacts', asAgent);
		await appears('contact-row');
		expect([...all('contacts-export'), ...all('contacts-import'), ...all('contacts-more')]).toHaveLength(0);
	});
	it('is read anew when an import has ended', async () => {
		const { port } = await open();
		await appears('contact-row');
		const before = asked(port, 'contacts:list').length;
		const tell = (state: 'running' | 'done') =>
			act(async () => port.emit('import:changed', { import: { id: 'x', state } as never }));
		await tell('running');
		expect(asked(port, 'contacts:list')).toHaveLength(before);
		await tell('done');
		expect(asked(port, 'contacts:list')).toHaveLength(before + 1);
	});
});

describe('the filter of contacts', () => {
	it('stands in the address, shows that it is on, and is taken off', async () => {
		const { hash, port } = await open();
		await appears('contacts-filter');
		expect(all('filter-dot')).toHaveLength(0);
		await click('contacts-filter');
		await choose('filter-consent', 'in');
		await choose('filter-blocked', 'false');
		await choose('filter-reach', 'whatsapp');
		await type('filter-source', 'Fair');
		await type('contacts-search', 'ann');
		expect(filterIn(hash())).toEqual({
			consent: 'in',
			blocked: false,
			reachableOn: 'whatsapp',
			source: 'Fair',
		});
		expect(asked(port, 'contacts:list').at(-1)).toMatchObject({ filter: { text: 'ann', consent: 'in' } });
		expect(all('filter-dot')).toHaveLength(1);
		expect(one('contacts-filter').textContent).toContain('4 filters are on');
		await click('filter-clear');
		expect(hash()).toBe('#contacts');
		expect(all('filter-dot')).toHaveLength(0);
	});
	it('of days has whole days in it, the last one too', async () => {
		const { hash } = await open();
		await appears('contacts-filter');
		await click('contacts-filter');
		await choose('filter-seen-from', '2026-11-01');
		await choose('filter-seen-to', '2026-11-30');
		expect(filterIn(hash())).toEqual({
			seen: { from: new Date(2026, 10, 1).getTime(), to: new Date(2026, 11, 1).getTime() },
		});
		expect([one('filter-seen-from').value, one('filter-seen-to').value]).toEqual([
			'2026-11-01',
			'2026-11-30',
		]);
		await choose('filter-seen-from', '');
		await choose('filter-seen-to', '');
		expect(filterIn(hash())).toBeNull();
	});
	it('of tags takes only tags that there are', async () => {
		const { hash } = await open();
		await appears('contacts-filter');
		await click('contacts-filter');
		await type('filter-tags-any', 'VIP');
		await press('filter-tags-any', 'Enter');
		expect(filterIn(hash())).toEqual({ tags: { any: ['vip'] } });
		await type('filter-tags-none', 'nobody');
		await press('filter-tags-none', 'Enter');
		expect(document.querySelector('main')?.textContent).toContain('There is no tag “nobody”.');
		await click('filter-tags-any-take');
		expect(filterIn(hash())).toBeNull();
	});
	it('of attributes has as many conditions as one likes', async () => {
		const { hash } = await open();
		await appears('contacts-filter');
		await click('contacts-filter');
		await appears('condition-add');
		await click('condition-add');
		expect(filterIn(hash())).toEqual({ attributes: [{ key: 'city', is: 'filled' }] });
		await choose('condition-is', 'contains');
		await type('condition-value', 'dam');
		expect(filterIn(hash())).toEqual({ attributes: [{ key: 'city', is: 'contains', value: 'dam' }] });
		await click('condition-remove');
		expect(filterIn(hash())).toBeNull();
	});
	it('is saved under a name, and chosen by it', async () => {
		const { hash, port } = await open();
		await appears('segment-select');
		await choose('segment-select', 'seg-1');
		expect(hash()).toContain('q=an');
		expect(hash()).toContain('segment=seg-1');
		expect(filterIn(hash())).toEqual({ consent: 'none' });
		expect(all('segment-update')).toHaveLength(0);

		await type('contacts-search', 'ann');
		expect(all('segment-update')).toHaveLength(1);
		port.answer('segment:save', () => fail('conflict', 'There is a segment “Ann” already.'));
		await click('segment-save');
		await click('segment-save-confirm');
		expect(document.body.textContent).toContain('Fill this in.');
		await type('segment-name', 'Ann');
		await click('segment-save-confirm');
		expect(one('segment-name').value).toBe('Ann');
		expect(document.body.textContent).toContain('There is a segment “Ann” already.');
		port.answer('segment:save', ({ segmentId, name, filter }) => {
			const segment = { id: segmentId, name, filter: filter as object, byName: 'Mara', updatedAt: 1 };
			return ok({ segment, segments: [segment] });
		});
		await click('segment-save-confirm');
		expect(all('segment-name')).toHaveLength(0);
		expect(asked(port, 'segment:save').at(-1)).toMatchObject({
			name: 'Ann',
			filter: { text: 'ann', consent: 'none' },
		});
		expect(all('segment-update')).toHaveLength(0);
	});
	it('is what a broadcast goes to: the segment, or the filter itself', async () => {
		const { hash } = await open('#contacts?q=an&filter=%7B%22consent%22%3A%22none%22%7D&segment=seg-1');
		await appears('contacts-all');
		expect(all('contacts-broadcast')).toHaveLength(0);
		await click('contacts-all');
		expect(one('contacts-broadcast').textContent).toBe('Broadcast to 2 contacts…');
		await click('contacts-broadcast');
		expect(hash()).toBe('#broadcasts?from=segment%3Aseg-1&open=new');

		const other = await open('#contacts?q=ann');
		await appears('contacts-all');
		await click('contacts-all');
		await click('contacts-broadcast');
		expect(other.hash()).toBe('#broadcasts?filter=%7B%22text%22%3A%22ann%22%7D&open=new');
	});
});

describe('ContactDialog', () => {
	const edit = async (prepare: (port: FakePort) => void = () => {}) => {
		const mounted = await open('#contacts', prepare);
		await appears('contact-row');
		await click('contact-edit');
		await appears('contact-change');
		return mounted;
	};
	it('shows what was changed before', async () => {
		const { hash } = await edit();
		expect(hash()).toBe('#contacts?open=cnt-1');
		expect(one('contact-change').textContent).toMatch(
			/^City – → Potsdam · Mara Lindt, by an import · 1 hour ago$/,
		);
	});
	it('sends only what was changed, and puts it into the table', async () => {
		const { port } = await edit();
		expect(one('contact-save').disabled).toBe(true);
		await type('attribute-city', 'Berlin');
		await type('contact-tags', 'new');
		await press('contact-tags', 'Enter');
		await click('contact-tags-take');
		port.answer('contact:update', () =>
			ok({ contact: {} as never, row: contactRowOf({ tags: ['new'], attributes: { city: 'Berlin' } }) }),
		);
		await click('contact-save');
		expect(asked(port, 'contact:update')).toEqual([
			{ contactId: 'cnt-1', addTags: ['new'], removeTags: ['vip'], attributes: { city: 'Berlin' } },
		]);
		expect(rows()[0]).toContain('new');
		expect(one('contact-save').disabled).toBe(true);
	});
	it('takes a value away, and creates a tag that does not exist', async () => {
		const { port } = await edit(port => {
			port.answer('tag:create', ({ names }) =>
				ok({ tags: names.map(name => ({ id: name, name, contacts: 0 })) }),
			);
			port.answer('contact:update', () => ok({ contact: {} as never, row: contactRowOf() }));
		});
		await type('attribute-city', '');
		await type('contact-tags', 'fair');
		await press('contact-tags', 'Enter');
		await click('contact-save');
		expect(asked(port, 'tag:create')).toEqual([{ names: ['fair'] }]);
		expect(asked(port, 'contact:update')).toEqual([
			{ contactId: 'cnt-1', addTags: ['fair'], attributes: { city: null } },
		]);
	});
	it('keeps what was written when it is refused, and says why at the field', async () => {
		await edit(port =>
			port.answer('contact:update', () =>
				fail('invalid', 'City: “x” is wrong.', { fields: { 'attributes.city': 'is wrong' } }),
			),
		);
		await type('attribute-city', 'x');
		await click('contact-save');
		expect(one('attribute-city').value).toBe('x');
		expect(one('attribute-city').getAttribute('aria-invalid')).toBe('true');
		expect(one('contact-problem').textContent).toBe('City: “x” is wrong.');
	});
});

describe('FieldsPage', () => {
	it('makes, renames and removes tags and attributes, and says how many contacts lose them', async () => {
		const { port } = await open('#contacts?open=fields');
		await appears('tag-row');
		await appears('attribute-row');
		port.answer('tag:create', () => fail('invalid', 'The tag “a|b” may not hold “|” or line breaks.'));
		await click('tag-new');
		await type('field-name', 'a|b');
		await click('field-save');
		expect(one('field-name').value).toBe('a|b');
		expect(document.body.textContent).toContain('may not hold');
		port.answer('tag:create', () => ok({ tags: [{ id: 'tag-3', name: 'a', contacts: 0 }] }));
		await click('field-save');
		expect(all('tag-row')).toHaveLength(1);

		port.answer('attribute:save', ({ label }) => {
			const attribute = { key: 'size', label, type: 'number' as const, contacts: 3 };
			return ok({ attribute, attributes: [attribute] });
		});
		await click('attribute-new');
		await type('field-name', 'Size');
		await choose('field-type', 'number');
		await click('field-save');
		expect(asked(port, 'attribute:save')).toEqual([{ label: 'Size', type: 'number' }]);
		expect(one('attribute-row').textContent).toContain('{{ contact.size }}');

		await click('attribute-remove');
		expect(document.body.textContent).toContain('3 contacts lose their values.');
		port.answer('attribute:remove', () => ok({ attributes: [] }));
		await click('field-remove-confirm');
		await rest();
		expect(all('attribute-row')).toHaveLength(0);
	});
	it('is not for agents', async () => {
		await open('#contacts?open=fields', asAgent);
		await appears('contact-row');
		expect(all('tag-row')).toHaveLength(0);
	});
});
