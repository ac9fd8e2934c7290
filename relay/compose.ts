import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { HOUR_MS, MINUTE_MS } from '../shared/lib/time.ts';
import { Rates } from './actions/broadcast/rates.ts';
import { finishCancelled, watchBroadcasts } from './actions/broadcast/watch.ts';
import { createImportRunner } from './actions/contacts/import-run.ts';
import { lookAtAll } from './actions/limit/look.ts';
import { PoolCounts } from './actions/limit/pool-counts.ts';
import { fetchMedia } from './actions/media/fetch.ts';
import type { Parts } from './actions/parts.ts';
import { applyInbox, storeAndApply } from './actions/webhook/apply.ts';
import { createBus } from './bus.ts';
import { createChannels } from './channels.ts';
import { composeSender } from './compose-sender.ts';
import type { Config } from './config.ts';
import { createApp } from './http/app.ts';
import { forgetOld } from './jobs/forget.ts';
import { groupCommit } from './jobs/group-commit.ts';
import { atIntervals } from './jobs/interval.ts';
import { mendChannels } from './jobs/mend.ts';
import { newOwner, RENEW_MS } from './jobs/owner.ts';
import type { SenderLimits } from './jobs/sender.ts';
import { createWorker } from './jobs/worker.ts';
import type { Log } from './log.ts';
import { openMediaFiles } from './media-files.ts';
import { createHttp } from './providers/http.ts';
import type { Provider } from './providers/provider.ts';
import { PROVIDERS } from './providers/registry.ts';
import type { Settings } from './settings.ts';
import { startPush } from './socket/push.ts';
import { createSocketServer } from './socket/server.ts';
import type { Arrived } from './store/inbox.ts';
import type { Store } from './store/store.ts';
import { createVault } from './vault.ts';

/** What a relay is made of from outside, and what tests replace. */
export interface Outside {
	readonly config: Config;
	readonly key: Buffer;
	readonly store: Store;
	readonly settings: Settings;
	readonly log: Log;
	readonly now?: () => number;
	readonly providers?: readonly Provider[];
	readonly senderLimits?: Partial<SenderLimits>;
	/** How long a provider may take to answer. */
	readonly answerTimeoutMs?: number;
}

export interface Relay {
	readonly parts: Parts;
	/** Begins to listen; resolves with the port. */
	listen(): Promise<number>;
	/** Stops taking requests, finishes what is in hand, gives up the leases and closes the store. */
	stop(): Promise<void>;
	/** Looks for due work now: for tests that move the clock. */
	wake(): void;
	/** Applies everything that is in the inbox. */
	drained(): Promise<void>;
}

/** At most so many bodies are applied in one transaction. */
const APPLY_BATCH = 100;
/** What waits for a provider or for its answer is tried again this often. */
const MEND_EVERY_MS = 5 * MINUTE_MS;
const STOP_WITHIN_MS = 10_000;
/** Requests in hand are finished; one that does not end is cut. */
const CLOSE_WITHIN_MS = 2_000;

export const VERSION: string = JSON.parse(
	readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
).version;

/** The composition root: the only file that knows all parts. */
export function composeRelay(outside: Outside): Relay {
	const { config, store, settings, log } = outside;
	const now = outside.now ?? Date.now;
	const stopping = new AbortController();
	const bus = createBus();
	const vault = createVault(outside.key);
	log.hide(outside.key.toString('hex'));
	const http = createHttp({
		allowPrivateNetwork: config.allowPrivateNetwork,
		...(outside.answerTimeoutMs !== undefined && { answerTimeoutMs: outside.answerTimeoutMs }),
	});
	const ownHttp = createHttp({ allowPrivateNetwork: true });
	const channels = createChannels({
		settings,
		vault,
		http,
		providers: outside.providers ?? PROVIDERS,
		hide: log.hide,
	});
	const server: Server = createServer();
	const parts: Parts = {
		store,
		settings,
		channels,
		vault,
		bus,
		log,
		http,
		ownHttp,
		mediaFiles: openMediaFiles(join(config.dataDir, 'media')),
		poolCounts: new PoolCounts(),
		broadcastRates: new Rates(),
		running: new Map(),
		now,
		uploadMax: config.uploadMax,
		publicUrl: () => config.publicUrl ?? addressOf(server, config.host),
		version: VERSION,
		stopping: stopping.signal,
	};
	const onError = (what: string) => (error: unknown) =>
		log.error({ error }, `${what} met a fault and goes on`);

	// While older bodies wait in the inbox, new ones go behind them: a conversation is applied in the order it arrived.
	let behind = true;
	const arrive = groupCommit<Arrived>(async arrived => {
		const applied = behind
			? await store.inbox.append(arrived).then(() => false)
			: await storeAndApply(parts, arrived);
		if (applied) return;
		// Again, for the worker may have found the inbox empty while this was being written.
		behind = true;
		bus.publish('webhook:stored', {});
	});
	const app = createApp(parts, (channelId, body) => arrive({ channelId, receivedAt: now(), body }));
	server.on('request', app);
	const io = createSocketServer(parts, server);
	const endPush = startPush(parts, io);

	let forgottenAt = 0;
	const intake = createWorker({
		now,
		onError: onError('intake'),
		async work() {
			for (;;) {
				const rows = await store.inbox.open(APPLY_BATCH);
				if (rows.length === 0) break;
				await applyInbox(parts, rows);
				// Requests that wait are read in between.
				await new Promise(resolve => setImmediate(resolve));
			}
			behind = false;
			if (now() - forgottenAt > HOUR_MS) {
				forgottenAt = now();
				await forgetOld(parts);
			}
			return null;
		},
	});

	const owner = newOwner();
	const { sender, broadcasts, learnThroughput } = composeSender({
		parts,
		owner,
		onRoom: () => sending.wake(),
		...(outside.senderLimits && { limits: outside.senderLimits }),
	});
	const sending = createWorker({
		now,
		onError: onError('the sender'),
		work: async () => earliest(await sender.round(), now() + RENEW_MS),
	});

	let isFirstWatch = true;
	const watching = createWorker({
		now,
		onError: onError('the care for broadcasts'),
		async work() {
			if (isFirstWatch) await finishCancelled(parts);
			isFirstWatch = false;
			return watchBroadcasts(parts);
		},
	});

	const fetching = createWorker({
		now,
		onError: onError('the media fetcher'),
		async work() {
			const due = await store.media.due(now(), 4);
			await Promise.all(due.map(row => fetchMedia(parts, row)));
			return due.length > 0 ? now() : store.media.nextDueAt();
		},
	});

	const looking = createWorker({
		now,
		onError: onError('the look at limits'),
		work: atIntervals({ everyMs: HOUR_MS, now, work: () => lookAtAll(parts) }),
	});
	const imports = createImportRunner(parts);
	const importing = createWorker({ now, onError: onError('the import of contacts'), work: imports.step });
	const mending = createWorker({
		now,
		onError: onError('the care for channels'),
		work: atIntervals({
			everyMs: MEND_EVERY_MS,
			now,
			work: () => mendChannels(parts),
		}),
	});

	bus.on('webhook:stored', () => intake.wake());
	bus.on('message:queued', () => sending.wake());
	bus.on('channel:changed', () => {
		sending.wake();
		watching.wake();
	});
	bus.on('broadcast:changed', () => {
		broadcasts.refresh();
		sending.wake();
		watching.wake();
	});
	bus.on(
		'limit:changed',
		({ channelId }) => void learnThroughput(channelId).catch(onError('reading a speed')),
	);
	bus.on('media:wanted', () => fetching.wake());
	bus.on('import:wanted', () => importing.wake());

	return {
		parts,
		listen: () =>
			new Promise((resolve, reject) => {
				server.once('error', reject);
				server.listen(config.port, config.host, () => {
					server.off('error', reject);
					// Not before the port is ours: two relays at once on one folder would each apply the same rows.
					for (const worker of [intake, sending, watching, fetching, looking, importing, mending])
						worker.start();
					const address = server.address();
					resolve(typeof address === 'object' && address ? address.port : config.port);
				});
			}),
		wake() {
			intake.wake();
			broadcasts.refresh();
			sending.wake();
			watching.wake();
			fetching.wake();
			mending.wake();
		},
		async drained() {
			while ((await store.inbox.open(1)).length > 0) {
				intake.wake();
				await new Promise(resolve => setImmediate(resolve));
			}
		},
		async stop() {
			endPush();
			const closing = setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS);
			await io.close().finally(() => clearTimeout(closing));
			const others = [watching, fetching, looking, importing, mending];
			const fetched = Promise.all(others.map(worker => worker.stop()));
			// First no round any more, then what the rounds began.
			await Promise.all([intake.stop(), sending.stop()]);
			await finishOrAbort(sender.settled(), stopping);
			stopping.abort();
			await fetched;
			await store.leases.release(owner).catch(onError('giving up leases'));
			await Promise.all([http.close(), ownHttp.close()]);
			await store.close();
		},
	};
}

/** Lets sends in hand finish for a while, then ends them; those end as `unknown`. */
async function finishOrAbort(finished: Promise<void>, stopping: AbortController): Promise<void> {
	const timer = setTimeout(() => stopping.abort(), STOP_WITHIN_MS);
	await finished.finally(() => clearTimeout(timer));
}

function earliest(...times: (number | null)[]): number {
	return Math.min(...times.filter(time => time !== null));
}

function addressOf(server: Server, host: string): string {
	const address = server.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
	return `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`;
}
