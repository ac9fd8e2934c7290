import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import type { EventName, RelayEvents } from '../../../shared/contract/events.ts';
import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import type { RefuseReason } from '../../../shared/contract/version.ts';
import type { UserView } from '../../../shared/contract/views.ts';

/** What the relay does with one frame of a command. */
export type Fate = 'answer' | 'lose-request' | 'lose-answer' | 'cut';

export interface FakeRelay {
	readonly url: string;
	readonly user: UserView;
	/** A code that can be exchanged once. */
	readonly code: string;
	/** The accepted messages, in the order of acceptance; each client id once. */
	readonly accepted: { readonly clientId: string; readonly target: string }[];
	/** Every command that arrived, with its request. */
	readonly calls: { readonly command: string; readonly request: unknown }[];
	unreadTotal: number;
	/** Refuses the next handshakes; null takes them again. */
	refuse: RefuseReason | 'busy' | null;
	/** Decides what becomes of a frame; by default each is answered. */
	fate: (command: string, request: unknown) => Fate;
	/** Answers a command instead of the fake's own answer; undefined leaves it to that. */
	reply: (
		command: string,
		request: unknown,
	) => Result<unknown> | undefined | Promise<Result<unknown> | undefined>;
	push<E extends EventName>(event: E, payload: RelayEvents[E]): void;
	/** Drops every connection, as a lost network does. */
	cut(): void;
	readonly connections: number;
	/** Goes away and comes back under the same address. */
	down(): Promise<void>;
	up(): Promise<void>;
	close(): Promise<void>;
}

/** A relay that follows the contract as far as the extension's connection can see. */
export async function startFakeRelay(): Promise<FakeRelay> {
	const user: UserView = { id: 'u1', name: 'Mara Lindt', role: 'owner' };
	const tokens = new Set<string>();
	const stored = new Map<string, Result<unknown>>();
	let usedUp = false;
	let port = 0;
	let stop: () => Promise<void> = async () => {};
	let io: Server | null = null;

	const fake: FakeRelay = {
		get url() {
			return `http://127.0.0.1:${port}`;
		},
		get code() {
			return `one-time-secret@http://127.0.0.1:${port}`;
		},
		get connections() {
			return io?.sockets.sockets.size ?? 0;
		},
		user,
		accepted: [],
		calls: [],
		unreadTotal: 0,
		refuse: null,
		fate: () => 'answer',
		reply: () => undefined,
		push: (event, payload) => io?.emit(event, payload),
		cut() {
			for (const socket of io?.sockets.sockets.values() ?? []) socket.conn.close();
		},
		async down() {
			await stop();
		},
		up: listen,
		async close() {
			await stop();
		},
	};

	async function listen(): Promise<void> {
		const http = createServer((request, response) => {
			const { origin = '' } = request.headers;
			if (/^(?:chrome|moz)-extension:/.test(origin)) {
				response.setHeader('access-control-allow-origin', origin);
				response.setHeader('access-control-allow-headers', 'content-type, authorization');
			}
			if (request.method === 'OPTIONS') return response.writeHead(204).end();
			if (request.url !== '/api/v1/session/pair') return response.writeHead(404).end();
			let body = '';
			request.on('data', chunk => {
				body += chunk;
			});
			request.on('end', () => {
				const result = pairWith(String(JSON.parse(body).code));
				response.writeHead(result.ok ? 200 : 401, { 'content-type': 'application/json' });
				response.end(JSON.stringify(result));
			});
			return undefined;
		});
		const server = new Server(http, { transports: ['websocket'], pingInterval: 20_000, pingTimeout: 20_000 });
		server.use((socket, next) => {
			if (fake.refuse) return next(new Error(fake.refuse));
			return next(tokens.has(String(socket.handshake.auth.token)) ? undefined : new Error('unauthorised'));
		});
		server.on('connection', socket => serve(socket));
		await new Promise<void>(resolve => http.listen(port, '127.0.0.1', resolve));
		port = (http.address() as AddressInfo).port;
		io = server;
		stop = async () => {
			await server.close();
			http.closeAllConnections();
		};
	}

	function pairWith(code: string): Result<unknown> {
		if (code !== fake.code || usedUp) return fail('unauthorised', 'The code is used up or unknown.');
		usedUp = true;
		const token = `token-${tokens.size + 1}`;
		tokens.add(token);
		return ok({ token, user });
	}

	function serve(socket: Socket): void {
		socket.onAny(async (command: string, request: unknown, answer: (result: unknown) => void) => {
			const fate = fake.fate(command, request);
			if (fate === 'lose-request') return;
			fake.calls.push({ command, request });
			const result = (await fake.reply(command, request)) ?? answerTo(command, request);
			if (fate === 'cut') socket.conn.close();
			else if (fate === 'answer') answer(result);
		});
	}

	function answerTo(command: string, request: unknown): Result<unknown> {
		switch (command) {
			case 'session:show':
				return ok({ user, deviceId: 'd1', relay: { version: '0', protocol: 1, time: Date.now() } });
			case 'conversation:list':
				return ok({ conversations: [], hasMore: false, unreadTotal: fake.unreadTotal });
			case 'message:send':
				return accept(request as { clientId: string; conversationId?: string; to?: string });
			case 'session:end':
				return ok({});
			default:
				return fail('not-found', `The fake relay does not know ${command}.`);
		}
	}

	/** The same client id is stored once; later calls get the first one's answer. */
	function accept(request: { clientId: string; conversationId?: string; to?: string }): Result<unknown> {
		const known = stored.get(request.clientId);
		if (known) return known;
		const result = ok({ messageId: `m${stored.size + 1}`, conversationId: 'c1' });
		stored.set(request.clientId, result);
		fake.accepted.push({ clientId: request.clientId, target: request.conversationId ?? `${request.to}` });
		return result;
	}

	await listen();
	return fake;
}

/** A token that a fake relay knows, taken by the exchange of its code. */
export async function takeToken(relay: FakeRelay): Promise<string> {
	const response = await fetch(`${relay.url}/api/v1/session/pair`, {
		method: 'POST',
		body: JSON.stringify({ code: relay.code, device: 'test' }),
	});
	const body = (await response.json()) as { value: { token: string } };
	return body.value.token;
}
