import { DAY_MS, MINUTE_MS, SECOND_MS } from '../lib/time.ts';
import type { SendPeriod } from './broadcast.ts';
import { endInAll, nextInAll, zonesOf } from './send-period.ts';

/** When the parts of a broadcast go, as far as it can be told before. */

/** Recipients whose clocks are the same: those of one country, or all. */
export interface PlanGroup {
	readonly country: string | null;
	/** Those who count for the messaging limit, because nobody has written lately. */
	readonly opening: number;
	/** Those who do not. */
	readonly free: number;
}

export interface PlanFacts {
	readonly groups: readonly PlanGroup[];
	readonly startAt: number;
	readonly perSecond: number;
	readonly period: SendPeriod;
	readonly accountZone: string;
	/** People that may be opened in 24 h, and how many of them now; null for no limit. */
	readonly limit: { readonly perDay: number; readonly now: number } | null;
}

/** What goes without a rest. */
export interface Wave {
	readonly startsAt: number;
	readonly endsAt: number;
	readonly count: number;
}

export interface WavePlan {
	readonly waves: readonly Wave[];
	/** Those whose time never comes: the period ends before. */
	readonly late: number;
}

/** More turns than any plan that ends needs; a plan of a year has a few hundred. */
const TURNS = 20_000;
/** Rests that nobody notices. */
const SAME_WAVE_MS = MINUTE_MS;

/**
 * Plans the waves of a broadcast: as fast as `perSecond` within the period, and no more new people in 24 hours than the limit
 * lets in. A day's places are there again a day after they were first taken.
 */
export function planWaves(facts: PlanFacts): WavePlan {
	const { period, accountZone, perSecond, limit } = facts;
	const left = facts.groups.map(({ country, opening, free }) => ({
		zones: zonesOf(period, country, accountZone),
		opening,
		free,
	}));
	const waves: { startsAt: number; endsAt: number; count: number }[] = [];
	let late = 0;
	let now = facts.startAt;
	let room = limit === null ? Number.POSITIVE_INFINITY : limit.now;
	/** When places are there again; null while all are free. */
	let refillAt = limit !== null && limit.now < limit.perDay ? facts.startAt + DAY_MS : null;

	for (let turn = 0; turn < TURNS; turn += 1) {
		if (limit !== null && refillAt !== null && now >= refillAt) {
			room = limit.perDay;
			refillAt = null;
		}
		const waiting = left.filter(group => group.opening + group.free > 0);
		if (waiting.length === 0) break;
		const nexts = new Map(waiting.map(group => [group, nextInAll(period, group.zones, now)]));
		for (const group of waiting)
			if (nexts.get(group) === null) {
				late += group.opening + group.free;
				group.opening = group.free = 0;
			}
		const awake = waiting.filter(group => nexts.get(group) === now && group.opening + group.free > 0);
		const opening = Math.min(sum(awake, 'opening'), room);
		const count = sum(awake, 'free') + opening;
		if (count === 0) {
			const later = [...nexts.values(), refillAt].filter(at => at !== null && at > now) as number[];
			if (later.length === 0) break;
			now = Math.min(...later);
			continue;
		}
		const ends = awake.map(group => endInAll(period, group.zones, now)).filter(end => end !== null);
		const opens = [...nexts.values()].filter((at): at is number => at !== null && at > now);
		const until = Math.min(now + (count / perSecond) * SECOND_MS, ...ends, ...opens, refillAt ?? Infinity);
		const goes = Math.min(count, Math.max(1, Math.round(((until - now) / SECOND_MS) * perSecond)));
		const opened = take(awake, goes, room);
		room -= opened;
		if (limit !== null && opened > 0) refillAt ??= now + DAY_MS;
		note(waves, now, Math.max(until, now), goes);
		now = until > now ? until : now + SECOND_MS / perSecond;
	}
	return { waves, late };
}

function sum(groups: readonly { opening: number; free: number }[], what: 'opening' | 'free'): number {
	return groups.reduce((total, group) => total + group[what], 0);
}

/** Takes so many out of the groups, those who need no place first; returns how many places were taken. */
function take(groups: readonly { opening: number; free: number }[], count: number, room: number): number {
	let rest = count;
	let opened = 0;
	for (const group of groups) {
		const free = Math.min(rest, group.free);
		group.free -= free;
		rest -= free;
	}
	for (const group of groups) {
		const opening = Math.min(rest, group.opening, room - opened);
		group.opening -= opening;
		rest -= opening;
		opened += opening;
	}
	return opened;
}

function note(
	waves: { startsAt: number; endsAt: number; count: number }[],
	startsAt: number,
	endsAt: number,
	count: number,
): void {
	const last = waves.at(-1);
	if (last && startsAt - last.endsAt <= SAME_WAVE_MS) {
		last.endsAt = endsAt;
		last.count += count;
	} else waves.push({ startsAt, endsAt, count });
}
