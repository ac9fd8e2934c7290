import { isOver } from '../../shared/domain/broadcast.ts';
import { can, type Permission } from '../../shared/domain/roles.ts';
import { broadcastViews } from '../actions/broadcast/view.ts';
import { importView } from '../actions/contacts/imports.ts';
import { loadChanges } from '../actions/conversation/changes.ts';
import type { Parts } from '../actions/parts.ts';
import { channelViews } from '../actions/views.ts';
import { deviceRoom, type RelayIo, STAFF } from './server.ts';

/** How often the counts of a running broadcast are told. */
const TELL_EVERY_MS = 1_000;

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

	/** When each broadcast was told last, while it can change. */
	const told = new Map<string, { at: number; timer: NodeJS.Timeout | null }>();

	async function tellBroadcast(broadcastId: string): Promise<void> {
		const found = await parts.store.broadcasts.find(broadcastId);
		const [broadcast] = found ? await broadcastViews(parts, [found]) : [];
		if (!broadcast || isOver(broadcast.state)) forget(broadcastId);
		if (broadcast) await pushTo('broadcasts:view', socket => socket.emit('broadcast:changed', { broadcast }));
	}

	function forget(broadcastId: string): void {
		if (!told.get(broadcastId)?.timer) told.delete(broadcastId);
	}

	function pushBroadcast(broadcastId: string): void {
		const known = told.get(broadcastId);
		if (known?.timer) clearTimeout(known.timer);
		told.set(broadcastId, { at: Date.now(), timer: null });
		if (io.engine.clientsCount === 0) {
			forget(broadcastId);
			return;
		}
		tellBroadcast(broadcastId).catch(error => parts.log.error({ error }, 'a push failed'));
	}

	/** Counts change with every message: they are told once a second, and the last ones surely. */
	function moved(broadcastId: string): void {
		const known = told.get(broadcastId);
		if (known?.timer) return;
		const wait = (known?.at ?? 0) + TELL_EVERY_MS - Date.now();
		if (wait <= 0) {
			pushBroadcast(broadcastId);
			return;
		}
		const timer = setTimeout(() => pushBroadcast(broadcastId), wait);
		told.set(broadcastId, { at: known?.at ?? 0, timer });
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
		parts.bus.on('broadcast:changed', ({ broadcastId }) => pushBroadcast(broadcastId)),
		parts.bus.on('broadcast:moved', ({ broadcastId }) => moved(broadcastId)),
		parts.bus.on('broadcast:removed', fact => {
			pushTo('broadcasts:view', socket => socket.emit('broadcast:removed', fact)).catch(error =>
				parts.log.error({ error }, 'a push failed'),
			);
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
		for (const { timer } of told.values()) if (timer) clearTimeout(timer);
		for (const end of ends) end();
	};
}
