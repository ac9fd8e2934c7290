import { describe, expect, it } from 'vitest';
import { toWhatsApp } from '../../../relay/providers/whatsapp/to-whatsapp.ts';
import type { Template, TemplateParameters } from '../../../shared/domain/template.ts';
import { emptyDraft, templateOf } from '../../../shared/domain/template-draft.ts';

const base: Template = { ...templateOf(emptyDraft('en_US', 'marketing')), name: 'sale', body: 'Hello.' };

function components(
	template: Template,
	parameters: TemplateParameters,
	cardRefs: (string | null)[] = [],
): unknown {
	const body = toWhatsApp({
		id: 'msg_1',
		to: { kind: 'phone', value: '+491713920001' },
		content: { kind: 'template', template, parameters, mediaRef: null, cardRefs },
		replyToExternalId: null,
		asHumanAgent: false,
	});
	return (body.template as { components?: unknown }).components;
}

describe('toWhatsApp', () => {
	it('sends every card in its order, each with its own file, values and buttons', () => {
		const card = {
			header: { kind: 'image' as const },
			body: 'For {{1}}',
			buttons: [
				{ kind: 'quick-reply' as const, text: 'More' },
				{ kind: 'url' as const, text: 'Look', url: 'https://shop.example/{{1}}' },
			],
		};
		const template: Template = { ...base, cards: [card, { ...card, header: { kind: 'video' } }] };
		const cards = [
			{ body: { 1: 'you' }, buttons: { 0: 'MORE-0', 1: 'a' } },
			{ body: { 1: 'them' }, buttons: { 1: 'b' } },
		];
		expect(components(template, { cards }, ['m0', 'm1'])).toEqual([
			{
				type: 'carousel',
				cards: [
					{
						card_index: 0,
						components: [
							{ type: 'header', parameters: [{ type: 'image', image: { id: 'm0' } }] },
							{ type: 'body', parameters: [{ type: 'text', text: 'you' }] },
							{
								type: 'button',
								sub_type: 'quick_reply',
								index: '0',
								parameters: [{ type: 'payload', payload: 'MORE-0' }],
							},
							{ type: 'button', sub_type: 'url', index: '1', parameters: [{ type: 'text', text: 'a' }] },
						],
					},
					{
						card_index: 1,
						components: [
							{ type: 'header', parameters: [{ type: 'video', video: { id: 'm1' } }] },
							{ type: 'body', parameters: [{ type: 'text', text: 'them' }] },
							{ type: 'button', sub_type: 'url', index: '1', parameters: [{ type: 'text', text: 'b' }] },
						],
					},
				],
			},
		]);
	});
	it('sends when an offer ends, in milliseconds, and only where it counts down', () => {
		const offer = { text: 'Ends soon', hasExpiration: true };
		expect(components({ ...base, offer }, { offerEndsAt: 1_793_000_000_000 })).toEqual([
			{
				type: 'limited_time_offer',
				parameters: [
					{ type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: 1_793_000_000_000 } },
				],
			},
		]);
		const still = { ...base, offer: { ...offer, hasExpiration: false } };
		expect(components(still, { offerEndsAt: 1_793_000_000_000 })).toBeUndefined();
	});
	it('says the code of an authentication template twice', () => {
		const template: Template = {
			...templateOf(emptyDraft('en_US', 'authentication')),
			name: 'code',
			buttons: [{ kind: 'url', text: 'Copy code', url: 'https://www.whatsapp.com/otp/code' }],
		};
		expect(components(template, { body: { 1: '4711' } })).toEqual([
			{ type: 'body', parameters: [{ type: 'text', text: '4711' }] },
			{ type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '4711' }] },
		]);
	});
});
