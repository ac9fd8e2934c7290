import { describe, expect, it } from 'vitest';
import { templateSlots } from '../../../shared/domain/template.ts';
import { templatePreview } from '../../../shared/domain/template-preview.ts';
import { checkParameters } from '../../../shared/domain/template-values.ts';
import { template } from '../../support/templates.ts';

const problems = (...args: Parameters<typeof checkParameters>) =>
	checkParameters(...args).map(({ slot, problem }) => [slot, problem]);

describe('templateSlots', () => {
	it('lists every place that wants a value, each variable once', () => {
		const slots = templateSlots(
			template({
				format: 'named',
				header: { kind: 'image' },
				body: 'Hi {{first_name}}, {{first_name}}! It ships {{day}}.',
				buttons: [
					{ kind: 'quick-reply', text: 'Stop' },
					{ kind: 'url', text: 'Track', url: 'https://shop.example/t/{{1}}' },
					{ kind: 'url', text: 'Shop', url: 'https://shop.example' },
					{ kind: 'copy-code', text: 'Copy code' },
				],
				samples: { 'body.day': 'Monday' },
			}),
		);
		expect(slots.map(slot => [slot.id, slot.kind])).toEqual([
			['header.media', 'image'],
			['body.first_name', 'text'],
			['body.day', 'text'],
			['buttons.1', 'url-suffix'],
			['buttons.3', 'code'],
		]);
		expect(slots[2]?.sample).toBe('Monday');
	});

	it('asks for the code of an authentication template once', () => {
		const slots = templateSlots(
			template({
				category: 'authentication',
				body: '{{1}} is your code.',
				buttons: [{ kind: 'url', text: 'Copy', url: 'https://w.example/{{1}}' }],
			}),
		);
		expect(slots.map(slot => slot.id)).toEqual(['body.1']);
	});
});

describe('checkParameters', () => {
	const values = { body: { 1: 'Ann', 2: 'A1' } };
	it('finds nothing wrong with complete values', () => {
		expect(problems(template(), values)).toEqual([]);
	});
	it('points a missing and a blank value at its slot', () => {
		expect(problems(template(), { body: { 1: ' ' } })).toEqual([
			['body.1', 'missing'],
			['body.2', 'missing'],
		]);
	});
	it.each([
		['Dear {{1}}', 'braces'],
		['a\nb', 'line-break'],
		['a\tb', 'line-break'],
		['a     b', 'too-many-spaces'],
		['x'.repeat(1025), 'too-long'],
	])('points %j out as %s', (value, problem) => {
		expect(problems(template(), { body: { 1: value, 2: 'A1' } })).toEqual([['body.1', problem]]);
	});
	it('misses a value for a variable that is called like what every object has', () => {
		const odd = template({
			format: 'named',
			header: { kind: 'text', text: '{{toString}}' },
			body: 'Built by {{constructor}}.',
		});
		expect(problems(odd, { body: {}, header: { text: {} } })).toEqual([
			['header.toString', 'missing'],
			['body.constructor', 'missing'],
		]);
		expect(problems(odd, { body: { constructor: 'Ann' }, header: { text: { toString: 'A' } } })).toEqual([]);
		expect(templatePreview(odd, {}).body).toBe('Built by {{constructor}}.');
	});
	it('takes four spaces in a row', () => {
		expect(problems(template(), { body: { 1: 'a    b', 2: 'A1' } })).toEqual([]);
	});
	it('adds up the values of a text, and points to the longest', () => {
		const room = 1024 - 'Hello , your order  is on its way.'.length;
		expect(problems(template(), { body: { 1: 'x'.repeat(room - 500), 2: 'x'.repeat(500) } })).toEqual([]);
		expect(problems(template(), { body: { 1: 'x'.repeat(room - 499), 2: 'x'.repeat(500) } })).toEqual([
			['body.2', 'too-long'],
		]);
		const header = { kind: 'text', text: 'Your order {{1}}' } as const;
		expect(problems(template({ header }), { ...values, header: { text: { 1: 'x'.repeat(50) } } })).toEqual([
			['header.1', 'too-long'],
		]);
	});
	it('wants the file of a media header and the place of a location header', () => {
		expect(problems(template({ header: { kind: 'document' } }), values)).toEqual([
			['header.media', 'missing'],
		]);
		expect(problems(template({ header: { kind: 'location' } }), values)).toEqual([
			['header.location', 'missing'],
		]);
		expect(
			problems(template({ header: { kind: 'document' } }), { ...values, header: { mediaId: 'med_1' } }),
		).toEqual([]);
	});
	it('checks codes and link parts', () => {
		const buttons = [
			{ kind: 'copy-code', text: 'Copy' },
			{ kind: 'url', text: 'Track', url: 'https://shop.example/{{1}}' },
		] as const;
		expect(problems(template({ buttons }), { ...values, buttons: { 0: 'SAVE 20', 1: 'a b' } })).toEqual([
			['buttons.0', 'bad-code'],
			['buttons.1', 'bad-link-part'],
		]);
	});
	it('takes a code of 20 characters, and none of 21', () => {
		const buttons = [{ kind: 'copy-code', text: 'Copy' }] as const;
		const of = (length: number) =>
			problems(template({ buttons }), { ...values, buttons: { 0: 'X'.repeat(length) } });
		expect(of(20)).toEqual([]);
		expect(of(21)).toEqual([['buttons.0', 'too-long']]);
	});
	it('says what to give in words of the form', () => {
		const one = template({
			header: { kind: 'document' },
			buttons: [
				{ kind: 'copy-code', text: 'Copy' },
				{ kind: 'url', text: 'Track', url: 'https://shop.example/{{1}}' },
			],
		});
		expect(checkParameters(one, {}).map(({ message }) => message)).toEqual([
			'Give the document.',
			'Give a value for {{1}}.',
			'Give a value for {{2}}.',
			'Give a value for the button “Copy”.',
			'Give a value for the button “Track”.',
		]);
	});
	it('names a value for a place that the template does not have', () => {
		expect(problems(template(), { body: { ...values.body, 3: 'x' } })).toEqual([['body.3', 'unknown-slot']]);
		expect(problems(template(), { ...values, buttons: { 0: 'x' } })).toEqual([['buttons.0', 'unknown-slot']]);
		const code = template({ category: 'authentication', body: '{{1}} is your code.' });
		expect(problems(code, { body: { 1: '4711', 2: 'x' }, buttons: { 0: '4711' } })).toEqual([
			['body.2', 'unknown-slot'],
		]);
	});
	it('never lets a template through that is not approved, known word or not', () => {
		for (const status of ['paused', 'rejected', 'pending', 'a_word_of_next_year']) {
			expect(problems(template({ status }), values)).toEqual([[null, 'template-not-approved']]);
		}
	});
	it('names parts that cannot be sent yet', () => {
		expect(problems(template({ unsupported: ['carousel'] }), values)).toEqual([[null, 'part-not-supported']]);
	});
});

describe('templatePreview', () => {
	it('fills what is given and leaves the rest to be seen', () => {
		const shown = templatePreview(
			template({
				header: { kind: 'text', text: 'Order {{1}}' },
				buttons: [{ kind: 'url', text: 'Track', url: 'https://shop.example/t/{{1}}' }],
			}),
			{ header: { text: { 1: 'A1' } }, body: { 1: 'Ann' }, buttons: { 0: 'abc' } },
		);
		expect(shown.header).toEqual({ kind: 'text', text: 'Order A1' });
		expect(shown.body).toBe('Hello Ann, your order {{2}} is on its way.');
		expect(shown.buttons[0]?.value).toBe('https://shop.example/t/abc');
	});
	it('says a value literally, whatever it holds', () => {
		expect(templatePreview(template(), { body: { 1: '$& {{2}}', 2: '$1' } }).body).toBe(
			'Hello $& {{2}}, your order $1 is on its way.',
		);
	});
});
