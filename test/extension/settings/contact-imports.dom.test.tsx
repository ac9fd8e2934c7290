import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import type { ImportView } from '../../../shared/contract/contact-views.ts';
import { fail, ok } from '../../../shared/contract/result.ts';
import type { FakePort } from '../support-ui/fake-port.ts';
import { memoryFormDrafts } from '../support-ui/memory-stores.ts';
import { all, appears, choose, click, one, rest, type } from '../support-ui/page-steps.ts';
import { answerContacts, CHECK, importOf } from '../support-ui/sample-contacts.ts';
import { mountSettings, unmountSettings } from './page.tsx';

afterEach(unmountSettings);

const drafts = () => memoryFormDrafts();
const open = (
	hash = '#contacts?open=import-token-1',
	prepare: (port: FakePort) => void = () => {},
	kept = drafts(),
) =>
	mountSettings(
		hash,
		port => {
			answerContacts(port);
			port.answer('contacts:imports', () => ok({ imports: [], hasMore: false }));
			prepare(port);
		},
		kept,
	);
const give = async (name: string) => {
	const input = one('import-choose');
	Object.defineProperty(input, 'files', { value: [new File(['Name,Phone\n'], name)], configurable: true });
	await act(async () => {
		input.dispatchEvent(new Event('change', { bubbles: true }));
	});
	await rest();
};
const asked = (port: FakePort, command: string) =>
	port.calls.filter(call => call.command === command).map(call => call.request);
const begun = (port: FakePort, change: Partial<ImportView> = {}) =>
	port.answer('contacts:import', ({ importId }) =>
		ok({ import: importOf({ id: importId, state: 'running', done: 0, added: 0, updated: 0, ...change }) }),
	);
const problem = () => one('import-problem').textContent;

describe('ImportView', () => {
	it('begins at the button, with an id that stands in the address', async () => {
		const { hash } = await open('#contacts');
		await appears('contacts-import');
		await click('contacts-import');
		expect(hash()).toMatch(/^#contacts\?open=import-token-/);
		await appears('import-choose');
	});
	it('takes only .csv files', async () => {
		const { port } = await open();
		await appears('import-choose');
		await give('people.xlsx');
		expect(document.querySelector('main')?.textContent).toContain('“people.xlsx” is not a .csv file.');
		expect(asked(port, 'media:ticket')).toEqual([]);
		expect(one('import-choose').accept).toBe('.csv');
	});
	it('goes from the file over its columns and the check to the end', async () => {
		const { port, opened, hash } = await open();
		await appears('import-choose');
		await give('people.csv');
		expect(one('step-columns').getAttribute('aria-current')).toBe('step');
		expect(all('import-target').map(select => select.value)).toEqual(['name', 'phone', 'skip']);
		expect(all('import-column')[0]?.textContent).toContain('Ann · Ben');

		await choose('import-country', 'DE');
		await click('import-check');
		expect(asked(port, 'contacts:import-check')).toEqual([
			{
				mediaId: 'media-1',
				mapping: ['name', 'phone', 'skip'],
				ambiguous: 'set-aside',
				choices: {},
				country: 'DE',
			},
		]);
		expect(one('step-check').getAttribute('aria-current')).toBe('step');
		expect(
			['added', 'updated', 'failed', 'aside', 'total'].map(key => one(`count-${key}`).textContent),
		).toEqual(['Added2', 'Updated1', 'Failed1', 'Set aside1', 'Rows5']);
		expect(one('import-problem-row').textContent).toBe('4CycallPhone“call” is not a phone number.');
		expect(asked(port, 'contacts:import')).toEqual([]);

		begun(port);
		await click('import-start');
		expect(asked(port, 'contacts:import')).toMatchObject([
			{ importId: 'import-token-1', mediaId: 'media-1' },
		]);
		expect(one('import-state').textContent).toBe('0 of 5 rows are done');
		const tell = (change: Partial<ImportView>) =>
			act(async () => port.emit('import:changed', { import: importOf({ id: 'import-token-1', ...change }) }));
		await tell({ state: 'running', done: 3 });
		expect(one('import-state').textContent).toBe('3 of 5 rows are done');
		await act(async () => port.emit('import:changed', { import: importOf({ id: 'another', done: 5 }) }));
		expect(one('import-state').textContent).toBe('3 of 5 rows are done');
		await tell({});
		expect(one('import-state').textContent).toBe('Done');
		port.answer('contacts:import-report', () =>
			ok({ url: 'https://relay.example.org/r', filename: 'r.csv' }),
		);
		await click('import-report');
		expect(opened).toEqual(['https://relay.example.org/r']);
		await click('import-to-list');
		expect(hash()).toBe('#contacts');
	});
	it('offers to create an attribute of a column that nobody knows', async () => {
		const { port } = await open();
		await appears('import-choose');
		await give('people.csv');
		port.answer('attribute:save', ({ label }) => {
			const attribute = { key: 'shoe_size', label, type: 'text' as const, contacts: 0 };
			return ok({ attribute, attributes: [attribute] });
		});
		expect(all('import-create')).toHaveLength(1);
		await click('import-create');
		expect(all('import-target')[2]?.value).toBe('attribute:shoe_size');
		expect(all('import-create')).toHaveLength(0);
	});
	it('gives a field to one column: the one before is left out', async () => {
		await open();
		await appears('import-choose');
		await give('people.csv');
		const last = all('import-target')[2];
		await act(async () => {
			if (last) last.value = 'name';
			last?.dispatchEvent(new Event('change', { bubbles: true }));
		});
		expect(all('import-target').map(select => select.value)).toEqual(['skip', 'phone', 'name']);
	});
	it('creates tags that do not exist, and checks again', async () => {
		const { port } = await open();
		await appears('import-choose');
		await give('people.csv');
		await click('import-check');
		expect(one('import-unknown').textContent).toContain('fair in 2 rows');
		port.answer('tag:create', () => ok({ tags: [] }));
		port.answer('contacts:import-check', () => ok({ check: { ...CHECK, unknownTags: [] } }));
		await click('import-create-tags');
		expect(asked(port, 'tag:create')).toEqual([{ names: ['fair'] }]);
		expect(all('import-unknown')).toHaveLength(0);
	});
	it('lets one choose what an ambiguous number means, for the row or for all, and checks again', async () => {
		const { port } = await open();
		await appears('import-choose');
		await give('people.csv');
		await click('import-check');
		expect(all('import-reading').map(one => one.textContent)).toHaveLength(2);
		await click('import-reading', 1);
		await type('import-number-other', '+49 30 901820');
		await click('import-number-take');
		await choose('import-ambiguous-as', 'national');
		expect(asked(port, 'contacts:import-check').slice(1)).toMatchObject([
			{ choices: { 5: '+5511987654321' } },
			{ choices: { 5: '+49 30 901820' } },
			{ ambiguous: 'national' },
		]);
		begun(port);
		await click('import-start');
		expect(asked(port, 'contacts:import')).toMatchObject([
			{ choices: { 5: '+49 30 901820' }, ambiguous: 'national' },
		]);
	});
	it('keeps everything when a step is refused, and says why', async () => {
		const { port } = await open('#contacts?open=import-token-1', port =>
			port.answer('contacts:import-read', () => fail('invalid', 'This is not a CSV file.')),
		);
		await appears('import-choose');
		await give('people.csv');
		expect(problem()).toBe('This is not a CSV file.');
		answerContacts(port);
		await give('people.csv');
		port.answer('contacts:import-check', () => fail('invalid', 'Say which column holds the name.'));
		await click('import-check');
		expect(problem()).toBe('Say which column holds the name.');
		expect(all('import-target')).toHaveLength(3);
		answerContacts(port);
		await click('import-check');
		port.answer('contacts:import', () => fail('offline', 'gone'));
		await click('import-start');
		expect(problem()).toContain('relay');
		expect(all('import-start')).toHaveLength(1);
		await click('import-back');
		expect(all('import-target')).toHaveLength(3);
	});
	it('is where it was after a reload: before it began, and while it runs', async () => {
		const kept = drafts();
		const { port } = await open('#contacts?open=import-token-1', () => {}, kept);
		await appears('import-choose');
		await give('people.csv');
		await open('#contacts?open=import-token-1', () => {}, kept);
		await appears('import-target');
		expect(all('import-target').map(select => select.value)).toEqual(['name', 'phone', 'skip']);
		expect(asked(port, 'contacts:import')).toEqual([]);
		await open('#contacts?open=import-token-1', port =>
			port.answer('contacts:imports', () =>
				ok({ imports: [importOf({ id: 'import-token-1', state: 'running', done: 4 })], hasMore: false }),
			),
		);
		expect((await appears('import-state')).textContent).toBe('4 of 5 rows are done');
	});
	it('asks before what was chosen is left', async () => {
		const { settings, hash } = await open();
		await appears('import-choose');
		await give('people.csv');
		await act(async () => settings.go({ section: 'rules', filters: {} }));
		expect(all('leave')).toHaveLength(1);
		await click('leave-stay');
		expect(hash()).toContain('open=import-token-1');
	});
});

describe('ImportsPage', () => {
	const history = (change: Partial<ImportView> = {}) =>
		open('#contacts?open=imports', port =>
			port.answer('contacts:imports', ({ before }) =>
				before
					? ok({ imports: [importOf({ id: 'older' })], hasMore: false })
					: ok({ imports: [importOf(change)], hasMore: true }),
			),
		);
	it('shows how each ended, older ones when asked, and its report', async () => {
		const { port, opened } = await history();
		expect((await appears('import-row')).textContent).toBe('people.csvMara Lindt · 1 hour agoDone210115');
		await click('imports-more');
		expect(all('import-row').map(row => row.dataset.id)).toEqual(['import-1', 'older']);
		port.answer('contacts:import-report', () =>
			ok({ url: 'https://relay.example.org/r', filename: 'r.csv' }),
		);
		await click('import-report');
		expect(opened).toEqual(['https://relay.example.org/r']);
	});
	it('takes one back after saying what that does', async () => {
		const { port } = await history();
		await appears('import-row');
		await click('import-undo');
		expect(document.body.textContent).toContain('2 contacts that it added are removed.');
		expect(asked(port, 'contacts:import-undo')).toEqual([]);
		const undone = { at: 1, byName: 'Mara Lindt', removed: 1, restored: 1, kept: 1 };
		port.answer('contacts:import-undo', () => ok({ import: importOf({ state: 'undoing', undone }) }));
		await click('import-undo-confirm');
		expect(one('import-row').textContent).toContain('Being taken back');
		await act(async () => port.emit('import:changed', { import: importOf({ state: 'undone', undone }) }));
		expect(one('import-row').textContent).toContain('1 removed, 1 as before, 1 kept.');
		expect(all('import-undo')).toHaveLength(0);
	});
	it('takes nothing back that changed nothing', async () => {
		await history({ added: 0, updated: 0 });
		await appears('import-row');
		expect(all('import-undo')).toHaveLength(0);
	});
	it('teaches while there is none', async () => {
		await open('#contacts?open=imports');
		await appears('imports-empty');
	});
});
