import { can, type Permission } from '../../shared/domain/roles.ts';
import { importView } from '../actions/contacts/imports.ts';
import { loadChanges } from '../actions/conversation/changes.ts';
import type { Parts } from '../actions/parts.ts';
import { channelViews } from '../actions/views.ts';
import { deviceRoom, type RelayIo, STAFF } from './server.ts';

type RemoteSocket = Awaited<ReturnType<RelayIo['fetchSockets']>>[number];

/**
 * Tells connected clients what was stored. Changes of one conversation that follow each other while the views are being
 * read go out as one; with nobody connected nothing is read.
 */
export function startPush(parts: Parts, io: RelayIo): () => void {
	const waiting = new Map<string, number>();
	let running = false;

	async function run(): Promise<void> {
		running = true;
		try {
			while (waiting.size > 0) {
				const batch = [...waiting].map(([conversationId, previousRevision]) => ({
					conversationId,
					previousRevision,
				}));
				waiting.clear();
				if (io.engine.clientsCount === 0) continue;
				for (const change of await loadChanges(parts.store, batch))
					io.to(STAFF).emit('conversation:changed', change);
			}
		} catch (error) {
			// A client that misses a push sees the gap in the revisions and asks.
			parts.log.error({ error }, 'a push failed');
		} finally {
			running = false;
		}
	}

	async function pushChannel(channelId: string): Promise<void> {
		const channel = parts.channels.find(channelId);
		if (!channel) return;
		for (const socket of await io.in(STAFF).fetchSockets()) {
			const [view] = await channelViews(parts, [channel], socket.data.caller.user);
			if (view) socket.emit('channel:changed', { channel: view });
		}
	}

	async function pushTo(permission: Permission, tell: (socket: RemoteSocket) => void): Promise<void> {
		for (const socket of await io.in(STAFF).fetchSockets())
			if (can(socket.data.caller.user.role, permission)) tell(socket);
	}

	async function pushAlert(alertId: string): Promise<void> {
		const alert = await parts.store.alerts.find(alertId);
		if (alert) await pushTo('alerts:view', socket => socket.emit('alert:changed', { alert }));
	}

	async function pushImport(importId: string): Promise<void> {
		const row = await parts.store.contactImports.find(importId);
		if (row)
			await pushTo('contacts:import', socket => socket.emit('import:changed', { import: importView(row) }));
	}

	const ends = [
		parts.bus.on('conversation:changed', ({ conversationId, previousRevision }) => {
			waiting.set(
				conversationId,
				Math.min(previousRevision, waiting.get(conversationId) ?? previousRevision),
			);
			if (!running) {
				running = true;
				setImmediate(() => void run());
			}
		}),
		parts.bus.on('channel:changed', ({ channelId }) => {
			pushChannel(channelId).catch(error => parts.log.error({ error }, 'a push failed'));
		}),
		parts.bus.on(
			'channel:removed',
			({ channelId }) => void io.to(STAFF).emit('channel:removed', { channelId }),
		),
		parts.bus.on('channel:authorized', fact => {
			pushTo('channels:manage', socket => socket.emit('channel:authorized', fact)).catch(error =>
				parts.log.error({ error }, 'a push failed'),
			);
		}),
		parts.bus.on('contact:merged', fact => void io.to(STAFF).emit('contact:merged', fact)),
		parts.bus.on(
			'template:changed',
			({ channelId }) => void io.to(STAFF).emit('template:changed', { channelId }),
		),
		parts.bus.on('quick-reply:changed', () => void io.to(STAFF).emit('quick-reply:changed', {})),
		parts.bus.on('rules:changed', () => void io.to(STAFF).emit('rules:changed', {})),
		parts.bus.on('price:changed', () => void io.to(STAFF).emit('price:changed', {})),
		parts.bus.on('limit:changed', fact => void io.to(STAFF).emit('limit:changed', fact)),
		parts.bus.on('alert:changed', ({ alertId }) => {
			pushAlert(alertId).catch(error => parts.log.error({ error }, 'a push failed'));
		}),
		parts.bus.on('import:changed', ({ importId }) => {
			pushImport(importId).catch(error => parts.log.error({ error }, 'a push failed'));
		}),
		parts.bus.on('device:ended', ({ deviceId, reason }) => {
			io.to(deviceRoom(deviceId)).emit('session:ended', { reason });
			// A turn later: the device that ended itself gets its answer first.
			setImmediate(() => io.in(deviceRoom(deviceId)).disconnectSockets(true));
		}),
	];
	return () => {
		for (const end of ends) end();
	};
}
