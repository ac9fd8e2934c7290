import { fail, ok } from '../../../shared/contract/result.ts';
import { monthOf } from '../../../shared/domain/pricing.ts';
import { DAY_MS } from '../../../shared/lib/time.ts';
import { MARA } from './fake-port.ts';
import type { FakeRelay } from './fake-relay.ts';
import { sampleConsents } from './sample-consents.ts';
import { samplePools, sampleUses } from './sample-limits.ts';
import { cardOf, sampleCards, sampleTotals } from './sample-prices.ts';
import type { SettingsScene } from './settings-scenes.ts';

/** Answers what the pages of limits, prices and consent ask. */
export function answerPages({ port }: FakeRelay, now: number): void {
	const pools = samplePools(now);
	port.answer('limit:show', () => ok({ pools, templates: sampleUses() }));
	port.answer('limit:look', () =>
		fail(
			'refused',
			'360dialog tells nothing of limits when asked. What it reports by itself is shown here.',
			{ refusal: 'not-supported' },
		),
	);
	port.answer('price:cards', () => ok({ cards: sampleCards(), currency: 'EUR' }));
	port.answer('price:totals', () =>
		ok({ totals: sampleTotals(monthOf(now, 'Europe/Berlin'), monthOf(now - 31 * DAY_MS, 'Europe/Berlin')) }),
	);
	port.answer('price:import', () =>
		ok({
			card: cardOf({ id: 'crd-2', imported: true }),
			warnings: [
				'Line 4: the market “Atlantis” is not known and was left out.',
				'Without a rate: India, Brazil.',
			],
		}),
	);
	port.answer('consent:list', () => ok({ lines: sampleConsents(now), hasMore: true }));
	port.answer('consent:export', () =>
		ok({ filename: 'consent-2026-11-21.csv', csv: 'time,contact\r\n', lines: 412 }),
	);
	port.answer('rules:change', () =>
		fail('invalid', '“Europe/Bonn” is no time zone. Write it like Europe/Berlin.', {
			fields: { zone: 'is no time zone' },
		}),
	);
}

/** Every state of these pages that is looked at. */
export function pagesScenes(relay: () => FakeRelay): Readonly<Record<string, SettingsScene>> {
	const changed = (change: (relay: FakeRelay) => void) => () => {
		const made = relay();
		change(made);
		return made;
	};
	const asAgent = changed(({ port }) =>
		port.setConnection({ state: 'online', since: 0, relayUrl: '', user: { ...MARA, role: 'agent' } }),
	);
	return {
		's-limits': { relay, hash: '#limits', steps: [['click', '[data-test=limit-look]']] },
		's-limits-help': { relay, hash: '#limits', steps: [['click', '[data-test=limits-help] summary']] },
		's-limits-join': {
			relay,
			hash: '#limits',
			steps: [
				['click', '[data-test=pool-new]'],
				['click', '[data-test=join-save]'],
			],
		},
		's-limits-empty': {
			relay: changed(({ port }) => port.answer('limit:show', () => ok({ pools: [], templates: [] }))),
			hash: '#limits',
		},
		's-prices': { relay, hash: '#prices' },
		's-prices-empty': {
			relay: changed(({ port }) => port.answer('price:totals', () => ok({ totals: [] }))),
			hash: '#prices',
			steps: [['click', '[data-test=price-card] summary']],
		},
		's-prices-import': {
			relay,
			hash: '#prices?open=import',
			steps: [
				['type', '[data-test=import-csv]', 'Market,Marketing,Utility,Authentication\nGermany,many,1,1'],
				['click', '[data-test=import-save]'],
			],
		},
		's-consent': { relay, hash: '#consent' },
		's-consent-help': { relay, hash: '#consent', steps: [['click', '[data-test=consent-help] summary']] },
		's-consent-empty': {
			relay: changed(({ port }) => port.answer('consent:list', () => ok({ lines: [], hasMore: false }))),
			hash: '#consent',
		},
		's-rules': { relay, hash: '#rules' },
		's-rules-refused': {
			relay,
			hash: '#rules',
			steps: [
				['type', '[data-test=rule-confirm-in]', 'Welcome'],
				['type', '[data-test=rule-cap]', '99'],
				['click', '[data-test=rule-save]'],
			],
		},
		's-rules-agent': { relay: asAgent, hash: '#rules' },
		's-rules-zone': {
			relay,
			hash: '#rules',
			steps: [
				['click', '[data-test=rule-zone]'],
				['type', '[data-test=rule-zone]', 'madr'],
			],
		},
	};
}
