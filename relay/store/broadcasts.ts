import { type Kysely, sql } from 'kysely';
import {
	type BroadcastPlan,
	type BroadcastState,
	type Pause,
	RECIPIENT_STATES,
	type RecipientCounts,
	type Waiting,
} from '../../shared/domain/broadcast.ts';
import { type BrakeBase, NO_BASE } from '../../shared/domain/broadcast-brake.ts';
import { nameKey } from '../../shared/domain/contact-fields.ts';
import { containing } from './like.ts';
import type { BroadcastRow, Tables } from './tables.ts';

/** How things stood when a broadcast began or was let go on: what changes since may make it rest. */
export interface LaunchFacts {
	readonly category: string | null;
	readonly templateQuality: string | null;
	readonly numberQuality: string | null;
	readonly base: BrakeBase;
}

export const NO_LAUNCH: LaunchFacts = {
	category: null,
	templateQuality: null,
	numberQuality: null,
	base: NO_BASE,
};

/** A broadcast as it is kept. */
export interface StoredBroadcast {
	readonly id: string;
	readonly plan: BroadcastPlan;
	readonly state: BroadcastState;
	readonly startedAt: number | null;
	readonly lateMs: number | null;
	readonly endedAt: number | null;
	readonly pause: Pause | null;
	readonly waiting: Waiting | null;
	readonly launch: LaunchFacts;
	readonly parentId: string | null;
	readonly createdAt: number;
	readonly createdById: string;
	readonly createdByName: string;
	readonly launchedByName: string | null;
	readonly updatedAt: number;
}

export type BroadcastChange = Partial<Omit<StoredBroadcast, 'id' | 'createdAt' | 'createdById'>>;

/** One content to many: what is to be sent and how far it is. The many are in `Recipients`. */
export class Broadcasts {
	readonly #db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	async find(id: string): Promise<StoredBroadcast | null> {
		const row = await this.#db.selectFrom('broadcasts').selectAll().where('id', '=', id).executeTakeFirst();
		return row ? read(row) : null;
	}

	async findMany(ids: readonly string[]): Promise<StoredBroadcast[]> {
		if (ids.length === 0) return [];
		const rows = await this.#db.selectFrom('broadcasts').selectAll().where('id', 'in', ids).execute();
		return rows.map(read);
	}

	/** The id of the one that has a name; null when the name is free. */
	async idOfName(name: string): Promise<string | null> {
		const row = await this.#db
			.selectFrom('broadcasts')
			.select('id')
			.where('name_key', '=', nameKey(name))
			.executeTakeFirst();
		return row?.id ?? null;
	}

	async insert(broadcast: StoredBroadcast): Promise<void> {
		const { id, createdAt, createdById, ...rest } = broadcast;
		await this.#db
			.insertInto('broadcasts')
			.values({
				id,
				created_at: createdAt,
				created_by_id: createdById,
				...(columns(rest) as Required<ReturnType<typeof columns>>),
			})
			.execute();
	}

	async update(id: string, change: BroadcastChange): Promise<void> {
		await this.#db.updateTable('broadcasts').set(columns(change)).where('id', '=', id).execute();
	}

	/** Its recipients are removed apart: there may be many. */
	async remove(id: string): Promise<void> {
		await this.#db.deleteFrom('broadcasts').where('id', '=', id).execute();
	}

	/** The newest first. */
	async list(query: {
		states?: readonly BroadcastState[] | undefined;
		search?: string | undefined;
		before?: { at: number; id: string } | undefined;
		limit: number;
	}): Promise<StoredBroadcast[]> {
		const { states, search, before, limit } = query;
		let select = this.#db.selectFrom('broadcasts').selectAll();
		if (states !== undefined && states.length > 0) select = select.where('state', 'in', states);
		if (search !== undefined && search !== '')
			select = select.where(sql<boolean>`name_key like ${containing(search)} escape '\\'`);
		if (before)
			select = select.where(eb =>
				eb.or([
					eb('created_at', '<', before.at),
					eb.and([eb('created_at', '=', before.at), eb('id', '<', before.id)]),
				]),
			);
		const rows = await select.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
		return rows.map(read);
	}

	/** True when one that may still send has this file. */
	async usesFile(mediaId: string): Promise<boolean> {
		const row = await this.#db
			.selectFrom('broadcasts')
			.select('id')
			.where('state', 'not in', ['completed', 'cancelled'])
			.where('plan', 'like', `%"mediaId":"${mediaId}"%`)
			.limit(1)
			.executeTakeFirst();
		return row !== undefined;
	}

	/** The oldest first. */
	async ofStates(states: readonly BroadcastState[]): Promise<StoredBroadcast[]> {
		const rows = await this.#db
			.selectFrom('broadcasts')
			.selectAll()
			.where('state', 'in', states)
			.orderBy('created_at')
			.execute();
		return rows.map(read);
	}

	/** How many recipients of each broadcast are in each state, and have each mark. */
	async counts(ids: readonly string[]): Promise<Map<string, RecipientCounts>> {
		const counts = new Map(ids.map(id => [id, emptyCounts()]));
		if (ids.length === 0) return counts;
		const states = await this.#db
			.selectFrom('broadcast_recipients')
			.select(eb => ['broadcast_id', 'state', eb.fn.countAll<number>().as('count')])
			.where('broadcast_id', 'in', ids)
			.groupBy(['broadcast_id', 'state'])
			.execute();
		for (const { broadcast_id, state, count } of states) {
			const of = counts.get(broadcast_id);
			if (of && state in of) of[state as keyof RecipientCounts] = Number(count);
		}
		for (const mark of ['replied', 'clicked', 'stopped'] as const) {
			const rows = await this.#db
				.selectFrom('broadcast_recipients')
				.select(eb => ['broadcast_id', eb.fn.countAll<number>().as('count')])
				.where('broadcast_id', 'in', ids)
				.where(`${mark}_at`, 'is not', null)
				.groupBy('broadcast_id')
				.execute();
			for (const { broadcast_id, count } of rows) {
				const of = counts.get(broadcast_id);
				if (of) of[mark] = Number(count);
			}
		}
		return counts;
	}
}

function emptyCounts(): { -readonly [K in keyof RecipientCounts]: number } {
	const states = Object.fromEntries(RECIPIENT_STATES.map(state => [state, 0]));
	return { ...states, replied: 0, clicked: 0, stopped: 0 } as never;
}

function columns(change: BroadcastChange) {
	const { plan, state, startedAt, lateMs, endedAt, pause, waiting, launch } = change;
	const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
	return {
		...(plan !== undefined && {
			plan: JSON.stringify(plan),
			name_key: nameKey(plan.name),
			start_at: plan.startAt,
		}),
		...(state !== undefined && { state }),
		...(startedAt !== undefined && { started_at: startedAt }),
		...(lateMs !== undefined && { late_ms: lateMs }),
		...(endedAt !== undefined && { ended_at: endedAt }),
		...(pause !== undefined && { pause: json(pause) }),
		...(waiting !== undefined && { waiting: json(waiting) }),
		...(launch !== undefined && { launch: json(launch) }),
		...(change.parentId !== undefined && { parent_id: change.parentId }),
		...(change.createdByName !== undefined && { created_by_name: change.createdByName }),
		...(change.launchedByName !== undefined && { launched_by_name: change.launchedByName }),
		...(change.updatedAt !== undefined && { updated_at: change.updatedAt }),
	};
}

function read(row: BroadcastRow): StoredBroadcast {
	const number = (value: number | null) => (value === null ? null : Number(value));
	return {
		id: row.id,
		plan: JSON.parse(row.plan) as BroadcastPlan,
		state: row.state as BroadcastState,
		startedAt: number(row.started_at),
		lateMs: number(row.late_ms),
		endedAt: number(row.ended_at),
		pause: row.pause === null ? null : (JSON.parse(row.pause) as Pause),
		waiting: row.waiting === null ? null : (JSON.parse(row.waiting) as Waiting),
		launch: row.launch === null ? NO_LAUNCH : (JSON.parse(row.launch) as LaunchFacts),
		parentId: row.parent_id,
		createdAt: Number(row.created_at),
		createdById: row.created_by_id,
		createdByName: row.created_by_name,
		launchedByName: row.launched_by_name,
		updatedAt: Number(row.updated_at),
	};
}
