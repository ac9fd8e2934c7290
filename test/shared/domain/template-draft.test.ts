import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	asStandard,
	draftOf,
	droppedByStandard,
	emptyDraft,
	isExtended,
	lostInDraft,
	nextVariable,
	slugFor,
	type TemplateDraft,
	templateOf,
	withCategory,
} from '../../../shared/domain/template-draft.ts';
import { GOOD_TEMPLATES } from '../../fixtures/templates/index.ts';
import { template } from '../../support/templates.ts';

const draft = (change: Partial<TemplateDraft> = {}): TemplateDraft => ({
	...emptyDraft('en_US', 'utility'),
	...change,
});

describe('emptyDraft', () => {
	it('has nothing in it, but for a code its button and text', () => {
		expect(emptyDraft('de', 'marketing')).toMatchObject({ body: '', buttons: [], authentication: null });
		const code = emptyDraft('de', 'authentication');
		expect(code.buttons.map(button => button.kind)).toEqual(['otp']);
		expect(code.authentication).toEqual({ securityRecommendation: true, expiresInMinutes: 10 });
	});
});

describe('draftOf', () => {
	it('gives back every good draft that was made a template', () => {
		for (const { draft: good, title } of GOOD_TEMPLATES)
			expect(draftOf(templateOf(good)), title).toEqual(good);
	});
	it('takes a code’s button for one, though Meta lists it as a link', () => {
		const listed = template({
			category: 'authentication',
			body: '*{{1}}* is your verification code.',
			footer: 'This code expires in 5 minutes.',
			buttons: [{ kind: 'url', text: 'Copy it', url: 'https://www.whatsapp.example/otp/{{1}}' }],
			authentication: { securityRecommendation: false, expiresInMinutes: 5 },
		});
		expect(draftOf(listed)).toMatchObject({
			body: '',
			footer: '',
			buttons: [{ kind: 'otp', text: 'Copy it' }],
			authentication: { expiresInMinutes: 5 },
		});
	});
	it('claims no security advice that a listed code does not have', () => {
		const listed = template({ category: 'authentication', buttons: [] });
		expect(draftOf(listed).authentication).toEqual({ securityRecommendation: false, expiresInMinutes: null });
	});
	it('files a category of next year under marketing', () => {
		expect(draftOf(template({ category: 'seasonal' })).category).toBe('marketing');
	});
	it('keeps a button that cannot be submitted, and names the parts that it cannot hold', () => {
		const flow = { kind: 'other', text: 'Fill in', type: 'FLOW' } as const;
		const listed = template({ buttons: [flow], unsupported: ['GIF'] });
		expect(draftOf(listed).buttons).toEqual([flow]);
		expect(lostInDraft(listed)).toEqual(['its gif']);
		expect(lostInDraft(template())).toEqual([]);
	});
});

describe('templateOf', () => {
	it('cannot be sent and has no empty footer', () => {
		expect(templateOf(draft())).toMatchObject({ status: 'draft', footer: null });
		expect(templateOf(draft({ footer: 'Example Store' })).footer).toBe('Example Store');
	});
	it('shows the text that WhatsApp writes for a code', () => {
		const code = emptyDraft('en', 'authentication');
		expect(templateOf(code)).toMatchObject({
			body: '*{{1}}* is your verification code. For your security, do not share this code.',
			footer: 'This code expires in 10 minutes.',
		});
		const bare = { ...code, authentication: { securityRecommendation: false, expiresInMinutes: 1 } };
		expect(templateOf(bare)).toMatchObject({
			body: '*{{1}}* is your verification code.',
			footer: 'This code expires in 1 minute.',
		});
		const endless = { ...code, authentication: { securityRecommendation: false, expiresInMinutes: null } };
		expect(templateOf(endless).footer).toBeNull();
	});
});

describe('slugFor', () => {
	it.each([
		['Order update', 'order_update'],
		['  Größe & Maß! ', 'grosse_mass'],
		['Çok güzel İNDİRİM', 'cok_guzel_indirim'],
		['Напоминание о встрече', 'napominanie_o_vstreche'],
		['Підтвердження №5', 'pidtverdzhennya_no5'],
		['Καλημέρα', 'kalimera'],
		['Łódź', 'lodz'],
		['订单', 'template'],
		['👍', 'template'],
		['', 'template'],
	])('makes %j %s', (label, slug) => {
		expect(slugFor(label)).toBe(slug);
	});
	it('is a name that Meta takes, whatever it is made from', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 800 }), label => {
				expect(slugFor(label)).toMatch(/^[a-z0-9](?:[a-z0-9_]{0,510}[a-z0-9])?$/);
			}),
		);
	});
	it('does not change a name any more', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), label => {
				expect(slugFor(slugFor(label))).toBe(slugFor(label));
			}),
		);
	});
});

describe('asStandard', () => {
	const rich = draft({
		header: { kind: 'image' },
		body: 'Hello {{1}}, your order is packed.',
		footer: 'Example Store',
		buttons: [{ kind: 'quick-reply', text: 'Thanks' }],
		cards: [],
		offer: { text: 'Now', hasExpiration: false },
		samples: { 'body.1': 'Ann', 'header.media': 'med_1' },
	});
	it('keeps the text and its samples alone', () => {
		expect(asStandard(rich)).toEqual(
			draft({ body: 'Hello {{1}}, your order is packed.', samples: { 'body.1': 'Ann' } }),
		);
	});
	it('drops what droppedByStandard names before', () => {
		expect(droppedByStandard(rich)).toEqual([
			'the header (image)',
			'the limited-time offer',
			'the footer',
			'1 button',
			'the carousel with 0 cards',
		]);
		expect(droppedByStandard(draft({ header: { kind: 'text', text: 'Hi' } }))).toEqual(['the header']);
		expect(droppedByStandard(draft({ footer: ' ' }))).toEqual([]);
	});
	it('leaves nothing more to drop of any template', () => {
		for (const { draft: good, title } of GOOD_TEMPLATES) {
			expect(isExtended(asStandard(good)), title).toBe(false);
			expect(asStandard(good).body).toBe(good.body);
		}
	});
	it('leaves an authentication template alone: its parts are WhatsApp’s', () => {
		const code = emptyDraft('en', 'authentication');
		expect(asStandard(code)).toEqual(code);
		expect(isExtended(code)).toBe(false);
	});
});

describe('withCategory', () => {
	it('keeps everything between marketing and utility', () => {
		const one = draft({ name: 'x', body: 'Your order is packed.', footer: 'Example Store' });
		expect(withCategory(one, 'marketing')).toEqual({ ...one, category: 'marketing' });
	});
	it('makes room for WhatsApp’s own parts, and takes them away again', () => {
		const one = draft({ name: 'x', body: 'Your order is packed.' });
		const code = withCategory(one, 'authentication');
		expect(code).toEqual({ ...emptyDraft('en_US', 'authentication'), name: 'x' });
		expect(withCategory(code, 'utility')).toEqual(draft({ name: 'x' }));
	});
});

describe('nextVariable', () => {
	it('counts up from the highest number of that text', () => {
		expect(nextVariable(draft(), 'body')).toBe('{{1}}');
		expect(nextVariable(draft({ body: 'Hi {{1}} and {{2}}.' }), 'body')).toBe('{{3}}');
		expect(nextVariable(draft({ body: 'Hi {{1}} and {{2}}.' }), 'header')).toBe('{{1}}');
		const cards = [{ header: null, body: 'From {{1}} on', buttons: [] }];
		expect(nextVariable(draft({ cards }), 'cards.0.body')).toBe('{{2}}');
	});
	it('takes a name that no text of the draft has', () => {
		const named = draft({
			format: 'named',
			header: { kind: 'text', text: 'For {{first_name}}' },
			body: 'Order {{order_number}}',
		});
		expect(nextVariable(named, 'body')).toBe('{{date}}');
		expect(nextVariable(named, 'body', 'Due Date')).toBe('{{due_date}}');
		expect(nextVariable(named, 'body', 'First name')).toBe('{{first_name_a}}');
	});
	it('never runs out of names', () => {
		let body = '';
		for (let index = 0; index < 60; index++) {
			const next = nextVariable(draft({ format: 'named', body }), 'body');
			expect(body).not.toContain(next);
			expect(next).toMatch(/^\{\{[a-z_]+\}\}$/);
			body += ` ${next}`;
		}
	});
});
