import { describe, expect, it } from 'vitest';
import { createSender, type Queued, type SenderLimits } from '../../../relay/jobs/sender.ts';
import { Pace } from '../../../shared/lib/pace.ts';

/** A sender over a queue in memory that gives out the first of each conversation, as the store does. */
function stage(queue: Queued[], limits: Partial<SenderLimits> = {}, throughput: number | null = null) {
	let now = 0;
	let lease = true;
	let room = 0;
	const inHand = new Map<string, () => void>();
	const postponed: { id: string; dueAt: number }[] = [];
	let recovered = 0;
	const sender = createSender({
		channels: () => ['chn_1'],
		holdLease: async () => lease,
		recover: async () => {
			recovered += 1;
		},
		claim: async (_channel, limit) => {
			const busy = new Set([...inHand.keys()].map(id => id.split(':')[0]));
			const taken: Queued[] = [];
			for (const row of queue)
				if (taken.length < limit && !busy.has(row.conversation_id)) {
					busy.add(row.conversation_id);
					taken.push(row);
				}
			for (const row of taken) queue.splice(queue.indexOf(row), 1);
			return taken;
		},
		deliver: row => {
			const { promise, resolve } = Promise.withResolvers<number | null>();
			inHand.set(row.id, () => {
				inHand.delete(row.id);
				resolve(null);
			});
			return promise;
		},
		postpone: async (row, dueAt) => void postponed.push({ id: row.id, dueAt }),
		nextDueAt: async () => null,
		onRoom: () => {
			room += 1;
		},
		now: () => now,
		pace: () => ({ perSecond: 80, pairBurst: 30, pairEveryMs: 6000 }),
		throughput: () => throughput,
		limits,
	});
	return {
		sender,
		inHand,
		postponed,
		recovered: () => recovered,
		room: () => room,
		loseLease: () => {
			lease = false;
		},
		getLease: () => {
			lease = true;
		},
		advance: (ms: number) => {
			now += ms;
		},
	};
}

const rows = (conversation: string, count: number): Queued[] =>
	Array.from({ length: count }, (_, index) => ({
		id: `${conversation}:${index}`,
		conversation_id: conversation,
	}));

describe('createSender', () => {
	it('hands over the first of every conversation, and asks again only when one is recorded', async () => {
		const { sender, inHand, room } = stage([...rows('a', 2), ...rows('b', 1)]);
		expect(await sender.round()).toBeNull();
		expect([...inHand.keys()]).toEqual(['a:0', 'b:0']);
		// What waits for its turn is no reason to look again: that would be a loop without a pause.
		expect(await sender.round()).toBeNull();
		expect(room()).toBe(0);
		inHand.get('a:0')?.();
		await new Promise(resolve => setImmediate(resolve));
		expect(room()).toBe(1);
		await sender.round();
		expect([...inHand.keys()]).toEqual(['b:0', 'a:1']);
	});
	it('has at most so many requests at the provider', async () => {
		const many = Array.from({ length: 9 }, (_, index) => rows(`c${index}`, 1)).flat();
		const { sender, inHand } = stage(many, { atOnce: 4 });
		await sender.round();
		await sender.round();
		expect(inHand.size).toBe(4);
	});
	it('sends no faster than the number may, and says when it goes on', async () => {
		const many = Array.from({ length: 9 }, (_, index) => rows(`c${index}`, 1)).flat();
		const { sender, inHand, advance } = stage(many, { perSecond: 2 });
		await sender.round();
		expect(inHand.size).toBe(1);
		expect(await sender.round()).toBe(500);
		advance(500);
		await sender.round();
		expect(inHand.size).toBe(2);
	});
	it('sends at most a tenth more than the rate in any second, after a rest too', async () => {
		const many = Array.from({ length: 90 }, (_, index) => rows(`c${index}`, 1)).flat();
		const { sender, inHand, advance } = stage(many, { perSecond: 20, atOnce: 1000 });
		for (let step = 0; step < 20; step += 1) {
			await sender.round();
			advance(50);
		}
		expect(inHand.size).toBeLessThanOrEqual(22);
		expect(inHand.size).toBeGreaterThanOrEqual(20);
	});
	it('goes by what the provider takes from this number, and leaves room for what is late on its way', async () => {
		const many = Array.from({ length: 90 }, (_, index) => rows(`c${index}`, 1)).flat();
		const { sender, inHand, advance } = stage(many, {}, 20);
		let sent = 0;
		for (let step = 0; step < 40; step += 1) {
			await sender.round();
			expect(inHand.size).toBeLessThanOrEqual(4);
			sent += inHand.size;
			for (const record of [...inHand.values()]) record();
			await new Promise(resolve => setImmediate(resolve));
			advance(25);
		}
		// 14 a second and a burst of 2; with 4 that are late, never more than the 20.
		expect(sent).toBeLessThanOrEqual(16);
		expect(sent).toBeGreaterThanOrEqual(13);
	});
	it('gives a message back that would come too soon after others to the same person', async () => {
		const { sender, inHand, postponed } = stage(rows('a', 3), { pairBurst: 2, pairEveryMs: 6000 });
		for (let round = 0; round < 3; round += 1) {
			await sender.round();
			for (const record of [...inHand.values()]) record();
			await new Promise(resolve => setImmediate(resolve));
		}
		expect(postponed).toEqual([{ id: 'a:2', dueAt: 6000 }]);
	});
	it('sends nothing while another relay sends for the channel, and recovers each time it takes over', async () => {
		const one = stage(rows('a', 1));
		one.loseLease();
		expect(await one.sender.round()).toBe(1000);
		expect(one.inHand.size).toBe(0);
		expect(one.recovered()).toBe(0);
		one.getLease();
		await one.sender.round();
		await one.sender.round();
		expect(one.recovered()).toBe(1);
		expect(one.inHand.size).toBe(1);
		one.loseLease();
		await one.sender.round();
		one.getLease();
		await one.sender.round();
		expect(one.recovered()).toBe(2);
	});
	it('is settled when everything in hand is recorded', async () => {
		const { sender, inHand } = stage([...rows('a', 1), ...rows('b', 1)]);
		await sender.round();
		let settled = false;
		const settling = sender.settled().then(() => {
			settled = true;
		});
		inHand.get('a:0')?.();
		await new Promise(resolve => setImmediate(resolve));
		expect(settled).toBe(false);
		inHand.get('b:0')?.();
		await settling;
	});
});

describe('Pace', () => {
	it('gives its burst at once and then one by one', () => {
		const pace = new Pace(2, 100);
		pace.take(0);
		pace.take(0);
		expect(pace.available(0)).toBe(0);
		expect(pace.nextAt(0)).toBe(100);
		expect(pace.available(99)).toBe(0);
		expect(pace.available(100)).toBe(1);
	});
	it('never gathers more than its burst', () => {
		const pace = new Pace(2, 100);
		pace.take(0);
		expect(pace.available(1_000_000)).toBe(2);
		expect(pace.isFull(1_000_000)).toBe(true);
	});
	it('takes a clock that goes back for one that stands still', () => {
		const pace = new Pace(1, 100);
		pace.take(1000);
		expect(pace.available(500)).toBe(0);
		expect(pace.available(600)).toBe(1);
	});
});
