import { ok } from '../../../shared/contract/result.ts';
import { findTarget } from '../message/target.ts';
import type { Action } from '../parts.ts';
import { fullOutlook } from '../send/outlook.ts';

export const showOutlook: Action<'conversation:outlook'> = async (parts, request) => {
	const { conversationId, channelId, address } = request;
	const target = await findTarget(parts, parts.store, { conversationId, channelId, to: address }, 'address');
	return target.ok ? ok({ outlook: await fullOutlook(parts, parts.store, target.value) }) : target;
};
