import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, startTestRelay, type TestRelay } from '../support/relay.ts';

describe('steps of the guides', () => {
	let relay: TestRelay;
	let owner: Person;
	beforeAll(async () => {
		relay = await startTestRelay();
		owner = await relay.person('owner');
	});
	afterAll(() => relay.close());

	it('are kept by guide and step, and unticked ones are forgotten', async () => {
		await owner.get('checklist:mark', { guide: 'telegram', step: 'bot', state: 'done' });
		await owner.get('checklist:mark', { guide: 'instagram', step: 'app', state: 'pending' });
		await owner.get('checklist:mark', { guide: 'instagram', step: 'app', state: 'none' });
		const { steps } = await owner.get('checklist:show', {});
		expect(steps).toEqual({ telegram: { bot: 'done' } });
	});

	it('by the names of what every object has are steps like all others', async () => {
		const { keys } = Object;
		try {
			await owner.get('checklist:mark', { guide: 'constructor', step: 'keys', state: 'done' });
			expect(Object.keys).toBe(keys);
			const { steps } = await owner.get('checklist:show', {});
			expect(Object.entries(steps)).toContainEqual(['constructor', { keys: 'done' }]);
		} finally {
			Object.keys = keys;
		}
	});
});
