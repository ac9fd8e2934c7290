import { describe, expect, it } from 'vitest';
import { createPriceImport } from '../../../extension/state/price-import.ts';
import { fail, ok } from '../../../shared/contract/result.ts';
import { createFakePort } from '../support-ui/fake-port.ts';
import { cardOf } from '../support-ui/sample-prices.ts';

const CSV = 'Market,Marketing,Utility,Authentication\nGermany,0.11,0.04,0.04';

describe('createPriceImport', () => {
	it('says what is missing or wrong before it asks the relay', async () => {
		const port = createFakePort();
		const state = createPriceImport(port, 'EUR');
		state.write({ currency: 'EURO' });
		expect(await state.save()).toBe(false);
		expect(state.errors.value).toEqual({
			currency: { own: 'currency' },
			effectiveFrom: { own: 'required' },
			csv: { own: 'required' },
		});
		state.write({ csv: 'Market,Marketing\nGermany,1' });
		expect(state.errors.value).not.toHaveProperty('csv');
		await state.save();
		expect(state.errors.value.csv).toEqual({
			said: 'The heading has no column called utility, authentication.',
		});
		expect(port.countOf('price:import')).toBe(0);
	});

	it('loses nothing when the relay refuses, and puts its words at the field', async () => {
		const port = createFakePort({
			'price:import': () => fail('invalid', 'No.', { fields: { effectiveFrom: 'is not a day', other: 'x' } }),
		});
		const state = createPriceImport(port, 'EUR');
		state.write({ effectiveFrom: '2026-10-01', csv: CSV });
		expect(state.read.value).toEqual({ markets: 1 });
		expect(await state.save()).toBe(false);
		expect(state.values.value).toEqual({ currency: 'EUR', effectiveFrom: '2026-10-01', csv: CSV });
		expect(state.errors.value).toEqual({ effectiveFrom: { said: 'is not a day' } });
		expect(state.dirty.value).toBe(true);
	});

	it('keeps what the relay warns of', async () => {
		const port = createFakePort({
			'price:import': () => ok({ card: cardOf(), warnings: ['Without a rate: India.'] }),
		});
		const state = createPriceImport(port, 'EUR');
		state.write({ effectiveFrom: '2026-10-01', csv: CSV });
		expect(await state.save()).toBe(true);
		expect(state.done.value?.warnings).toEqual(['Without a rate: India.']);
		expect(state.dirty.value).toBe(false);
	});
});
