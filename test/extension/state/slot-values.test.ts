import { describe, expect, it } from 'vitest';
import { parametersOf, sampleParameters } from '../../../extension/state/slot-values.ts';
import { templateSlots } from '../../../shared/domain/template.ts';
import { checkParameters } from '../../../shared/domain/template-values.ts';
import { TEMPLATES } from '../support-ui/sample-templates.ts';
import { templateOf } from '../support-ui/samples.ts';

const carousel = templateOf({
	name: 'kitchens',
	category: 'marketing',
	body: 'Hello {{1}}',
	offer: { text: 'Ends soon', hasExpiration: true },
	cards: [0, 1].map(() => ({
		header: { kind: 'image' as const },
		body: 'Front {{1}}',
		buttons: [{ kind: 'url' as const, text: 'See', url: 'https://kitchens.example.org/{{1}}' }],
	})),
});

describe('parametersOf', () => {
	it('fills every kind of slot so that nothing is missing', () => {
		const parameters = parametersOf(templateSlots(carousel), {
			text: slot => `value-of-${slot.card ?? 'body'}`,
			media: slot => ({ mediaId: `m${slot.card}`, filename: null }),
			location: null,
			offerEndsAt: 1_800_000_000_000,
		});
		expect(checkParameters(carousel, parameters)).toEqual([]);
		expect(parameters.cards?.[1]).toEqual({
			mediaId: 'm1',
			body: { 1: 'value-of-1' },
			buttons: { 0: 'value-of-1' },
		});
	});

	it('leaves a file and a time out that are not there', () => {
		const parameters = parametersOf(templateSlots(carousel), {
			text: () => '',
			media: () => null,
			location: null,
			offerEndsAt: null,
		});
		expect(parameters.cards?.[0]?.mediaId).toBeUndefined();
		expect(parameters.offerEndsAt).toBeUndefined();
	});

	it('gives only documents their name', () => {
		const of = (kind: 'image' | 'document') => {
			const template = templateOf({ name: 'x', header: { kind } });
			return parametersOf(templateSlots(template), {
				text: () => '',
				media: () => ({ mediaId: 'm', filename: 'a.pdf' }),
				location: null,
				offerEndsAt: null,
			}).header;
		};
		expect(of('image')).toEqual({ mediaId: 'm' });
		expect(of('document')).toEqual({ mediaId: 'm', filename: 'a.pdf' });
	});
});

describe('sampleParameters', () => {
	it('fills a template with its own samples', () => {
		const order = TEMPLATES.find(one => one.name === 'order_update');
		expect(order && sampleParameters(order)).toEqual({
			body: { 1: 'Maria', 2: 'KB-10001', 3: '12 May 2026' },
			buttons: { 1: 'KB-10001' },
		});
	});
});
