import { type Kysely, sql } from 'kysely';
import { compileOnce } from './compiled.ts';
import type { MessageRow, Tables } from './tables.ts';

/** Asked of every text that comes in. */
const NEWEST_OUTBOUND = compileOnce((db: Kysely<Tables>, value: (name: 'conversationId') => string) =>
	db
		.selectFrom('messages')
		.selectAll()
		.where('conversation_id', '=', value('conversationId'))
		// Written out, not given: only so the index of our own messages is found.
		.where(sql<boolean>`direction = 'outbound' and hidden = 0`)
		.where('status', '<>', 'failed')
		.orderBy('at', 'desc')
		.orderBy('seq', 'desc')
		.limit(1),
);

/** Messages found by what they are about, beside the timeline and the outbox of `messages.ts`. */
export class MessageFinds {
	readonly #db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	/** Tests of a broadcast that went out. */
	async countTests(broadcastId: string): Promise<number> {
		const row = await this.#db
			.selectFrom('messages')
			.select(eb => eb.fn.countAll<number>().as('count'))
			.where('broadcast_id', '=', broadcastId)
			.where(sql<boolean>`is_test = 1`)
			.where('status', 'not in', ['queued', 'failed'])
			.executeTakeFirst();
		return Number(row?.count ?? 0);
	}

	/** Every message of these recipients, in the order of the attempts. */
	async ofRecipients(recipientIds: readonly number[]): Promise<MessageRow[]> {
		if (recipientIds.length === 0) return [];
		return this.#db
			.selectFrom('messages')
			.selectAll()
			.where('recipient_id', 'in', recipientIds)
			.orderBy('seq')
			.execute();
	}

	async byIds(ids: readonly string[]): Promise<MessageRow[]> {
		if (ids.length === 0) return [];
		return this.#db.selectFrom('messages').selectAll().where('id', 'in', ids).execute();
	}

	/** True when a private reply to this comment is sent, on its way or of unknown fate; `exceptId` is not counted. */
	async isPrivatelyAnswered(channelId: string, commentId: string, exceptId: string | null): Promise<boolean> {
		const row = await this.#db
			.selectFrom('messages')
			.select('id')
			.where('channel_id', '=', channelId)
			.where('reply_to_external_id', '=', commentId)
			.where('kind', '=', 'comment-reply')
			.where('status', '<>', 'failed')
			.where('id', '<>', exceptId ?? '')
			.where(sql<boolean>`content like '%"mode":"private"%'`)
			.executeTakeFirst();
		return row !== undefined;
	}

	/** The newest message of ours in a conversation, whoever of us wrote it; null when there is none. */
	async newestOutbound(conversationId: string): Promise<MessageRow | null> {
		const { rows } = await NEWEST_OUTBOUND.run(this.#db, { conversationId });
		return rows[0] ?? null;
	}

	/** Messages of ours that the provider was asked to take and of which no id is known yet, oldest first. */
	async onTheWay(conversationId: string): Promise<MessageRow[]> {
		return this.#db
			.selectFrom('messages')
			.selectAll()
			.where('conversation_id', '=', conversationId)
			.where('direction', '=', 'outbound')
			.where('external_id', 'is', null)
			.where(eb =>
				eb.or([
					eb('status', '=', 'unknown'),
					eb.and([eb('status', '=', 'queued'), eb('claimed_by', 'is not', null)]),
				]),
			)
			.orderBy('seq')
			.execute();
	}

	/** True when a message waits in one of these conversations to be sent, or is being sent. */
	async waitsIn(conversationIds: readonly string[]): Promise<boolean> {
		if (conversationIds.length === 0) return false;
		const row = await this.#db
			.selectFrom('messages')
			.select('id')
			.where('conversation_id', 'in', conversationIds)
			.where('status', '=', 'queued')
			.where('direction', '=', 'outbound')
			.executeTakeFirst();
		return row !== undefined;
	}

	/** Messages of a channel that wait to be sent and that no sender has taken. */
	async waitingOn(channelId: string): Promise<MessageRow[]> {
		return this.#db
			.selectFrom('messages')
			.selectAll()
			.where('channel_id', '=', channelId)
			.where('status', '=', 'queued')
			.where('direction', '=', 'outbound')
			.where('claimed_by', 'is', null)
			.execute();
	}

	/** Messages of ours up to a time that the provider took and nobody is known to have read; what stands below a post is for everybody. */
	async unreadBefore(conversationId: string, at: number): Promise<MessageRow[]> {
		return this.#db
			.selectFrom('messages')
			.selectAll()
			.where('conversation_id', '=', conversationId)
			.where('direction', '=', 'outbound')
			.where('status', 'in', ['sent', 'delivered'])
			.where('sent_at', '<=', at)
			.where(sql<boolean>`not (kind = 'comment-reply' and content like '%"mode":"public"%')`)
			.execute();
	}

	/** Messages with files that are older than a time, in the order of `seq`. */
	async withFilesBefore(before: number, afterSeq: number, limit: number): Promise<MessageRow[]> {
		return this.#db
			.selectFrom('messages')
			.selectAll()
			.where('kind', 'in', ['media', 'album'])
			.where('at', '<', before)
			.where('seq', '>', afterSeq)
			.where(sql<boolean>`content like '%"state":"stored"%'`)
			.orderBy('seq')
			.limit(limit)
			.execute();
	}

	/** What messages of ours with files say, from a time on or still waiting to be sent, in the order of `seq`. */
	async filesSince(
		since: number,
		afterSeq: number,
		limit: number,
	): Promise<Pick<MessageRow, 'seq' | 'content'>[]> {
		return this.#db
			.selectFrom('messages')
			.select(['seq', 'content'])
			.where('direction', '=', 'outbound')
			.where('kind', 'in', ['media', 'album', 'template'])
			.where(eb => eb.or([eb('at', '>=', since), eb('status', '=', 'queued')]))
			.where('seq', '>', afterSeq)
			.orderBy('seq')
			.limit(limit)
			.execute();
	}

	/** The newest messages of several conversations before a place, oldest first, as `Messages.page` gives those of one. */
	async timeline(
		conversationIds: readonly string[],
		before: { at: number; seq: number } | null,
		limit: number,
	): Promise<MessageRow[]> {
		if (conversationIds.length === 0) return [];
		let select = this.#db
			.selectFrom('messages')
			.selectAll()
			.where('conversation_id', 'in', conversationIds)
			.where('hidden', '=', 0);
		if (before) select = select.where(sql<boolean>`(at, seq) < (${before.at}, ${before.seq})`);
		const rows = await select.orderBy('at', 'desc').orderBy('seq', 'desc').limit(limit).execute();
		return rows.reverse();
	}
}
