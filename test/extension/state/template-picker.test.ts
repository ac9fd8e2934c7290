import { describe, expect, it } from 'vitest';
import { until } from '../../support/until.ts';
import { settled } from '../support-ui/memory-stores.ts';
import { openSidebar } from '../support-ui/open-sidebar.ts';
import { TEMPLATES } from '../support-ui/sample-templates.ts';

describe('createTemplatePicker', () => {
	it('sends a template whose values are all found in two steps and without typing', async () => {
		const { sidebar, relay } = await openSidebar();
		sidebar.templates.open();
		await settled();
		const found = await until('the template is in the list', async () =>
			sidebar.templates.found.value?.find(one => one.template.name === 'order_update'),
		);
		await sidebar.templates.choose(found.template);
		expect(sidebar.templates.send()).toBe(true);
		expect(relay.port.sent[0]?.content).toEqual({
			kind: 'template',
			name: 'order_update',
			language: 'en',
			parameters: {
				body: { 1: 'Ann', 2: 'KB-20417', 3: '4 December 2026' },
				buttons: { 1: 'KB-20417' },
			},
		});
		expect(sidebar.templates.step.value).toBe('closed');
	});

	it('sends nothing while a value is missing, and says which', async () => {
		const { sidebar, relay } = await openSidebar();
		sidebar.templates.open();
		await settled();
		const reminder = TEMPLATES.find(one => one.name === 'appointment_reminder');
		if (reminder) await sidebar.templates.choose(reminder);
		const form = sidebar.templates.form.value;
		expect(form?.problems.value).toEqual({});
		expect(sidebar.templates.send()).toBe(false);
		expect(Object.keys(form?.problems.value ?? {})).toEqual(['body.time']);
		form?.write('body.time', '14:30');
		expect(form?.preview.value.body).toContain('at 14:30 in our Potsdam showroom');
		expect(sidebar.templates.send()).toBe(true);
		expect(relay.port.sent).toHaveLength(1);
	});

	it('puts those that cannot be sent last, with their reason', async () => {
		const { sidebar } = await openSidebar();
		sidebar.templates.open();
		await settled();
		const reasons = sidebar.templates.found.value?.map(one => one.unsendable !== null) ?? [];
		expect(reasons).toEqual([...reasons].sort());
		const rejected = sidebar.templates.found.value?.find(one => one.template.name === 'winter_sale');
		expect(rejected?.unsendable?.message).toContain('WhatsApp did not approve it');
	});

	it('finds by every word in name, text, category, language or status', async () => {
		const { sidebar } = await openSidebar();
		sidebar.templates.open();
		await settled();
		sidebar.templates.setSearch('marketing de');
		expect(sidebar.templates.found.value?.map(one => one.template.name)).toContain('spring_offer');
		sidebar.templates.setSearch('zebra');
		expect(sidebar.templates.found.value).toEqual([]);
	});

	it('writes to no one else when another contact is chosen meanwhile', async () => {
		const { sidebar } = await openSidebar();
		sidebar.templates.open();
		const jonas = sidebar.place.record.value?.contacts[1];
		if (!jonas?.phones[0]) throw new Error('the sample record has two contacts');
		sidebar.place.choosePhone(jonas, jonas.phones[0]);
		await settled();
		expect(sidebar.templates.step.value).toBe('closed');
	});
});
