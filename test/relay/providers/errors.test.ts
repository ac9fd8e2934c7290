import { describe, expect, it } from 'vitest';
import { nextTry } from '../../../relay/actions/outbox/record.ts';
import { dialog360Error } from '../../../relay/providers/dialog360/errors.ts';
import type { HttpAnswer } from '../../../relay/providers/http.ts';
import { unexplained } from '../../../relay/providers/unexplained.ts';
import { codeFor, KNOWN_CODES, whatsappError } from '../../../relay/providers/whatsapp/errors.ts';
import { DELIVERY_CODES, type DeliveryCode } from '../../../shared/domain/delivery-codes.ts';

const answer = (status: number, body: unknown, headers = {}): HttpAnswer => ({
	status,
	headers,
	text: typeof body === 'string' ? body : JSON.stringify(body),
	json: typeof body === 'string' ? null : body,
	receivedAt: 0,
});

describe('DELIVERY_CODES', () => {
	it.each(Object.entries(DELIVERY_CODES))('says what happened and what to do for %s', (_code, row) => {
		expect(row.sentence).toMatch(/^[A-Z].*\.$/);
		expect(row.nextStep).toMatch(/^[A-Z].*\.$/);
		expect(`${row.sentence} ${row.nextStep}`).not.toMatch(/please|oops|successfully|error occurred/i);
	});
	it('never tries again by itself what may have gone out', () => {
		for (const row of Object.values(DELIVERY_CODES))
			if (row.outcome === 'unknown') expect(row.retry).not.toBe('auto');
	});
});

describe('codeFor', () => {
	/** Codes of providers.md §3 that a send or a status can bring, with what the document says to do. */
	const WANTED: [string, DeliveryCode][] = [
		['0', 'credentials-refused'],
		['190', 'credentials-refused'],
		['10', 'permission-missing'],
		['200', 'permission-missing'],
		['299', 'permission-missing'],
		['4', 'throttled'],
		['80007', 'throttled'],
		['130429', 'throttled'],
		['131056', 'pair-throttled'],
		['131047', 'window-closed'],
		['470', 'window-closed'],
		['131026', 'not-on-whatsapp'],
		['131049', 'marketing-capped'],
		['131050', 'marketing-stopped'],
		['130472', 'experiment-group'],
		['131031', 'account-locked'],
		['131042', 'payment-missing'],
		['131048', 'spam-limited'],
		['131053', 'media-refused'],
		['131057', 'maintenance'],
		['131062', 'needs-phone'],
		['132000', 'template-parameters'],
		['132001', 'template-missing'],
		['132005', 'template-too-long'],
		['132015', 'template-paused'],
		['132016', 'template-disabled'],
		['137000', 'identity-changed'],
	];
	it.each(WANTED)('translates %s to %s', (code, wanted) => expect(codeFor(code)).toBe(wanted));
	it('calls an unknown number rejected', () => {
		expect(codeFor('424242')).toBe('rejected');
		expect(codeFor(null)).toBe('rejected');
	});
	it('has a rule for every number of its table', () => {
		for (const code of KNOWN_CODES) expect(DELIVERY_CODES[codeFor(code)]).toBeDefined();
	});
});

describe('errors of a provider’s answer', () => {
	it('is read by the code in the body and never by the HTTP status', () => {
		for (const status of [200, 400, 429, 500]) {
			expect(
				whatsappError(
					answer(status, { error: { code: 131056, message: 'x', error_data: { details: 'pair' } } }),
				),
			).toMatchObject({ code: 'pair-throttled', providerCode: '131056', detail: 'pair' });
		}
		expect(
			whatsappError(answer(400, { errors: [{ code: 1013, title: 'User is not valid' }], meta: {} })),
		).toMatchObject({ code: 'not-on-whatsapp' });
		expect(whatsappError(answer(400, { error: 'text' }))).toBeNull();
	});
	it.each([
		[400, { error: { message: 'You have exceeded the endpoint rate limit.' } }, null],
		[400, { error: 'You have exceeded the endpoint rate limit.' }, 'throttled'],
		[
			400,
			{
				meta: {
					success: false,
					http_code: 400,
					developer_message: 'Could not send message due to lack of payment.',
				},
			},
			'payment-missing',
		],
		[
			401,
			{ meta: { success: false, http_code: 401, developer_message: 'Invalid api_key' } },
			'credentials-refused',
		],
		[400, { message: 'Your WhatsApp for Business API has been disabled' }, 'account-locked'],
		[403, { detail: 'The endpoint is blocked' }, 'permission-missing'],
		[502, 'WhatsApp for Business API not available', 'provider-down'],
		[400, { message: 'something new' }, 'rejected'],
		[418, { message: 'something new' }, null],
	] as const)('360dialog’s %i %j is %s', (status, body, code) => {
		expect(dialog360Error(answer(status, body))?.code ?? null).toBe(code);
	});
	it('takes a gateway’s 5xx for no answer: the message may have gone through', () => {
		expect(unexplained(answer(504, '<html>')).rule).toMatchObject({ outcome: 'unknown', retry: 'manual' });
		expect(unexplained(answer(429, '', { 'retry-after': '7' }))).toMatchObject({
			code: 'throttled',
			retryAfterMs: 7000,
		});
		expect(unexplained(answer(418, 'teapot')).code).toBe('rejected');
	});
});

describe('nextTry', () => {
	it('waits 4^n seconds for the pair limit, as long as asked, and ends', () => {
		expect([1, 2, 3, 4].map(tries => nextTry('pair-throttled', tries, null))).toEqual([
			1000, 4000, 16_000, 64_000,
		]);
		expect(nextTry('throttled', 1, 9000)).toBe(9000);
		expect(nextTry('provider-down', 1, null)).toBe(2000);
		expect(nextTry('provider-down', 13, null)).toBeNull();
	});
});
