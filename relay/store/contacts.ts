import type { Kysely } from 'kysely';
import { type Address, matchKey } from '../../shared/domain/address.ts';
import type { ChannelType } from '../../shared/domain/channel.ts';
import { compileOnce } from './compiled.ts';
import type { AddressRow, ContactRow, Tables } from './tables.ts';

export interface KnownAddress {
	readonly matchKey: string;
	readonly value: string;
	readonly contactId: string;
	readonly profileName: string | null;
}

const BY_KEY = compileOnce((db: Kysely<Tables>, value: (name: 'type' | 'key') => string) =>
	db
		.selectFrom('addresses')
		.innerJoin('contacts', 'contacts.id', 'addresses.contact_id')
		.select(['addresses.match_key', 'addresses.value', 'contacts.id', 'contacts.profile_name'])
		.where('addresses.channel_type', '=', value('type'))
		.where('addresses.match_key', '=', value('key')),
);

/** People at the other end and the addresses that reach them. An address belongs to one contact. */
export class Contacts {
	readonly #db: Kysely<Tables>;

	constructor(db: Kysely<Tables>) {
		this.#db = db;
	}

	async find(id: string): Promise<ContactRow | null> {
		return (
			(await this.#db.selectFrom('contacts').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
		);
	}

	async findMany(ids: readonly string[]): Promise<ContactRow[]> {
		if (ids.length === 0) return [];
		return this.#db.selectFrom('contacts').selectAll().where('id', 'in', ids).execute();
	}

	/** Which of these addresses are known, with their contacts. Unordered. */
	async byAddresses(type: ChannelType, addresses: readonly Address[]): Promise<KnownAddress[]> {
		if (addresses.length === 0) return [];
		const found = await Promise.all(
			addresses.map(address => BY_KEY.run(this.#db, { type, key: matchKey(address) })),
		);
		const rows = found.flatMap(result => result.rows);
		return rows.map(row => ({
			matchKey: row.match_key,
			value: row.value,
			contactId: row.id,
			profileName: row.profile_name,
		}));
	}

	async create(contact: {
		id: string;
		name: string | null;
		profileName: string | null;
		createdAt: number;
	}): Promise<void> {
		await this.#db
			.insertInto('contacts')
			.values({
				id: contact.id,
				name: contact.name,
				profile_name: contact.profileName,
				created_at: contact.createdAt,
			})
			.execute();
	}

	/** The newest first: that is the one to write to. */
	async addresses(contactIds: readonly string[]): Promise<AddressRow[]> {
		if (contactIds.length === 0) return [];
		return this.#db
			.selectFrom('addresses')
			.selectAll()
			.where('contact_id', 'in', contactIds)
			.orderBy('created_at', 'desc')
			.orderBy('match_key')
			.execute();
	}

	/**
	 * Gives a contact an address. A user id or username replaces the contact's former one of that kind; an address that was
	 * another contact's becomes this one's. A phone in another spelling keeps the newest spelling the network used.
	 */
	async putAddress(contactId: string, type: ChannelType, address: Address, now: number): Promise<void> {
		if (address.kind !== 'phone') {
			await this.#db
				.deleteFrom('addresses')
				.where('contact_id', '=', contactId)
				.where('channel_type', '=', type)
				.where('kind', '=', address.kind)
				.where('match_key', '<>', matchKey(address))
				.execute();
		}
		await this.#db
			.insertInto('addresses')
			.values({
				channel_type: type,
				match_key: matchKey(address),
				contact_id: contactId,
				kind: address.kind,
				value: address.value,
				created_at: now,
			})
			.onConflict(conflict =>
				conflict
					.columns(['channel_type', 'match_key'])
					.doUpdateSet({ contact_id: contactId, value: address.value }),
			)
			.execute();
	}

	async removeAddress(type: ChannelType, address: Address): Promise<void> {
		await this.#db
			.deleteFrom('addresses')
			.where('channel_type', '=', type)
			.where('match_key', '=', matchKey(address))
			.execute();
	}

	async rename(id: string, names: { name?: string | null; profileName?: string }): Promise<void> {
		await this.#db
			.updateTable('contacts')
			.set({
				...(names.name !== undefined && { name: names.name }),
				...(names.profileName !== undefined && { profile_name: names.profileName }),
			})
			.where('id', '=', id)
			.execute();
	}

	/** Makes two contacts one: addresses and a missing name move. Conversations, consent and sends are moved by their own stores. */
	async absorb(keepId: string, goneId: string): Promise<void> {
		await this.#db
			.updateTable('addresses')
			.set({ contact_id: keepId })
			.where('contact_id', '=', goneId)
			.execute();
		const gone = await this.find(goneId);
		if (gone?.name) {
			await this.#db
				.updateTable('contacts')
				.set({ name: gone.name })
				.where('id', '=', keepId)
				.where('name', 'is', null)
				.execute();
		}
		await this.#db.deleteFrom('contacts').where('id', '=', goneId).execute();
	}
}
