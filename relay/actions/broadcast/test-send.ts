import type { SendContent } from '../../../shared/contract/fields.ts';
import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import type { StoredBroadcast } from '../../store/broadcasts.ts';
import type { StoreParts } from '../../store/store.ts';
import { storeMessage } from '../message/send.ts';
import type { Action, Parts } from '../parts.ts';
import { Changes } from '../webhook/changes.ts';
import { type Base, fillBase, nobody, prepareBase } from './content.ts';
import { judge } from './judge.ts';
import { unknownBroadcast } from './view.ts';

/** Sends what the first recipient would get to a number of one's own. Limits and prices count it like any message. */
export const testBroadcast: Action<'broadcast:test'> = async (parts, request, caller) => {
	const { broadcastId: id, clientId, to } = request;
	const changes = new Changes();
	const result = await parts.store.transaction(async (tx): Promise<Result<string>> => {
		const broadcast = await tx.broadcasts.find(id);
		if (!broadcast) return unknownBroadcast();
		const { plan } = broadcast;
		const side = request.fallback ? plan.fallback : plan;
		const channel = parts.channels.find(side?.channelId ?? '');
		if (!side || !channel)
			return fail('refused', 'The channel was removed. Choose another.', { refusal: 'channel-off' });
		const prepared = await prepareBase(tx, channel, side.content, 'content');
		if ('unready' in prepared)
			return fail('refused', prepared.unready.message, {
				refusal: 'not-ready',
				fields: { content: prepared.unready.message },
			});
		const content = await contentFor(parts, tx, broadcast, prepared.base, channel.row.id);
		if (!content.ok) return content;
		const send = { clientId, channelId: channel.row.id, to, content: content.value };
		const stored = await storeMessage(parts, tx, send, caller, changes);
		if (stored.ok) await tx.messages.markTest(stored.value, id);
		return stored;
	});
	if (!result.ok) return result;
	await changes.publish(parts.bus);
	return ok({ messageId: result.value });
};

/** The message with the values of the first recipient; with the contact's own defaults while there is none. */
async function contentFor(
	parts: Parts,
	tx: StoreParts,
	broadcast: StoredBroadcast,
	base: Base,
	channelId: string,
): Promise<Result<SendContent>> {
	const channel = parts.channels.find(channelId);
	const [first] = await tx.recipients.page({ broadcastId: broadcast.id, bucket: 'all', after: 0, limit: 1 });
	const judging = {
		broadcastId: broadcast.id,
		logic: broadcast.plan.logic,
		base,
		authorName: broadcast.createdByName,
	};
	const [judged] = channel && first ? await judge(parts, tx, { ...judging, channel }, [first]) : [];
	const filled = judged?.filled ?? fillBase(base, nobody(parts));
	if (filled.content === null)
		return fail('refused', filled.problem, { refusal: 'parameters', fields: { content: filled.problem } });
	const { content } = filled;
	switch (content.kind) {
		case 'template':
			return ok({
				kind: 'template',
				name: content.name,
				language: content.language,
				parameters: content.parameters,
			});
		case 'media':
			return ok({
				kind: 'media',
				mediaId: content.mediaId,
				...(content.caption !== null && { caption: content.caption }),
			});
		case 'text':
			return ok({ kind: 'text', text: content.text });
		default:
			throw new Error(`A broadcast has no content of kind ${content.kind}.`);
	}
}
