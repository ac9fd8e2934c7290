import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Bulk } from '../../../extension/bulk/app.tsx';
import { type BulkPort, createPageList } from '../../../extension/bulk/page-list.ts';
import type { BulkToPage, PageToBulk } from '../../../extension/connection/bulk-messages.ts';
import type { CommandName, ReplyOf, RequestOf } from '../../../shared/contract/commands/index.ts';
import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import type { ChannelView } from '../../../shared/contract/views.ts';
import type { CrmRow } from '../../../shared/domain/crm-row.ts';
import { sampleBroadcast } from '../support/sample-broadcast.ts';
import { createFakePort, ONLINE } from '../support-ui/fake-port.ts';
import { all, appears, choose, click, one, press, rest, type } from '../support-ui/page-steps.ts';
import { useEnglish } from '../support-ui/texts.ts';

type Added = ReplyOf<'broadcast:add-recipients'>;
const LIST = { key: 'k', ticked: 3, filter: { state: 'readable' } } as const;
const row = (id: number): CrmRow => ({ id: String(id), title: `Lead ${id}`, people: [], values: {} });
const added = (more: Partial<Added> = {}): Result<Added> =>
	ok({ added: 3, repeated: 0, unreadable: [], unreadableCount: 0, broadcasts: [], ...more });
const channel = (id: string, name: string) =>
	({ id, name, address: '+49…', state: 'on' }) as unknown as ChannelView;

let root: HTMLElement;
let port: ReturnType<typeof createFakePort>;

/** What the panel has said to the page. */
const asked = () => port.toPageMessages as unknown as BulkToPage[];
const fromPage = async (message: PageToBulk) => {
	await act(async () => port.fromPage(message as never));
	await rest();
};
const requestsOf = <C extends CommandName>(command: C) =>
	port.calls.filter(call => call.command === command).map(({ request }) => request as RequestOf<C>);

/** The newest reading's portion. */
async function portion(rows: readonly CrmRow[], done: boolean): Promise<void> {
	const read = asked().findLast(message => message.kind === 'read');
	if (read?.kind !== 'read') throw new Error('Nothing is read.');
	await fromPage({ kind: 'rows', readId: read.readId, seq: read.seq, rows, done });
}

async function mount(list: Extract<PageToBulk, { kind: 'list' }>['list'] = LIST): Promise<void> {
	const own = port as unknown as BulkPort;
	await act(async () => render(<Bulk port={own} list={createPageList(own)} newId={() => 'new-1'} />, root));
	await fromPage({ kind: 'list', list });
}

async function tickBroadcast(id: string): Promise<void> {
	await act(async () => document.querySelector<HTMLInputElement>(`[data-id="${id}"]`)?.click());
	await rest();
}

beforeEach(() => {
	useEnglish();
	root = document.body.appendChild(document.createElement('div'));
	port = createFakePort({
		'broadcast:list': () =>
			ok({
				broadcasts: [
					sampleBroadcast('b-1', 'Spring'),
					sampleBroadcast('b-2', 'Winter', { state: 'scheduled', waiting: 40 }),
				],
				hasMore: false,
			}),
		'channel:list': () => ok({ channels: [channel('ch-1', 'Sales'), channel('ch-2', 'Service')] }),
		'broadcast:add-recipients': () => added(),
		'broadcast:save': ({ broadcastId, plan }) => ok({ broadcast: sampleBroadcast(broadcastId, plan.name) }),
	});
});

afterEach(async () => {
	await act(async () => render(null, root));
	root.remove();
});

describe('Bulk', () => {
	it('shows nothing until the page has told its list, nor to a page that is not ours', async () => {
		const own = port as unknown as BulkPort;
		await act(async () => render(<Bulk port={own} list={createPageList(own)} newId={() => ''} />, root));
		expect(root.textContent).toBe('');
		await fromPage({ kind: 'list', list: LIST });
		expect(one('bulk-ticked-count').textContent).toBe('3 ticked');
		await act(async () => port.notConfirm());
		expect(root.textContent).toBe('');
	});

	it('knows what was said before it was drawn to its end', async () => {
		port = createFakePort({}, null);
		const own = port as unknown as BulkPort;
		render(<Bulk port={own} list={createPageList(own)} newId={() => ''} />, root);
		port.setConnection(ONLINE);
		port.fromPage({ kind: 'list', list: LIST } as never);
		await appears('bulk');
	});

	it('chooses the ticked rows first, counts the filter, and offers what can still be changed', async () => {
		await mount();
		expect(one('bulk-ticked').checked).toBe(true);
		await fromPage({ kind: 'counted', readId: 1, total: 120, done: false });
		expect(one('bulk-filter-count').textContent).toContain('120 so far');
		await fromPage({ kind: 'counted', readId: 1, total: 120, done: true });
		expect(one('bulk-filter-count').textContent).toContain('120 match');
		expect(requestsOf('broadcast:list')).toEqual([{ states: ['draft', 'scheduled'], limit: 100 }]);
		expect(all('bulk-broadcast').map(found => found.textContent)).toEqual([
			'SpringDraft · 0 recipients',
			'WinterScheduled · 40 recipients',
		]);
	});

	it('adds the rows to all that are chosen, and says what became of them', async () => {
		port.answer('broadcast:add-recipients', () =>
			added({
				added: 2,
				repeated: 1,
				unreadable: [{ label: 'Lead 3', value: 'ask', problem: 'That is no number.' }],
				unreadableCount: 2,
			}),
		);
		await mount();
		await tickBroadcast('b-1');
		await tickBroadcast('b-2');
		await click('bulk-add');
		expect(one('bulk-progress').textContent).toBe('0 of 3 read');
		await portion([row(1), row(2)], true);
		expect(requestsOf('broadcast:add-recipients')).toEqual([
			{ broadcastIds: ['b-1', 'b-2'], source: { kind: 'records', records: [row(1), row(2)] } },
		]);
		expect(one('bulk-added').textContent).toBe('2 recipients added · Summed over 2 broadcasts');
		expect(one('bulk-repeated').textContent).toBe('1 was in already');
		expect(one('bulk-missing').textContent).toBe('1 ticked row is no longer in the CRM');
		expect(one('bulk-unreadable').textContent).toContain('2 could not be added');
		expect(one('bulk-unreadable').textContent).toContain('Lead 3 · askThat is no number.and 1 more');
		await click('bulk-open-broadcast', 1);
		expect(port.settingsOpened).toEqual(['broadcasts?open=b-2']);
	});

	it('makes a new broadcast with a name and a channel, once', async () => {
		await mount();
		await click('bulk-new');
		await click('bulk-add');
		expect(one('bulk-problem').textContent).toBe('Give the new broadcast a name.');
		await type('bulk-new-name', '  For friends ');
		await choose('bulk-new-channel', 'ch-2');
		port.answer('broadcast:save', () => fail('forbidden', 'You may not make broadcasts.'));
		await click('bulk-add');
		expect(one('bulk-problem').textContent).toBe('You may not make broadcasts.');
		port.answer('broadcast:save', ({ broadcastId, plan }) =>
			ok({ broadcast: sampleBroadcast(broadcastId, plan.name) }),
		);
		await click('bulk-add');
		const wish = { broadcastId: 'new-1', plan: { name: 'For friends', channelId: 'ch-2' } };
		expect(requestsOf('broadcast:save')).toEqual([wish, wish]);
		await portion([row(1), row(2), row(3)], true);
		expect(requestsOf('broadcast:add-recipients')[0]?.broadcastIds).toEqual(['new-1']);
	});

	it('says what is missing, and asks nothing', async () => {
		await mount({ ...LIST, ticked: 0 });
		await click('bulk-add');
		expect(one('bulk-problem').textContent).toBe('Wait until the filter is counted.');
		await fromPage({ kind: 'counted', readId: 1, total: 0, done: true });
		await click('bulk-add');
		expect(one('bulk-problem').textContent).toContain('Tick rows instead');
		await click('bulk-ticked');
		await click('bulk-add');
		expect(one('bulk-problem').textContent).toContain('Tick rows in the list');
		await fromPage({ kind: 'list', list: LIST });
		await click('bulk-add');
		expect(one('bulk-problem').textContent).toBe('Choose a broadcast.');
		expect(asked().filter(({ kind }) => kind === 'read')).toEqual([]);
	});

	it('says why a filter is not taken, and counts again when it is asked to', async () => {
		await mount({ ...LIST, filter: { state: 'unknown', names: ['filter[tag][]', 'term'] } });
		expect(one('bulk-filter-count').textContent).toContain('filter[tag][], term');
		expect(asked().filter(({ kind }) => kind === 'count')).toEqual([]);
		await fromPage({ kind: 'list', list: { ...LIST, filter: { state: 'no-total' } } });
		expect(one('bulk-filter-count').textContent).toContain('first page');
		await fromPage({ kind: 'list', list: LIST });
		await fromPage({ kind: 'failed', readId: 1, problem: 'throttled', retryAfterMs: 300_000 });
		expect(one('bulk-filter-count').textContent).toContain('Wait 5 minutes');
		await click('bulk-count-again');
		expect(asked().filter(({ kind }) => kind === 'count')).toHaveLength(2);
	});

	it('stops, says what is in and what not, and goes on', async () => {
		await mount();
		await tickBroadcast('b-1');
		await click('bulk-add');
		await portion([row(1)], false);
		await press(null, 'Escape');
		expect(asked()).not.toContainEqual({ kind: 'close' });
		await click('bulk-cancel');
		expect(one('bulk-phase').textContent).toBe('Stopped');
		expect(one('bulk-progress').textContent).toContain('1 of 3 rows were added; 2 not.');
		await click('bulk-go-on');
		await portion([row(1), row(2), row(3)], true);
		const given = requestsOf('broadcast:add-recipients').map(({ source }) =>
			source.kind === 'records' ? source.records.map(({ id }) => id) : null,
		);
		expect(given).toEqual([['1'], ['2', '3']]);
		expect(one('bulk-phase').textContent).toBe('Recipients added');
	});

	it.each([
		['signed-out', 'Sign in to the CRM'],
		['forbidden', '403'],
		['unavailable', 'does not answer'],
		['filter-not-applied', 'None of those were added'],
		['list-differs', 'another number of records'],
		['page-gone', 'no list any more'],
	] as const)('says in words that the CRM is %s', async (problem, words) => {
		await mount();
		await tickBroadcast('b-1');
		await click('bulk-add');
		const read = asked().findLast(message => message.kind === 'read');
		await fromPage({
			kind: 'failed',
			readId: read?.kind === 'read' ? read.readId : 0,
			problem,
			retryAfterMs: null,
		});
		expect(one('bulk-run-problem').textContent).toContain(words);
		expect(all('bulk-go-on')).toHaveLength(1);
	});

	it('keeps what is chosen while the relay is away, and goes on when it is back', async () => {
		await mount();
		await tickBroadcast('b-1');
		await act(async () => port.setConnection({ state: 'offline', since: 0, reason: 'gone' }));
		expect(one('bulk-offline').textContent).toContain('relay is away');
		await click('bulk-add');
		await portion([row(1), row(2), row(3)], true);
		expect(one('bulk-run-problem').textContent).toBe('The relay is away.');
		await act(async () => port.setConnection(ONLINE));
		await rest();
		expect(one('bulk-phase').textContent).toBe('Recipients added');
	});

	it('waits for a person after any other refusal of the relay', async () => {
		port.answer('broadcast:add-recipients', () => fail('refused', 'It has begun.'));
		await mount();
		await tickBroadcast('b-1');
		await click('bulk-add');
		await portion([row(1)], true);
		await act(async () => port.setConnection({ state: 'offline', since: 0, reason: 'gone' }));
		await act(async () => port.setConnection(ONLINE));
		await rest();
		expect(one('bulk-run-problem').textContent).toBe('It has begun.');
		expect(port.countOf('broadcast:add-recipients')).toBe(1);
	});

	it('tells the page while it works, and closes by its button and by Escape', async () => {
		await mount();
		await tickBroadcast('b-1');
		await click('bulk-add');
		expect(asked().at(-2)).toEqual({ kind: 'busy', busy: true });
		await portion([row(1)], true);
		expect(asked().at(-1)).toEqual({ kind: 'busy', busy: false });
		await press(null, 'Escape');
		expect(asked().at(-1)).toEqual({ kind: 'close' });
	});

	it('sends somebody whose browser is not paired to the settings', async () => {
		await mount();
		await act(async () => port.setConnection({ state: 'unpaired' }));
		await click('bulk-settings');
		expect(port.settingsOpened).toEqual(['relay']);
	});

	it('says that the extension was replaced', async () => {
		await mount();
		await act(async () => port.invalidate());
		expect(one('bulk-gone').textContent).toContain('Reload this tab');
	});
});
