import { fail, ok } from '../../../shared/contract/result.ts';
import type { PoolView, TemplateUseView } from '../../../shared/contract/sending-views.ts';
import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import { progressOf, tierLimit } from '../../../shared/domain/limits.ts';
import { standingAdvice } from '../../../shared/domain/standing.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/lib/time.ts';
import { newId } from '../../ids.ts';
import { type Action, type Parts, PERSON_WAITS_MS, within } from '../parts.ts';
import { lookAt } from './look.ts';
import { allPools, type Pool, poolTier, restrictionsAt } from './pools.ts';

const WEEK_MS = 7 * DAY_MS;
/** An opt-out within this time after a template counts against it. */
const BLAMED_MS = 72 * HOUR_MS;

async function poolView(parts: Parts, pool: Pool): Promise<PoolView> {
	const { store } = parts;
	const now = parts.now();
	const tier = await poolTier(store, pool);
	const limit = tierLimit(tier);
	const day = await store.templateSends.opened(pool.channelIds, now - DAY_MS);
	const week = await store.templateSends.opened(pool.channelIds, now - WEEK_MS);
	const channels = await Promise.all(
		pool.channelIds
			.flatMap(channelId => {
				const channel = parts.channels.find(channelId);
				return channel ? [channel] : [];
			})
			.map(async ({ row }) => {
				const told = await store.standings.get(row.id);
				const standing = { ...told, restrictions: restrictionsAt(told, now) };
				const own = await store.templateSends.opened([row.id], now - DAY_MS);
				return {
					channelId: row.id,
					name: row.name,
					standing,
					used24h: own.people,
					advice: standingAdvice(standing),
				};
			}),
	);
	return {
		id: pool.id,
		name: pool.name,
		limit,
		tier,
		used24h: day.people,
		used7d: week.people,
		nextTierNeeds: progressOf({ limit, used7d: week.people }).needs,
		freeAt: day.firstAt === null ? null : day.firstAt + DAY_MS,
		channels,
	};
}

async function poolViews(parts: Parts): Promise<PoolView[]> {
	return Promise.all(allPools(parts).map(pool => poolView(parts, pool)));
}

/** How the templates of the last seven days did, the most sent first, with those that are new. */
async function templateUses(parts: Parts): Promise<TemplateUseView[]> {
	const { store } = parts;
	const since = parts.now() - WEEK_MS;
	const uses = await store.templateSends.uses(since);
	const blamed = await blamedOptOuts(parts, since);
	const views: TemplateUseView[] = [];
	for (const use of uses) {
		const stored = await store.templates.find(use.channelId, use.name, use.language);
		const history = await store.templates.history(use);
		views.push({
			...use,
			quality: stored?.template.quality ?? null,
			isNew: history.some(
				change => (change.what === 'submitted' || change.what === 'found') && change.at >= since,
			),
			optedOut: blamed.get(`${use.channelId}\n${use.name}\n${use.language}`) ?? 0,
		});
	}
	return views;
}

/** People who opted out soon after a template, by template: the last one before it takes the blame. */
async function blamedOptOuts(parts: Parts, since: number): Promise<Map<string, number>> {
	const blamed = new Map<string, number>();
	const outs = await parts.store.consents.optOutsSince('whatsapp', since);
	const sends = await parts.store.templateSends.lastTo(
		[...new Set(outs.map(out => out.contactId))].slice(0, 5000),
		since - BLAMED_MS,
	);
	for (const out of outs) {
		const last = sends
			.filter(send => send.contact_id === out.contactId && send.at <= out.at && out.at - send.at <= BLAMED_MS)
			.toSorted((a, b) => b.at - a.at)[0];
		if (!last) continue;
		const key = `${last.channel_id}\n${last.name}\n${last.language}`;
		blamed.set(key, (blamed.get(key) ?? 0) + 1);
	}
	return blamed;
}

export const showLimits: Action<'limit:show'> = async parts =>
	ok({ pools: await poolViews(parts), templates: await templateUses(parts) });

export const lookNow: Action<'limit:look'> = async (parts, request) => {
	const channel = parts.channels.find(request.channelId);
	if (!channel)
		return fail('not-found', 'There is no such channel.', { fields: { channelId: 'is unknown' } });
	if (!channel.connection.standing)
		return fail(
			'refused',
			`${channel.provider.name} tells nothing of limits when asked. What it reports by itself is shown here.`,
			{ refusal: 'not-supported' },
		);
	try {
		await lookAt(parts, channel, within(parts, PERSON_WAITS_MS));
	} catch (error) {
		if (!(error instanceof DeliveryError)) throw error;
		return fail('unavailable', `The provider did not answer. ${error.rule.sentence} ${error.rule.nextStep}`);
	}
	return ok({ pools: await poolViews(parts) });
};

export const joinPool: Action<'limit:join'> = async (parts, request) => {
	const unknown = request.channelIds.find(id => !parts.channels.find(id));
	if (unknown !== undefined)
		return fail('not-found', 'There is no such channel.', {
			fields: { channelIds: 'names an unknown channel' },
		});
	const joined = new Set(request.channelIds);
	await parts.settings.change(data => {
		const others = data.pools
			.map(pool => ({ ...pool, channelIds: pool.channelIds.filter(id => !joined.has(id)) }))
			.filter(pool => pool.channelIds.length > 1);
		// One channel alone is a pool of its own without being written down.
		data.pools =
			joined.size > 1
				? [...others, { id: newId('pol'), name: request.name, channelIds: [...joined] }]
				: others;
	});
	for (const channelId of joined) parts.bus.publish('limit:changed', { channelId });
	return ok({ pools: await poolViews(parts) });
};
