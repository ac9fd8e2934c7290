import { beforeEach, describe, expect, it } from 'vitest';
import { placeOf } from '../../relay/store/contact-lists.ts';
import type { Store } from '../../relay/store/store.ts';
import { BUCKETS } from '../../shared/domain/broadcast.ts';
import type { ContactFilter } from '../../shared/domain/contact-filter.ts';

/** What a store promises of what people keep of contacts. `current` is the store of the running test. */
export function contactsConformance(current: () => Store): void {
	describe('of lists of contacts', () => {
		let store: Store;
		beforeEach(() => {
			store = current();
		});
		const add = async (id: string, name: string | null, more: { at?: number; phone?: string } = {}) => {
			await store.contacts.create({ id, name, profileName: null, createdAt: more.at ?? 1 });
			if (more.phone)
				await store.contacts.putAddress(id, 'whatsapp', { kind: 'phone', value: more.phone }, 1);
		};
		const seen = async (id: string, at: number, channelId = 'chn_1') => {
			const conversationId = `cnv_${id}_${channelId}`;
			if (!(await store.conversations.ofContact(id, channelId)))
				await store.conversations.create({ id: conversationId, channelId, contactId: id, createdAt: 1 });
			await store.conversations.change(conversationId, { inboundAt: at });
		};
		const found = async (filter: ContactFilter) => {
			const ids = await store.contactLists.idsAfter(filter, null, 1000);
			expect(await store.contactLists.count(filter)).toBe(ids.length);
			const page = await store.contactLists.page(filter, { sort: 'name', after: null, limit: 1000 });
			expect(page.rows.map(row => row.id).toSorted()).toEqual(ids);
			return ids;
		};
		const pageOf = async (sort: 'name' | 'lastSeen' | 'created') =>
			(await store.contactLists.page({}, { sort, after: null, limit: 10 })).rows.map(row => row.id);

		it('orders by name whatever its capitals, by when they were last seen, and by when they were made', async () => {
			await add('a', 'Émile', { at: 3 });
			await add('b', 'anna', { at: 1 });
			await add('c', 'Bea', { at: 2 });
			await seen('c', 500);
			await seen('b', 400);
			// An older message, on another channel, is not the last.
			await seen('c', 300, 'chn_2');
			expect(await pageOf('name')).toEqual(['b', 'c', 'a']);
			expect(await pageOf('lastSeen')).toEqual(['c', 'b', 'a']);
			expect(await pageOf('created')).toEqual(['a', 'c', 'b']);
			await store.contacts.rename('b', { name: 'Zoe' });
			expect(await pageOf('name')).toEqual(['c', 'b', 'a']);
			await store.contacts.rename('c', { profileName: 'aaa' });
			expect(await pageOf('name')).toEqual(['c', 'b', 'a']);
		});
		it('pages without losing or repeating anybody, also over what is equal', async () => {
			for (let index = 0; index < 23; index++)
				await add(`c${String(index).padStart(2, '0')}`, 'Same', { at: 7 });
			for (const sort of ['name', 'lastSeen', 'created'] as const) {
				const ids: string[] = [];
				for (let after: { key: string | number; id: string } | null = null; ; ) {
					const page = await store.contactLists.page({}, { sort, after, limit: 5 });
					ids.push(...page.rows.map(row => row.id));
					const last = page.rows.at(-1);
					if (!page.hasMore || !last) break;
					after = placeOf(last, sort);
				}
				expect(new Set(ids).size).toBe(23);
				expect(ids).toHaveLength(23);
			}
		});
		it('finds those who fit behind thousands who do not', async () => {
			const many = Array.from({ length: 4500 }, (_, index) => ({
				id: `c${String(index).padStart(4, '0')}`,
				name: `Person ${index}`,
				phone: `+49155${1000000 + index}`,
				key: `phone:49155${1000000 + index}`,
				source: 'IMPORT',
				firstMessage: null,
				tagIds: index % 1000 === 999 ? ['t'] : [],
				attributes: {},
			}));
			await store.tags.create({ id: 't', name: 'Rare', createdAt: 1 });
			for (let at = 0; at < many.length; at += 500)
				await store.contactImports.insertContacts(many.slice(at, at + 500), 1);
			expect(await found({ tags: { any: ['rare'] } })).toEqual(['c0999', 'c1999', 'c2999', 'c3999']);
			expect(await store.contactLists.count({})).toBe(4500);
			expect(await store.contactLists.idsAfter({ tags: { any: ['rare'] } }, 'c1999', 1)).toEqual(['c2999']);
			expect(await store.contactLists.idsAfter({}, 'c4490', 100)).toHaveLength(9);
		});

		describe('a filter', () => {
			beforeEach(async () => {
				await add('ann', 'Ann Berger', { at: 100, phone: '+491551' });
				await add('ben', 'Ben_100%', { at: 200, phone: '+491552' });
				await add('cy', null, { at: 300 });
				await store.contacts.putAddress('cy', 'telegram', { kind: 'telegram-chat', value: '77' }, 1);
				await store.contacts.rename('cy', { profileName: 'Cyrille' });
				await seen('ann', 1_000_000);
				await seen('ben', 2_000_000);
			});
			it('of text looks in names, numbers and user names, sign by sign', async () => {
				expect(await found({ text: 'BERG' })).toEqual(['ann']);
				expect(await found({ text: 'cyr' })).toEqual(['cy']);
				expect(await found({ text: '1552' })).toEqual(['ben']);
				expect(await found({ text: '_100%' })).toEqual(['ben']);
				expect(await found({ text: '%' })).toEqual(['ben']);
			});
			it('of times takes the first moment and not the last, and nobody who never wrote', async () => {
				expect(await found({ seen: { from: 1_000_000, to: 2_000_000 } })).toEqual(['ann']);
				expect(await found({ seen: { to: 1_000_000 } })).toEqual([]);
				expect(await found({ seen: {} })).toHaveLength(3);
				expect(await found({ created: { from: 200 } })).toEqual(['ben', 'cy']);
				expect(await found({ created: { to: 200 } })).toEqual(['ann']);
			});
			it('of consent goes by the newest word', async () => {
				const said = { channelType: 'whatsapp', text: null, messageId: null, byName: null } as const;
				const add = (id: string, contactId: string, word: 'opt-in' | 'opt-out', at: number) =>
					store.consents.add({ ...said, id, contactId, word, at, source: 'contact' });
				await add('1', 'ann', 'opt-in', 1);
				await add('2', 'ann', 'opt-out', 2);
				await add('3', 'ben', 'opt-in', 1);
				expect(await found({ consent: 'in' })).toEqual(['ben']);
				expect(await found({ consent: 'out' })).toEqual(['ann']);
				expect(await found({ consent: 'none' })).toEqual(['cy']);
			});
			it('of blocks knows those who blocked and have not written since', async () => {
				const block = (id: string, contactId: string, at: number, source: 'network' | 'contact') =>
					store.consents.add({
						id,
						contactId,
						channelType: 'telegram',
						word: 'opt-out',
						at,
						source,
						text: null,
						messageId: null,
						byName: null,
					});
				await block('1', 'ann', 1_000_500, 'network');
				await block('2', 'ben', 1_999_999, 'network');
				await block('3', 'cy', 5, 'contact');
				expect(await found({ blocked: true })).toEqual(['ann']);
				expect(await found({ blocked: false })).toEqual(['ben', 'cy']);
			});
			it('of tags takes any of some and none of others', async () => {
				for (const name of ['VIP', 'New']) await store.tags.create({ id: name, name, createdAt: 1 });
				await store.tags.give('ann', ['VIP', 'New']);
				await store.tags.give('ben', ['New']);
				expect(await found({ tags: { any: ['vip', 'other'] } })).toEqual(['ann']);
				expect(await found({ tags: { any: ['new'], none: ['vip'] } })).toEqual(['ben']);
				expect(await found({ tags: { none: ['new'] } })).toEqual(['cy']);
				expect(await found({ tags: { any: [], none: [] } })).toHaveLength(3);
			});
			it('of attributes compares without regard to capitals', async () => {
				await store.attributes.put({ key: 'city', label: 'City', type: 'text' }, 1);
				await store.attributes.set('ann', 'city', 'Potsdam');
				await store.attributes.set('ben', 'city', 'Berlin_Mitte');
				const is = (is: 'equal' | 'not-equal' | 'contains' | 'filled' | 'empty', value?: string) =>
					found({ attributes: [{ key: 'city', is, value }] });
				expect(await is('equal', 'potsdam')).toEqual(['ann']);
				expect(await is('not-equal', 'potsdam')).toEqual(['ben', 'cy']);
				expect(await is('contains', 'N_M')).toEqual(['ben']);
				expect(await is('contains', 's_d')).toEqual([]);
				expect(await is('filled')).toEqual(['ann', 'ben']);
				expect(await is('empty')).toEqual(['cy']);
			});
			it('of source, and of several things at once, wants all of them', async () => {
				await store.contacts.describe('ben', { source: 'Fair' });
				expect(await found({ source: 'fair' })).toEqual(['ben']);
				expect(await found({ source: 'ORGANIC' })).toEqual(['ann', 'cy']);
				expect(await found({ source: 'ORGANIC', text: 'ann' })).toEqual(['ann']);
			});
			it('of reach knows who can be written to', async () => {
				await store.contacts.noteReach({ kind: 'phone', value: '+491552' }, false, 1);
				expect(await found({ reachableOn: 'whatsapp' })).toEqual(['ann']);
				expect(await found({ reachableOn: 'telegram' })).toEqual(['cy']);
				expect(await found({ reachableOn: 'instagram' })).toEqual([]);
			});
			it('of a broadcast takes every bucket, and nobody of a broadcast that is not there', async () => {
				for (const bucket of BUCKETS)
					expect(await found({ broadcast: { id: 'brd_none', bucket } })).toEqual([]);
			});
		});
	});

	describe('of tags, attributes and segments', () => {
		let store: Store;
		beforeEach(async () => {
			store = current();
			for (const id of ['one', 'two'])
				await store.contacts.create({ id, name: id, profileName: null, createdAt: 1 });
		});
		it('has one tag of a name, counts it, and takes it from everybody when it goes', async () => {
			await store.tags.create({ id: 'a', name: 'Vip', createdAt: 1 });
			await store.tags.create({ id: 'b', name: 'VIP', createdAt: 2 });
			await store.tags.give('one', ['a']);
			await store.tags.give('one', ['a']);
			expect(await store.tags.list()).toMatchObject([{ id: 'a', name: 'Vip', contacts: 1 }]);
			await store.tags.rename('a', 'Gold');
			expect(await store.tags.byNames(['GOLD', 'vip'])).toMatchObject([{ id: 'a' }]);
			expect((await store.tags.ofContacts(['one', 'two'])).get('one')).toMatchObject([{ name: 'Gold' }]);
			await store.tags.remove('a');
			expect((await store.tags.ofContacts(['one'])).size).toBe(0);
			expect(await store.tags.list()).toEqual([]);
		});
		it('keeps one value of an attribute for each contact, and none without the attribute', async () => {
			await store.attributes.put({ key: 'city', label: 'City', type: 'text' }, 1);
			await store.attributes.put({ key: 'city', label: 'Town', type: 'text' }, 2);
			await store.attributes.set('one', 'city', 'Bonn');
			await store.attributes.set('one', 'city', 'Ulm');
			await store.attributes.set('two', 'city', 'Ulm');
			await store.attributes.set('two', 'city', null);
			expect(await store.attributes.list()).toEqual([{ key: 'city', label: 'Town', type: 'text' }]);
			expect([...(await store.attributes.ofContacts(['one', 'two']))]).toEqual([['one', { city: 'Ulm' }]]);
			expect([...(await store.attributes.counts())]).toEqual([['city', 1]]);
			await store.attributes.remove('city');
			expect((await store.attributes.ofContacts(['one'])).size).toBe(0);
		});
		it('keeps segments under names that differ by more than capitals', async () => {
			const segment = { id: 's', name: 'Quiet', filter: { tags: { none: ['vip'] } }, byName: 'Ann' };
			await store.segments.put(segment, 5);
			await store.segments.put({ ...segment, name: 'Silent' }, 9);
			expect(await store.segments.byName('SILENT')).toEqual({
				...segment,
				name: 'Silent',
				createdAt: 5,
				updatedAt: 9,
			});
			await expect(store.segments.put({ ...segment, id: 'other', name: 'silent' }, 9)).rejects.toThrow();
			await store.segments.remove('s');
			expect(await store.segments.list()).toEqual([]);
		});
		it('has a history, the newest first, that an import’s part can be told from', async () => {
			const line = { contact_id: 'one', at: 1, before: null, after: 'x', by_name: 'Ann', import_id: null };
			await store.contactHistory.add([
				{ ...line, field: 'name' },
				{ ...line, field: 'tag', import_id: 'imp' },
				{ ...line, field: 'tag', contact_id: 'two', import_id: 'imp' },
			]);
			const all = await store.contactHistory.list(['one'], null, 10);
			expect(all.map(one => one.field)).toEqual(['tag', 'name']);
			expect(await store.contactHistory.list(['one'], all[0]?.id ?? 0, 10)).toHaveLength(1);
			expect(await store.contactHistory.ofImport('imp', 'one')).toHaveLength(1);
		});
	});

	describe('of imports', () => {
		let store: Store;
		beforeEach(() => {
			store = current();
		});
		const begin = (id: string, at = 1) =>
			store.contactImports.begin({
				id,
				state: 'running',
				filename: 'a.csv',
				media_id: 'med_1',
				options: '{}',
				total: 3,
				by_name: 'Ann',
				created_at: at,
			});
		const row = { import_id: 'imp', name: '', phone: '', contact_id: null, problem: null, undone: null };
		it('begins each once', async () => {
			expect(await begin('imp')).toBe(true);
			expect(await begin('imp')).toBe(false);
			expect(await store.contactImports.open()).toMatchObject({ id: 'imp' });
			await store.contactImports.change('imp', { state: 'done' });
			expect(await store.contactImports.open()).toBeNull();
		});
		it('counts a part of the file once, whoever worked on it', async () => {
			await begin('imp');
			expect(await store.contactImports.advance('imp', 0, 2, { added: 2 })).toBe(true);
			expect(await store.contactImports.advance('imp', 0, 2, { added: 2 })).toBe(false);
			expect(await store.contactImports.find('imp')).toMatchObject({ done: 2, added: 2, failed: 0 });
		});
		it('lists the newest first', async () => {
			for (const [id, at] of [
				['a', 1],
				['b', 2],
				['c', 2],
			] as const)
				await begin(id, at);
			const list = await store.contactImports.list(null, 2);
			expect(list.map(one => one.id)).toEqual(['c', 'b']);
			expect(await store.contactImports.list({ at: 2, id: 'b' }, 2)).toMatchObject([{ id: 'a' }]);
		});
		it('knows the line of a number, and which rows can be taken back', async () => {
			await store.contactImports.addRows([
				{ ...row, line: 2, outcome: 'added', match_key: 'phone:1' },
				{ ...row, line: 3, outcome: 'failed', match_key: null },
				{ ...row, line: 4, outcome: 'updated', match_key: 'phone:2' },
			]);
			expect([...(await store.contactImports.linesOf('imp', ['phone:2', 'phone:9']))]).toEqual([
				['phone:2', 4],
			]);
			expect(await store.contactImports.linesOf('other', ['phone:2'])).toEqual(new Map());
			expect((await store.contactImports.rows('imp', 2, 10)).map(one => one.line)).toEqual([3, 4]);
			expect((await store.contactImports.toUndo('imp', 10)).map(one => one.line)).toEqual([4, 2]);
			await store.contactImports.markUndone('imp', 4, 'restored');
			expect((await store.contactImports.toUndo('imp', 10)).map(one => one.line)).toEqual([2]);
		});
		it('removes a contact with all that is its own, unless somebody has had to do with it', async () => {
			const add = async (id: string) => {
				await store.contacts.create({ id, name: id, profileName: null, createdAt: 1 });
				await store.contacts.putAddress(id, 'whatsapp', { kind: 'phone', value: `+49${id.length}` }, 1);
			};
			await add('alone');
			expect(await store.contactImports.whyKept('alone')).toBeNull();
			await store.contactImports.removeContact('alone');
			expect(await store.contacts.find('alone')).toBeNull();
			expect(await store.contactImports.owners(['phone:495'])).toEqual([]);
			await add('known');
			expect(await store.contactImports.owners(['phone:495'])).toEqual([
				{ key: 'phone:495', contactId: 'known' },
			]);
			await store.consents.add({
				id: 'c',
				contactId: 'known',
				channelType: 'whatsapp',
				word: 'opt-in',
				at: 1,
				source: 'import',
				text: null,
				messageId: null,
				byName: null,
			});
			expect(await store.contactImports.whyKept('known')).toBeNull();
			await store.conversations.create({ id: 'v', channelId: 'chn_1', contactId: 'known', createdAt: 1 });
			expect(await store.contactImports.whyKept('known')).toBeNull();
			await store.conversations.change('v', { message: { at: 1, seq: 1 } });
			expect(await store.contactImports.whyKept('known')).toBe('written');
		});
	});
}
