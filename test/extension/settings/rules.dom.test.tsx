import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { fail, ok } from '../../../shared/contract/result.ts';
import type { RulesView } from '../../../shared/contract/sending-views.ts';
import { type FakePort, MARA } from '../support-ui/fake-port.ts';
import { all, appears, choose, click, one, rest, type } from '../support-ui/page-steps.ts';
import { sampleCards } from '../support-ui/sample-prices.ts';
import { RULES } from '../support-ui/sample-rules.ts';
import { mountSettings, unmountSettings } from './page.tsx';

afterEach(unmountSettings);

const answer = (port: FakePort) => {
	port.answer('rules:show', () => ok({ rules: RULES }));
	port.answer('price:cards', () => ok({ cards: sampleCards(), currency: 'EUR' }));
	port.answer('rules:change', request => ok({ rules: { ...RULES, ...(request as Partial<RulesView>) } }));
};
const changes = (port: FakePort) =>
	port.calls.filter(call => call.command === 'rules:change').map(call => call.request);
const as = (role: 'agent' | 'manager') => (port: FakePort) => {
	answer(port);
	port.setConnection({ state: 'online', since: 0, relayUrl: '', user: { ...MARA, role } });
};

describe('RulesPage', () => {
	it('saves what was changed and says so', async () => {
		const { port } = await mountSettings('#rules', answer);
		await appears('rule-save');
		expect(one('rule-cap').value).toBe('2');
		await click('rule-capped');
		expect(all('rule-cap')).toHaveLength(0);
		await click('rule-strict');
		await type('rule-confirm-in', 'Welcome');
		expect(one('rule-state').textContent).toBe('Not saved yet');
		await click('rule-save');
		expect(changes(port)).toEqual([{ marketingCap: null, strictButtons: true, confirmOptIn: 'Welcome' }]);
		expect(one('rule-state').textContent).toBe('Saved');
	});

	it('finds a time zone by its city and takes a currency that has a card', async () => {
		const { port } = await mountSettings('#rules', answer);
		await appears('rule-zone');
		expect([...one('rule-currency').querySelectorAll('option')].map(option => option.value)).toEqual([
			'EUR',
			'USD',
		]);
		await choose('rule-currency', 'USD');
		await click('rule-zone');
		await type('rule-zone', 'new york');
		expect(all('rule-zone-option').map(option => option.dataset.value)).toEqual(['America/New_York']);
		await click('rule-zone-option');
		await click('rule-save');
		expect(changes(port)).toEqual([{ zone: 'America/New_York', currency: 'USD' }]);
	});

	it('takes a country for imported numbers, and none', async () => {
		const { port } = await mountSettings('#rules', answer);
		await appears('rule-country');
		expect(one('rule-country').textContent).toContain('Germany');
		await choose('rule-country', 'DE');
		await click('rule-save');
		await choose('rule-country', '');
		await click('rule-save');
		expect(changes(port)).toEqual([{ defaultCountry: 'DE' }, { defaultCountry: null }]);
	});

	it('says what is wrong at its field and in the summary, and loses nothing', async () => {
		const { port } = await mountSettings('#rules', answer);
		await appears('rule-cap');
		await type('rule-cap', '99');
		await click('rule-save');
		expect(one('form-summary').textContent).toContain('Write a whole number from 1 to 50.');
		expect(one('rule-cap').getAttribute('aria-invalid')).toBe('true');
		expect(one('rule-cap').value).toBe('99');
		expect(changes(port)).toEqual([]);
		await type('rule-cap', '3');
		port.answer('rules:change', () => fail('offline', 'The relay is away.'));
		await click('rule-save');
		expect(one('form-summary').textContent).toContain('nothing was saved');
		expect(one('rule-cap').value).toBe('3');
	});

	it('asks before unsaved changes are left, and takes them back', async () => {
		const { hash } = await mountSettings('#rules', answer);
		await appears('rule-strict');
		await click('rule-strict');
		await click('nav-consent');
		expect(all('leave')).toHaveLength(1);
		expect(hash()).toBe('#rules');
		await click('leave-stay');
		await click('rule-reset');
		expect(one('rule-strict').checked).toBe(false);
		await click('nav-consent');
		expect(hash()).toBe('#consent');
	});

	it('follows what another owner changes', async () => {
		const { port } = await mountSettings('#rules', answer);
		await appears('rule-cap');
		port.answer('rules:show', () => ok({ rules: { ...RULES, marketingCap: 7 } }));
		await act(async () => port.emit('rules:changed', {}));
		await rest();
		expect(one('rule-cap').value).toBe('7');
	});

	it.each(['agent', 'manager'] as const)('lets an %s read without changing', async role => {
		const { port } = await mountSettings('#rules', as(role));
		await appears('rules-others');
		expect(one('rule-confirm-out').value).toBe(RULES.confirmOptOut);
		expect(one('rules-form').querySelectorAll('fieldset:not(:disabled)')).toHaveLength(0);
		expect(all('rule-save')).toHaveLength(0);
		expect(port.countOf('price:cards')).toBe(0);
	});

	it('says why the rules did not load', async () => {
		await mountSettings('#rules', port =>
			port.answer('rules:show', () => fail('internal', 'The relay has a fault of its own.')),
		);
		await appears('load-failed');
		expect(one('load-failed').textContent).toContain('The relay has a fault of its own.');
	});

	it('sets how long files are kept, and numbers for choices', async () => {
		const { port } = await mountSettings('#rules', answer);
		await appears('rule-numbered');
		await click('rule-numbered');
		await click('rule-deletes-files');
		await type('rule-file-days', '0');
		await click('rule-save');
		expect(changes(port)).toEqual([]);
		expect(one('form-summary').textContent).toContain('1 to 3,650');
		await type('rule-file-days', '90');
		await click('rule-save');
		expect(changes(port)).toEqual([{ numberedChoices: true, keepFilesDays: 90 }]);
	});

	it('sets who launches broadcasts, and how far ahead', async () => {
		const { port } = await mountSettings('#rules', answer);
		await appears('rule-four-eyes');
		expect(one('rule-schedule-days').value).toBe('62');
		await click('rule-four-eyes');
		await type('rule-schedule-days', '367');
		await click('rule-save');
		expect(changes(port)).toEqual([]);
		expect(one('form-summary').textContent).toContain('Days ahead: Write a whole number from 1 to 366.');
		await type('rule-schedule-days', '90');
		await click('rule-save');
		expect(changes(port)).toEqual([{ fourEyes: true, scheduleDays: 90 }]);
	});
});
