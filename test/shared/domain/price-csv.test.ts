import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PRICE_CARDS } from '../../../shared/data/price-cards.ts';
import { parsePriceCsv } from '../../../shared/domain/price-csv.ts';

const HEAD = 'market,marketing,utility,authentication,authentication-international,service';
const read = (...lines: string[]) => {
	const result = parsePriceCsv(lines.join('\n'));
	if ('problem' in result) throw new Error(result.problem);
	return result;
};
const problem = (...lines: string[]) => {
	const result = parsePriceCsv(lines.join('\n'));
	return 'problem' in result ? result.problem : null;
};
const GERMANY = {
	marketing: 136_500,
	utility: 55_000,
	authentication: 55_000,
	authenticationInternational: null,
	service: 55_000,
};

describe('parsePriceCsv', () => {
	it('reads a card as our own list names its columns', () => {
		expect(read(HEAD, 'Germany,0.1365,0.0550,0.0550,,0.0550').rates).toEqual({ Germany: GERMANY });
	});
	it('reads what a table program saves: semicolons, commas in amounts, quotes, a mark at its start', () => {
		const lines = ['\uFEFFMarket;Marketing;Utility;Authentication;Authentication International;Service'];
		lines.push('"Germany";"0,1365";0,0550;0,0550;n/a;0,0550', '', ';;;;;');
		expect(read(...lines).rates).toEqual({ Germany: GERMANY });
		expect(read(HEAD.replaceAll(',', '\t'), 'Germany\t0.1365\t0.055\t.055\t–\t$0.055').rates).toEqual({
			Germany: GERMANY,
		});
	});
	it('reads Meta’s own file: lines above the heading, a currency column', () => {
		const lines = ['WhatsApp Business Platform rates', 'effective October 1,,,', 'Market,,,', 'Marketing,,,'];
		lines.push('Market,Currency,Marketing,Utility,Authentication,Authentication-International,Service');
		lines.push('"Rest of Central and Eastern Europe",$US,0.0860,0.0212,0.0212,n/a,0.0212');
		expect(Object.keys(read(...lines).rates)).toEqual(['Rest of Central & Eastern Europe']);
	});
	it('is done at once with the longest text that says nothing', () => {
		const begun = performance.now();
		for (const text of ['market ', 'market,', 'market\n', '"', 'market marketing;'])
			parsePriceCsv(text.repeat(Math.floor(200_000 / text.length)));
		expect(performance.now() - begun).toBeLessThan(3_000);
	});
	it('finds its columns wherever they stand, and passes over others', () => {
		const { rates } = read(
			'note,service,authentication,utility,market,marketing',
			'new, 1 ,0.3,0.2, Germany ,0.1',
		);
		expect(rates.Germany).toMatchObject({ marketing: 100_000, utility: 200_000, service: 1_000_000 });
	});
	it('has no service rate on a card of before there were any', () => {
		const { rates } = read('market,marketing,utility,authentication', 'Germany,0.1365,0.055,0.055');
		expect(rates.Germany).toMatchObject({ service: null, authenticationInternational: null });
	});
	it('leaves out a market that it does not know, and says which lack', () => {
		const { rates, warnings } = read(HEAD, 'Germany,0.1,0.1,0.1,,', 'Atlantis,0.1,0.1,0.1,,');
		expect(Object.keys(rates)).toEqual(['Germany']);
		expect(warnings[0]).toBe('Line 3: the market “Atlantis” is not known and was left out.');
		expect(warnings[1]).toContain('France');
		expect(warnings[1]).not.toContain('Germany');
	});
	it.each([
		['nothing', [''], 'There is no heading'],
		['no column', ['market,marketing,utility', 'Germany,1,1'], 'no column called authentication'],
		['a word', [HEAD, 'Germany,cheap,0.1,0.1,,'], 'Line 2: “cheap” is no amount (marketing)'],
		['a negative amount', [HEAD, 'Germany,0.1,-0.1,0.1,,'], 'Line 2: “-0.1” is no amount (utility)'],
		['cents', [HEAD, 'Germany,0.1,55,0.1,,'], 'Amounts are in units'],
		['a gap', [HEAD, 'Germany,0.1,,0.1,,'], 'needs a rate for marketing, utility and authentication'],
		[
			'one market twice',
			[HEAD, 'Germany,1,1,1,,', 'germany,2,2,2,,'],
			'Line 3: the market “germany” is there',
		],
		['no known market', [HEAD, 'Atlantis,1,1,1,,'], 'No line has a market'],
	])('refuses %s', (_what, lines, words) => {
		expect(problem(...lines)).toContain(words);
	});
	it('reads back every card that comes with the product', () => {
		for (const card of PRICE_CARDS) {
			const written = Object.entries(card.rates).map(([market, rates]) =>
				[
					`"${market}"`,
					...[rates.marketing, rates.utility, rates.authentication],
					...[rates.authenticationInternational, rates.service],
				]
					.map(cell => (typeof cell === 'number' ? (cell / 1_000_000).toFixed(6) : (cell ?? '')))
					.join(','),
			);
			const { rates, warnings } = read(HEAD, ...written);
			expect(rates).toEqual(card.rates);
			// Only the newest card has every market.
			expect(warnings).toHaveLength(card.effectiveFrom === '2026-10-01' ? 0 : 1);
		}
	});
	it('never makes a rate that is not a whole number from nothing up', () => {
		fc.assert(
			fc.property(fc.array(fc.string({ maxLength: 12 }), { maxLength: 6 }), cells => {
				const result = parsePriceCsv(`${HEAD}\nGermany,${cells.join(',')}`);
				if ('problem' in result) return;
				for (const rate of Object.values(result.rates.Germany ?? {}))
					expect(rate === null || (Number.isSafeInteger(rate) && rate >= 0)).toBe(true);
			}),
		);
	});
});
