import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type {
	InstagramCodeRow,
	InstagramCommentRow,
	InstagramDeliveryRow,
	InstagramMessageRow,
	InstagramTokenRow,
} from './instagram/model.ts';
import type {
	ChatRow,
	CustomerRow,
	DeliveryRow,
	MediaRow,
	MessageRow,
	NameBlockRow,
	NumberRow,
	PortfolioRow,
	ScheduledRow,
	TemplateRow,
	UploadRow,
} from './model.ts';
import type * as telegram from './telegram/model.ts';

/** Rows of one kind, in memory; each change is remembered until the next `flush` of the store. */
export class Table<R extends { id: string }> {
	readonly kind: string;
	readonly #rows = new Map<string, R>();
	readonly #changed: Map<string, string>;

	constructor(kind: string, changed: Map<string, string>) {
		this.kind = kind;
		this.#changed = changed;
	}

	get size(): number {
		return this.#rows.size;
	}

	get(id: string): R | null {
		return this.#rows.get(id) ?? null;
	}

	/** All rows, in the order in which they were first put. */
	all(): R[] {
		return [...this.#rows.values()];
	}

	/** Keeps the row. A row that was changed in place must be put again. */
	put(row: R): R {
		this.#rows.set(row.id, row);
		this.#changed.set(`${this.kind}\n${row.id}`, this.kind);
		return row;
	}

	delete(id: string): void {
		if (this.#rows.delete(id)) this.#changed.set(`${this.kind}\n${id}`, this.kind);
	}

	/** Puts what was read from disk, which needs no writing. */
	restore(row: R): void {
		this.#rows.set(row.id, row);
	}

	clear(): void {
		for (const id of [...this.#rows.keys()]) this.delete(id);
	}
}

/**
 * The sandbox's memory. With a folder, every flushed change is in a database file there before `flush` returns,
 * so a killed process loses nothing that it had answered. Without one, everything ends with the process.
 */
export class Store {
	readonly #changed = new Map<string, string>();
	readonly numbers = new Table<NumberRow>('numbers', this.#changed);
	readonly customers = new Table<CustomerRow>('customers', this.#changed);
	readonly chats = new Table<ChatRow>('chats', this.#changed);
	readonly messages = new Table<MessageRow>('messages', this.#changed);
	readonly media = new Table<MediaRow>('media', this.#changed);
	readonly templates = new Table<TemplateRow>('templates', this.#changed);
	readonly scheduled = new Table<ScheduledRow>('scheduled', this.#changed);
	readonly deliveries = new Table<DeliveryRow>('deliveries', this.#changed);
	readonly portfolios = new Table<PortfolioRow>('portfolios', this.#changed);
	readonly uploads = new Table<UploadRow>('uploads', this.#changed);
	readonly nameBlocks = new Table<NameBlockRow>('nameBlocks', this.#changed);
	readonly instagramCodes = new Table<InstagramCodeRow>('instagramCodes', this.#changed);
	readonly instagramTokens = new Table<InstagramTokenRow>('instagramTokens', this.#changed);
	readonly instagramMessages = new Table<InstagramMessageRow>('instagramMessages', this.#changed);
	readonly instagramComments = new Table<InstagramCommentRow>('instagramComments', this.#changed);
	readonly instagramDeliveries = new Table<InstagramDeliveryRow>('instagramDeliveries', this.#changed);
	readonly settings = new Table<{ id: string; value: unknown }>('settings', this.#changed);
	readonly telegram = {
		bots: new Table<telegram.BotRow>('telegramBots', this.#changed),
		people: new Table<telegram.TelegramPersonRow>('telegramPeople', this.#changed),
		chats: new Table<telegram.TelegramChatRow>('telegramChats', this.#changed),
		messages: new Table<telegram.TelegramMessageRow>('telegramMessages', this.#changed),
		files: new Table<telegram.TelegramFileRow>('telegramFiles', this.#changed),
		updates: new Table<telegram.TelegramUpdateRow>('telegramUpdates', this.#changed),
		queries: new Table<telegram.TelegramQueryRow>('telegramQueries', this.#changed),
	};
	readonly #db: DatabaseSync | null;
	readonly #mediaDir: string | null;
	readonly #bytes = new Map<string, Buffer>();
	#flushPlanned = false;
	#put: StatementSync | null = null;
	#remove: StatementSync | null = null;

	constructor(dir: string | null) {
		this.#mediaDir = dir && join(dir, 'media');
		if (!dir || !this.#mediaDir) {
			this.#db = null;
			return;
		}
		mkdirSync(this.#mediaDir, { recursive: true });
		this.#db = new DatabaseSync(join(dir, 'sandbox.db'));
		this.#db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 3000;
			CREATE TABLE IF NOT EXISTS rows (kind TEXT, id TEXT, body TEXT, PRIMARY KEY (kind, id))`);
		for (const row of this.#db.prepare('SELECT kind, body FROM rows ORDER BY rowid').all()) {
			this.tables()
				.find(table => table.kind === row.kind)
				?.restore(JSON.parse(String(row.body)));
		}
	}

	/** Every table, for loading and for clearing. */
	tables(): Table<{ id: string }>[] {
		const { numbers, customers, chats, messages, media, templates, scheduled, deliveries } = this;
		const { settings, portfolios, uploads, nameBlocks } = this;
		const all = [
			...[numbers, customers, chats, messages, media, templates, scheduled, deliveries],
			...[settings, portfolios, uploads, nameBlocks],
			...Object.values(this.telegram),
			...[this.instagramCodes, this.instagramTokens, this.instagramMessages],
			...[this.instagramComments, this.instagramDeliveries],
		];
		// Each table is only read back with rows that it wrote itself.
		return all as unknown as Table<{ id: string }>[];
	}

	/** Writes changes at the end of this turn; several calls make one write. */
	flushSoon(): void {
		if (this.#flushPlanned || !this.#db) return;
		this.#flushPlanned = true;
		setImmediate(() => {
			this.#flushPlanned = false;
			this.flush();
		});
	}

	/** Writes all changes in one transaction, now. */
	flush(): void {
		if (!this.#db?.isOpen || this.#changed.size === 0) {
			if (!this.#db) this.#changed.clear();
			return;
		}
		this.#put ??= this.#db.prepare(
			'INSERT INTO rows (kind, id, body) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body',
		);
		this.#remove ??= this.#db.prepare('DELETE FROM rows WHERE kind = ? AND id = ?');
		const tables = new Map(this.tables().map(table => [table.kind, table]));
		this.#db.exec('BEGIN');
		for (const [key, kind] of this.#changed) {
			const id = key.slice(kind.length + 1);
			const row = tables.get(kind)?.get(id);
			if (row) this.#put.run(kind, id, JSON.stringify(row));
			else this.#remove.run(kind, id);
		}
		this.#db.exec('COMMIT');
		this.#changed.clear();
	}

	saveBytes(mediaId: string, bytes: Buffer): void {
		if (this.#mediaDir) writeFileSync(join(this.#mediaDir, mediaId), bytes);
		else this.#bytes.set(mediaId, bytes);
	}

	/** Null when the file is gone. */
	readBytes(mediaId: string): Buffer | null {
		if (!this.#mediaDir) return this.#bytes.get(mediaId) ?? null;
		try {
			return readFileSync(join(this.#mediaDir, mediaId));
		} catch {
			return null;
		}
	}

	deleteBytes(mediaId: string): void {
		if (this.#mediaDir) rmSync(join(this.#mediaDir, mediaId), { force: true });
		else this.#bytes.delete(mediaId);
	}

	close(): void {
		this.flush();
		if (this.#db?.isOpen) this.#db.close();
	}
}
