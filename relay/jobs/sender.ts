import { evenSpeed } from '../../shared/domain/channel-speed.ts';
import { Pace } from '../../shared/lib/pace.ts';

/** What a provider takes: messages a second; at once to one contact, and then one in so many ms. */
export interface ChannelPace {
	readonly perSecond: number;
	readonly pairBurst: number;
	readonly pairEveryMs: number;
}

/** What the sender needs of a queued message. */
export interface Queued {
	readonly id: string;
	readonly conversation_id: string;
}

export interface SenderOptions<Row extends Queued> {
	/** Channels that may send now. */
	readonly channels: () => readonly string[];
	/** True while this relay is the one that sends for the channel. */
	readonly holdLease: (channelId: string) => Promise<boolean>;
	/** Called once each time a lease was taken, before anything is sent. */
	readonly recover: (channelId: string) => Promise<void>;
	readonly claim: (channelId: string, limit: number) => Promise<Row[]>;
	/** Sends and records one; resolves with when the channel may go on, null for at once. Never rejects. */
	readonly deliver: (row: Row) => Promise<number | null>;
	/** Gives a taken message back, due later. */
	readonly postpone: (row: Row, dueAt: number) => Promise<void>;
	/** When something becomes due after `now`; what is due by then and still waits, waits for what is in hand. */
	readonly nextDueAt: (channelId: string, now: number) => Promise<number | null>;
	/** Called when a message in hand is recorded: there is room, and the next of its conversation may go. */
	readonly onRoom: () => void;
	readonly now: () => number;
	/** How fast the channel's provider takes messages. */
	readonly pace?: (channelId: string) => ChannelPace;
	/** Messages a second that the provider told for this channel; null when it told none. */
	readonly throughput?: (channelId: string) => number | null;
	readonly limits?: Partial<SenderLimits>;
}

/** Where a channel's limits are not told by its provider, or a test sets them. */
export interface SenderLimits {
	/** A tenth of it may go at once after a rest. */
	readonly perSecond: number;
	readonly pairBurst: number;
	readonly pairEveryMs: number;
	/** Requests to the provider at once, per channel. */
	readonly atOnce: number;
}

/** Where nothing is told of a channel's provider. */
export const CAREFUL: ChannelPace = { perSecond: 20, pairBurst: 1, pairEveryMs: 1000 };

/** What is on its way longer than it should and arrives together; see `evenSpeed`. */
const ON_THE_WAY = 0.2;
/** More connections than this bring nothing. */
const MOST_AT_ONCE = 64;

function limitsFor(pace: ChannelPace, told: number | null, set: Partial<SenderLimits>): SenderLimits {
	const { pairBurst, pairEveryMs } = pace;
	const throughput = told ?? pace.perSecond;
	return {
		pairBurst,
		pairEveryMs,
		perSecond: evenSpeed(throughput),
		atOnce: Math.min(MOST_AT_ONCE, Math.max(1, Math.floor(throughput * ON_THE_WAY))),
		...set,
	};
}

export interface Sender {
	/** One round: hands over what is due. Resolves with when to ask again, null when nothing waits. */
	round(): Promise<number | null>;
	/** Resolves when every message in hand is recorded. */
	settled(): Promise<void>;
}

/**
 * Sends the queued messages of every channel: as fast as the provider takes them, to each person no faster than the pair
 * limit allows, and in the order of each conversation (the store gives out only the first of each).
 */
export function createSender<Row extends Queued>(options: SenderOptions<Row>): Sender {
	const channelPace = new Map<string, { readonly perSecond: number; readonly pace: Pace }>();
	const pairPace = new Map<string, Pace>();
	const inHand = new Map<string, Set<Promise<void>>>();
	const held = new Set<string>();
	/** Channels whose provider asked for a rest, until when. */
	const resting = new Map<string, number>();
	let onSettled: (() => void) | null = null;

	const limitsOf = (channelId: string) =>
		limitsFor(
			options.pace?.(channelId) ?? CAREFUL,
			options.throughput?.(channelId) ?? null,
			options.limits ?? {},
		);

	const paceOf = (channelId: string) => {
		const { perSecond } = limitsOf(channelId);
		const known = channelPace.get(channelId);
		if (known?.perSecond === perSecond) return known.pace;
		const pace = new Pace(Math.max(1, Math.ceil(perSecond / 10)), 1000 / perSecond);
		channelPace.set(channelId, { perSecond, pace });
		return pace;
	};

	async function roundOf(channelId: string): Promise<number | null> {
		const now = options.now();
		if (!(await options.holdLease(channelId))) {
			held.delete(channelId);
			return now + 1000;
		}
		if (!held.has(channelId)) {
			await options.recover(channelId);
			held.add(channelId);
		}
		const restsUntil = resting.get(channelId) ?? 0;
		if (restsUntil > now) return restsUntil;
		resting.delete(channelId);
		const running = inHand.get(channelId) ?? new Set();
		inHand.set(channelId, running);
		const pace = paceOf(channelId);
		const room = Math.min(limitsOf(channelId).atOnce - running.size, pace.available(now));
		if (room <= 0) return pace.available(now) <= 0 ? pace.nextAt(now) : null;
		const rows = await options.claim(channelId, room);
		for (const row of rows) {
			const wait = pairWait(channelId, row.conversation_id, now);
			if (wait > 0) {
				await options.postpone(row, now + wait);
				continue;
			}
			pace.take(now);
			const work = options.deliver(row).then(goesOnAt => {
				if (goesOnAt !== null) resting.set(channelId, Math.max(goesOnAt, resting.get(channelId) ?? 0));
				running.delete(work);
				onSettled?.();
				options.onRoom();
			});
			running.add(work);
		}
		return rows.length === room ? now : options.nextDueAt(channelId, now);
	}

	/** How long one person must be left alone; 0 takes the place. */
	function pairWait(channelId: string, conversationId: string, now: number): number {
		const { pairBurst, pairEveryMs } = limitsOf(channelId);
		const pace = pairPace.get(conversationId) ?? new Pace(pairBurst, pairEveryMs);
		if (pace.available(now) <= 0) return pace.nextAt(now) - now;
		pace.take(now);
		pairPace.set(conversationId, pace);
		if (pairPace.size > 10_000) for (const [id, one] of pairPace) if (one.isFull(now)) pairPace.delete(id);
		return 0;
	}

	return {
		async round() {
			const next: number[] = [];
			for (const channelId of options.channels()) {
				const at = await roundOf(channelId);
				if (at !== null) next.push(at);
			}
			return next.length === 0 ? null : Math.min(...next);
		},
		async settled() {
			while ([...inHand.values()].some(running => running.size > 0)) {
				await new Promise<void>(resolve => {
					onSettled = resolve;
				});
			}
		},
	};
}
