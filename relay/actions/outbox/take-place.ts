import { tierLimit } from '../../../shared/domain/limits.ts';
import type { Verdict } from '../../../shared/domain/send-verdict.ts';
import type { Template } from '../../../shared/domain/template.ts';
import { checkTemplateFor } from '../../../shared/domain/template-send-rules.ts';
import { messagingWindow } from '../../../shared/domain/window.ts';
import { DAY_MS } from '../../../shared/lib/time.ts';
import { poolOf, poolTier, poolUse } from '../limit/pools.ts';
import type { Parts } from '../parts.ts';
import { type SendPlace, sendFacts } from '../send/outlook.ts';

/**
 * Takes a template's place in the limit pool and under the marketing cap, in one transaction with the question whether there
 * is one: of messages that are sent side by side, no more go than fit. Null when it may go; the place is given back when the
 * provider does not take the message. Asking again for the same message takes nothing more.
 */
export async function takePlace(
	parts: Parts,
	place: SendPlace,
	messageId: string,
	template: Template,
): Promise<Extract<Verdict, { allowed: false }> | null> {
	const { channel, conversation, contactId } = place;
	if (contactId === null) return null;
	return parts.store.transaction(async tx => {
		const now = parts.now();
		const window = messagingWindow({
			channelType: channel.row.type,
			lastInboundAt: conversation?.last_inbound_at ?? null,
			now,
		});
		const opens = window.state === 'closed';
		const outlook = await sendFacts(parts, tx, place);
		const pool = poolOf(parts, channel);
		const limit = opens ? tierLimit(await poolTier(tx, pool)) : null;
		const counted =
			limit !== null && (await tx.templateSends.isOpened(pool.channelIds, contactId, now - DAY_MS));
		const isFull = limit !== null && !counted && !(await parts.poolCounts.hasRoom(tx, pool, limit, now));
		const verdict = checkTemplateFor(
			{
				capabilities: channel.provider.capabilities,
				window,
				channelState: channel.row.state,
				reachable: place.to !== null,
				begun: conversation?.last_inbound_at != null,
				outlook: isFull ? { ...outlook, pool: await poolUse(tx, pool, contactId, now) } : outlook,
				now,
			},
			template,
		);
		if (!verdict.allowed) return verdict;
		await tx.templateSends.add({
			message_id: messageId,
			channel_id: channel.row.id,
			contact_id: contactId,
			name: template.name,
			language: template.language,
			category: template.category,
			opens: opens ? 1 : 0,
			at: now,
		});
		return null;
	});
}
