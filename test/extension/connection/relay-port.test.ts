import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { FromBackground, FromClient, RelayPort } from '../../../extension/connection/page-messages.ts';
import { createRelayPort } from '../../../extension/connection/relay-port.ts';
import { type PortPair, portPair } from '../support/fake-port.ts';
import { keyTexts } from '../support/memory.ts';

const HELLO: FromBackground = { type: 'hello', connection: { state: 'unpaired' }, outbox: [] };
const REQUEST = {
	clientId: 'message-1',
	conversationId: 'c1',
	content: { kind: 'text' as const, text: 'hello' },
};

let pairs: { pair: PortPair; said: FromClient[] }[];
let valid: boolean;
let port: RelayPort;

beforeEach(() => {
	pairs = [];
	valid = true;
	port = createRelayPort({
		text: keyTexts,
		isValid: () => valid,
		open() {
			const pair = portPair('settings', undefined);
			const said: FromClient[] = [];
			pair.server.onMessage.addListener(message => said.push(message as FromClient));
			pairs.push({ pair, said });
			return pair.client;
		},
	});
});

/** The port that is open now, and what its client has said. */
function last() {
	const found = pairs.at(-1);
	if (!found) throw new Error('no port was opened');
	return found;
}

async function workerRestarts(): Promise<void> {
	const before = pairs.length;
	last().pair.breakOff();
	await vi.waitFor(() => expect(pairs.length).toBe(before + 1));
}

describe('createRelayPort', () => {
	it('has no connection before the first hello', async () => {
		expect(port.connection).toBeNull();
		last().pair.server.postMessage(HELLO);
		await vi.waitFor(() => expect(port.connection).toEqual({ state: 'unpaired' }));
	});

	it('answers each call with its own result', async () => {
		const first = port.call('session:show', {});
		const second = port.call('channel:list', {});
		await vi.waitFor(() => expect(last().said).toHaveLength(2));
		const [a, b] = last().said.map(message => ('id' in message ? message.id : 0));
		last().pair.server.postMessage({ type: 'result', id: b ?? 0, result: { ok: true, value: 'second' } });
		last().pair.server.postMessage({ type: 'result', id: a ?? 0, result: { ok: true, value: 'first' } });
		expect(await first).toEqual({ ok: true, value: 'first' });
		expect(await second).toEqual({ ok: true, value: 'second' });
	});

	it('opens again when the worker was stopped; calls end as offline', async () => {
		const call = port.call('session:show', {});
		await workerRestarts();
		expect(await call).toMatchObject({ ok: false, error: { code: 'offline' } });
	});

	it('shows a send at once, and gives it to the next worker until one has kept it', async () => {
		const shown: number[] = [];
		port.onOutbox(items => shown.push(items.length));
		port.send(REQUEST);
		expect(port.outbox).toMatchObject([{ request: REQUEST, state: 'waiting' }]);
		await workerRestarts();
		last().pair.server.postMessage(HELLO);
		await vi.waitFor(() => expect(last().said).toEqual([{ type: 'send', request: REQUEST }]));
		const kept = { request: REQUEST, madeAt: 1, state: 'sending', error: null } as const;
		last().pair.server.postMessage({ type: 'outbox', items: [kept] });
		await vi.waitFor(() => expect(port.outbox).toEqual([kept]));
		last().pair.server.postMessage({ type: 'outbox', items: [] });
		await vi.waitFor(() => expect(port.outbox).toEqual([]));
		await workerRestarts();
		last().pair.server.postMessage(HELLO);
		await vi.waitFor(() => expect(port.connection).not.toBeNull());
		expect(last().said).toEqual([]);
		expect(shown[0]).toBe(1);
	});

	it('asks the page again for its record after the worker was stopped', async () => {
		last().pair.server.postMessage(HELLO);
		port.toPage({ kind: 'ready' });
		await vi.waitFor(() => expect(last().said).toHaveLength(1));
		await workerRestarts();
		last().pair.server.postMessage(HELLO);
		await vi.waitFor(() => expect(last().said).toEqual([{ type: 'to-page', message: { kind: 'ready' } }]));
	});

	it('says once that the extension is gone, and answers calls as offline from then on', async () => {
		const gone = vi.fn();
		port.onInvalidated(gone);
		const call = port.call('session:show', {});
		valid = false;
		last().pair.breakOff();
		await vi.waitFor(() => expect(gone).toHaveBeenCalledOnce());
		expect(await call).toMatchObject({ error: { code: 'offline' } });
		expect(await port.call('session:show', {})).toMatchObject({
			error: { code: 'offline', message: 'page_connection_invalidated' },
		});
		expect(pairs).toHaveLength(1);
	});

	it('tells each listener its own events until it ends the listening', async () => {
		const heard = vi.fn();
		const end = port.on('template:changed', heard);
		last().pair.server.postMessage({
			type: 'event',
			name: 'template:changed',
			payload: { channelId: 'a' },
		});
		last().pair.server.postMessage({ type: 'event', name: 'channel:removed', payload: { channelId: 'b' } });
		await vi.waitFor(() => expect(heard).toHaveBeenCalledWith({ channelId: 'a' }));
		end();
		last().pair.server.postMessage({
			type: 'event',
			name: 'template:changed',
			payload: { channelId: 'c' },
		});
		await new Promise(resolve => setTimeout(resolve));
		expect(heard).toHaveBeenCalledOnce();
	});
});
