import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { Kysely, type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely';
import type { Tables } from './tables.ts';

/**
 * Opens the embedded store: WAL, and `synchronous=FULL`, so that what is committed is on disk.
 *
 * `:memory:` opens one that ends with the process.
 */
export function openSqlite(path: string): Kysely<Tables> {
	const database = new DatabaseSync(path);
	database.exec('pragma journal_mode = wal');
	database.exec('pragma synchronous = full');
	database.exec('pragma busy_timeout = 5000');
	database.exec('pragma cache_size = -32768');
	database.exec('pragma temp_store = memory');
	// SQLite's own knows only ASCII: “éva” would not find “ÉVA”.
	database.function('lower', { deterministic: true }, text =>
		typeof text === 'string' ? text.toLowerCase() : text,
	);
	// kysely lends the one connection to one task at a time: a query never falls into the open transaction of another.
	return new Kysely<Tables>({ dialect: new SqliteDialect({ database: asKyselyDatabase(database) }) });
}

/** Prepared statements are kept: preparing costs more than running. */
const KEPT_STATEMENTS = 300;

function asKyselyDatabase(database: DatabaseSync): SqliteDatabase {
	const kept = new Map<string, SqliteStatement>();
	return {
		close: () => database.close(),
		prepare(sql) {
			const known = kept.get(sql);
			if (known) return known;
			const made = asKyselyStatement(database.prepare(sql));
			if (kept.size >= KEPT_STATEMENTS) kept.delete(kept.keys().next().value ?? '');
			kept.set(sql, made);
			return made;
		},
	};
}

function asKyselyStatement(statement: StatementSync): SqliteStatement {
	const bind = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
	return {
		reader: statement.columns().length > 0,
		all: parameters => statement.all(...bind(parameters)),
		run: parameters => statement.run(...bind(parameters)),
		iterate: parameters => statement.iterate(...bind(parameters)),
	};
}
