import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advanceStatus, STATUSES, type Status } from '../../../shared/domain/status.ts';

function permutations<T>(items: readonly T[]): T[][] {
	if (items.length <= 1) return [[...items]];
	return items.flatMap((item, index) =>
		permutations(items.filter((_, other) => other !== index)).map(rest => [item, ...rest]),
	);
}

const after = (reports: readonly Status[]) => reports.reduce(advanceStatus, 'queued' as Status);

describe('advanceStatus', () => {
	it('never goes back', () => {
		expect(advanceStatus('read', 'sent')).toBe('read');
		expect(advanceStatus('delivered', 'sent')).toBe('delivered');
		expect(advanceStatus('failed', 'sent')).toBe('failed');
	});

	it('lets a phone that has the message outweigh a failure, whichever is told first', () => {
		expect(after(['failed', 'delivered'])).toBe('delivered');
		expect(after(['delivered', 'failed'])).toBe('delivered');
	});

	it('lets any tick settle what was unknown', () => {
		expect(advanceStatus('unknown', 'sent')).toBe('sent');
		expect(advanceStatus('unknown', 'failed')).toBe('failed');
	});

	it('ends the same for every order of the reports, with and without repeats', () => {
		const sets: Status[][] = [
			['sent', 'delivered', 'read'],
			['sent', 'failed'],
			['sent', 'delivered', 'failed'],
			['unknown', 'sent', 'delivered', 'read', 'failed'],
		];
		for (const set of sets) {
			const ends = new Set(permutations([...set, set[0] as Status]).map(after));
			expect(ends.size, set.join()).toBe(1);
		}
	});

	it('ends the same for any reports in any order, with any repeats', () => {
		const reports = fc.array(fc.constantFrom(...STATUSES), { maxLength: 12 });
		const shuffled = reports.chain(list =>
			fc.tuple(
				fc.constant(list),
				fc.shuffledSubarray(list, { minLength: list.length }),
				fc.array(list.length > 0 ? fc.constantFrom(...list) : fc.constant<Status>('queued')),
			),
		);
		fc.assert(
			fc.property(shuffled, ([list, order, repeats]) => {
				expect(after([...order, ...repeats])).toBe(after(list));
			}),
			{ numRuns: 300 },
		);
	});

	it('never takes a message back, whatever is reported', () => {
		const status = fc.constantFrom(...STATUSES);
		fc.assert(
			fc.property(status, status, (current, reported) => {
				const next = advanceStatus(current, reported);
				expect([current, reported]).toContain(next);
				expect(advanceStatus(next, current)).toBe(next);
				if (current === 'read') expect(next).toBe('read');
			}),
		);
	});
});
