import { connect as connectTo, createServer, type Socket } from 'node:net';
import { newClientId, post } from '../support/relay.ts';
import { startScene } from '../support/scene.ts';
import { chance } from './relay-process.ts';

export interface LineFigures {
	readonly promise: 'R-07';
	readonly sends: number;
	readonly tries: number;
	readonly providerCalls: number;
	/** Messages of which the provider was asked more or less than once. */
	readonly wrong: number;
}

/** Each send goes over a line that breaks three of ten requests or answers, and is tried until it is answered. */
export async function sendOverLossyLine(sends: number, seed = 1): Promise<LineFigures> {
	const random = chance(seed);
	const scene = await startScene({});
	const { port } = new URL(scene.relay.url);
	const sockets = new Set<Socket>();
	const proxy = createServer(client => {
		const relay = connectTo(Number(port), '127.0.0.1');
		for (const socket of [client, relay]) {
			sockets.add(socket);
			socket.on('error', () => undefined);
			socket.on('close', () => {
				sockets.delete(socket);
				client.destroy();
				relay.destroy();
			});
		}
		client.on('data', chunk => (random() < 0.15 ? client.destroy() : relay.write(chunk)));
		relay.on('data', chunk => (random() < 0.15 ? client.destroy() : client.write(chunk)));
	});
	await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${(proxy.address() as { port: number }).port}`;

	let tries = 0;
	const ids = new Set<string>();
	const sendOne = async (n: number) => {
		const request = {
			clientId: newClientId(),
			channelId: scene.channel.id,
			to: `+4917139${String(50_000 + n)}`,
			content: { kind: 'template', name: 'hello', language: 'en_US' },
		};
		for (;;) {
			tries += 1;
			const result = await post<{ messageId: string }>(url, 'message/send', request, scene.owner.token).catch(
				() => null,
			);
			if (result?.ok) return void ids.add(result.value.messageId);
		}
	};
	for (let from = 0; from < sends; from += 20) {
		await Promise.all(
			Array.from({ length: Math.min(20, sends - from) }, (_, index) => sendOne(from + index)),
		);
	}
	for (const id of ids) await scene.message(id, message => message.status !== 'queued');
	const { requests } = await scene.sandbox.requests({ limit: 100_000 });
	const calls = new Map<string, number>();
	for (const call of requests)
		if (call.opaque !== null && call.path.endsWith('/messages'))
			calls.set(call.opaque, (calls.get(call.opaque) ?? 0) + 1);
	for (const socket of sockets) socket.destroy();
	await new Promise(resolve => proxy.close(resolve));
	await scene.close();
	const wrong =
		[...ids].filter(id => calls.get(id) !== 1).length +
		Math.abs(ids.size - sends) +
		[...calls.keys()].filter(id => !ids.has(id)).length;
	return {
		promise: 'R-07',
		sends,
		tries,
		providerCalls: [...calls.values()].reduce((sum, one) => sum + one, 0),
		wrong,
	};
}
