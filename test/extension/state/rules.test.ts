import { describe, expect, it } from 'vitest';
import { createRules, createRulesForm } from '../../../extension/state/rules.ts';
import { fail, ok } from '../../../shared/contract/result.ts';
import type { RulesView } from '../../../shared/contract/sending-views.ts';
import { createFakePort } from '../support-ui/fake-port.ts';
import { settled } from '../support-ui/memory-stores.ts';
import { RULES } from '../support-ui/sample-rules.ts';

/** A form over a relay that keeps what it is told. */
async function opened(first: RulesView = RULES) {
	let kept = first;
	const port = createFakePort({
		'rules:show': () => ok({ rules: kept }),
		'rules:change': request => {
			kept = { ...kept, ...(request as Partial<RulesView>) };
			return ok({ rules: kept });
		},
	});
	const rules = createRules(port);
	await settled();
	const form = createRulesForm(port, rules);
	const changeElsewhere = async (change: Partial<RulesView>) => {
		kept = { ...kept, ...change };
		port.emit('rules:changed', {});
		await settled();
	};
	const sent = () => port.calls.filter(call => call.command === 'rules:change').map(call => call.request);
	return { port, form, changeElsewhere, sent };
}

describe('createRulesForm', () => {
	it('sends only what was changed', async () => {
		const { form, sent } = await opened();
		form.write({ cap: ' 5 ', confirmOptOut: '' });
		expect(form.dirty.value).toBe(true);
		expect(await form.save()).toBe(true);
		expect(sent()).toEqual([{ marketingCap: 5, confirmOptOut: '' }]);
		expect([form.dirty.value, form.saved.value]).toEqual([false, true]);
		form.write({ strictButtons: true });
		expect(form.saved.value).toBe(false);
	});

	it('sends no cap as null, whatever stands in its field', async () => {
		const { form, sent } = await opened();
		form.write({ cap: 'x' });
		form.write({ capped: false });
		expect(await form.save()).toBe(true);
		expect(sent()).toEqual([{ marketingCap: null }]);
	});

	it('asks nothing of the relay when nothing was changed, or changed and changed back', async () => {
		const { form, sent } = await opened();
		form.write({ currency: 'USD' });
		form.write({ currency: 'EUR' });
		expect(form.dirty.value).toBe(false);
		expect(await form.save()).toBe(true);
		expect(sent()).toEqual([]);
	});

	it.each(['0', '51', '1.5', '', 'two', '-1'])('refuses %j as a cap', async cap => {
		const { form, sent } = await opened();
		form.write({ cap });
		expect(await form.save()).toBe(false);
		expect(form.errors.value).toEqual({ marketingCap: { own: 'cap' } });
		expect(sent()).toEqual([]);
		form.write({ cap: '50' });
		expect(form.errors.value).toEqual({});
	});

	it('refuses a confirmation that is too long, and takes the longest', async () => {
		const { form } = await opened();
		form.write({ confirmOptIn: 'x'.repeat(1001) });
		expect(await form.save()).toBe(false);
		expect(form.errors.value).toEqual({ confirmOptIn: { own: 'length' } });
		form.write({ confirmOptIn: 'x'.repeat(1000) });
		expect(await form.save()).toBe(true);
	});

	it('takes what others change, but not over what is typed here', async () => {
		const { form, changeElsewhere, sent } = await opened();
		form.write({ currency: 'USD' });
		await changeElsewhere({ currency: 'GBP', zone: 'Europe/Madrid' });
		expect(form.values.value).toMatchObject({ currency: 'USD', zone: 'Europe/Madrid' });
		await form.save();
		expect(sent()).toEqual([{ currency: 'USD' }]);
	});

	it('loses nothing when the relay refuses, and takes changes back on demand', async () => {
		const { port, form } = await opened();
		port.answer('rules:change', () => fail('invalid', 'No.', { fields: { zone: 'is no time zone' } }));
		form.write({ zone: 'Europe/Bonn' });
		expect(await form.save()).toBe(false);
		expect(form.errors.value).toEqual({ zone: { said: 'is no time zone' } });
		expect(form.values.value.zone).toBe('Europe/Bonn');
		form.reset();
		expect(form.values.value.zone).toBe(RULES.zone);
		expect([form.errors.value, form.problem.value, form.dirty.value]).toEqual([{}, null, false]);
	});

	it('keeps what is typed while it is being saved', async () => {
		const { port, form } = await opened();
		port.answer('rules:change', async () => {
			form.write({ confirmOptIn: 'Welcome' });
			return ok({ rules: { ...RULES, strictButtons: true } });
		});
		form.write({ strictButtons: true });
		expect(await form.save()).toBe(true);
		expect(form.values.value).toMatchObject({ strictButtons: true, confirmOptIn: 'Welcome' });
		expect(form.dirty.value).toBe(true);
	});
});
