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

/**
 * Looks at clocks that a plan may take: each is some thousandth of a second, and a plan whose windows are a minute a day would
 * look at them for as long as the broadcast lasts. What is left then goes at the pace so far.
 */
const LOOKS = 1_000;
/** Turns beside those looks: days of the limit. */
const TURNS = 5_000;
/** Rests that nobody notices. */
const SAME_WAVE_MS = MINUTE_MS;

interface Group {
	readonly zones: readonly string[];
	opening: number;
	free: number;
	/** It may send from `opensAt` until `closesAt`, as far as was looked. */
	opensAt: number;
	closesAt: number;
}

/**
 * Plans the waves of a broadcast: as fast as `perSecond` within the period, and no more new people in 24 hours than the limit
 * lets in. A day's places are there again a day after they were first taken.
 */
export function planWaves(facts: PlanFacts): WavePlan {
	const { period, accountZone, perSecond, limit } = facts;
	const groups = facts.groups.map(
		({ country, opening, free }): Group => ({
			zones: zonesOf(period, country, accountZone),
			opening,
			free,
			opensAt: Number.NEGATIVE_INFINITY,
			closesAt: Number.NEGATIVE_INFINITY,
		}),
	);
	const waves: Mutable<Wave>[] = [];
	let looks = 0;
	let late = 0;
	let now = facts.startAt;
	let room = limit === null ? Number.POSITIVE_INFINITY : limit.now;
	/** When places are there again; null while all are free. */
	let refillAt = limit !== null && limit.now < limit.perDay ? facts.startAt + DAY_MS : null;

	/** Keeps when a group may send next; false when it never may again. */
	const look = (group: Group): boolean => {
		if (now < group.closesAt) return true;
		looks += group.zones.length;
		const next = nextInAll(period, group.zones, now);
		if (next === null) return false;
		group.opensAt = next;
		group.closesAt = endInAll(period, group.zones, next) ?? Number.POSITIVE_INFINITY;
		return true;
	};

	for (let turn = 0; turn < TURNS; turn += 1) {
		if (limit !== null && refillAt !== null && now >= refillAt) {
			room = limit.perDay;
			refillAt = null;
		}
		const waiting = groups.filter(group => group.opening + group.free > 0);
		if (waiting.length === 0) return { waves, late };
		if (looks > LOOKS) break;
		for (const group of waiting) {
			if (look(group)) continue;
			late += group.opening + group.free;
			group.opening = group.free = 0;
		}
		const awake = waiting.filter(group => group.opensAt <= now && group.opening + group.free > 0);
		const count = sum(awake, 'free') + Math.min(sum(awake, 'opening'), room);
		const opens = waiting.filter(group => group.opensAt > now).map(group => group.opensAt);
		if (count === 0) {
			const ends = awake.map(group => group.closesAt);
			const later = [...opens, ...ends, refillAt ?? Number.POSITIVE_INFINITY].filter(
				at => at > now && Number.isFinite(at),
			);
			if (later.length === 0) break;
			now = Math.min(...later);
			continue;
		}
		const done = now + (count / perSecond) * SECOND_MS;
		const until = Math.min(
			done,
			...awake.map(group => group.closesAt),
			...opens,
			refillAt ?? Number.POSITIVE_INFINITY,
		);
		const goes = Math.min(count, Math.max(1, Math.round(((until - now) / SECOND_MS) * perSecond)));
		const opened = take(awake, goes, room);
		room -= opened;
		if (limit !== null && opened > 0) refillAt ??= now + DAY_MS;
		note(waves, now, until, goes);
		now = until > now ? until : now + SECOND_MS / perSecond;
	}
	return { waves: withRest(waves, groups, facts), late };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Those who were not planned one by one, as a last wave: at the pace of the others, and no faster than the limit. */
function withRest(waves: readonly Wave[], groups: readonly Group[], { startAt, limit }: PlanFacts): Wave[] {
	const rest = sum(groups, 'free') + sum(groups, 'opening');
	const planned = waves.reduce((total, wave) => total + wave.count, 0);
	const endsAt = waves.at(-1)?.endsAt ?? startAt;
	if (rest === 0 || planned === 0) return [...waves];
	const pace = Math.max(1, endsAt - startAt) / planned;
	const days = limit === null ? 0 : Math.ceil(sum(groups, 'opening') / limit.perDay);
	const lasts = Math.max(rest * pace, days * DAY_MS);
	return [...waves, { startsAt: endsAt, endsAt: Math.round(endsAt + lasts), count: rest }];
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

function note(waves: Mutable<Wave>[], startsAt: number, endsAt: number, count: number): void {
	const last = waves.at(-1);
	if (last && startsAt - last.endsAt <= SAME_WAVE_MS) {
		last.endsAt = endsAt;
		last.count += count;
	} else waves.push({ startsAt, endsAt, count });
}
