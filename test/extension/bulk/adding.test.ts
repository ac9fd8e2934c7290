import { beforeEach, describe, expect, it } from 'vitest';
import { type Adding, type AddingState, startAdding } from '../../../extension/bulk/adding.ts';
import type { PageList, Portion, RowReader } from '../../../extension/bulk/page-list.ts';
import { fail, ok } from '../../../shared/contract/result.ts';
import type { CrmRow } from '../../../shared/domain/crm-row.ts';

type Reply = Awaited<ReturnType<Parameters<typeof startAdding>[0]['add']>>;

/** A list of six rows in portions of two, whose every step a test lets happen. */
let readings: { what: string; stopped: boolean; give(portion?: Portion): void; readonly asked: number }[];
let posts: { readonly ids: string[]; answer(reply?: Reply): void }[];
let states: AddingState[];
let adding: Adding;

const row = (id: number): CrmRow => ({ id: String(id), title: '', people: [], values: {} });
const added = (count: number, more = {}) =>
	ok({ added: count, repeated: 0, unreadable: [], unreadableCount: 0, broadcasts: [], ...more });
const turn = () => new Promise(resolve => setTimeout(resolve));

function read(what: 'ticked' | 'filter'): RowReader {
	let resolve: (portion: Portion) => void = () => {};
	let asked = 0;
	const reading = {
		what,
		stopped: false,
		get asked() {
			return asked;
		},
		give(portion?: Portion) {
			const at = asked * 2 - 1;
			resolve(portion ?? { ok: true, rows: [row(at), row(at + 1)], done: asked === 3 });
		},
	};
	readings.push(reading);
	return {
		next: () =>
			new Promise(give => {
				asked++;
				resolve = give;
			}),
		stop() {
			reading.stopped = true;
			resolve({ ok: false, problem: 'page-gone', retryAfterMs: null });
		},
	};
}

/** Lets the newest reading give its portion, and the relay take it. */
async function portion(reply?: Reply): Promise<void> {
	readings.at(-1)?.give();
	await turn();
	posts.at(-1)?.answer(reply);
	await turn();
}

beforeEach(async () => {
	readings = [];
	posts = [];
	states = [];
	adding = startAdding({
		list: { read } as Pick<PageList, 'read'> as PageList,
		what: 'filter',
		total: 6,
		add: rows =>
			new Promise(resolve => {
				posts.push({ ids: rows.map(({ id }) => id), answer: reply => resolve(reply ?? added(rows.length)) });
			}),
		onChange: state => states.push(state),
	});
	await turn();
});

describe('startAdding', () => {
	it('gives each portion to the relay before it asks for the next, and sums up what became of it', async () => {
		readings[0]?.give();
		await turn();
		expect(readings[0]?.asked).toBe(1);
		const unreadable = [{ label: 'Lead 2', value: '', problem: 'It has no number.' }];
		posts[0]?.answer(added(1, { unreadable, unreadableCount: 1 }));
		await turn();
		expect(readings[0]?.asked).toBe(2);
		expect(adding.state).toMatchObject({ phase: 'running', read: 2, total: 6, added: 1, unreadableCount: 1 });
		await portion(added(1, { repeated: 1 }));
		await portion();
		expect(adding.state).toMatchObject({ phase: 'done', read: 6, added: 4, repeated: 1, unreadable });
		expect(posts.map(({ ids }) => ids)).toEqual([
			['1', '2'],
			['3', '4'],
			['5', '6'],
		]);
		expect(states.map(({ read }) => read)).toEqual([0, 2, 4, 6, 6]);
	});

	it('stops, counts what was on its way, and reads nothing more', async () => {
		await portion();
		readings[0]?.give();
		await turn();
		adding.cancel();
		expect(adding.state).toMatchObject({ phase: 'stopped', read: 2 });
		expect(readings[0]?.stopped).toBe(true);
		posts[1]?.answer();
		await turn();
		expect(adding.state).toMatchObject({ phase: 'stopped', read: 4, added: 4 });
		expect(readings[0]?.asked).toBe(2);
	});

	it('goes on without giving any row twice, also when a portion is still on its way', async () => {
		await portion();
		readings[0]?.give();
		await turn();
		adding.cancel();
		adding.goOn();
		await turn();
		expect(readings).toHaveLength(1);
		posts[1]?.answer();
		await turn();
		// A new reading begins at the start, and what the relay has is left out.
		await portion();
		await portion();
		await portion();
		expect(adding.state).toMatchObject({ phase: 'done', read: 6, added: 6 });
		expect(posts.flatMap(({ ids }) => ids)).toEqual(['1', '2', '3', '4', '5', '6']);
	});

	it('stops while it reads', async () => {
		adding.cancel();
		await turn();
		expect(adding.state).toMatchObject({ phase: 'stopped', problem: null, read: 0 });
		adding.goOn();
		await turn();
		for (let at = 0; at < 3; at++) await portion();
		expect(adding.state.phase).toBe('done');
	});

	it('says what the CRM’s problem is, and begins a new reading to go on', async () => {
		await portion();
		readings[0]?.give({ ok: false, problem: 'throttled', retryAfterMs: 60_000 });
		await turn();
		expect(adding.state).toMatchObject({
			phase: 'failed',
			read: 2,
			problem: { at: 'crm', problem: 'throttled', retryAfterMs: 60_000 },
		});
		adding.goOn();
		await turn();
		expect(adding.state).toMatchObject({ phase: 'running', problem: null });
		for (let at = 0; at < 3; at++) await portion();
		expect(adding.state).toMatchObject({ phase: 'done', read: 6, added: 6 });
		expect(readings).toHaveLength(2);
	});

	it('says what the relay says, and gives it the same portion again', async () => {
		await portion(fail('offline', 'The relay is away.'));
		expect(adding.state).toMatchObject({
			phase: 'failed',
			read: 0,
			problem: { at: 'relay', message: 'The relay is away.' },
		});
		adding.goOn();
		await turn();
		expect(posts.map(({ ids }) => ids)).toEqual([
			['1', '2'],
			['1', '2'],
		]);
		posts[1]?.answer();
		await turn();
		expect(adding.state).toMatchObject({ phase: 'running', read: 2 });
		expect(readings).toHaveLength(1);
	});

	it('does nothing more once it is done', async () => {
		for (let at = 0; at < 3; at++) await portion();
		adding.cancel();
		adding.goOn();
		await turn();
		expect(adding.state.phase).toBe('done');
		expect(posts).toHaveLength(3);
	});
});
