import { describe, expect, it } from 'vitest';
import {
	adviceOf,
	createLimits,
	isFull,
	joinErrors,
	restrictionsAt,
} from '../../../extension/state/limits.ts';
import { ok } from '../../../shared/contract/result.ts';
import { NO_STANDING } from '../../../shared/domain/limits.ts';
import { SECOND_MS } from '../../../shared/lib/time.ts';
import { createFakePort } from '../support-ui/fake-port.ts';
import { fakeTime, settled } from '../support-ui/memory-stores.ts';
import { poolChannelOf, poolOf } from '../support-ui/sample-limits.ts';
import { conversationOf } from '../support-ui/samples.ts';

const news = { previousRevision: 0, conversation: conversationOf(), messages: [] };

async function opened() {
	const port = createFakePort({ 'limit:show': () => ok({ pools: [poolOf()], templates: [] }) });
	const time = fakeTime(0);
	const limits = createLimits(port, time);
	await settled();
	return { port, time, limits };
}

describe('createLimits', () => {
	it('asks again once for many messages, and at once for the provider’s news', async () => {
		const { port, time, limits } = await opened();
		for (let count = 0; count < 20; count++) port.emit('conversation:changed', news);
		await settled();
		expect(port.countOf('limit:show')).toBe(1);
		time.pass(5 * SECOND_MS);
		await settled();
		expect(port.countOf('limit:show')).toBe(2);
		port.emit('limit:changed', { channelId: 'ch-sales' });
		await settled();
		expect(port.countOf('limit:show')).toBe(3);
		port.emit('conversation:changed', news);
		limits.stop();
		time.pass(5 * SECOND_MS);
		expect(port.countOf('limit:show')).toBe(3);
	});

	it('takes over the pools of an answer and keeps the templates', async () => {
		const { port, limits } = await opened();
		port.answer('limit:join', ({ name }) => ok({ pools: [poolOf({ id: 'pol-1', name })] }));
		expect(await limits.join('Shop', ['ch-sales', 'ch-service'])).toBeNull();
		expect(limits.shown.current.value.value).toEqual({
			pools: [poolOf({ id: 'pol-1', name: 'Shop' })],
			templates: [],
		});
	});

	it('takes a channel out by joining it with nothing', async () => {
		const { port, limits } = await opened();
		port.answer('limit:join', () => ok({ pools: [] }));
		await limits.takeOut(poolChannelOf({ channelId: 'ch-a', name: 'x'.repeat(80) }));
		expect(port.calls.at(-1)?.request).toEqual({ name: 'x'.repeat(60), channelIds: ['ch-a'] });
	});
});

describe('isFull', () => {
	it('is true from the limit on, and never without one', () => {
		expect(isFull(poolOf({ limit: 250, used24h: 249 }))).toBe(false);
		expect(isFull(poolOf({ limit: 250, used24h: 250 }))).toBe(true);
		expect(isFull(poolOf({ limit: null, used24h: 9999 }))).toBe(false);
	});
});

describe('restrictionsAt', () => {
	it('leaves out what has ended, and keeps what has no end', () => {
		const restrictions = [
			{ type: 'A', until: 100 },
			{ type: 'B', until: 101 },
			{ type: 'C', until: null },
		];
		const held = restrictionsAt({ ...NO_STANDING, restrictions }, 100);
		expect(held.map(one => one.type)).toEqual(['B', 'C']);
	});
});

describe('adviceOf', () => {
	it('leaves out what the restrictions say themselves', () => {
		const standing = {
			...NO_STANDING,
			numberStatus: 'flagged',
			restrictions: [{ type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', until: 5 }],
		};
		expect(adviceOf(poolChannelOf({ standing }))).toEqual([
			'The number is flagged for low quality: its limit does not rise until that changes.',
		]);
	});
});

describe('joinErrors', () => {
	it('wants a name and two channels', () => {
		expect([...joinErrors(' ', new Set(['a']))]).toEqual(['name', 'channels']);
		expect([...joinErrors('Shop', new Set(['a', 'b']))]).toEqual([]);
	});
});
