import type { AnalyticsView, CostView } from '../../../shared/contract/broadcast-views.ts';
import { ok } from '../../../shared/contract/result.ts';
import { mayHelpAgain } from '../../../shared/domain/broadcast-outcome.ts';
import { reasonWords, skipWords } from '../../../shared/domain/broadcast-reason.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../shared/lib/time.ts';
import type { BroadcastFigures } from '../../store/broadcast-figures.ts';
import type { Action } from '../parts.ts';
import { unknownBroadcast } from './view.ts';

const STEPS_MS = [
	...[10, 30].map(seconds => seconds * SECOND_MS),
	...[1, 5, 15].map(minutes => minutes * MINUTE_MS),
	...[1, 3, 6, 12].map(hours => hours * HOUR_MS),
	DAY_MS,
];
/** More points than this nobody tells apart. */
const POINTS = 120;

const MARKS = ['sent', 'delivered', 'read', 'failed', 'replied', 'clicked'] as const;

export const showAnalytics: Action<'broadcast:analytics'> = async (parts, request) => {
	const { store } = parts;
	const { broadcastId: id } = request;
	const counts = (await store.broadcasts.counts([id])).get(id);
	if (!counts || !(await store.broadcasts.find(id))) return unknownBroadcast();
	const figures = store.broadcastFigures;
	return ok({
		analytics: {
			counts,
			overTime: await overTime(figures, id),
			byCountry: await inTurn(() => byCountry(figures, id)),
			reasons: await inTurn(() => reasons(figures, id)),
			links: await inTurn(() => store.shortLinks.uses(id)),
			cost: costView(await inTurn(() => figures.costs(id))),
			tests: await store.messageFinds.countTests(id),
		},
	});
};

/** Reads after others have had their turn: each of these queries looks at every recipient. */
async function inTurn<T>(read: () => Promise<T>): Promise<T> {
	await new Promise(resolve => setImmediate(resolve));
	return read();
}

async function overTime(figures: BroadcastFigures, id: string): Promise<AnalyticsView['overTime']> {
	const span = await figures.span(id);
	if (!span) return { stepMs: MINUTE_MS, points: [] };
	const stepMs = STEPS_MS.find(step => (span.to - span.from) / step <= POINTS) ?? DAY_MS;
	const from = Math.floor(span.from / stepMs) * stepMs;
	const length = Math.min(Math.floor((span.to - from) / stepMs) + 1, 2000);
	const points = Array.from({ length }, (_, index) => ({
		at: from + index * stepMs,
		...{ sent: 0, delivered: 0, read: 0, failed: 0, replied: 0, clicked: 0 },
	}));
	for (const mark of MARKS)
		for (const { step, count } of await inTurn(() => figures.overTime(id, mark, { from, stepMs }))) {
			const point = points[step];
			if (point) point[mark] += count;
		}
	return { stepMs, points };
}

async function byCountry(figures: BroadcastFigures, id: string): Promise<AnalyticsView['byCountry']> {
	const rows = new Map<
		string | null,
		{ -readonly [K in keyof AnalyticsView['byCountry'][number]]: AnalyticsView['byCountry'][number][K] }
	>();
	for (const { country, state, count, replied } of await figures.byCountry(id)) {
		const row = rows.get(country) ?? {
			...{ country, audience: 0, sent: 0, delivered: 0, read: 0, replied: 0, failed: 0 },
		};
		row.audience += count;
		row.replied += replied;
		if (state === 'sent' || state === 'delivered' || state === 'read') row.sent += count;
		if (state === 'delivered' || state === 'read') row.delivered += count;
		if (state === 'read') row.read += count;
		if (state === 'failed') row.failed += count;
		rows.set(country, row);
	}
	return [...rows.values()].toSorted((a, b) => b.audience - a.audience);
}

async function reasons(figures: BroadcastFigures, id: string): Promise<AnalyticsView['reasons']> {
	const rows = await figures.reasons(id);
	return rows.flatMap(({ state, reason, count }) => {
		if (state === 'waiting') return [];
		const ours = state === 'skipped' || state === 'not-sent';
		const words = reasonWords(reason);
		return [
			{
				state: state as AnalyticsView['reasons'][number]['state'],
				reason,
				message: ours ? skipWords(reason) : words.message,
				nextStep: ours ? null : words.nextStep,
				count,
				retryable: state === 'failed' && words.code !== null && mayHelpAgain(words.code),
			},
		];
	});
}

/** In the currency of most messages; the cards are of one at a time. */
function costView(rows: Awaited<ReturnType<BroadcastFigures['costs']>>): CostView | null {
	const [first] = rows.toSorted((a, b) => b.messages - a.messages);
	if (!first) return null;
	const own = rows.filter(row => row.currency === first.currency);
	return {
		currency: first.currency,
		amount: own.reduce((sum, row) => sum + row.amount, 0),
		withoutRate: own.reduce((sum, row) => sum + row.withoutRate, 0),
		byCountry: own
			.map(({ country, category, messages, amount }) => ({ country, category, messages, amount }))
			.toSorted((a, b) => b.amount - a.amount),
	};
}
