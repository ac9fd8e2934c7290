import type { ReplyOf } from '../../shared/contract/commands/index.ts';
import type { RelayError, Result } from '../../shared/contract/result.ts';
import type { PoolView } from '../../shared/contract/sending-views.ts';
import { isPoolFull, type Standing } from '../../shared/domain/limits.ts';
import { restrictionSays } from '../../shared/domain/standing.ts';
import { SECOND_MS } from '../../shared/lib/time.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import { createCalmReload } from './calm-reload.ts';
import type { TimeSource } from './clock.ts';
import { createSource, type Source } from './loaded.ts';

export type LimitsShown = ReplyOf<'limit:show'>;
export type PoolChannel = PoolView['channels'][number];

/** The limit pools and the templates of the last days, kept up to date. */
export interface Limits {
	readonly shown: Source<LimitsShown>;
	/** Asks the provider of a channel now. */
	look(channelId: string): Promise<RelayError | null>;
	/** Counts these channels together; those of their former pools that are not among them stay behind. */
	join(name: string, channelIds: readonly string[]): Promise<RelayError | null>;
	/** Counts a channel by itself again. */
	takeOut(channel: PoolChannel): Promise<RelayError | null>;
	stop(): void;
}

/** Every message can use up a place; more often than this nobody looks. */
const RELOAD_MS = 5 * SECOND_MS;
const NAME_LENGTH = 60;

/** Reads the limits, again when the provider tells something, and soon after messages have gone. */
export function createLimits(port: RelayPort, time: TimeSource): Limits {
	const shown = createSource<LimitsShown>(port, ['limit:changed', 'channel:removed'], () =>
		port.call('limit:show', {}),
	);
	const reload = createCalmReload(time, RELOAD_MS, () => void shown.load());
	const stopListening = port.on('conversation:changed', reload.soon);
	/** Takes over the pools of an answer. */
	const takePools = (answer: Result<{ pools: PoolView[] }>): RelayError | null => {
		if (!answer.ok) return answer.error;
		const { value } = shown.current.peek();
		if (value) shown.take({ ...value, pools: answer.value.pools });
		return null;
	};
	const join = async (name: string, channelIds: readonly string[]) =>
		takePools(await port.call('limit:join', { name, channelIds: [...channelIds] }));
	return {
		shown,
		look: async channelId => takePools(await port.call('limit:look', { channelId })),
		join,
		// A pool of one is no pool: the channel leaves, the others keep theirs.
		takeOut: ({ name, channelId }) => join(name.slice(0, NAME_LENGTH), [channelId]),
		stop: () => {
			stopListening();
			reload.stop();
			shown.stop();
		},
	};
}

/** True when nobody new can be opened now. */
export function isFull({ id, name, limit, used24h, freeAt }: PoolView): boolean {
	return isPoolFull({ poolId: id, name, limit, used: used24h, counted: false, freeAt });
}

/** The restrictions that still hold. */
export function restrictionsAt(standing: Standing, now: number): Standing['restrictions'] {
	return standing.restrictions.filter(one => one.until === null || now < one.until);
}

/** What to do about a channel, without what its restrictions say: they are shown with their ends. */
export function adviceOf({ advice, standing }: PoolChannel): string[] {
	const said = new Set(standing.restrictions.map(one => restrictionSays(one.type)));
	return advice.filter(sentence => !said.has(sentence));
}

export type JoinError = 'name' | 'channels';

/** What is missing for a pool to be made. */
export function joinErrors(name: string, channelIds: ReadonlySet<string>): ReadonlySet<JoinError> {
	return new Set([
		...(name.trim() === '' ? (['name'] as const) : []),
		...(channelIds.size < 2 ? (['channels'] as const) : []),
	]);
}
