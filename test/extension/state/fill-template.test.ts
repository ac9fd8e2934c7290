import { describe, expect, it } from 'vitest';
import { fillTemplate, pageValues } from '../../../extension/state/fill-template.ts';
import type { TemplateView } from '../../../shared/contract/sending-views.ts';
import type { CrmRecord } from '../../../shared/domain/crm-record.ts';
import { templateSlots } from '../../../shared/domain/template.ts';
import { RECORD, templateOf } from '../support-ui/samples.ts';

const ANN = { id: '501', name: 'Ann Berger' };
const fill = (template: TemplateView, record: CrmRecord | null = RECORD, person: typeof ANN | null = ANN) =>
	fillTemplate(template, templateSlots(template), record, person);

describe('fillTemplate', () => {
	it('fills a named variable from the field of that name, and is sure', () => {
		const template = templateOf({
			name: 'a',
			format: 'named',
			body: 'Hello {{first_name}}, order {{order_number}}',
		});
		expect(fill(template)).toMatchObject({
			'body.first_name': { value: 'Ann', source: { key: 'contact.501.first_name' }, sure: true },
			'body.order_number': { value: 'KB-20417', source: { label: 'Order number' }, sure: true },
		});
	});

	it('takes a numbered variable behind a greeting as the first name', () => {
		expect(fill(templateOf({ name: 'a', body: 'Hi {{1}}, thank you.' }))['body.1']).toMatchObject({
			value: 'Ann',
			sure: true,
		});
	});

	it('reads the words before a numbered variable', () => {
		const filled = fill(templateOf({ name: 'a', body: 'Your order {{1}} is ready. Delivery date: {{2}}' }));
		expect(filled['body.1']?.value).toBe('KB-20417');
		expect(filled['body.2']).toMatchObject({ value: '4 December 2026', sure: true });
	});

	it('proposes by the sample’s form alone, and is not sure', () => {
		const template = templateOf({ name: 'a', body: 'It is {{1}}.', samples: { 'body.1': '12/05/2026' } });
		expect(fill(template)['body.1']).toMatchObject({ value: '4 December 2026', sure: false });
	});

	it('gives a button that has another slot’s sample that slot’s value', () => {
		const template = templateOf({
			name: 'a',
			body: 'Your order {{1}}',
			buttons: [{ kind: 'url', text: 'Open', url: 'https://example.org/{{1}}' }],
			samples: { 'body.1': 'X-1', 'buttons.0': 'X-1' },
		});
		expect(fill(template)['buttons.0']?.value).toBe('KB-20417');
	});

	it('leaves empty what nothing fits', () => {
		expect(fill(templateOf({ name: 'a', format: 'named', body: '{{colour}}' }))['body.colour']).toMatchObject(
			{
				value: '',
				source: null,
			},
		);
	});

	it('never takes a lead’s name for a person’s', () => {
		const record = { ...RECORD, fields: RECORD.fields.filter(field => field.key === 'lead.name') };
		expect(
			fill(templateOf({ name: 'a', format: 'named', body: '{{name}}' }), record)['body.name']?.value,
		).toBe('Ann Berger');
	});

	it('prefers the values of the person who is written to', () => {
		const record = {
			...RECORD,
			fields: [
				{ key: 'contact.502.first_name', label: 'First name', value: 'Jonas' },
				{ key: 'contact.501.first_name', label: 'First name', value: 'Ann' },
			],
		};
		expect(fill(templateOf({ name: 'a', body: 'Hi {{1}}' }), record)['body.1']?.value).toBe('Ann');
	});

	it('makes one line of a value of several', () => {
		const record = {
			...RECORD,
			fields: [{ key: 'lead.cf.1', label: 'Address', value: 'Gartenweg 3\n14467  Potsdam' }],
		};
		const template = templateOf({ name: 'a', format: 'named', body: '{{address}}' });
		expect(fill(template, record)['body.address']?.value).toBe('Gartenweg 3 14467 Potsdam');
	});

	it('knows the name without any record', () => {
		expect(fill(templateOf({ name: 'a', body: 'Dear {{1}}' }), null)['body.1']?.value).toBe('Ann');
	});
});

describe('pageValues', () => {
	it('offers no name that is only a number', () => {
		expect(pageValues(null, { id: null, name: '+49 1555 0100234' })).toEqual([]);
	});

	it('leaves empty fields out', () => {
		const record = { ...RECORD, fields: [{ key: 'lead.cf.1', label: 'City', value: ' ' }] };
		expect(pageValues(record, null).map(field => field.label)).not.toContain('City');
	});
});
