import type { ProviderEvent } from '../events.ts';
import { type Json, list, number, record, text } from '../wire.ts';
import { nameOf } from './party.ts';

/** Fields of messages that Telegram itself writes and that tell the team nothing. */
const QUIET: ReadonlySet<string> = new Set([
	...['pinned_message', 'delete_chat_photo', 'new_chat_photo', 'message_auto_delete_timer_changed'],
	...['channel_chat_created', 'proximity_alert_triggered', 'boost_added', 'chat_background_set'],
	...['forum_topic_created', 'forum_topic_edited', 'forum_topic_closed', 'forum_topic_reopened'],
	...['general_forum_topic_hidden', 'general_forum_topic_unhidden', 'write_access_allowed'],
	...['video_chat_scheduled', 'video_chat_started', 'video_chat_ended', 'video_chat_participants_invited'],
	...['connected_website', 'giveaway_created', 'giveaway_completed', 'paid_message_price_changed'],
	...['direct_message_price_changed', 'checklist_tasks_done', 'checklist_tasks_added', 'refunded_payment'],
	...['chat_owner_left', 'chat_owner_changed'],
	...['suggested_post_approved', 'suggested_post_approval_failed', 'suggested_post_declined'],
	...['suggested_post_paid', 'suggested_post_refunded'],
]);

/** What a message of Telegram's own says: words for the timeline, or that there is nothing to say. Null when it is a person's. */
export function readService(message: Json, botId: string): { text: string } | { ignored: string } | null {
	const joined = list(message.new_chat_members).map(member => record(member) ?? {});
	if (joined.length > 0) {
		const others = joined.filter(member => String(number(member.id)) !== botId);
		if (others.length === 0) return { text: 'The bot was added to the group.' };
		return { text: `Joined the group: ${others.map(who).join(', ')}.` };
	}
	const left = record(message.left_chat_member);
	if (left) {
		// The same is told once more, and more surely, by `my_chat_member`.
		if (String(number(left.id)) === botId) return { ignored: 'the bot left a group' };
		return { text: `Left the group: ${who(left)}.` };
	}
	const title = text(message.new_chat_title);
	if (title !== null) return { text: `The group is now called “${title}”.` };
	if (message.group_chat_created === true || message.supergroup_chat_created === true)
		return { text: 'The group was made with the bot in it.' };
	const quiet = Object.keys(message).find(field => QUIET.has(field));
	return quiet === undefined ? null : { ignored: `a service message of kind ${quiet}` };
}

function who(member: Json): string {
	return nameOf(member) ?? 'somebody';
}

/**
 * A group became a supergroup and has a new id. Both chats tell it, each in its own way; it is one event, by one key
 * (providers.md §7.6).
 */
export function readMigration(message: Json, at: number): ProviderEvent | null {
	const here = number(record(message.chat)?.id);
	const to = number(message.migrate_to_chat_id);
	const from = number(message.migrate_from_chat_id);
	const [before, after] = to !== null ? [here, to] : [from, here];
	if ((to === null && from === null) || before === null || after === null) return null;
	const name = `moved:${before}:${after}`;
	return {
		kind: 'identity',
		key: name,
		externalId: name,
		at,
		before: [{ kind: 'telegram-chat', value: String(before) }],
		after: [{ kind: 'telegram-chat', value: String(after) }],
		text: 'The group became a supergroup and has a new id. Messages go there.',
	};
}
