import { type Kysely, sql } from 'kysely';
import { type Address, isSingle, matchKey } from '../../shared/domain/address.ts';
import type { ChannelType } from '../../shared/domain/channel.ts';
import { SECOND_MS } from '../../shared/lib/time.ts';
import { compileOnce } from './compiled.ts';
import { absorbMarks, refreshContacts } from './contact-marks.ts';
import type { AddressRow, ContactRow, Tables } from './tables.ts';

export interface KnownAddress {
	readonly matchKey: string;
	readonly value: string;
	readonly contactId: string;
	readonly profileName: string | null;
	/** Of a number: whether WhatsApp reaches it; null when that is not known. */
	readonly onWhatsApp: boolean | null;
}

const BY_KEY = compileOnce((db: Kysely<Tables>, value: (name: 'type' | 'key') => string) =>
	db
		.selectFrom('addresses')
		.innerJoin('contacts', 'contacts.id', 'addresses.contact_id')
		.select([
			'addresses.match_key',
			'addresses.value',
			'addresses.on_whatsapp',
			'contacts.id',
			'contacts.profile_name',
		])
		.where('addresses.channel_type', '=', value('type'))
		.where('addresses.match_key', '=', value('key')),
);

/** Of several addresses of one kind the one that was written from is the newest, unless another came after `at`. */
const WROTE_FROM = compileOnce(
	(
		db: Kysely<Tables>,
		value: (name: 'contactId' | 'type' | 'key' | 'at' | 'receivedAt') => string & number,
	) => {
		const others = sql`select 1 from addresses as other where other.contact_id = addresses.contact_id and other.kind = addresses.kind and other.match_key <> addresses.match_key`;
		return db
			.updateTable('addresses')
			.set({ created_at: value('receivedAt') })
			.where('contact_id', '=', value('contactId'))
			.where('channel_type', '=', value('type'))
			.where('match_key', '=', value('key'))
			.where(sql<boolean>`exists (${others} and other.created_at >= addresses.created_at)`)
			.where(sql<boolean>`not exists (${others} and other.created_at >= ${value('at')} + ${SECOND_MS})`);
	},
);

/** Where phones are kept, whichever channel told them: a number is the same person's on every network. */
const PHONES = 'whatsapp';

function realmOf(type: ChannelType, address: Address): string {
	return address.kind === 'phone' ? PHONES : type;
}

/** Asked of every message that comes in: nothing is written where it is known. */
const NOTE_REACH = compileOnce(
	(db: Kysely<Tables>, value: <Name extends 'key' | 'on' | 'at'>(name: Name) => ReachValues[Name]) =>
		db
			.updateTable('addresses')
			.set({ on_whatsapp: value('on'), on_whatsapp_at: value('at') })
			.where('channel_type', '=', PHONES)
			.where('match_key', '=', value('key'))
			.where(eb => eb.or([eb('on_whatsapp', 'is', null), eb('on_whatsapp', '<>', value('on'))])),
);

interface ReachValues {
	key: string;
	on: number;
	at: number;
}

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
			addresses.map(address =>
				BY_KEY.run(this.#db, { type: realmOf(type, address), key: matchKey(address) }),
			),
		);
		const rows = found.flatMap(result => result.rows);
		return rows.map(row => ({
			matchKey: row.match_key,
			value: row.value,
			contactId: row.id,
			profileName: row.profile_name,
			onWhatsApp: row.on_whatsapp === null ? null : Number(row.on_whatsapp) === 1,
		}));
	}

	/** Who has these addresses, by their keys. One query, for many. */
	async ownersOf(type: ChannelType, addresses: readonly Address[]): Promise<Map<string, string>> {
		const owners = new Map<string, string>();
		for (const realm of new Set(addresses.map(address => realmOf(type, address)))) {
			const keys = addresses.filter(address => realmOf(type, address) === realm).map(matchKey);
			const rows = await this.#db
				.selectFrom('addresses')
				.select(['match_key', 'contact_id'])
				.where('channel_type', '=', realm)
				.where('match_key', 'in', keys)
				.execute();
			for (const row of rows) owners.set(row.match_key, row.contact_id);
		}
		return owners;
	}

	/** `source` is where they come from; they wrote, unless it is said. */
	async create(
		contact: { id: string; createdAt: number; source?: string } & Record<
			'name' | 'profileName',
			string | null
		>,
	): Promise<void> {
		await this.#db
			.insertInto('contacts')
			.values({
				id: contact.id,
				name: contact.name,
				profile_name: contact.profileName,
				created_at: contact.createdAt,
				source: contact.source ?? 'ORGANIC',
				sort_name: sql`lower(trim(coalesce(${contact.name}, ${contact.profileName}, '')))`,
			})
			.execute();
	}

	/**
	 * The contact wrote from this address: where they have several of its kind, this is the one to write to from now on. A
	 * message from before another one came changes nothing. Networks tell whole seconds.
	 */
	async noteWrote(
		contactId: string,
		type: ChannelType,
		address: Address,
		when: { readonly at: number; readonly receivedAt: number },
	): Promise<void> {
		await WROTE_FROM.run(this.#db, {
			contactId,
			type: realmOf(type, address),
			key: matchKey(address),
			...when,
		});
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
		const realm = realmOf(type, address);
		if (isSingle(address.kind)) {
			await this.#db
				.deleteFrom('addresses')
				.where('contact_id', '=', contactId)
				.where('channel_type', '=', realm)
				.where('kind', '=', address.kind)
				.where('match_key', '<>', matchKey(address))
				.execute();
		}
		await this.#db
			.insertInto('addresses')
			.values({
				channel_type: realm,
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

	/** Keeps whether WhatsApp reaches a number, as far as it was seen. A number that is not known is left alone. */
	async noteReach(phone: Address, onWhatsApp: boolean, at: number): Promise<void> {
		await NOTE_REACH.run(this.#db, { key: matchKey(phone), on: onWhatsApp ? 1 : 0, at });
	}

	/** Contacts whose names, numbers or user names hold a text, by name. */
	async search(text: string, limit: number): Promise<ContactRow[]> {
		const like = `%${text.toLowerCase().replace(/[\\%_]/g, match => `\\${match}`)}%`;
		const digits = text.replace(/\D/g, '');
		const byAddress =
			digits.length >= 3
				? sql`value like ${`%${digits}%`}`
				: sql`lower(value) like ${like.replace('@', '')} escape '\\'`;
		return this.#db
			.selectFrom('contacts')
			.selectAll()
			.where(
				'id',
				'in',
				sql<string>`(select id from contacts where lower(coalesce(name, '')) like ${like} escape '\\' or lower(coalesce(profile_name, '')) like ${like} escape '\\'
					union select contact_id from addresses where ${byAddress})`,
			)
			.orderBy(sql`lower(coalesce(name, profile_name, ''))`)
			.limit(limit)
			.execute();
	}

	/** The contact has another address in place of this one: it still shows who they are, and is the last to write to. */
	async leave(type: ChannelType, address: Address): Promise<void> {
		await this.#db
			.updateTable('addresses')
			.set({ created_at: 0 })
			.where('channel_type', '=', realmOf(type, address))
			.where('match_key', '=', matchKey(address))
			.execute();
	}

	async removeAddress(type: ChannelType, address: Address): Promise<void> {
		await this.#db
			.deleteFrom('addresses')
			.where('channel_type', '=', realmOf(type, address))
			.where('match_key', '=', matchKey(address))
			.execute();
	}

	async rename(id: string, names: { name?: string | null; profileName?: string }): Promise<void> {
		await this.#db
			.updateTable('contacts')
			.set({
				...(names.name !== undefined && { name: names.name }),
				...(names.profileName !== undefined && { profile_name: names.profileName }),
				sort_name: sql`lower(trim(coalesce(${names.name === undefined ? sql.ref('name') : names.name}, ${names.profileName ?? sql.ref('profile_name')}, '')))`,
			})
			.where('id', '=', id)
			.execute();
	}

	/** What is kept of where they come from; what is not given stays. */
	async describe(id: string, change: { source?: string; firstMessage?: string | null }): Promise<void> {
		await this.#db
			.updateTable('contacts')
			.set({
				...(change.source !== undefined && { source: change.source }),
				...(change.firstMessage !== undefined && { first_message: change.firstMessage }),
			})
			.where('id', '=', id)
			.execute();
	}

	/** Makes two contacts one: addresses and what is missing move. Conversations, consent and sends are moved by their own stores. */
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
		await absorbMarks(this.#db, keepId, goneId);
		await this.#db.deleteFrom('contacts').where('id', '=', goneId).execute();
		await refreshContacts(this.#db, [keepId]);
	}
}
