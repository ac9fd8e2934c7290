import { type Compilable, CompiledQuery, type Kysely, type QueryResult } from 'kysely';
import type { Tables } from './tables.ts';

/** Stands in a query for a value that is given when it runs. */
class Slot {
	readonly name: string;

	constructor(name: string) {
		this.name = name;
	}
}

/** A query that is built and compiled once, and then only given values: for what runs with every webhook. */
export interface Compiled<Row> {
	run(db: Kysely<Tables>, values: object): Promise<QueryResult<Row>>;
}

/**
 * Makes such a query. `build` is called once per engine with stand-ins for the values; it must give the same query every
 * time, so it may not look at them. `run` takes every value that `build` names.
 */
export function compileOnce<Row, Value extends (name: never) => unknown>(
	build: (db: Kysely<Tables>, value: Value) => Compilable<Row>,
): Compiled<Row> {
	const byEngine = new WeakMap<object, { sql: string; slots: readonly unknown[] }>();
	return {
		run(db, values) {
			const engine = db.getExecutor().adapter;
			let compiled = byEngine.get(engine);
			if (!compiled) {
				const made = build(db, ((name: string) => new Slot(name)) as never).compile();
				compiled = { sql: made.sql, slots: made.parameters };
				byEngine.set(engine, compiled);
			}
			const parameters = compiled.slots.map(slot =>
				slot instanceof Slot ? values[slot.name as keyof typeof values] : slot,
			);
			return db.executeQuery(CompiledQuery.raw(compiled.sql, parameters)) as Promise<QueryResult<Row>>;
		},
	};
}
