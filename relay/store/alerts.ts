import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';
import type { AlertsTable } from './tables-sending.ts';

export interface StoredAlert {
	readonly id: string;
	readonly at: number;
	readonly severity: 'info' | 'warning' | 'bad';
	readonly title: string;
	readonly text: string;
	readonly channelId: string | null;
	readonly template: { readonly name: string; readonly language: string } | null;
	readonly action:
		| { readonly page: 'templates' | 'limits' | 'channels' | 'prices' | 'broadcasts' }
		| { readonly url: string }
		| null;
	readonly dismissedAt: number | null;
	readonly dismissedBy: string | null;
}

/** What managers and owners should know. */
export class Alerts {
	readonly #db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	async add(alert: Omit<StoredAlert, 'dismissedAt' | 'dismissedBy'>): Promise<void> {
		await this.#db
			.insertInto('alerts')
			.values({
				id: alert.id,
				at: alert.at,
				severity: alert.severity,
				title: alert.title,
				text: alert.text,
				channel_id: alert.channelId,
				template: alert.template === null ? null : JSON.stringify(alert.template),
				action: alert.action === null ? null : JSON.stringify(alert.action),
				dismissed_at: null,
				dismissed_by: null,
			})
			.execute();
	}

	async find(id: string): Promise<StoredAlert | null> {
		const row = await this.#db.selectFrom('alerts').selectAll().where('id', '=', id).executeTakeFirst();
		return row ? read(row) : null;
	}

	/** The newest first; at most 200. */
	async list(onlyOpen: boolean): Promise<StoredAlert[]> {
		let select = this.#db.selectFrom('alerts').selectAll();
		if (onlyOpen) select = select.where('dismissed_at', 'is', null);
		return (await select.orderBy('at', 'desc').orderBy('id', 'desc').limit(200).execute()).map(read);
	}

	/** Alerts that were dismissed before this time. */
	async forget(before: number): Promise<void> {
		await this.#db.deleteFrom('alerts').where('dismissed_at', '<', before).execute();
	}

	/** One that is dismissed already keeps who did it first. */
	async dismiss(id: string, at: number, byName: string): Promise<void> {
		await this.#db
			.updateTable('alerts')
			.set({ dismissed_at: at, dismissed_by: byName })
			.where('id', '=', id)
			.where('dismissed_at', 'is', null)
			.execute();
	}
}

function read(row: AlertsTable): StoredAlert {
	return {
		id: row.id,
		at: Number(row.at),
		severity: row.severity as StoredAlert['severity'],
		title: row.title,
		text: row.text,
		channelId: row.channel_id,
		template: row.template === null ? null : JSON.parse(row.template),
		action: row.action === null ? null : JSON.parse(row.action),
		dismissedAt: row.dismissed_at === null ? null : Number(row.dismissed_at),
		dismissedBy: row.dismissed_by,
	};
}
