import type { ProviderEvent } from '../events.ts';
import { type Json, text } from '../wire.ts';
import { personOf, type Said } from './place.ts';

/** Instagram's names for the reactions of its own row; any other emoji comes as itself. */
const EMOJI = new Map(
	Object.entries({
		love: '❤️',
		haha: '😆',
		smile: '😆',
		wow: '😮',
		sad: '😢',
		angry: '😠',
		yes: '👍',
		like: '👍',
		no: '👎',
		dislike: '👎',
	}),
);

export function fromReaction(reaction: Json, { place, at, direction, person }: Said): ProviderEvent {
	const targetId = text(reaction.mid);
	if (targetId === null) return { kind: 'ignored', reason: 'a reaction to nothing' };
	const isTakenBack = text(reaction.action) === 'unreact';
	const emoji = text(reaction.emoji) ?? EMOJI.get(text(reaction.reaction) ?? 'love') ?? '❤️';
	return {
		kind: 'reaction',
		key: `reaction:${targetId}:${direction}:${at}:${isTakenBack ? '' : emoji}`,
		from: direction === 'inbound' ? 'contact' : 'us',
		targetId,
		emoji: isTakenBack ? null : emoji,
		at,
		party: personOf(place, person),
	};
}

const POLICY = new Map([
	['block', 'Instagram has blocked this account’s messages.'],
	['unblock', 'Instagram has lifted the block of this account’s messages.'],
]);

/** Meta warns the account, blocks it, or lifts a block. */
export function fromPolicy(policy: Json, at: number): ProviderEvent {
	const action = text(policy.action) ?? 'warning';
	const reason = text(policy.reason);
	return {
		kind: 'channel-notice',
		key: `policy:${action}:${at}`,
		at,
		severity: action === 'block' ? 'stop' : action === 'unblock' ? 'info' : 'warning',
		text: `${POLICY.get(action) ?? 'Instagram warns this account.'}${reason === null ? '' : ` It says: ${reason}`}`,
	};
}
