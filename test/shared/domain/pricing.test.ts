import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MARKETS } from '../../../shared/data/markets.ts';
import { PRICE_CARDS } from '../../../shared/data/price-cards.ts';
import {
	type CostFacts,
	cardOn,
	costOfReported,
	dayOf,
	estimateCost,
	formatMoney,
	marketOf,
	monthOf,
	PRICE_CATEGORIES,
	type ReportedPrice,
} from '../../../shared/domain/pricing.ts';

const NOVEMBER = Date.UTC(2026, 10, 21, 12);
const AUGUST = Date.UTC(2026, 7, 21, 12);

const facts = (change: Partial<CostFacts> = {}): CostFacts => ({
	category: 'marketing',
	e164: '+4930901820',
	country: null,
	now: NOVEMBER,
	zone: 'Europe/Berlin',
	windowOpen: false,
	entryFree: false,
	currency: 'USD',
	cards: PRICE_CARDS,
	serviceSentThisMonth: 0,
	...change,
});
const cost = (change: Partial<CostFacts>) => {
	const { amount, reason } = estimateCost(facts(change));
	return [amount, reason];
};

describe('marketOf', () => {
	it.each([
		['+4930901820', 'Germany'],
		['+5511987654321', 'Brazil'],
		['+14155550132', 'North America'],
		['+18095550132', 'Rest of Latin America'],
		['+18765550132', 'Rest of Latin America'],
		['+17875550132', 'Rest of Latin America'],
		['+12425550132', 'Other'],
		['+79161234567', 'Russia'],
		['+77011234567', 'Kazakhstan'],
		['+76011234567', 'Kazakhstan'],
		['+37255512345', 'Other'],
		['+821012345678', 'Other'],
		['+263771234567', 'Rest of Africa'],
		['+8613800138000', 'Rest of Asia Pacific'],
		['+447700900113', 'United Kingdom'],
	])('of %s is %s', (e164, market) => {
		expect(marketOf(e164, null, NOVEMBER)).toBe(market);
	});
	it.each([
		['+85251234567', '2026-07-01', 'Rest of Asia Pacific', 'Hong Kong'],
		['+36201234567', '2026-07-01', 'Rest of Central & Eastern Europe', 'Hungary'],
		['+97433123456', '2026-07-01', 'Rest of Middle East', 'Qatar'],
		['+8801712345678', '2026-10-01', 'Rest of Asia Pacific', 'Bangladesh'],
		['+9647701234567', '2026-10-01', 'Rest of Middle East', 'Iraq'],
		['+77011234567', '2026-10-01', 'Russia', 'Kazakhstan'],
		['+212612345678', '2026-10-01', 'Rest of Africa', 'Morocco'],
		['+380501234567', '2026-10-01', 'Rest of Central & Eastern Europe', 'Ukraine'],
		['+263771234567', '2025-10-01', 'Other', 'Rest of Africa'],
	])('of %s changes at the first moment of %s', (e164, day, before, after) => {
		const at = Date.parse(`${day}T00:00:00Z`);
		expect(marketOf(e164, null, at - 1)).toBe(before);
		expect(marketOf(e164, null, at)).toBe(after);
	});
	it('begins with the account’s own day', () => {
		const at = Date.parse('2026-09-30T20:00:00Z');
		expect(marketOf('+380501234567', null, at, 'Asia/Kolkata')).toBe('Ukraine');
		expect(marketOf('+380501234567', null, at, 'America/New_York')).toBe('Rest of Central & Eastern Europe');
	});
	it('is the country’s for who has no number, and the number’s before the country’s', () => {
		expect(marketOf(null, 'DE', NOVEMBER)).toBe('Germany');
		expect(marketOf(null, 'us', NOVEMBER)).toBe('North America');
		expect(marketOf(null, 'KZ', NOVEMBER)).toBe('Kazakhstan');
		expect(marketOf(null, 'KZ', AUGUST)).toBe('Russia');
		expect(marketOf(null, 'EE', NOVEMBER)).toBe('Other');
		expect(marketOf('+4930901820', 'FR', NOVEMBER)).toBe('Germany');
	});
	it('is not known without either', () => {
		expect(marketOf(null, null, NOVEMBER)).toBeNull();
		expect(marketOf('', '', NOVEMBER)).toBeNull();
	});
	it('is that of the longest prefix, for every number', () => {
		const prefixes = MARKETS.filter(row => row.until === null).flatMap(({ market, members }) =>
			members
				.split(' ')
				.flatMap(member => (member.split(':')[1]?.split('/') ?? []).map(prefix => ({ prefix, market }))),
		);
		const begins = fc.constantFrom(...prefixes.map(one => one.prefix), '1', '2', '37', '99');
		fc.assert(
			fc.property(begins, fc.stringMatching(/^\d{4,9}$/), (begin, rest) => {
				const digits = begin + rest;
				const longest = prefixes
					.filter(one => digits.startsWith(one.prefix))
					.sort((a, b) => b.prefix.length - a.prefix.length)[0];
				expect(marketOf(`+${digits}`, null, NOVEMBER)).toBe(longest?.market ?? 'Other');
			}),
			{ numRuns: 500 },
		);
	});
});

describe('MARKETS', () => {
	it('has every prefix and every country once on every day', () => {
		for (const day of ['2025-07-01', '2025-10-01', '2026-07-01', '2026-10-01', '2026-11-21']) {
			const members = MARKETS.filter(
				({ from, until }) => (from === null || day >= from) && (until === null || day < until),
			).flatMap(row => row.members.split(' '));
			const countries = members.map(member => member.split(':')[0]);
			const prefixes = members.flatMap(member => member.split(':')[1]?.split('/') ?? []);
			expect(new Set(countries).size, day).toBe(countries.length);
			expect(new Set(prefixes).size, day).toBe(prefixes.length);
		}
	});
});

describe('PRICE_CARDS', () => {
	const [july, october, euro] = PRICE_CARDS;
	it('have a rate for every market of their day, and no other', () => {
		for (const card of PRICE_CARDS) {
			const markets = MARKETS.filter(
				({ from, until }) =>
					(from === null || card.effectiveFrom >= from) && (until === null || card.effectiveFrom < until),
			).map(row => row.market);
			expect(Object.keys(card.rates).sort(), card.id).toEqual([...new Set(markets)].sort());
		}
	});
	it('hold the published figures in millionths', () => {
		expect(Object.keys(october.rates)).toHaveLength(47);
		expect(october.rates.Germany).toEqual({
			marketing: 136_500,
			utility: 55_000,
			authentication: 55_000,
			authenticationInternational: null,
			service: 55_000,
		});
		expect(october.rates.India?.authenticationInternational).toBe(30_400);
		expect(july.rates.Mexico?.marketing).toBe(30_500);
		expect(july.rates.Peru?.utility).toBe(20_000);
		expect(july.rates.Germany?.service).toBeNull();
		expect(july.rates.Ukraine).toBeUndefined();
		expect(euro.rates.Germany).toMatchObject({ marketing: 113_100, utility: 45_600, service: null });
	});
	it('are whole, and never negative', () => {
		for (const card of PRICE_CARDS)
			for (const rates of Object.values(card.rates))
				for (const rate of Object.values(rates))
					if (rate !== null) expect(Number.isSafeInteger(rate) && rate > 0).toBe(true);
	});
});

describe('cardOn', () => {
	const of = (id: string, effectiveFrom: string, currency = 'USD') => ({
		id,
		effectiveFrom,
		currency,
		source: '',
		rates: {},
	});
	const cards = [of('b', '2026-10-01'), of('a', '2026-07-01'), of('e', '2026-08-01', 'EUR')];
	it('is the newest that has begun', () => {
		expect(cardOn(cards, 'USD', '2026-09-30')?.id).toBe('a');
		expect(cardOn(cards, 'USD', '2026-10-01')?.id).toBe('b');
		expect(cardOn(cards, 'USD', '2027-01-01')?.id).toBe('b');
		expect(cardOn(cards, 'USD', '2026-06-30')).toBeNull();
		expect(cardOn(cards, 'GBP', '2026-10-01')).toBeNull();
	});
	it('is the later in the list of two of one day', () => {
		expect(cardOn([...cards, of('own', '2026-10-01')], 'USD', '2026-10-01')?.id).toBe('own');
	});
});

describe('estimateCost', () => {
	it('charges each template by its category and market since July 2025', () => {
		expect(cost({})).toEqual([136_500, 'rate']);
		expect(cost({ category: 'utility' })).toEqual([55_000, 'rate']);
		expect(cost({ category: 'authentication' })).toEqual([55_000, 'rate']);
		expect(cost({ now: AUGUST, e164: '+525512345678' })).toEqual([30_500, 'rate']);
		expect(cost({ e164: '+525512345678' })).toEqual([39_700, 'rate']);
	});
	it('has utility free in the window until October 2026, and marketing never', () => {
		expect(cost({ now: AUGUST, category: 'utility', windowOpen: true })).toEqual([0, 'free-in-window']);
		expect(cost({ now: AUGUST, category: 'utility' })).toEqual([55_000, 'rate']);
		expect(cost({ now: AUGUST, category: 'marketing', windowOpen: true })).toEqual([136_500, 'rate']);
		expect(cost({ category: 'utility', windowOpen: true })).toEqual([55_000, 'rate']);
	});
	it('has messages without a template free until October 2026', () => {
		expect(cost({ now: AUGUST, category: 'service', serviceSentThisMonth: 5_000 })).toEqual([
			0,
			'free-service',
		]);
	});
	it('charges them after the first thousand of a month since', () => {
		expect(cost({ category: 'service', serviceSentThisMonth: 999 })).toEqual([0, 'free-allowance']);
		expect(cost({ category: 'service', serviceSentThisMonth: 1_000 })).toEqual([55_000, 'rate']);
	});
	it('changes its rules at the first moment of their day', () => {
		const october = Date.parse('2026-10-01T00:00:00Z');
		const service = { category: 'service', serviceSentThisMonth: 1_000, zone: 'UTC' } as const;
		expect(cost({ ...service, now: october - 1 })).toEqual([0, 'free-service']);
		expect(cost({ ...service, now: october })).toEqual([55_000, 'rate']);
		const early = { ...PRICE_CARDS[0], effectiveFrom: '2025-01-01' };
		const july = Date.parse('2025-07-01T00:00:00Z');
		expect(cost({ zone: 'UTC', cards: [early], now: july - 1 })).toEqual([null, 'no-rate']);
		expect(cost({ zone: 'UTC', cards: [early], now: july })).toEqual([136_500, 'rate']);
	});
	it('takes a card that knows no such rate for what it says of utility', () => {
		expect(cost({ category: 'service', serviceSentThisMonth: 1_000, currency: 'EUR' })).toEqual([
			45_600,
			'rate',
		]);
	});
	it('changes its rules with the account’s own day', () => {
		const at = Date.parse('2026-09-30T20:00:00Z');
		const one = { now: at, category: 'utility', windowOpen: true } as const;
		expect(cost({ ...one, zone: 'Asia/Kolkata' })).toEqual([55_000, 'rate']);
		expect(cost({ ...one, zone: 'America/New_York' })).toEqual([0, 'free-in-window']);
	});
	it('has everything free within a free entry point', () => {
		for (const category of PRICE_CATEGORIES)
			expect(cost({ category, entryFree: true, serviceSentThisMonth: 9_999 })).toEqual([
				0,
				'free-entry-point',
			]);
	});
	it('knows no rate for a stranger’s country, another currency and a day before the rules', () => {
		expect(cost({ e164: null })).toEqual([null, 'no-rate']);
		expect(cost({ currency: 'GBP' })).toEqual([null, 'no-rate']);
		expect(cost({ now: Date.UTC(2025, 5, 30, 12), category: 'service' })).toEqual([null, 'no-rate']);
		expect(cost({ now: Date.UTC(2026, 5, 30, 12) })).toEqual([null, 'no-rate']);
	});
	it('prices a market that is newer than the card as the card’s day would', () => {
		const estimate = estimateCost(facts({ e164: '+380501234567', currency: 'EUR' }));
		expect(estimate).toMatchObject({ market: 'Ukraine', amount: 71_200 });
	});
	it('is never negative, and says which market it is of', () => {
		fc.assert(
			fc.property(
				fc.record({
					category: fc.constantFrom(...PRICE_CATEGORIES),
					e164: fc.option(fc.stringMatching(/^\+[1-9]\d{7,14}$/)),
					country: fc.option(fc.constantFrom('DE', 'BR', 'ZW', 'XX')),
					now: fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2028, 0) }),
					zone: fc.constantFrom('UTC', 'Asia/Kolkata', 'America/St_Johns', 'Pacific/Auckland'),
					windowOpen: fc.boolean(),
					entryFree: fc.boolean(),
					currency: fc.constantFrom('USD', 'EUR', 'GBP'),
					serviceSentThisMonth: fc.nat(2_000),
				}),
				change => {
					const { amount, reason, market } = estimateCost(facts(change));
					expect(amount === null).toBe(reason === 'no-rate');
					if (amount !== null) expect(Number.isSafeInteger(amount) && amount >= 0).toBe(true);
					if (amount !== null && amount > 0) expect(market).not.toBeNull();
				},
			),
			{ numRuns: 300 },
		);
	});
});

describe('costOfReported', () => {
	const price = (change: Partial<ReportedPrice> = {}): ReportedPrice => ({
		billable: true,
		category: 'marketing',
		model: 'PMP',
		type: 'regular',
		...change,
	});
	const of = (change: Partial<ReportedPrice>, at = NOVEMBER, e164 = '+4930901820') =>
		costOfReported({
			price: price(change),
			country: null,
			e164,
			at,
			zone: 'UTC',
			currency: 'USD',
			cards: PRICE_CARDS,
		}).amount;
	it('prices what was billed by its category', () => {
		expect(of({})).toBe(136_500);
		expect(of({ category: 'marketing_lite' })).toBe(136_500);
		expect(of({ category: 'MARKETING', type: 'REGULAR' })).toBe(136_500);
		expect(of({ category: 'utility' })).toBe(55_000);
		expect(of({ category: 'service' })).toBe(55_000);
		expect(of({ category: 'authentication' })).toBe(55_000);
	});
	it('reads the international category with either sign', () => {
		expect(of({ category: 'authentication-international' }, NOVEMBER, '+919812345678')).toBe(30_400);
		expect(of({ category: 'authentication_international' }, NOVEMBER, '+919812345678')).toBe(30_400);
		expect(of({ category: 'authentication_international' })).toBeNull();
	});
	it('is nothing for what the provider gave away', () => {
		expect(of({ type: 'free_customer_service', category: 'utility' })).toBe(0);
		expect(of({ type: 'FREE_ENTRY_POINT' })).toBe(0);
		expect(of({ billable: false, type: null })).toBe(0);
		expect(of({ category: 'referral_conversion', type: null })).toBe(0);
	});
	it('believes the type where the older sign is missing', () => {
		expect(of({ billable: null })).toBe(136_500);
		expect(of({ type: null })).toBe(136_500);
	});
	it('is not known where the report or the cards do not say', () => {
		expect(of({ billable: null, type: null })).toBeNull();
		expect(of({ category: null })).toBeNull();
		expect(of({ category: 'general_purpose_ai' })).toBeNull();
		expect(of({ model: 'CBP' })).toBeNull();
		expect(of({}, Date.UTC(2025, 1, 1))).toBeNull();
	});
	it('uses the card of the day that the message was sent', () => {
		expect(of({}, AUGUST, '+525512345678')).toBe(30_500);
		expect(of({}, NOVEMBER, '+525512345678')).toBe(39_700);
	});
	it('is that of the first day of October on that day', () => {
		expect(of({ category: 'service' }, Date.parse('2026-09-30T23:59:59Z'))).toBe(0);
		expect(of({ category: 'service' }, Date.parse('2026-10-01T00:00:00Z'))).toBe(55_000);
	});
	it('has a service message of before October 2026 for free', () => {
		expect(of({ category: 'service' }, AUGUST)).toBe(0);
	});
});

const ZONES = [
	'UTC',
	'Europe/Berlin',
	'Europe/London',
	'America/New_York',
	'America/St_Johns',
	'America/Sao_Paulo',
	'America/Los_Angeles',
	'Asia/Kolkata',
	'Asia/Kathmandu',
	'Asia/Tokyo',
	'Australia/Lord_Howe',
	'Pacific/Auckland',
	'Pacific/Chatham',
	'Pacific/Kiritimati',
];

describe('dayOf', () => {
	it.each([
		// The clocks of Berlin go back at 01:00 UTC on 25 Oct 2026, forward on 28 Mar 2027.
		['2026-10-24T21:59:59Z', 'Europe/Berlin', '2026-10-24'],
		['2026-10-24T22:00:00Z', 'Europe/Berlin', '2026-10-25'],
		['2026-10-25T22:59:59Z', 'Europe/Berlin', '2026-10-25'],
		['2026-10-25T23:00:00Z', 'Europe/Berlin', '2026-10-26'],
		// Those of St John’s on 1 Nov 2026: half hours.
		['2026-11-01T02:29:59Z', 'America/St_Johns', '2026-10-31'],
		['2026-11-01T02:30:00Z', 'America/St_Johns', '2026-11-01'],
		['2026-11-02T03:29:59Z', 'America/St_Johns', '2026-11-01'],
		['2026-11-02T03:30:00Z', 'America/St_Johns', '2026-11-02'],
		['2026-10-31T18:29:59Z', 'Asia/Kolkata', '2026-10-31'],
		['2026-10-31T18:30:00Z', 'Asia/Kolkata', '2026-11-01'],
		['2026-12-31T10:00:00Z', 'Pacific/Kiritimati', '2027-01-01'],
	])('of %s in %s is %s', (at, zone, day) => {
		expect(dayOf(Date.parse(at), zone)).toBe(day);
		expect(monthOf(Date.parse(at), zone)).toBe(day.slice(0, 7));
	});
	it('has every local day between 23 and 25 hours long, in order, over a year of clock changes', () => {
		for (const zone of ZONES) {
			let day = '';
			let begun = 0;
			for (let at = Date.UTC(2026, 8, 1); at < Date.UTC(2027, 8, 1); at += 15 * 60_000) {
				const now = dayOf(at, zone);
				if (now === day) continue;
				expect(now > day, `${zone} ${now}`).toBe(true);
				const hours = (at - begun) / 3_600_000;
				if (begun > Date.UTC(2026, 8, 2)) {
					expect(hours, `${zone} ${day}`).toBeGreaterThanOrEqual(23);
					expect(hours, `${zone} ${day}`).toBeLessThanOrEqual(25);
				}
				[day, begun] = [now, at];
			}
		}
	});
	it('is what another way of the same calendar writes', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...ZONES),
				fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2035, 0) }),
				(zone, at) => {
					expect(dayOf(at, zone)).toBe(new Date(at).toLocaleDateString('sv-SE', { timeZone: zone }));
				},
			),
			{ numRuns: 500 },
		);
	});
	it('refuses a zone that is none', () => {
		expect(() => dayOf(0, 'Mars/Olympus')).toThrow(RangeError);
	});
});

describe('formatMoney', () => {
	it('shows small amounts as rate cards do, and the rest as money', () => {
		expect(formatMoney(61_800, 'USD', 'en-US')).toBe('$0.0618');
		expect(formatMoney(136_500, 'USD', 'en-US')).toBe('$0.1365');
		expect(formatMoney(800, 'USD', 'en-US')).toBe('$0.0008');
		expect(formatMoney(50, 'USD', 'en-US')).toBe('$0.00005');
		expect(formatMoney(0, 'USD', 'en-US')).toBe('$0.00');
		expect(formatMoney(500_000, 'USD', 'en-US')).toBe('$0.50');
		expect(formatMoney(1_204_567_800, 'USD', 'en-US')).toBe('$1,204.57');
	});
	it('shows a word that is no currency as it is', () => {
		expect(formatMoney(1_500_000, 'coins', 'en-US')).toBe('1.5 coins');
	});
});
