import type {
	CostView,
	PreviewView,
	RehearsalView,
	SkipView,
} from '../../../shared/contract/broadcast-views.ts';
import { ok } from '../../../shared/contract/result.ts';
import { audienceOf } from '../../../shared/domain/broadcast.ts';
import { afterRefusal } from '../../../shared/domain/broadcast-outcome.ts';
import { type PlanGroup, planWaves } from '../../../shared/domain/broadcast-plan.ts';
import { skipWords } from '../../../shared/domain/broadcast-reason.ts';
import { evenSpeed } from '../../../shared/domain/channel-speed.ts';
import { poolRemaining } from '../../../shared/domain/limits.ts';
import { estimateCost, PRICE_CATEGORIES, type PriceCategory } from '../../../shared/domain/pricing.ts';
import { formatPhone } from '../../../shared/lib/phone.ts';
import type { LiveChannel } from '../../channels.ts';
import type { StoredBroadcast } from '../../store/broadcasts.ts';
import { poolOf, poolUse } from '../limit/pools.ts';
import type { Action, Parts } from '../parts.ts';
import { allCards } from '../price/cards.ts';
import { monthNow } from '../price/record.ts';
import { SERVICE_COUNTED } from '../send/outlook.ts';
import { type Base, prepareBase } from './content.ts';
import { type Judged, judge } from './judge.ts';
import { launchProblems } from './problems.ts';
import { unknownBroadcast } from './view.ts';

/** Recipients that are looked at before others get a turn. */
const PAGE = 200;
const PREVIEWS = 3;

/** What a broadcast would do if it began now, or at its time. Asks the same rules as sending does, about everybody. */
export const rehearseBroadcast: Action<'broadcast:rehearse'> = async (parts, request) => {
	const { store } = parts;
	const broadcast = await store.broadcasts.find(request.broadcastId);
	if (!broadcast) return unknownBroadcast();
	const problems = await launchProblems(parts, store, broadcast);
	const sum = new Sum(parts, broadcast);
	const sides = await sidesOf(parts, broadcast);
	if (sides.main) await sum.goThrough(sides.main, sides.fallback);
	return ok({ rehearsal: { ...(await sum.result(sides.main?.channel ?? null)), problems } });
};

interface Side {
	readonly channel: LiveChannel;
	readonly base: Base;
}

async function sidesOf(
	parts: Parts,
	{ plan }: StoredBroadcast,
): Promise<{ main: Side | null; fallback: Side | null }> {
	const side = async (channelId: string, content: StoredBroadcast['plan']['content'], field: string) => {
		const channel = parts.channels.find(channelId);
		if (!channel) return null;
		const prepared = await prepareBase(parts.store, channel, content, field);
		return 'base' in prepared ? { channel, base: prepared.base } : null;
	};
	return {
		main: await side(plan.channelId, plan.content, 'content'),
		fallback: plan.fallback ? await side(plan.fallback.channelId, plan.fallback.content, 'fallback') : null,
	};
}

/** Adds up what happens to each recipient. Holds figures, not people. */
class Sum {
	readonly #parts: Parts;
	readonly #broadcast: StoredBroadcast;
	readonly #skips = new Map<string, { message: string; count: number }>();
	readonly #groups = new Map<string | null, { opening: number; free: number }>();
	readonly #costs = new Map<
		string,
		{ country: string | null; category: string; messages: number; amount: number }
	>();
	readonly #previews: PreviewView[] = [];
	readonly #estimates = new Map<string, number | null>();
	#serviceSent: number | null = null;
	#withoutRate = 0;
	#sends = 0;
	#byFallback = 0;
	#unreachable = 0;

	constructor(parts: Parts, broadcast: StoredBroadcast) {
		this.#parts = parts;
		this.#broadcast = broadcast;
	}

	async goThrough(main: Side, fallback: Side | null): Promise<void> {
		const { store } = this.#parts;
		const { id, plan, createdByName, launchedByName } = this.#broadcast;
		const judging = { broadcastId: id, logic: plan.logic, authorName: launchedByName ?? createdByName };
		const [seen, seenByFallback] = [new Set<string>(), new Set<string>()];
		for (let after = 0; ; ) {
			const rows = await store.recipients.page({ broadcastId: id, bucket: 'waiting', after, limit: PAGE });
			if (rows.length === 0) return;
			after = Number(rows.at(-1)?.id);
			const judged = await judge(this.#parts, store, { ...judging, ...main, seen }, rows);
			const others: Judged[] = [];
			for (const one of judged)
				if ((await this.#take(one, main, fallback !== null)) === 'fallback') others.push(one);
			if (fallback && others.length > 0) {
				const again = others.map(one => one.row);
				const byFallback = { ...judging, ...fallback, seen: seenByFallback };
				for (const one of await judge(this.#parts, store, byFallback, again))
					if ((await this.#take(one, fallback, false)) === 'sends') this.#byFallback += 1;
			}
			// Others want the store too.
			await new Promise(resolve => setImmediate(resolve));
		}
	}

	async #take(one: Judged, side: Side, mayFallBack: boolean): Promise<'sends' | 'skips' | 'fallback'> {
		if (one.repeats !== null) return this.#skip(one.repeats, skipWords(one.repeats));
		if (one.filled.problem !== null) return this.#skip('parameters', one.filled.problem);
		if (one.verdict.allowed) {
			if (one.verdict.warnings.length > 0) this.#unreachable += 1;
			return this.#send(one, side);
		}
		const { refusal, message } = one.verdict;
		const { does } = afterRefusal(one.verdict);
		if (does === 'fallback' && mayFallBack) return 'fallback';
		// Whoever waits for the limit gets it later.
		return does === 'wait' ? this.#send(one, side) : this.#skip(refusal, message);
	}

	#skip(reason: string, message: string): 'skips' {
		const known = this.#skips.get(reason);
		if (known) known.count += 1;
		else this.#skips.set(reason, { message, count: 1 });
		return 'skips';
	}

	async #send(one: Judged, side: Side): Promise<'sends'> {
		this.#sends += 1;
		const { country } = one.row;
		const group = this.#groups.get(country) ?? { opening: 0, free: 0 };
		if (one.opens) group.opening += 1;
		else group.free += 1;
		this.#groups.set(country, group);
		if (side.channel.provider.capabilities.templates) await this.#cost(one, side);
		if (this.#previews.length < PREVIEWS) this.#previews.push(previewOf(one, side));
		return 'sends';
	}

	async #cost(one: Judged, side: Side): Promise<void> {
		const parts = this.#parts;
		const { zone, currency } = parts.settings.data.rules;
		const category = side.base.kind === 'template' ? side.base.template.category : 'service';
		const country = one.row.country;
		// A number of no country has the price of its calling code.
		const key = `${country ?? one.to?.value} ${category} ${one.opens}`;
		let amount = this.#estimates.get(key);
		if (amount === undefined) {
			this.#serviceSent ??= await parts.store.costs.count(
				side.channel.row.id,
				monthNow(parts),
				'service',
				SERVICE_COUNTED,
			);
			const known = PRICE_CATEGORIES.find((word): word is PriceCategory => word === category);
			amount = known
				? estimateCost({
						category: known,
						country,
						e164: one.to?.kind === 'phone' ? one.to.value : null,
						now: Math.max(parts.now(), this.#broadcast.plan.startAt ?? 0),
						zone,
						windowOpen: !one.opens,
						entryFree: false,
						currency,
						cards: allCards(parts),
						serviceSentThisMonth: this.#serviceSent,
					}).amount
				: null;
			if (country !== null) this.#estimates.set(key, amount);
		}
		if (amount === null) {
			this.#withoutRate += 1;
			return;
		}
		const row = this.#costs.get(`${country} ${category}`) ?? { country, category, messages: 0, amount: 0 };
		row.messages += 1;
		row.amount += amount;
		this.#costs.set(`${country} ${category}`, row);
	}

	async result(channel: LiveChannel | null): Promise<Omit<RehearsalView, 'problems'>> {
		const parts = this.#parts;
		const { plan, id } = this.#broadcast;
		const counts = (await parts.store.broadcasts.counts([id])).get(id);
		const now = parts.now();
		const startsAt = Math.max(now, plan.startAt ?? now);
		const standing = channel ? await parts.store.standings.get(channel.row.id) : null;
		const fastest = evenSpeed(standing?.throughput ?? channel?.provider.pace?.perSecond ?? 1);
		const rate = plan.perMinute === null ? fastest : Math.min(fastest, plan.perMinute / 60);
		const use = channel?.provider.capabilities.templates
			? await poolUse(parts.store, poolOf(parts, channel), null, now)
			: null;
		const limit =
			use === null || use.limit === null ? null : { perDay: use.limit, now: poolRemaining(use) ?? 0 };
		const groups: PlanGroup[] = [...this.#groups].map(([country, group]) => ({ country, ...group }));
		const { waves, late } = planWaves({
			groups,
			startAt: startsAt,
			perSecond: rate,
			period: plan.period,
			accountZone: parts.settings.data.rules.zone,
			limit,
		});
		const skips: SkipView[] = [...this.#skips]
			.map(([reason, { message, count }]) => ({ reason, message, count }))
			.toSorted((a, b) => b.count - a.count);
		return {
			audience: counts ? audienceOf(counts) : 0,
			sends: this.#sends,
			byFallback: this.#byFallback,
			skips,
			warnings: this.#warnings(late, use?.limit ?? null, waves.length, fastest),
			waves,
			startsAt: waves[0]?.startsAt ?? startsAt,
			endsAt: waves.at(-1)?.endsAt ?? startsAt,
			rate,
			cost: this.#costs.size > 0 || this.#withoutRate > 0 ? this.#costView() : null,
			previews: this.#previews,
		};
	}

	#warnings(late: number, limit: number | null, waves: number, fastest: number): string[] {
		const { plan } = this.#broadcast;
		const warnings: string[] = [];
		if (late > 0)
			warnings.push(
				`${late} people get nothing, because the period ends before their turn comes. Choose a later last day, or a higher speed.`,
			);
		if (limit !== null && this.#sends > limit && waves > 1)
			warnings.push(`The limit of ${limit} new contacts in 24 hours makes it go in ${waves} parts.`);
		if (plan.perMinute !== null && plan.perMinute / 60 > fastest)
			warnings.push(
				`The channel takes ${Math.floor(fastest * 60)} messages a minute beside the answers of people, so it goes at that speed.`,
			);
		if (plan.trackLinks && isOnThisMachine(this.#parts.publicUrl()))
			warnings.push(
				'Tracked links lead to this computer, which customers cannot reach. Set PUBLIC_URL, or do not track links.',
			);
		if (this.#unreachable > 0)
			warnings.push(`${this.#unreachable} people are in places that WhatsApp delivers nothing to.`);
		return warnings;
	}

	#costView(): CostView {
		const byCountry = [...this.#costs.values()].toSorted((a, b) => b.amount - a.amount);
		return {
			currency: this.#parts.settings.data.rules.currency,
			amount: byCountry.reduce((sum, row) => sum + row.amount, 0),
			withoutRate: this.#withoutRate,
			byCountry,
		};
	}
}

function previewOf({ to, row, filled }: Judged, { channel }: Side): PreviewView {
	const { content } = filled;
	const address = to === null ? '' : to.kind === 'phone' ? formatPhone(to.value) : to.value;
	const common = { name: row.name, address, channelId: channel.row.id };
	if (content?.kind === 'template') {
		const { header, body, footer, buttons } = content.preview;
		const shown = header === null ? null : 'text' in header ? String(header.text) : header.kind;
		return { ...common, header: shown, body, footer, buttons: buttons.map(button => button.text) };
	}
	const body =
		content?.kind === 'text' ? content.text : content?.kind === 'media' ? (content.caption ?? '') : '';
	const header = content?.kind === 'media' ? (content.filename ?? content.mediaKind) : null;
	return { ...common, header, body, footer: null, buttons: [] };
}

function isOnThisMachine(url: string): boolean {
	return /^https?:\/\/(?:localhost|127\.|\[::1\]|0\.0\.0\.0)/.test(url);
}
