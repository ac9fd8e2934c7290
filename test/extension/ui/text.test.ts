import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import messages from '../../../extension/public/_locales/en/messages.json' with { type: 'json' };
import { plural, setTextSource, t } from '../../../extension/ui/text.ts';
import { lengthen, useEnglish } from '../support-ui/texts.ts';

const root = new URL('../../../extension/', import.meta.url);
const folders = ['sidebar', 'settings', 'recorder', 'bulk', 'page', 'ui'];

describe('t', () => {
	it('puts values in, and leaves what has none', () => {
		setTextSource(() => 'Hello {name}, {other}');
		expect(t('close', { name: 'Ann' })).toBe('Hello Ann, {other}');
	});

	it('shows the key of a text that is missing', () => {
		setTextSource(() => '');
		expect(t('close')).toBe('close');
	});
});

describe('plural', () => {
	it('takes the form that the language wants', () => {
		useEnglish();
		expect([1, 2].map(count => plural('order_items', count))).toEqual([
			'Order of 1 item',
			'Order of 2 items',
		]);
	});
});

describe('messages.json', () => {
	const source = folders
		.flatMap(folder =>
			readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' }).map(
				name => new URL(`${folder}/${name}`, root),
			),
		)
		.filter(url => /\.tsx?$/.test(url.pathname))
		.map(url => readFileSync(url, 'utf8'))
		.join('\n');

	it('holds no text of ours that nothing shows', () => {
		const ours = Object.keys(messages).filter(
			key => !/^(extension|page_|popup_|relay_state|language_tag)/.test(key),
		);
		const unused = ours.filter(key => {
			const stem = key.replace(/_(one|other)$/, '');
			return !source.includes(`'${stem}'`) && !source.includes(`'${key}'`) && !/^role_/.test(key);
		});
		expect(unused).toEqual([]);
	});

	it('has both forms of every plural', () => {
		const keys = Object.keys(messages);
		const stems = keys.filter(key => key.endsWith('_one')).map(key => key.slice(0, -4));
		expect(stems.filter(stem => !keys.includes(`${stem}_other`))).toEqual([]);
	});

	it('says nothing that our words forbid', () => {
		for (const [key, { message }] of Object.entries(messages)) {
			expect(message, key).not.toMatch(/\b(please|oops|successfully|sorry)\b/i);
		}
	});
});

describe('lengthen', () => {
	it('keeps the places of values', () => {
		expect(lengthen('Written {at}')).toContain('{at}');
	});
});
