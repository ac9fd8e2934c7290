import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { COMMANDS, type CommandName } from '../../shared/contract/commands/index.ts';
import type { RelayToClient } from '../../shared/contract/events.ts';
import type { Result } from '../../shared/contract/result.ts';
import { type Handshake, PROTOCOL_VERSION, type RefuseReason } from '../../shared/contract/version.ts';
import type { Caller, Parts } from '../actions/parts.ts';
import { perform } from '../actions/perform.ts';
import { authenticate } from '../actions/session/session.ts';

/** Commands as socket.io events: the request, and the function that takes the answer. */
type ClientToServer = Record<
	CommandName,
	(request: unknown, answer: (result: Result<unknown>) => void) => void
>;
export interface SocketData {
	caller: Caller;
}
export type RelaySocket = Socket<ClientToServer, RelayToClient, Record<string, never>, SocketData>;
export type RelayIo = Server<ClientToServer, RelayToClient, Record<string, never>, SocketData>;

/** Everybody who is paired: all see all conversations. */
export const STAFF = 'staff';
export const deviceRoom = (deviceId: string) => `device:${deviceId}`;

/** Chromium stops an extension's worker after 30 s without traffic: pings come more often. */
const PING_MS = 20_000;

/** Opens the socket side of the contract on an HTTP server. */
export function createSocketServer(parts: Parts, http: HttpServer): RelayIo {
	const io: RelayIo = new Server(http, {
		transports: ['websocket'],
		serveClient: false,
		pingInterval: PING_MS,
		pingTimeout: 20_000,
		maxHttpBufferSize: 1024 * 1024,
	});

	io.use(async (socket, next) => {
		const handshake = socket.handshake.auth as Partial<Handshake>;
		const refuse = (reason: RefuseReason) => next(new Error(reason));
		const protocol = Number(handshake.protocol);
		if (!(protocol >= PROTOCOL_VERSION)) return refuse('client-too-old');
		if (protocol > PROTOCOL_VERSION) return refuse('client-too-new');
		const caller = await authenticate(parts, typeof handshake.token === 'string' ? handshake.token : '');
		if (!caller) return refuse('unauthorised');
		socket.data.caller = caller;
		next();
	});

	io.on('connection', async socket => {
		listen(parts, socket);
		const { deviceId } = socket.data.caller;
		await socket.join([STAFF, deviceRoom(deviceId)]);
		// Revoked while it was being let in: then it was in no room yet when that was told.
		const device = await parts.store.devices.find(deviceId).catch(error => {
			parts.log.error({ error }, 'a device could not be looked up');
		});
		if (device === null) {
			socket.emit('session:ended', { reason: 'revoked' });
			socket.disconnect(true);
		}
	});
	return io;
}

function listen(parts: Parts, socket: RelaySocket): void {
	for (const name of Object.keys(COMMANDS) as CommandName[]) {
		socket.on(name, async (request: unknown, answer: unknown) => {
			if (typeof answer !== 'function') return;
			// The person may have been given another role, or the device revoked, since it connected.
			const user = parts.settings.data.users.find(one => one.id === socket.data.caller.user.id);
			const caller = user ? { ...socket.data.caller, user } : null;
			answer(await perform(parts, name, request, caller));
		});
	}
}
