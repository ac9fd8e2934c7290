import { MatchPattern } from '@webext-core/match-patterns';
import { describe, expect, it } from 'vitest';
import { CRM_EXCLUDED, CRM_MATCHES } from '../../../extension/crm/matches.ts';
import { CRMS, findCrm } from '../../../extension/crm/registry.ts';

const HERE = [
	'https://acme.kommo.com/leads/detail/1',
	'https://acme.amocrm.ru/leads/list/',
	'https://acme-2.amocrm.com/',
	'http://acme.kommo.localhost:8080/leads/detail/1',
];
const ELSEWHERE = [
	'https://www.kommo.com/',
	'https://kommo.com/pricing',
	'https://developers.kommo.com/docs',
	'https://support.amocrm.ru/',
	'https://acme.kommo.com.example.org/leads/detail/1',
	'https://example.org/?x=acme.kommo.com',
];

function matches(url: string): boolean {
	const one = (pattern: string) => new MatchPattern(pattern).includes(url);
	return CRM_MATCHES.some(one) && !CRM_EXCLUDED.some(one);
}

describe('CRM_MATCHES', () => {
	it('lets the content script run on account hosts and nowhere else', () => {
		expect(HERE.map(matches)).toEqual(HERE.map(() => true));
		expect(ELSEWHERE.map(matches)).toEqual(ELSEWHERE.map(() => false));
	});

	it('is what the registry’s CRMs ask for', () => {
		expect(CRM_MATCHES).toEqual(CRMS.flatMap(crm => [...crm.matches]));
		expect(CRM_EXCLUDED).toEqual(CRMS.flatMap(crm => [...crm.excludeMatches]));
	});
});

describe('findCrm', () => {
	it('agrees with the patterns', () => {
		for (const url of HERE) expect(findCrm(new URL(url))?.id).toBe('kommo');
		for (const url of ELSEWHERE) expect(findCrm(new URL(url))).toBeNull();
	});
});
