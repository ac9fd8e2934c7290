import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { makeInvite } from '../../relay/actions/session/invite.ts';
import { composeRelay, type Outside, type Relay } from '../../relay/compose.ts';
import type { Config } from '../../relay/config.ts';
import { createLog } from '../../relay/log.ts';
import { openData } from '../../relay/open.ts';
import type { CommandName, ReplyOf, RequestOf } from '../../shared/contract/commands/index.ts';
import type { RelayToClient } from '../../shared/contract/events.ts';
import type { Result } from '../../shared/contract/result.ts';
import { type Handshake, PROTOCOL_VERSION } from '../../shared/contract/version.ts';
import type { Role } from '../../shared/domain/roles.ts';

/** A person with a paired device. */
export interface Person {
	readonly token: string;
	readonly userId: string;
	/** The answer over HTTP; throws nothing. */
	ask<C extends CommandName>(command: C, request: RequestOf<C>): Promise<Result<ReplyOf<C>>>;
	/** The value of a success; throws the error otherwise. */
	get<C extends CommandName>(command: C, request: RequestOf<C>): Promise<ReplyOf<C>>;
	/** A connected socket of this device. The caller ends it. */
	connect(): Promise<Socket<RelayToClient>>;
}

export interface TestRelay {
	readonly relay: Relay;
	readonly url: string;
	readonly dataDir: string;
	/** Every line of the log. */
	readonly log: string[];
	person(role: Role, name?: string): Promise<Person>;
	/** Stops it and removes its folder. */
	close(): Promise<void>;
	/** Stops it and leaves its folder, to be started again. */
	stop(): Promise<void>;
}

export type TestRelayOptions = Partial<Omit<Outside, 'config' | 'key' | 'store' | 'settings' | 'log'>> & {
	dataDir?: string;
	config?: Partial<Config>;
};

/** A relay of its own in this process, in a folder of its own, on a free port. */
export async function startTestRelay(options: TestRelayOptions = {}): Promise<TestRelay> {
	const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'relay-test-'));
	const config: Config = {
		port: 0,
		host: '127.0.0.1',
		publicUrl: null,
		relayKey: Buffer.alloc(32, 7),
		allowPrivateNetwork: true,
		uploadMax: 20 * 1024 * 1024,
		logLevel: 'debug',
		...options.config,
		dataDir,
	};
	const log: string[] = [];
	const opened = await openData(config);
	const { dataDir: _folder, config: _config, ...outside } = options;
	const relay = composeRelay({
		config,
		log: createLog('debug', line => void log.push(line)),
		...opened,
		...outside,
	});
	await relay.listen();
	const url = relay.parts.publicUrl();
	return {
		relay,
		url,
		dataDir,
		log,
		async person(role, name = `${role} ${randomBytes(3).toString('hex')}`) {
			const { code } = await makeInvite(opened.store, { name, role, url, now: relay.parts.now() });
			const paired = await post<{ token: string; user: { id: string } }>(url, 'session/pair', {
				code,
				device: 'test',
			});
			if (!paired.ok) throw new Error(paired.error.message);
			return person(url, paired.value.token, paired.value.user.id);
		},
		stop: () => relay.stop(),
		async close() {
			await relay.stop();
			rmSync(dataDir, { recursive: true, force: true });
		},
	};
}

/** A person by a token that is known, at any relay. */
export function person(url: string, token: string, userId: string): Person {
	const ask = <C extends CommandName>(command: C, request: RequestOf<C>) =>
		post<ReplyOf<C>>(url, command.replace(':', '/'), request, token);
	return {
		token,
		userId,
		ask,
		async get(command, request) {
			const result = await ask(command, request);
			if (!result.ok) throw new Error(`${command}: ${JSON.stringify(result.error)}`);
			return result.value;
		},
		connect: () => connect(url, token),
	};
}

/** One command over HTTP. */
export async function post<T>(url: string, path: string, body: unknown, token?: string): Promise<Result<T>> {
	const response = await fetch(`${url}/api/v1/${path}`, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			...(token !== undefined && { authorization: `Bearer ${token}` }),
		},
		body: JSON.stringify(body),
	});
	return (await response.json()) as Result<T>;
}

/** Connects a socket and resolves when it is; rejects with the relay's reason. */
export function connect(
	url: string,
	token: string,
	handshake: Partial<Handshake> = {},
): Promise<Socket<RelayToClient>> {
	const socket: Socket<RelayToClient> = io(url, {
		transports: ['websocket'],
		forceNew: true,
		reconnection: false,
		auth: { token, protocol: PROTOCOL_VERSION, version: 'test', ...handshake },
	});
	return new Promise((resolve, reject) => {
		socket.once('connect', () => resolve(socket));
		socket.once('connect_error', error => {
			socket.close();
			reject(error);
		});
	});
}

let made = 0;
/** A client id that no other call gets. */
export function newClientId(): string {
	made += 1;
	return `test-client-${process.pid}-${made}`;
}
