import type { CheckedRequestOf, CommandName, ReplyOf } from '../../shared/contract/commands/index.ts';
import type { Result } from '../../shared/contract/result.ts';
import type { Bus } from '../bus.ts';
import type { Channels } from '../channels.ts';
import type { Log } from '../log.ts';
import type { MediaFiles } from '../media-files.ts';
import type { Http } from '../providers/http.ts';
import type { Settings, UserSettings } from '../settings.ts';
import type { Store } from '../store/store.ts';
import type { Vault } from '../vault.ts';
import type { Rates } from './broadcast/rates.ts';
import type { PoolCounts } from './limit/pool-counts.ts';

/** What actions work with. Made once by `compose.ts`. */
export interface Parts {
	readonly store: Store;
	readonly settings: Settings;
	readonly channels: Channels;
	readonly vault: Vault;
	readonly bus: Bus;
	readonly log: Log;
	readonly mediaFiles: MediaFiles;
	/** The door to providers. */
	readonly http: Http;
	/** The door to the relay's own public address, which may be inside the network. */
	readonly ownHttp: Http;
	/** How many people each limit pool has opened, without counting them anew at every message. */
	readonly poolCounts: PoolCounts;
	/** How fast each broadcast goes. */
	readonly broadcastRates: Rates;
	/** Work that must not run twice at once, by what it is about. */
	readonly running: Map<string, Promise<unknown>>;
	/** Epoch ms. */
	readonly now: () => number;
	/** The largest file that a person may store, in bytes. */
	readonly uploadMax: number;
	/** Where providers and extensions reach this relay; no trailing slash. */
	readonly publicUrl: () => string;
	readonly version: string;
	/** Ends when the relay stops. */
	readonly stopping: AbortSignal;
}

/** Who asks: a paired device and its person. */
export interface Caller {
	readonly user: UserSettings;
	readonly deviceId: string;
}

/** One command's work. The request is checked and the permission asked before it runs. */
export type Action<C extends CommandName> = (
	parts: Parts,
	request: CheckedRequestOf<C>,
	caller: Caller,
) => Promise<Result<ReplyOf<C>>>;

/** Commands that need no caller. */
export type OpenAction<C extends CommandName> = (
	parts: Parts,
	request: CheckedRequestOf<C>,
) => Promise<Result<ReplyOf<C>>>;

/** How long one request to a provider may take on behalf of a waiting person. */
export const PERSON_WAITS_MS = 20_000;

/** A signal for a provider call: ends with the relay, or when the time is over. */
export function within(parts: Parts, ms: number): AbortSignal {
	return AbortSignal.any([parts.stopping, AbortSignal.timeout(ms)]);
}

/** Runs `work`, or joins the run of the same key that is under way: a double click submits once. */
export function once<T>(parts: Parts, key: string, work: () => Promise<T>): Promise<T> {
	const known = parts.running.get(key) as Promise<T> | undefined;
	if (known) return known;
	const run = work().finally(() => parts.running.delete(key));
	parts.running.set(key, run);
	return run;
}
