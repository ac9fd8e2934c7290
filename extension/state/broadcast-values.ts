import {
	ANY_TIME,
	type BroadcastContent,
	type BroadcastPlan,
	type RecipientLogic,
	type SendPeriod,
	USUAL_BRAKE,
} from '../../shared/domain/broadcast.ts';
import { DAY_MS } from '../../shared/lib/time.ts';

/** A broadcast's plan as it is typed, apart from its contents. */
export interface PlanValues extends RecipientLogic {
	readonly name: string;
	/** Empty while none is chosen. */
	readonly channelId: string;
	readonly hasFallback: boolean;
	readonly fallbackChannelId: string;
	/** Days like `2026-11-23`; empty for no end to that side. */
	readonly from: string;
	readonly to: string;
	readonly days: readonly number[];
	readonly hasHours: boolean;
	/** `09:00`. */
	readonly hoursFrom: string;
	readonly hoursTo: string;
	readonly clock: SendPeriod['clock'];
	readonly starts: 'now' | 'later';
	/** A local time as the browser's own field has it. */
	readonly startText: string;
	readonly isSlow: boolean;
	readonly perMinute: string;
	readonly trackLinks: boolean;
	readonly retryRefused: boolean;
	readonly brakeAfter: string;
	/** Percent, as typed; empty leaves it unwatched. */
	readonly brakeFailed: string;
	readonly brakeRefused: string;
	readonly brakeStopped: string;
}

export const PLAN_FIELDS = [
	'name',
	'channelId',
	'content',
	'fallback.channelId',
	'fallback.content',
	'startAt',
	'period.from',
	'period.to',
	'period.days',
	'period.hours',
	'perMinute',
	'brake.after',
	'brake.failed',
	'brake.refused',
	'brake.stopped',
] as const;
export type PlanField = (typeof PLAN_FIELDS)[number];

/** One of our own words for what is wrong, or the relay's sentence. */
export type PlanErrors = Readonly<
	Partial<
		Record<
			PlanField,
			| { readonly own: 'required' | 'past' | 'too-far' | 'order' | 'hours' | 'speed' | 'count' | 'percent' }
			| { readonly said: string }
		>
	>
>;

const DAY_END = 24 * 60;

/** The values of a plan; `writeTime` writes a moment as the browser's field for times has it. */
export function planValues(plan: BroadcastPlan, writeTime: (at: number) => string): PlanValues {
	const { period, brake } = plan;
	return {
		name: plan.name,
		channelId: plan.channelId,
		hasFallback: plan.fallback !== null,
		fallbackChannelId: plan.fallback?.channelId ?? '',
		from: period.from ?? '',
		to: period.to ?? '',
		days: period.days,
		hasHours: period.hours !== null,
		hoursFrom: clockText(period.hours?.from ?? 9 * 60),
		hoursTo: clockText(period.hours?.to ?? 18 * 60),
		clock: period.clock,
		starts: plan.startAt === null ? 'now' : 'later',
		startText: plan.startAt === null ? '' : writeTime(plan.startAt),
		isSlow: plan.perMinute !== null,
		perMinute: String(plan.perMinute ?? 60),
		contacts: plan.logic.contacts,
		numbers: plan.logic.numbers,
		trackLinks: plan.trackLinks,
		retryRefused: plan.retryRefused,
		brakeAfter: String(brake.after),
		brakeFailed: percentText(brake.failed),
		brakeRefused: percentText(brake.refused),
		brakeStopped: percentText(brake.stopped),
	};
}

/** A new broadcast's plan, before anything is chosen. */
export function emptyPlan(channelId: string): BroadcastPlan {
	return {
		name: '',
		channelId,
		content: null,
		fallback: null,
		period: ANY_TIME,
		startAt: null,
		perMinute: null,
		logic: { contacts: 'main', numbers: 'one' },
		trackLinks: false,
		retryRefused: true,
		brake: USUAL_BRAKE,
	};
}

/** The plan of these values, which `planProblems` found nothing wrong with. */
export function planOf(
	values: PlanValues,
	content: BroadcastContent | null,
	fallback: BroadcastContent | null,
): BroadcastPlan {
	return {
		name: values.name.trim(),
		channelId: values.channelId,
		content,
		fallback: values.hasFallback ? { channelId: values.fallbackChannelId, content: fallback } : null,
		period: {
			from: values.from === '' ? null : values.from,
			to: values.to === '' ? null : values.to,
			days: values.days,
			hours: values.hasHours
				? { from: minutesOf(values.hoursFrom) ?? 0, to: endOf(values.hoursTo) ?? DAY_END }
				: null,
			clock: values.clock,
		},
		startAt: values.starts === 'now' ? null : Date.parse(values.startText),
		perMinute: values.isSlow ? Number(values.perMinute) : null,
		logic: { contacts: values.contacts, numbers: values.numbers },
		trackLinks: values.trackLinks,
		retryRefused: values.retryRefused,
		brake: {
			after: Number(values.brakeAfter),
			failed: shareOf(values.brakeFailed),
			refused: shareOf(values.brakeRefused),
			stopped: shareOf(values.brakeStopped),
		},
	};
}

/** What keeps these values from being saved. An incomplete content does not: the rehearsal says what it lacks. */
export function planProblems(values: PlanValues, now: number, scheduleDays: number): PlanErrors {
	const { hoursFrom, hoursTo } = values;
	const start = values.starts === 'later' ? Date.parse(values.startText) : null;
	const from = minutesOf(hoursFrom);
	const to = endOf(hoursTo);
	return {
		...(values.name.trim() === '' && { name: { own: 'required' as const } }),
		...(values.channelId === '' && { channelId: { own: 'required' as const } }),
		...(values.hasFallback &&
			values.fallbackChannelId === '' && { 'fallback.channelId': { own: 'required' as const } }),
		...(start !== null && startProblem(start, now, scheduleDays)),
		...(values.from !== '' &&
			values.to !== '' &&
			values.from > values.to && { 'period.to': { own: 'order' as const } }),
		...(values.hasHours &&
			(from === null || to === null || from >= to) && { 'period.hours': { own: 'hours' as const } }),
		...(values.isSlow && !isWhole(values.perMinute, 60_000) && { perMinute: { own: 'speed' as const } }),
		...(!isWhole(values.brakeAfter, 1_000_000) && { 'brake.after': { own: 'count' as const } }),
		...(!isPercent(values.brakeFailed) && { 'brake.failed': { own: 'percent' as const } }),
		...(!isPercent(values.brakeRefused) && { 'brake.refused': { own: 'percent' as const } }),
		...(!isPercent(values.brakeStopped) && { 'brake.stopped': { own: 'percent' as const } }),
	};
}

function startProblem(at: number, now: number, scheduleDays: number): PlanErrors {
	if (Number.isNaN(at)) return { startAt: { own: 'required' } };
	if (at <= now) return { startAt: { own: 'past' } };
	return at > now + scheduleDays * DAY_MS ? { startAt: { own: 'too-far' } } : {};
}

/** The relay's sentences by our fields; `rest` is what stands at none of them. */
export function saidFields(fields: Readonly<Record<string, string>>): {
	readonly errors: PlanErrors;
	readonly rest: readonly string[];
} {
	const errors: Partial<Record<PlanField, { readonly said: string }>> = {};
	const rest: string[] = [];
	for (const [path, words] of Object.entries(fields)) {
		const field = planField(path);
		if (field) errors[field] ??= { said: words };
		else rest.push(words);
	}
	return { errors, rest };
}

/** The field that a path of the relay's is about: `plan.content.parameters.body.1` is the content. Null for none. */
export function planField(path: string): PlanField | null {
	const bare = path.replace(/^plan\./, '');
	return PLAN_FIELDS.find(field => bare === field || bare.startsWith(`${field}.`)) ?? null;
}

function clockText(minutes: number): string {
	const of = minutes % DAY_END;
	return `${String(Math.floor(of / 60)).padStart(2, '0')}:${String(of % 60).padStart(2, '0')}`;
}

function minutesOf(clock: string): number | null {
	const found = /^(\d{1,2}):(\d{2})/.exec(clock);
	return found ? Number(found[1]) * 60 + Number(found[2]) : null;
}

/** Midnight at the end of hours is the end of the day. */
function endOf(clock: string): number | null {
	const minutes = minutesOf(clock);
	return minutes === 0 ? DAY_END : minutes;
}

function percentText(share: number | null): string {
	return share === null ? '' : String(Math.round(share * 10_000) / 100);
}

function shareOf(percent: string): number | null {
	return percent.trim() === '' ? null : Number(percent.trim().replace(',', '.')) / 100;
}

function isPercent(text: string): boolean {
	const share = shareOf(text);
	return share === null || (share > 0 && share <= 1);
}

function isWhole(text: string, most: number): boolean {
	return /^\s*\d{1,7}\s*$/.test(text) && Number(text) >= 1 && Number(text) <= most;
}
