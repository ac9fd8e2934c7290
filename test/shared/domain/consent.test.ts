import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { START_WORDS, STOP_WORDS } from '../../../shared/data/opt-out-words.ts';
import {
	type ConsentEntry,
	consentOn,
	consentWord,
	optOutOf,
	outranks,
} from '../../../shared/domain/consent.ts';

describe('consentWord', () => {
	it.each([
		'STOP',
		'stop',
		' Stop! ',
		'“Stop.”',
		'ABMELDEN',
		'Désabonner',
		'desabonner',
		'СТОП',
		'sair',
		'NO MÁS',
		'unsubscribe',
		'STOP 🛑',
		'Stop ✋️',
		'opt-out',
		'\u200fהסר\u200f',
		'الغاء',
		'ABONELİKTEN ÇIK',
		'取消订阅',
		'απεγγραφη',
		'BAJA',
	])('takes %j for an opt-out', text => {
		expect(consentWord(text)).toBe('opt-out');
	});
	it.each(['START', 'Unstop', 'anmelden', 'старт'])('takes %j for an opt-in', text => {
		expect(consentWord(text)).toBe('opt-in');
	});
	it.each([
		'stop, he is not coming',
		'please stop',
		'Does the bus stop here?',
		'stopover',
		'',
		'👍',
		'start the engine',
	])('takes %j for neither', text => {
		expect(consentWord(text)).toBeNull();
	});
	it('knows every word of the lists, however it is written', () => {
		const words = [
			...Object.values(STOP_WORDS).flatMap(list => list.map(word => [word, 'opt-out'] as const)),
			...Object.values(START_WORDS).flatMap(list => list.map(word => [word, 'opt-in'] as const)),
		];
		expect(words.length).toBeGreaterThan(200);
		for (const [word, meaning] of words) {
			expect(consentWord(word), word).toBe(meaning);
			expect(consentWord(` «${word.toUpperCase()}» !`), word).toBe(meaning);
			expect(consentWord(word.normalize('NFD')), word).toBe(meaning);
		}
	});
	it('takes a word within a sentence for nothing', () => {
		const words = Object.values(STOP_WORDS).flat();
		const before = fc.constantFrom('Can you', 'Der Bus', 'Je veux', 'Мы не', '請問');
		fc.assert(
			fc.property(before, fc.constantFrom(...words), (start, word) => {
				expect(consentWord(`${start} ${word}`)).toBeNull();
			}),
		);
	});
	it.each([
		...['no', 'nein', 'non', 'нет', 'não', 'nie', 'hayır', 'لا', 'לא', 'नहीं', '不', 'いいえ', '아니요'],
		...['yes', 'ok', 'ja', 'sí', 'да', 'thanks', 'danke', 'wait', 'basta', 'enough', 'genug', 'acha', 'bye'],
		// Not "बंद", close, but "bad": vowel signs are letters.
		'बद',
	])('leaves the everyday word %j alone', word => {
		expect(consentWord(word)).toBeNull();
	});
});

const entry = (change: Partial<ConsentEntry>): ConsentEntry => ({
	id: 'l1',
	contactId: 'c1',
	channelType: 'whatsapp',
	word: 'opt-out',
	at: 1000,
	source: 'contact',
	text: 'STOP',
	messageId: null,
	byName: null,
	...change,
});

describe('consentOn', () => {
	const out = entry({ id: 'out' });
	const back = entry({ id: 'back', word: 'opt-in', at: 2000 });
	it('is the newest word of that network, in whatever order the lines are', () => {
		expect(consentOn([out, back], 'whatsapp')?.id).toBe('back');
		expect(consentOn([back, out], 'whatsapp')?.id).toBe('back');
		expect(consentOn([out, back], 'telegram')).toBeNull();
		expect(consentOn([], 'whatsapp')).toBeNull();
	});
	it('is the line written later of two of one moment', () => {
		const same = entry({ id: 'same', word: 'opt-in' });
		expect(consentOn([out, same], 'whatsapp')?.id).toBe('same');
	});
});

describe('optOutOf', () => {
	it('is there while an opt-out is the newest word', () => {
		const out = entry({ id: 'out' });
		const back = entry({ word: 'opt-in', at: 2000 });
		expect(optOutOf([out], 'whatsapp')?.id).toBe('out');
		expect(optOutOf([out, back], 'whatsapp')).toBeNull();
		expect(optOutOf([out, back, entry({ id: 'again', at: 3000 })], 'whatsapp')?.id).toBe('again');
		expect(optOutOf([out], 'telegram')).toBeNull();
		expect(optOutOf([], 'whatsapp')).toBeNull();
	});
});

describe('outranks', () => {
	const word = (name: ConsentEntry['word'], at: number) => ({ word: name, at });
	it('is true of the later word, and of the one that came last at the same moment', () => {
		expect(outranks(word('opt-in', 2_000), word('opt-out', 1_000))).toBe(true);
		expect(outranks(word('opt-in', 1_000), word('opt-out', 1_000))).toBe(true);
		expect(outranks(word('opt-out', 999), word('opt-in', 1_000))).toBe(false);
	});
	it('is true of an opt-out within the second of the last word, whichever part of it is later', () => {
		expect(outranks(word('opt-out', 1_000), word('opt-in', 1_999))).toBe(true);
		expect(outranks(word('opt-in', 1_000), word('opt-out', 1_999))).toBe(false);
	});
});
