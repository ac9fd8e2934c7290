import type { Insertable, Kysely } from 'kysely';
import type { DeviceRow, DevicesTable, InviteRow, InvitesTable, Tables } from './tables.ts';

/** Paired devices and open invites. Tokens and codes are stored only as hashes. */
export class Devices {
	readonly #db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	async insert(device: Insertable<DevicesTable>): Promise<void> {
		await this.#db.insertInto('devices').values(device).execute();
	}

	async byTokenHash(hash: string): Promise<DeviceRow | null> {
		return (
			(await this.#db.selectFrom('devices').selectAll().where('token_hash', '=', hash).executeTakeFirst()) ??
			null
		);
	}

	async find(id: string): Promise<DeviceRow | null> {
		return (await this.#db.selectFrom('devices').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
	}

	async list(): Promise<DeviceRow[]> {
		return this.#db.selectFrom('devices').selectAll().orderBy('created_at').execute();
	}

	async seen(id: string, at: number): Promise<void> {
		await this.#db.updateTable('devices').set({ last_seen_at: at }).where('id', '=', id).execute();
	}

	/** True when there was such a device. */
	async remove(id: string): Promise<boolean> {
		const result = await this.#db.deleteFrom('devices').where('id', '=', id).executeTakeFirst();
		return Number(result.numDeletedRows) > 0;
	}

	async invite(invite: Insertable<InvitesTable>): Promise<void> {
		await this.#db.insertInto('invites').values(invite).execute();
	}

	/** Uses an invite up: of two callers at once only one gets it. */
	async takeInvite(codeHash: string): Promise<InviteRow | null> {
		const row = await this.#db
			.deleteFrom('invites')
			.where('code_hash', '=', codeHash)
			.returningAll()
			.executeTakeFirst();
		return row ?? null;
	}

	async forgetInvites(before: number): Promise<void> {
		await this.#db.deleteFrom('invites').where('expires_at', '<', before).execute();
	}
}
