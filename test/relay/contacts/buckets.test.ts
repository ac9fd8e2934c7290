import { describe, expect, it } from 'vitest';
import { ContactLists } from '../../../relay/store/contact-lists.ts';
import { migrate } from '../../../relay/store/migrations/index.ts';
import { openSqlite } from '../../../relay/store/sqlite.ts';
import { Store } from '../../../relay/store/store.ts';
import { BUCKET_RULES, BUCKETS, RECIPIENT_STATES } from '../../../shared/domain/broadcast.ts';

const MARKS = ['replied', 'clicked', 'stopped'] as const;

describe('a filter by a broadcast', () => {
	it('finds in every bucket those whom its rule describes', async () => {
		const db = openSqlite(':memory:');
		await migrate(db);
		const store = new Store(db);
		const people = RECIPIENT_STATES.flatMap(state =>
			[null, ...MARKS].map(mark => ({ id: `${state} ${mark}`, state, mark })),
		);
		for (const { id, state, mark } of people) {
			await store.contacts.create({ id, name: id, profileName: null, createdAt: 1 });
			await db
				.insertInto('broadcast_recipients')
				.values({
					broadcast_id: 'brd_1',
					key: id,
					contact_id: id,
					channel_id: 'chn_1',
					kind: null,
					value: null,
					name: id,
					row: null,
					country: null,
					state,
					reason: null,
					detail: null,
					message_id: null,
					due_at: null,
					sent_at: null,
					delivered_at: null,
					read_at: null,
					failed_at: null,
					replied_at: mark === 'replied' ? 5 : null,
					clicked_at: mark === 'clicked' ? 5 : null,
					stopped_at: mark === 'stopped' ? 5 : null,
				})
				.execute();
		}
		const lists = new ContactLists(db);
		for (const bucket of BUCKETS) {
			const { states, mark, lacks } = BUCKET_RULES[bucket];
			const expected = people
				.filter(
					one =>
						(states === null || states.includes(one.state)) &&
						(mark === undefined || one.mark === mark) &&
						(lacks === undefined || one.mark !== lacks),
				)
				.map(one => one.id)
				.toSorted();
			expect(expected.length).toBeGreaterThan(0);
			expect(await lists.idsAfter({ broadcast: { id: 'brd_1', bucket } }, null, 1000)).toEqual(expected);
			expect(await lists.count({ broadcast: { id: 'brd_2', bucket } })).toBe(0);
		}
		await store.close();
	});
});
