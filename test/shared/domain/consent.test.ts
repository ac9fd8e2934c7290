import { describe, expect, it } from 'vitest';
import { consentWord } from '../../../shared/domain/consent.ts';

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
});
