import type { Kysely } from 'kysely';
import { compileOnce } from './compiled.ts';
import type { InboxRow, Tables } from './tables.ts';

/** A webhook body as it arrived. */
export interface Arrived {
	readonly channelId: string;
	readonly receivedAt: number;
	readonly body: Uint8Array;
}

const EARLY = compileOnce((db: Kysely<Tables>, value: (name: 'channelId' | 'externalId') => string) =>
	db
		.selectFrom('early_events')
		.selectAll()
		.where('channel_id', '=', value('channelId'))
		.where('external_id', '=', value('externalId'))
		.orderBy('at')
		.orderBy('id'),
);

/** Webhook bodies: written before they are acknowledged, kept until they are applied. */
export class Inbox {
	readonly #db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	/**
	 * Stores bodies in the order given. When it resolves they are on disk, or, inside a transaction, when that does. `applied`
	 * is for those that the same transaction applies.
	 */
	async append(rows: readonly Arrived[], state: 'new' | 'applied' = 'new'): Promise<void> {
		for (let from = 0; from < rows.length; from += 200) {
			const values = rows.slice(from, from + 200).map(row => ({
				channel_id: row.channelId,
				received_at: row.receivedAt,
				body: row.body,
				state,
				applied_at: state === 'applied' ? row.receivedAt : null,
			}));
			await this.#db.insertInto('inbox').values(values).execute();
		}
	}

	/** The oldest rows that are not applied and not parked. */
	async open(limit: number): Promise<InboxRow[]> {
		return this.#db
			.selectFrom('inbox')
			.selectAll()
			.where('state', '=', 'new')
			.orderBy('id')
			.limit(limit)
			.execute();
	}

	async applied(ids: readonly number[], at: number): Promise<void> {
		if (ids.length === 0) return;
		await this.#db
			.updateTable('inbox')
			.set({ state: 'applied', applied_at: at, problem: null })
			.where('id', 'in', ids)
			.execute();
	}

	/** Sets a row aside that could not be applied, so that it never holds up its neighbours. */
	async park(id: number, problem: string): Promise<void> {
		await this.#db.updateTable('inbox').set({ state: 'parked', problem }).where('id', '=', id).execute();
	}

	async parked(): Promise<InboxRow[]> {
		return this.#db.selectFrom('inbox').selectAll().where('state', '=', 'parked').orderBy('id').execute();
	}

	/** Gives parked rows another try; returns how many. */
	async unpark(): Promise<number> {
		const result = await this.#db
			.updateTable('inbox')
			.set({ state: 'new', problem: null })
			.where('state', '=', 'parked')
			.executeTakeFirst();
		return Number(result.numUpdatedRows);
	}

	/** When each channel last got a webhook. */
	async lastReceived(): Promise<Map<string, number>> {
		const rows = await this.#db
			.selectFrom('inbox')
			.select(eb => ['channel_id', eb.fn.max('received_at').as('at')])
			.groupBy('channel_id')
			.execute();
		return new Map(rows.map(row => [row.channel_id, Number(row.at)]));
	}

	/** True when this key is claimed for the first time. Ask in the transaction that applies the event. */
	async claim(channelId: string, key: string, at: number): Promise<boolean> {
		const result = await this.#db
			.insertInto('seen_events')
			.values({ channel_id: channelId, key, at })
			.onConflict(conflict => conflict.doNothing())
			.executeTakeFirst();
		return Number(result.numInsertedOrUpdatedRows ?? 0) > 0;
	}

	/** Keeps an event about a message that is not known yet. */
	async keepEarly(channelId: string, externalId: string, event: unknown, at: number): Promise<void> {
		await this.#db
			.insertInto('early_events')
			.values({ channel_id: channelId, external_id: externalId, event: JSON.stringify(event), at })
			.execute();
	}

	/** Takes the events kept for a message, oldest first. They are whatever `keepEarly` was given. */
	async takeEarly(channelId: string, externalId: string): Promise<unknown[]> {
		const { rows } = await EARLY.run(this.#db, { channelId, externalId });
		if (rows.length === 0) return [];
		await this.#db
			.deleteFrom('early_events')
			.where('channel_id', '=', channelId)
			.where('external_id', '=', externalId)
			.execute();
		return rows.map(row => JSON.parse(row.event));
	}

	/** Forgets what providers no longer repeat: applied bodies and event keys older than `before`. */
	async forget(before: { bodies: number; keys: number }): Promise<void> {
		await this.#db
			.deleteFrom('inbox')
			.where('state', '=', 'applied')
			.where('received_at', '<', before.bodies)
			.execute();
		await this.#db.deleteFrom('seen_events').where('at', '<', before.keys).execute();
		await this.#db.deleteFrom('early_events').where('at', '<', before.keys).execute();
	}
}
