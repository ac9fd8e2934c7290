import { describe, expect, it } from 'vitest';
import { readTemplate } from '../../../relay/providers/whatsapp/templates.ts';
import { toTemplateBody } from '../../../relay/providers/whatsapp/to-template.ts';
import { draftOf, emptyDraft, type TemplateDraft } from '../../../shared/domain/template-draft.ts';

const draft = (change: Partial<TemplateDraft> = {}): TemplateDraft => ({
	...emptyDraft('en_US', 'marketing'),
	name: 'summer_sale',
	body: 'Hello {{1}}, our sale begins on {{2}} in every shop.',
	samples: { 'body.1': 'Ann', 'body.2': 'Monday' },
	...change,
});

/** As the provider lists what was created with this draft. */
function listed(one: TemplateDraft, handles = {}) {
	const body = toTemplateBody(one, handles);
	const read = readTemplate({ ...body, id: '1', status: 'PENDING' });
	if (!read) throw new Error('A template that was created cannot be read.');
	return read.template;
}

const DRAFTS: Record<string, TemplateDraft> = {
	'text with positions': draft(),
	names: draft({
		format: 'named',
		header: { kind: 'text', text: 'News for {{first_name}}' },
		body: 'Hello {{first_name}}, our sale begins on {{day}} in every shop.',
		samples: { 'header.first_name': 'Ann', 'body.first_name': 'Ann', 'body.day': 'Monday' },
	}),
	'every button': draft({
		footer: 'Reply STOP to unsubscribe',
		buttons: [
			{ kind: 'quick-reply', text: 'Tell me more' },
			{ kind: 'url', text: 'Shop', url: 'https://shop.example/{{1}}' },
			{ kind: 'url', text: 'Home', url: 'https://shop.example' },
			{ kind: 'phone', text: 'Call us', phone: '+493023125100' },
			{ kind: 'copy-code', text: 'Copy code' },
		],
		samples: { ...draft().samples, 'buttons.1': 'summer', 'buttons.4': 'SUMMER20' },
	}),
	'a carousel': draft({
		cards: [1, 2].map(card => ({
			header: { kind: 'image' as const },
			body: `Card {{1}} of ${card} cards`,
			buttons: [{ kind: 'url' as const, text: 'Look', url: 'https://shop.example/{{1}}' }],
		})),
		samples: {
			...draft().samples,
			'cards.0.body.1': 'one',
			'cards.1.body.1': 'two',
			'cards.0.buttons.0': 'a',
			'cards.1.buttons.0': 'b',
		},
	}),
	'an offer': draft({
		header: { kind: 'image' },
		offer: { text: 'Ends soon', hasExpiration: true },
		buttons: [
			{ kind: 'copy-code', text: 'Copy code' },
			{ kind: 'url', text: 'Shop', url: 'https://shop.example' },
		],
		samples: { ...draft().samples, 'buttons.0': 'SUMMER20' },
	}),
	'a place': draft({ header: { kind: 'location' } }),
};

describe('toTemplateBody', () => {
	it.each(Object.entries(DRAFTS))('and reading it back keep %s as it was written', (_name, one) => {
		const read = draftOf(listed(one));
		expect(read).toEqual(one);
	});
	it('gives samples of files as handles, also on cards', () => {
		const one = draft({
			header: { kind: 'video' },
			cards: [{ header: { kind: 'image' }, body: '', buttons: [] }],
		});
		const body = toTemplateBody(one, { 'header.media': '4::a', 'cards.0.header.media': '4::b' });
		const text = JSON.stringify(body);
		expect(text).toContain('"format":"VIDEO","example":{"header_handle":["4::a"]}');
		expect(text).toContain('"format":"IMAGE","example":{"header_handle":["4::b"]}');
	});
	it('leaves the text of an authentication template to Meta', () => {
		const one: TemplateDraft = {
			...emptyDraft('en_US', 'authentication'),
			name: 'login_code',
			authentication: { securityRecommendation: true, expiresInMinutes: 5 },
			buttons: [{ kind: 'otp', text: 'Copy' }],
		};
		expect(toTemplateBody(one, {})).toEqual({
			name: 'login_code',
			language: 'en_US',
			category: 'AUTHENTICATION',
			components: [
				{ type: 'BODY', add_security_recommendation: true },
				{ type: 'FOOTER', code_expiration_minutes: 5 },
				{ type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', text: 'Copy' }] },
			],
		});
	});
	it('never asks for what Meta refuses since April 2025', () => {
		expect(JSON.stringify(toTemplateBody(draft(), {}))).not.toContain('allow_category_change');
	});
});
