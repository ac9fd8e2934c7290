import { describe, expect, it } from 'vitest';
import { apiReader } from '../../../extension/crm/kommo/api.ts';
import { embedded, fakeApi } from './list-pages.ts';

const HOME = 'https://acme.kommo.com';
const tooFast = (body: object | string, headers: Record<string, string> = {}) =>
	new Response(typeof body === 'string' ? body : JSON.stringify(body), { status: 429, headers });

/** Asks one page of leads of an API that gives these answers, the last again and again. */
async function ask(...answers: (() => Response | Promise<Response>)[]) {
	const api = fakeApi(() => {
		const answer = answers[Math.min(api.asked.length, answers.length) - 1];
		if (!answer) throw new Error('There is no answer.');
		return answer();
	});
	const page = await apiReader(HOME, api.access)('leads', [], 1).then(
		value => ({ value, error: null }),
		(error: unknown) => ({ value: null, error }),
	);
	return { ...api, ...page };
}

const fine = () => embedded('leads', [{ id: 1 }]);

describe('apiReader', () => {
	it('asks no more than five times a second', async () => {
		const { access, startedAt } = fakeApi(fine);
		const read = apiReader(HOME, access);
		for (let page = 1; page <= 11; page++) await read('leads', [], page);
		const within = startedAt.map(from => startedAt.filter(at => at >= from && at < from + 1000).length);
		expect(Math.max(...within)).toBe(5);
	});

	it.each([
		['its body', () => tooFast({ retry_after: 3 })],
		['its header', () => tooFast('slow down', { 'retry-after': '3' })],
	])('waits as long as a 429 says in %s, and asks again', async (_where, answer) => {
		const { value, waits } = await ask(answer, fine);
		expect(value?.records).toEqual([{ id: 1 }]);
		expect(waits).toEqual([3000]);
	});

	it('gives up on a wait that is too long, and says how long it is', async () => {
		const { error, asked } = await ask(() => tooFast({ retry_after: 300 }));
		expect(error).toMatchObject({ problem: 'throttled', retryAfterMs: 300_000 });
		expect(asked).toHaveLength(1);
	});

	it('gives up after five tries', async () => {
		const throttled = await ask(() => tooFast({}));
		expect(throttled.error).toMatchObject({ problem: 'throttled', retryAfterMs: null });
		expect(throttled.asked).toHaveLength(5);
		const away = await ask(() => Promise.reject(new TypeError('no network')));
		expect(away.error).toMatchObject({ problem: 'unavailable' });
		expect(away.asked).toHaveLength(5);
	});

	it('asks again after an error of the server or a lost connection', async () => {
		const { value } = await ask(
			() => new Response('', { status: 502 }),
			() => Promise.reject(new TypeError('no network')),
			fine,
		);
		expect(value?.records).toHaveLength(1);
	});

	it.each([
		['signed-out', () => new Response('{}', { status: 401 })],
		['signed-out', () => new Response('<form>', { headers: { 'content-type': 'text/html' } })],
		[
			'signed-out',
			() => Object.defineProperty(new Response(null, { status: 302 }), 'type', { value: 'opaqueredirect' }),
		],
		['forbidden', () => new Response('{}', { status: 403 })],
		['unreadable-answer', () => new Response('{}', { status: 422 })],
		['unreadable-answer', () => new Response('{', { headers: { 'content-type': 'application/json' } })],
	])('says %s at once', async (problem, answer) => {
		const { error, asked } = await ask(answer);
		expect(error).toMatchObject({ problem });
		expect(asked).toHaveLength(1);
	});

	it('ends with the signal, in a question and in a wait', async () => {
		const { access, stop } = fakeApi(() => {
			stop();
			return tooFast({ retry_after: 3 });
		});
		await expect(apiReader(HOME, access)('leads', [], 1)).rejects.toMatchObject({ name: 'AbortError' });
	});
});
