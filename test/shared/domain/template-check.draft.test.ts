import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LINK_SHORTENERS, WHATSAPP_LINKS } from '../../../shared/data/link-shorteners.ts';
import { PROMOTIONAL_WORDS } from '../../../shared/data/promotional-words.ts';
import { TEMPLATE_LANGUAGES } from '../../../shared/data/template-languages.ts';
import { templateSlots } from '../../../shared/domain/template.ts';
import { checkTemplate, isSubmittable } from '../../../shared/domain/template-check.ts';
import { emptyDraft, type TemplateDraft, templateOf } from '../../../shared/domain/template-draft.ts';
import { TEMPLATE_LIMITS } from '../../../shared/domain/template-limits.ts';
import { BAD_TEMPLATES, GOOD_TEMPLATES } from '../../fixtures/templates/index.ts';

const TEXT = 'Your order is packed and leaves our store today.';
const draft = (change: Partial<TemplateDraft> = {}): TemplateDraft => ({
	...emptyDraft('en_US', 'utility'),
	name: 'order_update',
	body: TEXT,
	...change,
});
const problems = (change: Partial<TemplateDraft>, strictButtons = false) =>
	checkTemplate(draft(change), { strictButtons }).map(
		({ rule, severity, place }) => `${severity}: ${rule} at ${place}`,
	);
const reply = (text: string) => ({ kind: 'quick-reply', text }) as const;
const link = (url: string) => ({ kind: 'url', text: 'Open', url }) as const;

describe('checkTemplate', () => {
	it('says of an empty draft what it lacks, and of a whole one nothing', () => {
		const empty = checkTemplate(emptyDraft('', 'marketing'), { strictButtons: false });
		expect(empty.map(problem => problem.place)).toEqual(['name', 'language', 'body']);
		expect(problems({})).toEqual([]);
	});
	it('only warns of what Meta does not publish', () => {
		expect(problems({ body: `${TEXT}     Thank you.` })).toEqual(['warning: body-spaces at body']);
		expect(problems({ body: `${TEXT}    Thank you.` })).toEqual([]);
		expect(problems({ body: `${TEXT}\tThank you.` })).toEqual(['warning: body-tabs at body']);
		expect(problems({ body: `${TEXT}\n\n\nThank you.` })).toEqual(['warning: body-blank-lines at body']);
		expect(problems({ body: `${TEXT}\n\nThank you.` })).toEqual([]);
		expect(problems({ body: TEXT + '🎉'.repeat(11) })).toEqual(['warning: body-emoji at body']);
		expect(problems({ body: TEXT + '👩‍👩‍👧'.repeat(10) })).toEqual([]);
		expect(problems({ header: { kind: 'text', text: 'Good news 🎉' } })).toEqual([
			'warning: header-emoji at header.text',
		]);
	});
	it('warns of a marketing text over 550 characters beside a file', () => {
		const long = `${'New chairs are here. '.repeat(27)}`;
		const media = { header: { kind: 'image' }, samples: { 'header.media': 'med_1' } } as const;
		expect(problems({ category: 'marketing', body: long, ...media })).toEqual([
			'warning: body-long-beside-media at body',
		]);
		expect(problems({ category: 'marketing', body: long })).toEqual([]);
		expect(problems({ body: long, ...media })).toEqual([]);
	});
	it('warns of the sixth line, which phones hide', () => {
		const lines = (count: number) => Array.from({ length: count }, () => 'Your order is packed.').join('\n');
		expect(problems({ body: lines(5) })).toEqual([]);
		expect(problems({ body: lines(6) })).toEqual(['warning: body-folded at body']);
	});
	it('warns of the sixth variable', () => {
		const words = 'is what we have noted for your order today, dear customer';
		const body = (count: number) =>
			`Hello! ${Array.from({ length: count }, (_, index) => `{{${index + 1}}} ${words}`).join(' and ')}.`;
		const samples = Object.fromEntries([1, 2, 3, 4, 5, 6].map(name => [`body.${name}`, 'x']));
		expect(problems({ body: body(5), samples })).toEqual([]);
		expect(problems({ body: body(6), samples })).toEqual(['warning: variables-many at body']);
	});
	it('warns of few words for its variables, and refuses fewer than variables', () => {
		const samples = { 'body.1': 'Ann', 'body.2': 'A1' };
		const of = (body: string) => problems({ body, samples });
		expect(of('Hello {{1}}, order {{2}} is coming soon.')).toEqual([]);
		expect(of('Hello {{1}}, order {{2}} is coming.')).toEqual(['warning: variables-too-many at body']);
		expect(of('Hello {{1}}, order {{2}} ships.')).toEqual(['warning: variables-too-many at body']);
		expect(of('Hello {{1}}, order {{2}}.')).toEqual(['error: variables-too-many at body']);
	});
	it('counts the words of a language without spaces', () => {
		const samples = { 'body.1': '李明', 'body.2': '1042' };
		const body = '您好{{1}}，您的订单{{2}}已经发货，预计明天送达。';
		expect(problems({ language: 'zh_CN', body, samples })).toEqual([]);
		expect(problems({ language: 'zh_CN', body: '您{{1}}和{{2}}。', samples })).toEqual([
			'error: variables-too-many at body',
		]);
	});
	it('warns of variables with a space between, of spaces in braces and of a number twice', () => {
		const samples = { 'body.1': 'Monday', 'body.2': '10:00' };
		expect(problems({ body: 'Your parcel comes {{1}} {{2}} to your front door.', samples })).toEqual([
			'warning: variables-adjacent at body',
		]);
		expect(problems({ body: 'Your parcel comes on {{ 1 }} to you.', samples })).toEqual([
			'warning: variable-spaces at body',
		]);
		expect(problems({ body: 'It comes on {{1}}. Be at home on {{1}}, will you?', samples })).toEqual([
			'warning: variable-repeated at body',
		]);
	});
	it.each([...LINK_SHORTENERS, ...WHATSAPP_LINKS])('warns of a link to %s', host => {
		expect(problems({ buttons: [link(`https://${host}/abc`)] })).toEqual([
			'warning: link-shortener at buttons.0.url',
		]);
		expect(problems({ body: `${TEXT} See ${host}/abc for more.` })).toEqual([
			'warning: link-shortener at body',
		]);
	});
	it('does not take an address for a shortened one that only ends like it', () => {
		expect(problems({ buttons: [link('https://habit.ly/abc')] })).toEqual([]);
		expect(problems({ body: `${TEXT} See https://habit.ly/abc and at.co/x for more.` })).toEqual([]);
		expect(problems({ buttons: [link('https://go.bit.ly/abc')] })).toHaveLength(1);
	});
	it('warns of a button text over 20 characters, or refuses it where the rules are strict', () => {
		const buttons = (length: number) => [reply('x'.repeat(length))];
		expect(problems({ buttons: buttons(20) }, true)).toEqual([]);
		expect(problems({ buttons: buttons(21) })).toEqual(['warning: button-text-long at buttons.0.text']);
		expect(problems({ buttons: buttons(21) }, true)).toEqual(['error: button-text-long at buttons.0.text']);
		expect(problems({ buttons: buttons(25) })).toEqual(['warning: button-text-long at buttons.0.text']);
		expect(problems({ buttons: buttons(26) }, true)).toEqual([
			'error: button-text-too-long at buttons.0.text',
		]);
	});
	it('warns of the fourth button and of kinds that a computer does not show together', () => {
		const three = [reply('A'), reply('B'), reply('C')];
		expect(problems({ buttons: three })).toEqual([]);
		expect(problems({ buttons: [...three, reply('D')] })).toEqual(['warning: buttons-folded at buttons']);
		expect(problems({ buttons: [reply('A'), link('https://shop.example')] })).toEqual([
			'warning: buttons-folded at buttons',
		]);
	});
	it('asks nothing of the label of a code’s button, which is WhatsApp’s own', () => {
		const buttons = [{ kind: 'copy-code', text: '' }] as const;
		expect(problems({ buttons, samples: { 'buttons.0': 'AUTUMN20' } })).toEqual([]);
	});
	it('takes blanks for nothing: in a link, a number, a sample', () => {
		expect(problems({ buttons: [link(' ')] })).toEqual(['error: url-missing at buttons.0.url']);
		expect(problems({ buttons: [{ kind: 'phone', text: 'Call', phone: ' ' }] })).toEqual([
			'error: phone-missing at buttons.0.phone',
		]);
		const samples = { 'buttons.0': ' ' };
		expect(problems({ buttons: [link('https://shop.example/{{1}}')], samples })).toEqual([
			'error: sample-missing at samples.buttons.0',
		]);
		expect(problems({ buttons: [{ kind: 'copy-code', text: 'Copy' }], samples })).toEqual([
			'error: sample-missing at samples.buttons.0',
		]);
	});
	it('warns of two buttons that say the same, and of a variable in a button’s text', () => {
		expect(problems({ buttons: [reply('Yes'), reply('yes ')] })).toEqual([
			'warning: button-text-twice at buttons.1',
		]);
		expect(problems({ buttons: [reply('Call {{1}}')] })).toEqual([
			'warning: button-text-plain at buttons.0.text',
		]);
	});
	it('warns of a number without its country and of a link’s variable by another name', () => {
		expect(problems({ buttons: [{ kind: 'phone', text: 'Call', phone: '030 23125100' }] })).toEqual([
			'warning: phone-format at buttons.0.phone',
		]);
		const named = { buttons: [link('https://shop.example/{{code}}')], samples: { 'buttons.0': 'abc' } };
		expect(problems({ format: 'named', ...named })).toEqual(['warning: variable-name at buttons.0.url']);
	});
	it('points to a button of a kind that cannot be submitted', () => {
		expect(problems({ buttons: [{ kind: 'other', text: 'Fill in', type: 'FLOW' }] })).toEqual([
			'error: button-kind at buttons.0',
		]);
	});
	it('warns of words of marketing in a utility template, in its language, at each part', () => {
		const body = 'Enjoy a discount on your next order.';
		expect(problems({ body })).toEqual(['warning: promotional-words at body']);
		expect(problems({ body, category: 'marketing' })).toEqual([]);
		expect(problems({ body: 'Genießen Sie 20% auf alles: unser RABATT.', language: 'de_AT' })).toEqual([
			'warning: promotional-words at body',
		]);
		expect(
			problems({
				header: { kind: 'text', text: 'Black Friday' },
				footer: 'Last chance',
				buttons: [reply('Shop now')],
			}),
		).toEqual([
			'warning: promotional-words at header.text',
			'warning: promotional-words at footer',
			'warning: promotional-words at buttons.0.text',
		]);
	});
	it('does not take half a word, or another language’s word, for marketing', () => {
		expect(problems({ body: 'Our wholesale team has packed your order today.' })).toEqual([]);
		expect(problems({ body: 'Su pedido sale hoy de nuestro almacén.', language: 'es' })).toEqual([]);
		expect(problems({ body: 'Jūsų užsakymas išsiųstas šiandien ryte.', language: 'lt' })).toEqual([]);
		expect(problems({ body: 'Užsakymas: 20 % off, tik šiandien ir tik jums.', language: 'lt' })).toHaveLength(
			1,
		);
	});
	it('lets everything through but errors', () => {
		expect(isSubmittable(checkTemplate(draft({ body: `${TEXT}\t` }), { strictButtons: false }))).toBe(true);
		expect(isSubmittable(checkTemplate(draft({ body: '' }), { strictButtons: false }))).toBe(false);
		expect(isSubmittable([])).toBe(true);
	});
	it('knows a double by its text, not by the blanks around it', () => {
		const other = { name: 'x', language: 'de', body: `${TEXT} `, footer: ' Store', category: 'utility' };
		const of = (body: string, footer: string) =>
			checkTemplate(draft({ body, footer }), { strictButtons: false, others: [other] }).map(
				({ rule }) => rule,
			);
		expect(of(` ${TEXT}`, 'Store ')).toEqual(['duplicate-content']);
		expect(of(`${TEXT}\n`, '')).toEqual([]);
		const bare = { ...other, footer: null };
		expect(checkTemplate(draft(), { strictButtons: false, others: [bare] }).map(({ rule }) => rule)).toEqual([
			'duplicate-content',
		]);
		expect(
			checkTemplate(draft({ body: ' ' }), { strictButtons: false, others: [{ ...bare, body: '' }] }),
		).toHaveLength(1);
	});
	it('takes parts of blanks for none, wherever a part may not be', () => {
		const cards = [1, 2].map(
			() => ({ header: { kind: 'image' }, body: ' ', buttons: [reply('More')] }) as const,
		);
		const samples = { 'cards.0.header.media': 'med_1', 'cards.1.header.media': 'med_2' };
		expect(problems({ category: 'marketing', cards, samples, footer: ' ' })).toEqual([]);
		const code = { ...emptyDraft('en', 'authentication'), name: 'code', body: ' ', footer: '\n' };
		expect(checkTemplate(code, { strictButtons: false })).toEqual([]);
		const offer = { offer: { text: ' ', hasExpiration: false }, footer: ' ' };
		expect(problems({ category: 'marketing', ...offer, buttons: [link('https://shop.example')] })).toEqual([
			'error: offer-text-missing at offer.text',
		]);
	});
	it('takes a code’s button of 25 characters, or without a text', () => {
		const of = (text: string) =>
			checkTemplate(
				{ ...emptyDraft('en', 'authentication'), name: 'code', buttons: [{ kind: 'otp', text }] },
				{ strictButtons: false },
			);
		expect(of('x'.repeat(25))).toEqual([]);
		expect(of('')).toEqual([]);
	});
	it('says what the first card has, where another differs', () => {
		const card = (kind: 'image' | 'video', buttons: TemplateDraft['buttons']) => ({
			header: { kind },
			body: '',
			buttons,
		});
		const cards = [card('video', [reply('More')]), card('image', [link('https://shop.example')])];
		const samples = { 'cards.0.header.media': 'med_1', 'cards.1.header.media': 'med_2' };
		const said = checkTemplate(draft({ category: 'marketing', cards, samples }), { strictButtons: false });
		expect(said.map(problem => problem.message)).toEqual([
			expect.stringContaining('the first has a video'),
			expect.stringContaining('The first has: quick-reply.'),
		]);
	});
	it('reads an address with a port and capitals', () => {
		expect(problems({ buttons: [link('HTTPS://Shop.Example:8443/a')] })).toEqual([]);
		expect(problems({ buttons: [link('https://BIT.LY/abc')] })).toHaveLength(1);
	});
	it('takes a header of blanks for none', () => {
		expect(problems({ header: { kind: 'text', text: '  ' } })).toEqual([
			'error: header-missing at header.text',
		]);
	});
	it('says one thing of a variable that cannot be read', () => {
		expect(
			problems({ body: 'Your order {{order#}} and {{2}} are on the way.', samples: { 'body.2': 'x' } }),
		).toEqual(['error: variable-characters at body']);
		expect(
			checkTemplate(draft({ body: 'Your order {{}} is on the way.' }), { strictButtons: false })[0]?.message,
		).toBe('A variable has no name: write {{1}} or {{first_name}}.');
	});
	it('offers the right way to write a name', () => {
		const one = draft({
			format: 'named',
			body: 'Hello {{FirstName}}, welcome to us.',
			samples: { 'body.FirstName': 'A' },
		});
		expect(checkTemplate(one, { strictButtons: false })[0]?.message).toContain('like {{firstname}}');
		expect(checkTemplate(draft({ name: 'Order Update' }), { strictButtons: false })[0]?.message).toContain(
			'like order_update',
		);
	});
	it('does not count an authentication template as a double, nor a draft without text', () => {
		const other = { name: 'x', language: 'de', body: TEXT, footer: null };
		const of = (category: string, body = TEXT) =>
			checkTemplate(draft({ body }), { strictButtons: false, others: [{ ...other, body, category }] }).map(
				problem => problem.rule,
			);
		expect(of('utility')).toEqual(['duplicate-content']);
		expect(of('authentication')).toEqual([]);
		expect(of('utility', '')).toEqual(['body-missing']);
	});
	it('asks a sample for every slot of a draft that takes a text, a code or a file, and for no other', () => {
		for (const { draft: good, title } of GOOD_TEMPLATES.filter(
			one => one.draft.category !== 'authentication',
		)) {
			const asked = checkTemplate({ ...good, samples: {} }, { strictButtons: false })
				.filter(problem => problem.rule === 'sample-missing')
				.map(problem => problem.place.replace(/^samples\./, ''));
			const slots = templateSlots(templateOf(good)).filter(
				slot => slot.kind !== 'time' && slot.kind !== 'location',
			);
			expect(new Set(asked), title).toEqual(new Set(slots.map(slot => slot.id)));
		}
	});
	it('never throws, and points only to places that a draft has, whatever is typed', () => {
		const text = fc.oneof(
			fc.string({ unit: 'grapheme', maxLength: 80 }),
			fc.constantFrom('{{1}}', '{{', 'a {{1}} b {{x}}', ' ', '\n', 'https://x.example/{{1}}'),
		);
		const button = fc.oneof(
			fc.record({
				kind: fc.constantFrom('quick-reply' as const, 'copy-code' as const, 'otp' as const),
				text,
			}),
			fc.record({ kind: fc.constant('url' as const), text, url: text }),
			fc.record({ kind: fc.constant('phone' as const), text, phone: text }),
		);
		const card = fc.record({
			header: fc.option(fc.record({ kind: fc.constantFrom('image' as const, 'video' as const) })),
			body: text,
			buttons: fc.array(button, { maxLength: 3 }),
		});
		const any = fc.record({
			name: text,
			language: fc.constantFrom('en', 'xx', ''),
			category: fc.constantFrom('marketing' as const, 'utility' as const, 'authentication' as const),
			format: fc.constantFrom('positional' as const, 'named' as const),
			header: fc.option(
				fc.oneof(
					fc.record({ kind: fc.constant('text' as const), text }),
					fc.record({ kind: fc.constantFrom('image' as const, 'location' as const) }),
				),
			),
			body: text,
			footer: text,
			buttons: fc.array(button, { maxLength: 12 }),
			cards: fc.option(fc.array(card, { maxLength: 11 })),
			offer: fc.option(fc.record({ text, hasExpiration: fc.boolean() })),
			authentication: fc.option(
				fc.record({ securityRecommendation: fc.boolean(), expiresInMinutes: fc.option(fc.integer()) }),
			),
			samples: fc.dictionary(fc.constantFrom('body.1', 'header.media', 'buttons.0'), text),
		});
		const buttons = String.raw`buttons(?:\.\d+(?:\.(?:text|url|phone))?)?`;
		const own = 'name|language|header(?:\\.text|\\.media)?|body|footer|offer(?:\\.text)?|authentication';
		const PLACE = new RegExp(
			`^(?:${own}|${buttons}|cards(?:\\.\\d+(?:\\.(?:body|header\\.media|buttons\\.\\d+))?)?|samples\\..+)$`,
		);
		fc.assert(
			fc.property(any, fc.boolean(), (one, strictButtons) => {
				for (const { place, message } of checkTemplate(one, { strictButtons })) {
					expect(place).toMatch(PLACE);
					expect(message).not.toMatch(/undefined|NaN|\[object/);
				}
			}),
			{ numRuns: 200 },
		);
	});
	it('is done while one types', () => {
		const all = [...GOOD_TEMPLATES, ...BAD_TEMPLATES].map(one => one.draft);
		for (const one of all) checkTemplate(one, { strictButtons: false });
		const begun = performance.now();
		for (const one of all) checkTemplate(one, { strictButtons: false });
		// Measured: a twentieth of a millisecond. Two are still no wait.
		expect((performance.now() - begun) / all.length).toBeLessThan(2);
	});
});

describe('TEMPLATE_LANGUAGES', () => {
	it('has codes as Meta writes them, each with a name of its own', () => {
		const codes = Object.keys(TEMPLATE_LANGUAGES);
		expect(codes).toHaveLength(113);
		for (const code of codes) expect(code).toMatch(/^[a-z]{2,3}(?:_[A-Z]{2})?$/);
		expect(new Set(Object.values(TEMPLATE_LANGUAGES)).size).toBe(codes.length);
	});
	it('has every language that promotional words are collected for', () => {
		const languages = new Set(Object.keys(TEMPLATE_LANGUAGES).map(code => code.split('_')[0]));
		for (const language of Object.keys(PROMOTIONAL_WORDS)) expect(languages).toContain(language);
	});
});

describe('TEMPLATE_LIMITS', () => {
	it('are those of providers.md §4.2', () => {
		expect(TEMPLATE_LIMITS).toMatchObject({ name: 512, header: 60, body: 1024, footer: 60, buttons: 10 });
		expect(TEMPLATE_LIMITS).toMatchObject({ buttonText: 25, url: 2000, phone: 20, code: 20, otp: 15 });
		expect(TEMPLATE_LIMITS).toMatchObject({
			cardsMin: 2,
			cards: 10,
			cardBody: 160,
			offerText: 16,
			expiry: 90,
		});
	});
});
