import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { fail, ok } from '../../../shared/contract/result.ts';
import { monthOf } from '../../../shared/domain/pricing.ts';
import { type FakePort, MARA } from '../support-ui/fake-port.ts';
import { NOW } from '../support-ui/open-sidebar.ts';
import { all, appears, choose, click, one, rest, type } from '../support-ui/page-steps.ts';
import { cardOf, sampleCards, totalOf } from '../support-ui/sample-prices.ts';
import { RULES } from '../support-ui/sample-rules.ts';
import { mountSettings, unmountSettings } from './page.tsx';
import { useSavedFiles } from './saved-files.ts';

afterEach(unmountSettings);
const saved = useSavedFiles();

const TOTALS = [
	totalOf({ month: '2026-10' }),
	totalOf({ month: '2026-11', country: null, withoutRate: 4 }),
	totalOf({ month: '2026-11', country: 'AT', amount: 2_000_000, channelId: 'ch-gone' }),
];
const answer = (port: FakePort) => {
	port.answer('price:cards', () => ok({ cards: sampleCards(), currency: 'EUR' }));
	port.answer('rules:show', () => ok({ rules: RULES }));
	port.answer('price:totals', () => ok({ totals: TOTALS }));
};
const words = (test: string) => all(test).map(found => found.textContent ?? '');
const lastAsked = (port: FakePort) =>
	port.calls.filter(call => call.command === 'price:totals').at(-1)?.request;

describe('PricesPage', () => {
	it('sums up by month and over all, with countries in words', async () => {
		await mountSettings('#prices?from=2026-10&to=2026-11', answer);
		await appears('totals-row');
		expect(words('totals-row')).toHaveLength(3);
		expect(words('totals-row')[0]).toContain('Unknown');
		expect(words('totals-row')[1]).toMatch(/A channel that is goneMarketingAustria/);
		expect(words('totals-month')[0]).toBe('Sum of November 2026200190€12.744');
		expect(words('totals-all')).toEqual(['All months300285€23.494']);
		expect(one('price-estimate').textContent).toContain('estimates');
	});

	it('has the months and the channel in its address', async () => {
		const { port, hash } = await mountSettings('#prices', answer);
		await appears('totals-from');
		const current = monthOf(NOW, RULES.zone);
		expect(lastAsked(port)).toEqual({ from: current, to: current });
		await choose('totals-from', '2026-01');
		expect(hash()).toBe(`#prices?from=2026-01&to=${current}`);
		expect(lastAsked(port)).toEqual({ from: '2026-01', to: current });
		await choose('totals-channel', 'ch-sales');
		expect(hash()).toBe(`#prices?channel=ch-sales&from=2026-01&to=${current}`);
		expect(lastAsked(port)).toEqual({ from: '2026-01', to: current, channelId: 'ch-sales' });
	});

	it('saves the table as a file', async () => {
		await mountSettings('#prices?from=2026-10&to=2026-11', answer);
		await appears('totals-csv');
		await click('totals-csv');
		const csv = await saved.get('costs-2026-10-2026-11.csv')?.text();
		expect(csv?.split('\r\n')[0]).toBe(
			'Month,Channel,Category,Country,Messages,Billed,Amount,Currency,No rate',
		);
		expect(csv).toContain('2026-10,Sales DE,marketing,DE,100,95,10.7445,EUR,0');
	});

	it('shows each card with its day and source, its rates folded', async () => {
		await mountSettings('#prices', answer);
		await appears('price-card');
		expect(words('price-card')[0]).toMatch(/EUR from October 1, 2026In use.*Comes with the product/);
		expect(words('price-card')[1]).toMatch(/Imported by Mara Lindt/);
		const details = one('price-card').querySelector('details');
		expect(details?.querySelector('table')).toBeNull();
		await act(async () => {
			details?.setAttribute('open', '');
			details?.dispatchEvent(new Event('toggle'));
		});
		expect(details?.textContent).toContain('Germany€0.1131€0.0456');
	});

	it('removes an imported card after a question, and only such a one', async () => {
		const { port } = await mountSettings('#prices', made => {
			answer(made);
			made.answer('price:remove', () => ok({}));
		});
		await appears('price-remove');
		expect(all('price-remove')).toHaveLength(1);
		await click('price-remove');
		expect(port.countOf('price:remove')).toBe(0);
		await click('price-remove-confirm');
		expect(port.calls.find(call => call.command === 'price:remove')?.request).toEqual({ cardId: 'crd-1' });
	});

	it('warns when no card holds in the account’s currency', async () => {
		await mountSettings('#prices', made => {
			answer(made);
			made.answer('price:cards', () => ok({ cards: sampleCards(), currency: 'GBP' }));
		});
		await appears('price-no-card');
		expect(one('price-no-card').textContent).toContain('GBP');
	});

	it('says what is wrong with a file at its field and keeps it', async () => {
		const { port } = await mountSettings('#prices?open=import', answer);
		await appears('import-save');
		await type('import-csv', 'Market,Marketing,Utility,Authentication\nGermany,many,1,1');
		expect(one('import-csv').getAttribute('aria-invalid')).toBe('true');
		await click('import-save');
		expect(one('form-summary').textContent).toContain('Line 2: “many” is no amount');
		expect(one('form-summary').textContent).toContain('First day: Fill this in.');
		expect(one('import-csv').value).toContain('many');
		expect(port.countOf('price:import')).toBe(0);
	});

	it('takes a card over from a file and shows the warnings', async () => {
		const { port, hash } = await mountSettings('#prices?from=2026-10&open=import', made => {
			answer(made);
			made.answer('price:import', () => ok({ card: cardOf(), warnings: ['Without a rate: Brazil.'] }));
		});
		await appears('import-save');
		const csv = 'Market,Marketing,Utility,Authentication\nGermany,0.11,0.04,0.04';
		Object.defineProperty(one('import-file'), 'files', { value: [new File([csv], 'card.csv')] });
		await act(async () => {
			one('import-file').dispatchEvent(new Event('change', { bubbles: true }));
		});
		await rest();
		expect(one('import-read').textContent).toBe('card.csv · 1 market read');
		await type('import-currency', 'usd');
		await type('import-day', '2026-10-01');
		await click('import-save');
		expect(port.calls.find(call => call.command === 'price:import')?.request).toEqual({
			currency: 'USD',
			effectiveFrom: '2026-10-01',
			csv,
		});
		expect(one('import-warnings').textContent).toContain('Without a rate: Brazil.');
		await click('import-close');
		expect(hash()).toBe('#prices?from=2026-10');
		expect(all('leave')).toHaveLength(0);
	});

	it('asks before an import that was begun is left', async () => {
		const { hash } = await mountSettings('#prices?open=import', answer);
		await appears('import-csv');
		await type('import-csv', 'x');
		await click('nav-rules');
		expect(all('leave')).toHaveLength(1);
		expect(hash()).toBe('#prices?open=import');
	});

	it('lets a manager read and change nothing', async () => {
		await mountSettings('#prices?open=import', made => {
			answer(made);
			made.setConnection({ state: 'online', since: 0, relayUrl: '', user: { ...MARA, role: 'manager' } });
		});
		await appears('price-card');
		for (const test of ['price-import', 'price-remove', 'import-save'])
			expect(all(test), test).toHaveLength(0);
	});

	it('teaches while nothing was billed, and says when the costs did not load', async () => {
		const { port } = await mountSettings('#prices', made => {
			answer(made);
			made.answer('price:totals', () => ok({ totals: [] }));
		});
		await appears('totals-empty');
		expect(all('totals-csv')).toHaveLength(0);
		port.answer('price:totals', () => fail('internal', 'The relay has a fault of its own.'));
		await choose('totals-from', '2026-01');
		expect(one('load-failed').textContent).toContain('The relay has a fault of its own.');
	});

	it('says that the relay is away when it was from the beginning', async () => {
		await mountSettings('#prices', made => {
			answer(made);
			made.setConnection({ state: 'offline', since: 0, reason: 'gone' });
		});
		await appears('load-failed');
		expect(words('load-failed')[0]).toContain('The relay is away.');
	});
});
