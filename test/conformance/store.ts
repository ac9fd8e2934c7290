import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store, StoreParts } from '../../relay/store/store.ts';
import type { NewMessageRow } from '../../relay/store/tables.ts';
import type { Address } from '../../shared/domain/address.ts';
import { contactsConformance } from './store-contacts.ts';
import { sendingConformance } from './store-sending.ts';

/** How one engine is opened: each call of `fresh` gives an empty store; `reopen` gives the same data once more. */
export interface Engine {
	fresh(): Promise<Store>;
	/** Closes the store and opens its data anew. */
	reopen(store: Store): Promise<Store>;
	/** A second connection to the same data, as another process has it. */
	second(): Promise<Store>;
	cleanUp(): Promise<void>;
}

type NewMessage = Omit<NewMessageRow, 'seq' | 'revision'>;

const phone = (value: string): Address => ({ kind: 'phone', value });
const user = (value: string): Address => ({ kind: 'whatsapp-user', value });

let made = 0;
const next = (kind: string) => `${kind}_${String(++made).padStart(6, '0')}`;

/** A conversation of its own with a contact of its own. */
async function conversation(store: StoreParts, channelId = 'chn_1'): Promise<string> {
	const contactId = next('cnt');
	const id = next('cnv');
	await store.contacts.create({ id: contactId, name: null, profileName: null, createdAt: 1 });
	await store.conversations.create({ id, channelId, contactId, createdAt: 1 });
	return id;
}

function message(conversationId: string, change: Partial<NewMessage> = {}): NewMessage {
	return {
		id: next('msg'),
		conversation_id: conversationId,
		channel_id: 'chn_1',
		direction: 'inbound',
		kind: 'text',
		content: '{"kind":"text","text":"hello"}',
		hidden: 0,
		status: 'delivered',
		at: 1000,
		received_at: 1000,
		forwarded: 0,
		attempts: 0,
		...change,
	};
}

const queued = (conversationId: string, change: Partial<NewMessage> = {}) =>
	message(conversationId, { direction: 'outbound', status: 'queued', due_at: 0, ...change });

/** Stores a message as actions do: insert, then the conversation's next revision. */
async function put(store: StoreParts, row: NewMessage): Promise<{ id: string; seq: number }> {
	const seq = await store.messages.insert(row);
	if (seq === null) throw new Error('It is there already.');
	await store.conversations.change(row.conversation_id, { message: { at: Number(row.at), seq } });
	return { id: row.id, seq };
}

/** Everything that a store promises, for any engine. */
export function storeConformance(name: string, engine: Engine): void {
	describe(`the store on ${name}`, () => {
		let store: Store;
		beforeEach(async () => {
			store = await engine.fresh();
		});
		afterEach(async () => {
			await store.close();
			await engine.cleanUp();
		});

		describe('inbox', () => {
			const body = (text: string) => ({ channelId: 'chn_1', receivedAt: 5, body: Buffer.from(text) });
			const texts = async () =>
				(await store.inbox.open(1000)).map(row => Buffer.from(row.body).toString('utf8'));

			it('gives bodies back byte for byte, in the order in which they were stored', async () => {
				const bytes = randomBytes(300);
				await store.inbox.append([{ channelId: 'chn_1', receivedAt: 5, body: bytes }, body('b')]);
				await store.inbox.append([body('c')]);
				const rows = await store.inbox.open(10);
				expect(Buffer.from(rows[0]?.body ?? []).equals(bytes)).toBe(true);
				expect(rows.slice(1).map(row => Buffer.from(row.body).toString())).toEqual(['b', 'c']);
			});
			it('takes more bodies at once than a statement has room for', async () => {
				const all = Array.from({ length: 1234 }, (_, index) => String(index));
				await store.inbox.append(all.map(body));
				expect((await store.inbox.open(2000)).map(row => Buffer.from(row.body).toString())).toEqual(all);
			});
			it('takes none at all', async () => {
				await store.inbox.append([]);
				expect(await texts()).toEqual([]);
			});
			it('gives out only what is neither applied nor parked', async () => {
				await store.inbox.append(['a', 'b', 'c'].map(body));
				const [a, b] = await store.inbox.open(2);
				await store.inbox.applied([Number(a?.id)], 9);
				await store.inbox.park(Number(b?.id), 'a stone');
				expect(await texts()).toEqual(['c']);
				expect((await store.inbox.parked()).map(row => row.problem)).toEqual(['a stone']);
			});
			it('gives parked bodies another try', async () => {
				await store.inbox.append([body('a')]);
				await store.inbox.park(Number((await store.inbox.open(1))[0]?.id), 'a stone');
				expect(await store.inbox.unpark()).toBe(1);
				expect(await texts()).toEqual(['a']);
				expect(await store.inbox.parked()).toEqual([]);
			});
			it('knows when each channel last got something', async () => {
				await store.inbox.append([
					{ ...body('a'), receivedAt: 7 },
					{ ...body('b'), receivedAt: 3 },
					{ ...body('c'), channelId: 'chn_2', receivedAt: 4 },
				]);
				expect([...(await store.inbox.lastReceived())].sort()).toEqual([
					['chn_1', 7],
					['chn_2', 4],
				]);
			});
			it('claims a key once, whoever asks at the same time', async () => {
				const answers = await Promise.all(
					Array.from({ length: 20 }, () => store.inbox.claim('chn_1', 'event', 1)),
				);
				expect(answers.filter(Boolean)).toHaveLength(1);
				expect(await store.inbox.claim('chn_2', 'event', 1)).toBe(true);
			});
			it('keeps early events until their message comes, the oldest first, and gives them once', async () => {
				await store.inbox.keepEarly('chn_1', 'wamid.1', { n: 2 }, 20);
				await store.inbox.keepEarly('chn_1', 'wamid.1', { n: 1 }, 10);
				await store.inbox.keepEarly('chn_1', 'wamid.2', { n: 3 }, 10);
				await store.inbox.keepEarly('chn_2', 'wamid.1', { n: 4 }, 10);
				expect(await store.inbox.takeEarly('chn_1', 'wamid.1')).toEqual([{ n: 1 }, { n: 2 }]);
				expect(await store.inbox.takeEarly('chn_1', 'wamid.1')).toEqual([]);
				expect(await store.inbox.takeEarly('chn_2', 'wamid.1')).toEqual([{ n: 4 }]);
			});
			it('forgets old applied bodies and keys, and never what is open or parked', async () => {
				await store.inbox.append(['open', 'parked', 'applied'].map(body));
				const rows = await store.inbox.open(3);
				await store.inbox.park(Number(rows[1]?.id), 'a stone');
				await store.inbox.applied([Number(rows[2]?.id)], 5);
				await store.inbox.claim('chn_1', 'old', 5);
				await store.inbox.claim('chn_1', 'new', 50);
				await store.inbox.forget({ bodies: 40, keys: 40 });
				expect(await texts()).toEqual(['open']);
				expect(await store.inbox.parked()).toHaveLength(1);
				expect(await store.inbox.claim('chn_1', 'old', 60)).toBe(true);
				expect(await store.inbox.claim('chn_1', 'new', 60)).toBe(false);
				expect((await store.inbox.lastReceived()).get('chn_1')).toBe(5);
			});
		});

		describe('messages', () => {
			it('returns null for an external id that is there, and stores nothing', async () => {
				const id = await conversation(store);
				expect(await store.messages.insert(message(id, { external_id: 'wamid.1' }))).toBeTypeOf('number');
				expect(await store.messages.insert(message(id, { external_id: 'wamid.1' }))).toBeNull();
				expect(await store.messages.page(id, null, 10)).toHaveLength(1);
			});
			it('holds the same external id on two channels apart', async () => {
				const id = await conversation(store);
				const other = await conversation(store, 'chn_2');
				await store.messages.insert(message(id, { external_id: 'wamid.1' }));
				const row = message(other, { external_id: 'wamid.1', channel_id: 'chn_2' });
				expect(await store.messages.insert(row)).toBeTypeOf('number');
				expect((await store.messages.byExternalId('chn_2', 'wamid.1'))?.id).toBe(row.id);
			});
			it('returns null for a client id that is there, whoever asks at the same time', async () => {
				const id = await conversation(store);
				const seqs = await Promise.all(
					Array.from({ length: 20 }, () => store.messages.insert(queued(id, { client_id: 'click-1' }))),
				);
				expect(seqs.filter(seq => seq !== null)).toHaveLength(1);
				expect((await store.messages.byClientId('click-1'))?.status).toBe('queued');
			});
			it('stores any number of messages without client and external ids', async () => {
				const id = await conversation(store);
				for (let index = 0; index < 3; index += 1) await put(store, message(id));
				expect(await store.messages.page(id, null, 10)).toHaveLength(3);
			});
			it('gives every message the revision that its conversation takes next', async () => {
				const id = await conversation(store);
				const first = await put(store, message(id));
				const second = await put(store, message(id));
				const revisions = (await store.messages.bySeqs([first.seq, second.seq])).map(row => row.revision);
				expect(revisions.map(Number)).toEqual([1, 2]);
				expect(Number((await store.conversations.find(id))?.revision)).toBe(2);
			});
			it('pages by time and then by order of storing, without gap or double', async () => {
				const id = await conversation(store);
				const ats = [5000, 1000, 3000, 3000, 3000, 2000, 9000, 3000];
				const rows: { at: number; seq: number }[] = [];
				for (const at of ats) rows.push({ at, seq: (await put(store, message(id, { at }))).seq });
				const wanted = rows.sort((a, b) => a.at - b.at || a.seq - b.seq).map(row => row.seq);
				const seen: number[] = [];
				let before: { at: number; seq: number } | null = null;
				for (;;) {
					const page = await store.messages.page(id, before, 3);
					const [oldest] = page;
					if (!oldest) break;
					seen.unshift(...page.map(row => Number(row.seq)));
					before = { at: Number(oldest.at), seq: Number(oldest.seq) };
				}
				expect(seen).toEqual(wanted);
			});
			it('tells what changed after a revision, in the order of change', async () => {
				const id = await conversation(store);
				const a = await put(store, message(id));
				const b = await put(store, message(id));
				const revision = await store.conversations.change(id);
				await store.messages.update(a.id, { status: 'read', revision });
				expect((await store.messages.changedAfter(id, 0, 10)).map(row => row.id)).toEqual([b.id, a.id]);
				expect((await store.messages.changedAfter(id, 2, 10)).map(row => row.id)).toEqual([a.id]);
				expect(await store.messages.changedAfter(id, 3, 10)).toEqual([]);
				expect(await store.messages.changedAfter(id, 0, 1)).toHaveLength(1);
			});
			it('leaves hidden ones out of pages and changes', async () => {
				const id = await conversation(store);
				await put(store, message(id, { hidden: 1 }));
				const shown = await put(store, message(id));
				expect((await store.messages.page(id, null, 10)).map(row => row.id)).toEqual([shown.id]);
				expect((await store.messages.changedAfter(id, 0, 10)).map(row => row.id)).toEqual([shown.id]);
				expect(await store.messages.newestByOthers(id, 'usr_1')).toMatchObject({ id: shown.id });
			});
			it('finds the newest message that a person did not write', async () => {
				const id = await conversation(store);
				const inbound = await put(store, message(id, { at: 2000 }));
				await put(store, queued(id, { at: 3000, author_id: 'usr_1' }));
				expect((await store.messages.newestByOthers(id, 'usr_1'))?.id).toBe(inbound.id);
				expect((await store.messages.newestByOthers(id, 'usr_2'))?.author_id).toBe('usr_1');
			});
			it('marks inbound messages read up to a place and counts the rest', async () => {
				const id = await conversation(store);
				const a = await put(store, message(id, { at: 1000 }));
				const b = await put(store, message(id, { at: 2000 }));
				await put(store, message(id, { at: 3000 }));
				const mine = await put(store, queued(id, { at: 1500 }));
				const read = await store.messages.markInboundRead(id, { at: 2000, seq: b.seq }, 9, 5);
				expect(read.sort()).toEqual([a.id, b.id].sort());
				expect(await store.messages.countUnread(id)).toBe(1);
				expect((await store.messages.find(mine.id))?.status).toBe('queued');
				expect(await store.messages.find(a.id)).toMatchObject({ status: 'read', read_at: 9, revision: 5 });
				expect(await store.messages.markInboundRead(id, { at: 2000, seq: b.seq }, 10, 6)).toEqual([]);
			});
		});

		describe('the outbox', () => {
			const claim = (limit = 10, now = 100, owner = 'me') => store.outbox.claim('chn_1', owner, now, limit);

			it('gives each conversation’s messages one after another, in the order of storing', async () => {
				const id = await conversation(store);
				const rows = [];
				for (let index = 0; index < 3; index += 1) rows.push(await put(store, queued(id)));
				for (const row of rows) {
					expect((await claim()).map(one => one.id)).toEqual([row.id]);
					expect(await claim()).toEqual([]);
					await store.messages.update(row.id, { status: 'sent', claimed_by: null });
				}
				expect(await claim()).toEqual([]);
			});
			it('holds back what follows a message that waits for another try', async () => {
				const id = await conversation(store);
				await put(store, queued(id, { due_at: 500 }));
				await put(store, queued(id, { due_at: 0 }));
				expect(await claim()).toEqual([]);
				expect(await claim(10, 500)).toHaveLength(1);
			});
			it('gives different conversations at once, up to the limit, the oldest first', async () => {
				const rows = [];
				for (let index = 0; index < 5; index += 1)
					rows.push(await put(store, queued(await conversation(store))));
				const first = await claim(3);
				expect(first.map(row => row.id).sort()).toEqual(
					rows
						.slice(0, 3)
						.map(row => row.id)
						.sort(),
				);
				expect(await claim(3)).toHaveLength(2);
			});
			it('gives a message to one of two who ask at the same time', async () => {
				for (let index = 0; index < 10; index += 1) await put(store, queued(await conversation(store)));
				const other = await engine.second();
				const [mine, theirs] = await Promise.all([
					claim(10, 100, 'me'),
					other.outbox.claim('chn_1', 'you', 100, 10),
				]);
				await other.close();
				const ids = [...mine, ...theirs].map(row => row.id);
				expect(ids).toHaveLength(10);
				expect(new Set(ids).size).toBe(10);
			});
			it('gives nothing of another channel', async () => {
				await put(store, queued(await conversation(store, 'chn_2'), { channel_id: 'chn_2' }));
				expect(await claim()).toEqual([]);
			});
			it('tells when the next is due, and leaves out what is taken', async () => {
				await put(store, queued(await conversation(store), { due_at: 700 }));
				await put(store, queued(await conversation(store), { due_at: 300 }));
				expect(await store.outbox.nextDueAt('chn_1', 100)).toBe(300);
				await claim(10, 300);
				expect(await store.outbox.nextDueAt('chn_1', 300)).toBe(700);
				await claim(10, 700);
				expect(await store.outbox.nextDueAt('chn_1', 700)).toBeNull();
			});
			it('leaves out what is due but must wait for its turn: only a wake-up brings that', async () => {
				const id = await conversation(store);
				await put(store, queued(id));
				await put(store, queued(id));
				await claim();
				expect(await store.outbox.nextDueAt('chn_1', 100)).toBeNull();
			});
			it('knows what another sender had taken', async () => {
				const { id } = await put(store, queued(await conversation(store)));
				await claim(10, 100, 'former');
				expect((await store.outbox.claimedByOthers('chn_1', 'me')).map(row => row.id)).toEqual([id]);
				expect(await store.outbox.claimedByOthers('chn_1', 'former')).toEqual([]);
			});
		});

		describe('leases', () => {
			it('are held by one, renewed by the holder, and free after their end', async () => {
				expect(await store.leases.take('chn_1', 'me', 0, 100, null)).toBe(true);
				expect(await store.leases.take('chn_1', 'you', 50, 150, null)).toBe(false);
				expect(await store.leases.take('chn_1', 'me', 50, 150, null)).toBe(true);
				expect(await store.leases.take('chn_1', 'you', 149, 250, null)).toBe(false);
				expect(await store.leases.take('chn_1', 'you', 150, 250, null)).toBe(true);
				expect(await store.leases.holder('chn_1')).toEqual({ owner: 'you', expiresAt: 250 });
			});
			it('of an owner known to be gone are taken over, of another not', async () => {
				await store.leases.take('chn_1', 'gone', 0, 100, null);
				expect(await store.leases.take('chn_1', 'me', 1, 100, 'somebody else')).toBe(false);
				expect(await store.leases.take('chn_1', 'me', 1, 100, 'gone')).toBe(true);
			});
			it('are taken by one of many at the same time', async () => {
				const answers = await Promise.all(
					Array.from({ length: 10 }, (_, index) =>
						store.leases.take('chn_1', `relay ${index}`, 0, 100, null),
					),
				);
				expect(answers.filter(Boolean)).toHaveLength(1);
			});
			it('are all given up at a clean stop', async () => {
				await store.leases.take('chn_1', 'me', 0, 100, null);
				await store.leases.take('chn_2', 'you', 0, 100, null);
				await store.leases.release('me');
				expect(await store.leases.holder('chn_1')).toBeNull();
				expect(await store.leases.holder('chn_2')).not.toBeNull();
			});
		});

		describe('contacts', () => {
			const create = async (...addresses: Address[]) => {
				const id = next('cnt');
				await store.contacts.create({ id, name: null, profileName: 'P', createdAt: 1 });
				for (const address of addresses) await store.contacts.putAddress(id, 'whatsapp', address, 1);
				return id;
			};
			const owner = async (address: Address) =>
				(await store.contacts.byAddresses('whatsapp', [address]))[0]?.contactId ?? null;

			it('are found by every spelling of a number', async () => {
				const brazil = await create(phone('+553190000001'));
				const mexico = await create(phone('+5215590000002'));
				const argentina = await create(phone('+5491190000003'));
				expect(await owner(phone('+5531990000001'))).toBe(brazil);
				expect(await owner(phone('+525590000002'))).toBe(mexico);
				expect(await owner(phone('+541190000003'))).toBe(argentina);
				expect(await owner(phone('+553190000009'))).toBeNull();
			});
			it('are found by several addresses in one question, each with its contact', async () => {
				const a = await create(phone('+491713920001'));
				const b = await create(user('DE.1'));
				const found = await store.contacts.byAddresses('whatsapp', [
					phone('+491713920001'),
					user('DE.1'),
					user('DE.2'),
				]);
				expect(found.map(one => one.contactId).sort()).toEqual([a, b].sort());
				expect(await store.contacts.byAddresses('whatsapp', [])).toEqual([]);
			});
			it('of different networks are held apart, but for phones, which are the same person’s on each', async () => {
				const chat = { kind: 'telegram-chat', value: '352' } as const;
				const id = await create(phone('+491713920001'));
				await store.contacts.putAddress(id, 'telegram', chat, 2);
				expect(await store.contacts.byAddresses('whatsapp', [chat])).toEqual([]);
				const [found] = await store.contacts.byAddresses('telegram', [phone('+491713920001')]);
				expect(found?.contactId).toBe(id);
			});
			it('have any number of chats, and one name on each network', async () => {
				const id = await create(phone('+491713920001'));
				for (const value of ['352', '353'])
					await store.contacts.putAddress(id, 'telegram', { kind: 'telegram-chat', value }, 2);
				for (const value of ['ann', 'annb'])
					await store.contacts.putAddress(id, 'telegram', { kind: 'telegram-username', value }, 3);
				const values = (await store.contacts.addresses([id])).map(row => row.value).sort();
				expect(values).toEqual(['+491713920001', '352', '353', 'annb']);
			});
			it('have one user id each: a newer one replaces it', async () => {
				const id = await create(user('DE.1'));
				await store.contacts.putAddress(id, 'whatsapp', user('DE.2'), 2);
				expect(await owner(user('DE.1'))).toBeNull();
				expect(await owner(user('DE.2'))).toBe(id);
			});
			it('may have several phones; the newest stands first', async () => {
				const id = await create(phone('+491713920001'));
				await store.contacts.putAddress(id, 'whatsapp', phone('+491713920014'), 9);
				const values = (await store.contacts.addresses([id])).map(row => row.value);
				expect(values).toEqual(['+491713920014', '+491713920001']);
			});
			it('take an address over from another contact', async () => {
				const a = await create(phone('+491713920001'));
				const b = await create(user('DE.1'));
				await store.contacts.putAddress(b, 'whatsapp', phone('+491713920001'), 2);
				expect(await owner(phone('+491713920001'))).toBe(b);
				expect(await store.contacts.addresses([a])).toEqual([]);
			});
			it('become one with all addresses and the name', async () => {
				const keep = await create(phone('+491713920001'));
				const gone = await create(user('DE.1'));
				await store.contacts.rename(gone, { name: 'Ann' });
				await store.contacts.absorb(keep, gone);
				expect(await owner(user('DE.1'))).toBe(keep);
				expect(await store.contacts.find(keep)).toMatchObject({ name: 'Ann' });
				expect(await store.contacts.find(gone)).toBeNull();
			});
			it('keep their own name when they absorb another', async () => {
				const keep = await create();
				const gone = await create();
				await store.contacts.rename(keep, { name: 'Bea' });
				await store.contacts.rename(gone, { name: 'Ann' });
				await store.contacts.absorb(keep, gone);
				expect(await store.contacts.find(keep)).toMatchObject({ name: 'Bea' });
			});
		});

		describe('conversations', () => {
			it('are one per contact and channel', async () => {
				const id = await conversation(store);
				const contactId = (await store.conversations.find(id))?.contact_id ?? '';
				await expect(
					store.conversations.create({ id: next('cnv'), channelId: 'chn_1', contactId, createdAt: 1 }),
				).rejects.toThrow();
				expect((await store.conversations.ofContact(contactId, 'chn_1'))?.id).toBe(id);
				expect(await store.conversations.ofContact(contactId, 'chn_2')).toBeNull();
			});
			it('take the next revision with every change, and leave alone what is not said', async () => {
				const id = await conversation(store);
				await store.conversations.change(id, {
					inboundAt: 50,
					unreadBy: 2,
					entry: { source: 'ad', freeUntil: 9 },
					message: { at: 40, seq: 4 },
				});
				expect(await store.conversations.change(id)).toBe(2);
				expect(await store.conversations.find(id)).toMatchObject({
					last_inbound_at: 50,
					unread: 2,
					entry_source: 'ad',
					entry_free_until: 9,
					last_message_at: 40,
					last_message_seq: 4,
				});
				await expect(store.conversations.change('cnv_none')).rejects.toThrow();
			});
			it('never go back in time', async () => {
				const id = await conversation(store);
				await store.conversations.change(id, { inboundAt: 50, message: { at: 40, seq: 4 } });
				await store.conversations.change(id, { inboundAt: 30, message: { at: 40, seq: 3 } });
				expect(await store.conversations.find(id)).toMatchObject({
					last_inbound_at: 50,
					last_message_seq: 4,
				});
			});
			it('may be set to no unread and to no free entry', async () => {
				const id = await conversation(store);
				await store.conversations.change(id, { unreadBy: 3, entry: { source: 'ad', freeUntil: 9 } });
				await store.conversations.change(id, { unread: 0, entry: { source: 'post', freeUntil: null } });
				expect(await store.conversations.find(id)).toMatchObject({
					unread: 0,
					entry_source: 'post',
					entry_free_until: null,
				});
			});
			const list = (query: Partial<Parameters<Store['conversations']['list']>[0]> = {}) =>
				store.conversations.list({
					unreadOnly: false,
					channelId: null,
					search: null,
					before: null,
					limit: 100,
					...query,
				});
			it('are listed newest first, page by page, without gap or double', async () => {
				for (let index = 0; index < 7; index += 1)
					await put(store, message(await conversation(store), { at: index < 4 ? 1000 : 2000 }));
				await conversation(store);
				const seen: string[] = [];
				let before: { at: number; id: string } | null = null;
				for (;;) {
					const page = await list({ before, limit: 2 });
					const last = page.at(-1);
					if (!last) break;
					seen.push(...page.map(row => row.id));
					before = { at: Number(last.last_message_at), id: last.id };
				}
				expect(seen).toHaveLength(7);
				expect(seen).toEqual((await list()).map(row => row.id));
			});
			it('are found by name, profile name and number, and nothing else', async () => {
				const id = await conversation(store);
				await put(store, message(id));
				const contactId = (await store.conversations.find(id))?.contact_id ?? '';
				await store.contacts.rename(contactId, { name: 'Ann_50% Öz', profileName: 'Annika' });
				await store.contacts.putAddress(contactId, 'whatsapp', phone('+491713920001'), 1);
				await put(store, message(await conversation(store)));
				for (const search of ['ann', 'ANNIKA', '_50%', '0171 3920001'.slice(2), '+49 171', ' annika '])
					expect((await list({ search })).map(row => row.id)).toEqual([id]);
				for (const search of ['bob', '%', '999999']) {
					const found = (await list({ search })).map(row => row.id);
					expect(found.filter(one => one !== id)).toEqual([]);
				}
				expect(await list({ search: 'bob' })).toEqual([]);
				expect(await list({ search: 'a%z' })).toEqual([]);
			});
			it('are found by letters outside ASCII in either case', async () => {
				const id = await conversation(store);
				await put(store, message(id));
				const contactId = (await store.conversations.find(id))?.contact_id ?? '';
				await store.contacts.rename(contactId, { name: 'ÉVA Öz' });
				expect((await list({ search: 'éva' })).map(row => row.id)).toEqual([id]);
				expect((await list({ search: 'ÖZ' })).map(row => row.id)).toEqual([id]);
			});
			it('are filtered by channel and by unread, and their unread messages are summed', async () => {
				const a = await conversation(store);
				const b = await conversation(store, 'chn_2');
				await put(store, message(a));
				await put(store, message(b, { channel_id: 'chn_2' }));
				await store.conversations.change(b, { unreadBy: 3 });
				expect((await list({ channelId: 'chn_2' })).map(row => row.id)).toEqual([b]);
				expect((await list({ unreadOnly: true })).map(row => row.id)).toEqual([b]);
				expect(await store.conversations.unreadTotal()).toBe(3);
			});
			it('become one with all messages, the newest of both, and a revision that tells of all of it', async () => {
				const keep = await conversation(store);
				const gone = await conversation(store);
				const mine = await put(store, message(keep, { at: 1000 }));
				const a = await put(store, message(gone, { at: 3000 }));
				const b = await put(store, message(gone, { at: 2000 }));
				await store.conversations.change(gone, { unreadBy: 2, inboundAt: 3000 });
				await store.conversations.absorb(keep, gone);
				expect((await store.messages.page(keep, null, 10)).map(row => row.id)).toEqual([mine.id, b.id, a.id]);
				expect(await store.conversations.find(keep)).toMatchObject({
					unread: 2,
					last_inbound_at: 3000,
					last_message_at: 3000,
				});
				const changed = (await store.messages.changedAfter(keep, 1, 10)).map(row => row.id);
				expect(changed.sort()).toEqual([a.id, b.id].sort());
				expect(await store.conversations.find(gone)).toBeNull();
			});
		});

		describe('devices and invites', () => {
			it('are found by the hash of their token, until they are removed', async () => {
				const device = { id: 'dev_1', token_hash: 'h', user_id: 'usr_1', name: 'Chrome', created_at: 1 };
				await store.devices.insert(device);
				expect((await store.devices.byTokenHash('h'))?.id).toBe('dev_1');
				await store.devices.seen('dev_1', 7);
				expect(await store.devices.list()).toMatchObject([{ id: 'dev_1', last_seen_at: 7 }]);
				expect(await store.devices.remove('dev_1')).toBe(true);
				expect(await store.devices.remove('dev_1')).toBe(false);
				expect(await store.devices.byTokenHash('h')).toBeNull();
			});
			it('are used up by one of many at the same time', async () => {
				await store.devices.invite({
					code_hash: 'h',
					name: 'Ann',
					role: 'owner',
					expires_at: 9,
					created_at: 1,
				});
				const taken = await Promise.all(Array.from({ length: 10 }, () => store.devices.takeInvite('h')));
				expect(taken.filter(one => one !== null)).toHaveLength(1);
			});
			it('are forgotten when they have ended', async () => {
				const one = { name: 'Ann', role: 'owner', created_at: 1 };
				await store.devices.invite({ ...one, code_hash: 'old', expires_at: 9 });
				await store.devices.invite({ ...one, code_hash: 'new', expires_at: 10 });
				await store.devices.forgetInvites(10);
				expect(await store.devices.takeInvite('old')).toBeNull();
				expect(await store.devices.takeInvite('new')).not.toBeNull();
			});
		});

		describe('media', () => {
			it('is given out when it is due to be fetched, the oldest first', async () => {
				const file = { state: 'fetching', mime_type: 'image/png', attempts: 0, created_at: 1 };
				await store.media.insert({ ...file, id: 'med_b', due_at: 20 });
				await store.media.insert({ ...file, id: 'med_a', due_at: 10 });
				await store.media.insert({ ...file, id: 'med_c', due_at: 5, state: 'stored' });
				expect(await store.media.due(9, 10)).toEqual([]);
				expect((await store.media.due(20, 10)).map(row => row.id)).toEqual(['med_a', 'med_b']);
				expect(await store.media.nextDueAt()).toBe(10);
				await store.media.update('med_a', { state: 'stored' });
				expect(await store.media.nextDueAt()).toBe(20);
			});
		});

		sendingConformance(() => store);
		contactsConformance(() => store);

		describe('a transaction', () => {
			it('stores all of it or nothing', async () => {
				const id = await conversation(store);
				await expect(
					store.transaction(async tx => {
						await put(tx, message(id, { external_id: 'wamid.1' }));
						await tx.inbox.claim('chn_1', 'event', 1);
						throw new Error('in between');
					}),
				).rejects.toThrow('in between');
				expect(await store.messages.page(id, null, 10)).toEqual([]);
				expect(await store.inbox.claim('chn_1', 'event', 1)).toBe(true);
				expect(Number((await store.conversations.find(id))?.revision)).toBe(0);
			});
			it('returns what its work returns, and sees its own changes', async () => {
				const id = await conversation(store);
				const seen = await store.transaction(async tx => {
					await put(tx, message(id));
					return (await tx.messages.page(id, null, 10)).length;
				});
				expect(seen).toBe(1);
			});
			it('takes nothing in that others store meanwhile', async () => {
				const id = await conversation(store);
				const { promise: hasBegun, resolve: begun } = Promise.withResolvers<void>();
				const failing = store.transaction(async tx => {
					await put(tx, message(id));
					begun();
					for (let turn = 0; turn < 50; turn += 1) await new Promise(resolve => setImmediate(resolve));
					throw new Error('rolled back');
				});
				await hasBegun;
				const outside = [store.inbox.claim('chn_1', 'outside', 1), put(store, message(id))] as const;
				await expect(failing).rejects.toThrow('rolled back');
				expect(await outside[0]).toBe(true);
				await outside[1];
				expect(await store.messages.page(id, null, 10)).toHaveLength(1);
				expect(await store.inbox.claim('chn_1', 'outside', 1)).toBe(false);
			});
			it('runs one after another, and all of many at once', async () => {
				const id = await conversation(store);
				const seqs = await Promise.all(
					Array.from({ length: 50 }, () => store.transaction(tx => put(tx, message(id)))),
				);
				expect(new Set(seqs.map(one => one.seq)).size).toBe(50);
				expect(Number((await store.conversations.find(id))?.revision)).toBe(50);
			});
			it('leaves the store usable when it fails in a statement', async () => {
				await expect(store.transaction(tx => tx.conversations.change('cnv_none'))).rejects.toThrow();
				expect(await store.inbox.claim('chn_1', 'after', 1)).toBe(true);
			});
		});

		describe('its data', () => {
			it('is all there when it is opened again', async () => {
				const id = await conversation(store);
				const { id: messageId } = await put(store, message(id, { external_id: 'wamid.1' }));
				await store.inbox.append([{ channelId: 'chn_1', receivedAt: 5, body: Buffer.from('a') }]);
				await store.inbox.claim('chn_1', 'event', 1);
				await store.leases.take('chn_1', 'me', 0, 100, null);
				store = await engine.reopen(store);
				expect((await store.messages.byExternalId('chn_1', 'wamid.1'))?.id).toBe(messageId);
				expect(await store.inbox.open(10)).toHaveLength(1);
				expect(await store.inbox.claim('chn_1', 'event', 1)).toBe(false);
				expect((await store.leases.holder('chn_1'))?.owner).toBe('me');
				expect(Number((await store.conversations.find(id))?.revision)).toBe(1);
			});
			it('can be stored at any time, and says so', async () => {
				await expect(store.probe(1)).resolves.toBeUndefined();
				await expect(store.probe(2)).resolves.toBeUndefined();
			});
		});
	});
}
