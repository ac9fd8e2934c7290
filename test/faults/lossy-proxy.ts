import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { Random } from '../support/random.ts';

/** A line to the relay that loses things. */
export interface LossyLine {
	readonly url: string;
	/** WebSocket frames that never arrived, and requests or answers whose connection was cut instead. */
	readonly lost: { frames: number; calls: number };
	/** What went through. */
	readonly passed: { frames: number; calls: number };
	close(): Promise<void>;
}

/** The first frames of a connection are its handshake: without them there is no line that could lose anything. */
const HANDSHAKE_FRAMES = 3;

/**
 * Stands before a port and drops so many in a hundred: single WebSocket frames vanish while the connection stays; an HTTP
 * request or its answer is lost with its connection.
 */
export async function lossyLine(target: number, percent: number, random: Random): Promise<LossyLine> {
	const lost = { frames: 0, calls: 0 };
	const passed = { frames: 0, calls: 0 };
	const sockets = new Set<Socket>();
	const server = createServer(client => {
		const upstream = connect(target, '127.0.0.1');
		const both = [client, upstream];
		for (const socket of both) {
			sockets.add(socket);
			socket.setNoDelay(true);
			socket.on('error', () => undefined);
			socket.on('close', () => {
				sockets.delete(socket);
				for (const one of both) one.destroy();
			});
		}
		let isWebSocket = false;
		const pump = (from: Socket, to: Socket) => {
			let rest: Buffer = Buffer.alloc(0);
			let frames = 0;
			from.on('data', (chunk: Buffer) => {
				if (!isWebSocket) {
					const head = chunk.toString('latin1', 0, 4096);
					if (from === client && /^GET .*\r\nupgrade: websocket/is.test(head)) isWebSocket = true;
					else if (random.next() * 100 < percent) {
						lost.calls += 1;
						for (const one of both) one.destroy();
						return;
					} else passed.calls += 1;
					to.write(chunk);
					return;
				}
				if (frames === 0 && rest.length === 0 && chunk.toString('latin1', 0, 8) === 'HTTP/1.1') {
					const end = chunk.indexOf('\r\n\r\n') + 4;
					to.write(chunk.subarray(0, end));
					rest = chunk.subarray(end);
				} else rest = Buffer.concat([rest, chunk]);
				for (let length = frameLength(rest); length !== null; length = frameLength(rest)) {
					frames += 1;
					if (frames > HANDSHAKE_FRAMES && random.next() * 100 < percent) lost.frames += 1;
					else {
						passed.frames += 1;
						to.write(rest.subarray(0, length));
					}
					rest = rest.subarray(length);
				}
			});
		};
		pump(client, upstream);
		pump(upstream, client);
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		lost,
		passed,
		async close() {
			for (const socket of sockets) socket.destroy();
			await new Promise(resolve => server.close(resolve));
		},
	};
}

/** Bytes of the first whole frame (RFC 6455 §5.2), or null when it has not arrived whole. */
function frameLength(bytes: Buffer): number | null {
	if (bytes.length < 2) return null;
	const second = bytes[1] ?? 0;
	const short = second & 0x7f;
	const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
	if (bytes.length < 2 + extra) return null;
	const payload =
		short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
	const total = 2 + extra + (second & 0x80 ? 4 : 0) + payload;
	return bytes.length < total ? null : total;
}
