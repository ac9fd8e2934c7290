import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Session } from '../../../extension/connection/session.ts';
import { type FakeRelay, startFakeRelay } from '../support/fake-relay.ts';
import { keyTexts, memoryStore } from '../support/memory.ts';

let relay: FakeRelay;
let local: ReturnType<typeof memoryStore>;
let area: ReturnType<typeof memoryStore>;
const sessions: Session[] = [];

/** As when the worker starts: whatever is known comes from the two stores. */
async function start(more: { callTimeoutMs?: number } = {}): Promise<Session> {
	const session = new Session({
		local,
		session: area,
		text: keyTexts,
		version: '1.2.3',
		backoff: { firstMs: 5, maxMs: 20, jitter: 0.5 },
		...more,
	});
	sessions.push(session);
	await session.ready;
	return session;
}

async function pairedAndOnline(more: { callTimeoutMs?: number } = {}): Promise<Session> {
	const session = await start(more);
	expect((await session.pair(relay.code, 'a test')).ok).toBe(true);
	await online(session);
	return session;
}

function online(session: Session): Promise<void> {
	return vi.waitFor(() => expect(session.connection.state).toBe('online'), { timeout: 3000 });
}

function text(clientId: string, conversationId = 'c1') {
	return { clientId, conversationId, content: { kind: 'text' as const, text: 'hello' } };
}

beforeEach(async () => {
	relay = await startFakeRelay();
	local = memoryStore();
	area = memoryStore();
});

afterEach(async () => {
	for (const session of sessions.splice(0)) session.stop();
	await relay.close();
});

describe('Session.pair', () => {
	it('exchanges the code, connects, and tells who one is', async () => {
		const session = await pairedAndOnline();
		expect(session.connection).toMatchObject({ state: 'online', user: relay.user, relayUrl: relay.url });
	});

	it('gives the token to nobody', async () => {
		const session = await start();
		const result = await session.pair(relay.code, 'a test');
		await online(session);
		expect(JSON.stringify([result, session.connection, session.outbox])).not.toContain('token-');
		expect(local.kept.get('pairing')).toContain('token-');
	});

	it('says what is wrong with a code', async () => {
		const session = await start();
		for (const code of ['', 'secret', '@https://relay.example', 'secret@ftp://relay.example', 's@no url']) {
			expect(await session.pair(code, 'a test')).toMatchObject({
				ok: false,
				error: { code: 'invalid', fields: { code: 'page_connection_code_invalid' } },
			});
		}
		expect(await session.pair(`wrong@${relay.url}`, 'a test')).toMatchObject({
			error: { code: 'unauthorised' },
		});
		expect(session.connection.state).toBe('unpaired');
	});

	it('says when nobody answers, or somebody else', async () => {
		const session = await start();
		const elsewhere = `secret@${relay.url}/elsewhere`;
		expect(await session.pair(elsewhere, 'a test')).toMatchObject({ error: { code: 'unavailable' } });
		await relay.down();
		expect(await session.pair(relay.code, 'a test')).toMatchObject({ error: { code: 'offline' } });
		await relay.up();
	});
});

describe('Session', () => {
	it('comes back by itself when the worker starts again', async () => {
		(await pairedAndOnline()).stop();
		const next = await start();
		await online(next);
		expect(next.connection).toMatchObject({ user: relay.user });
	});

	it('comes back when the relay was away, and knows since when', async () => {
		const session = await pairedAndOnline();
		await relay.down();
		await vi.waitFor(() => expect(session.connection.state).toBe('offline'));
		const away = session.connection;
		session.stop();
		const next = await start();
		expect(next.connection).toMatchObject({
			state: 'offline',
			since: away.state === 'offline' ? away.since : 0,
		});
		await relay.up();
		await online(next);
		expect(area.kept.has('offline-since')).toBe(false);
	});

	it('lets a call wait for the connection that is being made', async () => {
		(await pairedAndOnline()).stop();
		const next = await start();
		expect(next.connection.state).toBe('connecting');
		expect(await next.call('session:show', {})).toMatchObject({ ok: true });
	});

	it('answers offline without a connection, and unavailable without an answer', async () => {
		const session = await pairedAndOnline({ callTimeoutMs: 50 });
		relay.fate = command => (command === 'channel:list' ? 'lose-answer' : 'answer');
		expect(await session.call('channel:list', {})).toMatchObject({ error: { code: 'unavailable' } });
		relay.fate = command => (command === 'channel:list' ? 'cut' : 'answer');
		expect(await session.call('channel:list', {})).toMatchObject({ error: { code: 'offline' } });
		await session.unpair();
		expect(await session.call('channel:list', {})).toMatchObject({ error: { code: 'offline' } });
	});

	it('drops a token that was revoked, and remembers why', async () => {
		(await pairedAndOnline()).stop();
		relay.refuse = 'revoked';
		const next = await start();
		await vi.waitFor(() => expect(next.connection.state).toBe('refused'));
		expect(next.connection).toMatchObject({ reason: 'revoked', message: 'page_connection_revoked' });
		expect(local.kept.get('pairing')).not.toContain('token-');
		next.stop();
		expect((await start()).connection).toMatchObject({ state: 'refused', reason: 'revoked' });
	});

	it('keeps the token of a relay whose version does not fit', async () => {
		(await pairedAndOnline()).stop();
		relay.refuse = 'client-too-old';
		const next = await start();
		await vi.waitFor(() => expect(next.connection.state).toBe('refused'));
		expect(local.kept.get('pairing')).toContain('token-');
	});

	it('tries again when the relay is merely busy', async () => {
		(await pairedAndOnline()).stop();
		relay.refuse = 'busy';
		const next = await start();
		await vi.waitFor(() => expect(next.connection.state).toBe('offline'));
		relay.refuse = null;
		await online(next);
	});

	it('ends when the relay says so while connected', async () => {
		const session = await pairedAndOnline();
		relay.push('session:ended', { reason: 'revoked' });
		await vi.waitFor(() => expect(session.connection.state).toBe('refused'));
		expect(local.kept.get('pairing')).not.toContain('token-');
	});

	it('forgets the relay when it is unpaired, and tells it', async () => {
		const session = await pairedAndOnline();
		const states: string[] = [];
		session.onConnection(({ state }) => states.push(state));
		expect(await session.unpair()).toEqual({ ok: true, value: {} });
		expect(relay.calls.map(({ command }) => command)).toContain('session:end');
		expect(states.at(-1)).toBe('unpaired');
		expect(local.kept.has('pairing')).toBe(false);
	});

	it('passes events on', async () => {
		const session = await pairedAndOnline();
		const heard: unknown[] = [];
		session.onEvent(event => heard.push(event));
		relay.push('template:changed', { channelId: 'ch1' });
		await vi.waitFor(() =>
			expect(heard).toEqual([{ name: 'template:changed', payload: { channelId: 'ch1' } }]),
		);
	});
});

describe('Session.send', () => {
	it('has every message accepted once and in order over cuts, losses and stops of the worker', async () => {
		let session = await pairedAndOnline({ callTimeoutMs: 40 });
		let frame = 0;
		relay.fate = command => {
			if (command !== 'message:send') return 'answer';
			return (['answer', 'lose-answer', 'cut', 'lose-request', 'answer'] as const)[frame++ % 5] ?? 'answer';
		};
		const written: string[] = [];
		for (let index = 0; index < 24; index++) {
			const clientId = `message-${String(index).padStart(2, '0')}`;
			written.push(clientId);
			await session.send(text(clientId));
			if (index % 8 === 7) {
				session.stop();
				session = await start({ callTimeoutMs: 40 });
			}
		}
		await vi.waitFor(() => expect(session.outbox).toEqual([]), { timeout: 10_000, interval: 10 });
		expect(relay.accepted.map(({ clientId }) => clientId)).toEqual(written);
	}, 20_000);

	it('keeps what is written while the relay is away', async () => {
		const session = await pairedAndOnline();
		await relay.down();
		await vi.waitFor(() => expect(session.connection.state).toBe('offline'));
		await session.send(text('message-1'));
		await session.send(text('message-2'));
		expect(session.outbox.map(({ state }) => state)).toEqual(['waiting', 'waiting']);
		await relay.up();
		await vi.waitFor(() => expect(relay.accepted).toHaveLength(2), { timeout: 3000 });
		expect(relay.accepted.map(({ clientId }) => clientId)).toEqual(['message-1', 'message-2']);
	});
});
