import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../relay/store/store.ts';
import { NO_STANDING } from '../../shared/domain/limits.ts';
import { emptyDraft } from '../../shared/domain/template-draft.ts';
import { template as aTemplate } from '../support/templates.ts';

/** What a store promises of all that decides whether and how a message may go. `current` is the store of the running test. */
export function sendingConformance(current: () => Store): void {
	describe('of what decides sending', () => {
		let store: Store;
		beforeEach(() => {
			store = current();
		});

		describe('templates', () => {
			const template = (name: string, status = 'approved') => ({
				channelId: 'chn_1',
				externalId: null,
				syncedAt: 1,
				pausedUntil: null,
				nextCategory: null,
				changedAt: null,
				template: aTemplate({ name, language: 'en_US', status }),
			});
			const key = { channelId: 'chn_1', name: 'a', language: 'en_US' };
			it('keep what is ours about them when they are stored anew and when they are gone', async () => {
				const notes = {
					label: 'Welcome',
					description: 'For new ones',
					type: 'standard' as const,
					tags: ['vip'],
				};
				await store.templates.put(template('a'));
				await store.templates.putNotes(key, notes);
				await store.templates.put(template('a', 'paused'));
				await store.templates.remove('chn_1', 'a', 'en_US');
				expect([...(await store.templates.notes('chn_1')).values()]).toEqual([notes]);
				await store.templates.putNotes(key, { ...notes, label: 'Hi' });
				expect([...(await store.templates.notes('chn_1')).values()]).toEqual([{ ...notes, label: 'Hi' }]);
			});
			it('have a history, the newest first, and count their edits', async () => {
				const line = { before: null, after: null, reason: null, byName: null };
				await store.templates.addChange(key, { ...line, at: 1900, what: 'submitted' });
				await store.templates.addChange(key, { ...line, at: 3000, what: 'edited', byName: 'Ann' });
				await store.templates.addChange(key, { ...line, at: 1000, what: 'status', after: 'approved' });
				await store.templates.addChange({ ...key, name: 'b' }, { ...line, at: 4000, what: 'edited' });
				const history = await store.templates.history(key);
				expect(history.map(one => one.what)).toEqual(['edited', 'status', 'submitted']);
				expect([...(await store.templates.editsSince('chn_1', 3000)).entries()]).toEqual([
					['b\nen_US', [4000]],
				]);
			});
			it('are one per channel, name and language, and the newest word counts', async () => {
				await store.templates.put(template('b'));
				await store.templates.put(template('a'));
				await store.templates.put(template('b', 'paused'));
				const stored = await store.templates.list('chn_1');
				expect(stored.map(one => [one.template.name, one.template.status])).toEqual([
					['a', 'approved'],
					['b', 'paused'],
				]);
				expect(await store.templates.list('chn_2')).toEqual([]);
				await store.templates.remove('chn_1', 'a', 'en_US');
				expect(await store.templates.find('chn_1', 'a', 'en_US')).toBeNull();
			});
		});

		describe('template drafts', () => {
			const draft = {
				id: 'd1',
				channelId: 'chn_1',
				draft: emptyDraft('en_US', 'utility'),
				notes: { label: 'x', description: '', type: 'standard' as const, tags: [] },
				edits: null,
				authorName: 'Ann',
				updatedAt: 5,
				refused: null,
				writer: 'tab-1',
				submittedAs: null,
			};
			it('are listed until they are submitted, the last changed first', async () => {
				await store.templateDrafts.put(draft);
				await store.templateDrafts.put({ ...draft, id: 'd2', updatedAt: 9 });
				expect((await store.templateDrafts.list('chn_1')).map(one => one.id)).toEqual(['d2', 'd1']);
				const submittedAs = { name: 'a', language: 'en_US' };
				await store.templateDrafts.put({ ...draft, submittedAs });
				expect((await store.templateDrafts.list('chn_1')).map(one => one.id)).toEqual(['d2']);
				expect((await store.templateDrafts.find('d1'))?.submittedAs).toEqual(submittedAs);
				await store.templateDrafts.forget(6);
				expect(await store.templateDrafts.find('d1')).toBeNull();
				await store.templateDrafts.forget(100);
				expect(await store.templateDrafts.find('d2')).not.toBeNull();
				await store.templateDrafts.remove('d2');
				expect(await store.templateDrafts.find('d2')).toBeNull();
			});
		});

		describe('template sends', () => {
			const send = (message_id: string, change = {}) => ({
				message_id,
				channel_id: 'chn_1',
				contact_id: 'c1',
				name: 'a',
				language: 'en_US',
				category: 'marketing',
				opens: 1,
				at: 100,
				...change,
			});
			it('count different people over all channels of a pool, after a time', async () => {
				await store.templateSends.add(send('m1'));
				await store.templateSends.add(send('m2', { channel_id: 'chn_2', at: 150 }));
				await store.templateSends.add(send('m3', { contact_id: 'c2', at: 200 }));
				await store.templateSends.add(send('m4', { contact_id: 'c3', opens: 0 }));
				const { templateSends } = store;
				expect(await templateSends.opened(['chn_1', 'chn_2'], 99)).toEqual({ people: 2, firstAt: 100 });
				expect(await templateSends.opened(['chn_1'], 100)).toEqual({ people: 1, firstAt: 200 });
				expect(await templateSends.opened(['chn_2'], 150)).toEqual({ people: 0, firstAt: null });
				expect(await templateSends.isOpened(['chn_2'], 'c1', 149)).toBe(true);
				expect(await templateSends.isOpened(['chn_2'], 'c1', 150)).toBe(false);
				expect(await templateSends.isOpened(['chn_1'], 'c3', 0)).toBe(false);
				await templateSends.remove('m3');
				expect((await templateSends.opened(['chn_1'], 0)).people).toBe(1);
				await templateSends.forget(150);
				expect(await templateSends.opened(['chn_1', 'chn_2'], 0)).toEqual({ people: 1, firstAt: 150 });
			});
			it('of one message are one', async () => {
				await store.templateSends.add(send('m1'));
				await store.templateSends.add(send('m1', { at: 900 }));
				expect((await store.templateSends.marketingTo(['c1'], ['chn_1'], 0)).map(one => one.at)).toEqual([
					100,
				]);
			});
			it('tell when a contact got marketing', async () => {
				await store.templateSends.add(send('m1', { at: 300 }));
				await store.templateSends.add(send('m2', { at: 200, opens: 0 }));
				await store.templateSends.add(send('m3', { category: 'utility' }));
				await store.templateSends.add(send('of-use', { at: 250, category: 'utility' }));
				expect((await store.templateSends.marketingTo(['c1'], ['chn_1'], 100)).map(one => one.at)).toEqual([
					200, 300,
				]);
			});
			it('and holds go over to the contact that another became', async () => {
				await store.templateSends.add(send('m1'));
				await store.templateSends.putHold('c1', 'whatsapp', { times: 2, until: 500 });
				await store.templateSends.putHold('c2', 'whatsapp', { times: 1, until: 700 });
				await store.templateSends.absorb('c2', 'c1');
				expect((await store.templateSends.marketingTo(['c2'], ['chn_1'], 0)).map(one => one.at)).toEqual([
					100,
				]);
				expect(await store.templateSends.hold('c2')).toEqual([
					{ contactId: 'c2', channelType: 'whatsapp', times: 2, until: 700 },
				]);
				expect(await store.templateSends.hold('c1')).toEqual([]);
				await store.templateSends.endHold('c2', 'whatsapp');
				expect(await store.templateSends.hold('c2')).toEqual([]);
			});
		});

		describe('the consent ledger', () => {
			const line = (id: string, at: number, change = {}) => ({
				id,
				contactId: 'c1',
				channelType: 'whatsapp' as const,
				word: 'opt-out' as const,
				at,
				source: 'contact' as const,
				text: 'STOP',
				messageId: null,
				byName: null,
				...change,
			});
			it('keeps every line, and the newest word counts in whatever order they arrive', async () => {
				expect(await store.consents.add(line('1', 20))).toBe(true);
				expect(await store.consents.add(line('2', 10, { word: 'opt-in' }))).toBe(false);
				expect(await store.consents.newestOn('c1', 'whatsapp')).toEqual(line('1', 20));
				expect(await store.consents.add(line('3', 30, { word: 'opt-in' }))).toBe(true);
				expect((await store.consents.newestOf(['c1'])).map(one => one.id)).toEqual(['3']);
				expect((await store.consents.list({ contactId: 'c1', limit: 9 })).map(one => one.id)).toEqual([
					'3',
					'1',
					'2',
				]);
			});
			it('is one per channel type', async () => {
				await store.consents.add(line('1', 20));
				await store.consents.add(line('2', 30, { channelType: 'telegram', word: 'opt-in' }));
				expect((await store.consents.newestOn('c1', 'whatsapp'))?.id).toBe('1');
				expect((await store.consents.newestOf(['c1'])).length).toBe(2);
			});
			it('is read page by page and by word', async () => {
				for (const at of [1, 2, 3]) await store.consents.add(line(String(at), at));
				await store.consents.add(line('4', 4, { word: 'opt-in' }));
				const ids = async (query: object) =>
					(await store.consents.list({ limit: 2, ...query })).map(one => one.id);
				expect(await ids({})).toEqual(['4', '3']);
				expect(await ids({ before: { at: 3, id: '3' } })).toEqual(['2', '1']);
				expect(await ids({ word: 'opt-in' })).toEqual(['4']);
			});
			it('takes an opt-out for the newest within its second, which is all that networks tell', async () => {
				await store.consents.add(line('1', 5_700, { word: 'opt-in' }));
				expect(await store.consents.add(line('2', 5_000))).toBe(true);
				expect(await store.consents.add(line('3', 4_999, { word: 'opt-in' }))).toBe(false);
				expect((await store.consents.newestOf(['c1'])).map(one => one.id)).toEqual(['2']);
			});
			it('of two contacts that become one has the opt-out of the same moment', async () => {
				await store.consents.add(line('1', 5_000, { word: 'opt-in' }));
				await store.consents.add(line('2', 5_000, { contactId: 'c2' }));
				await store.consents.absorb('c1', 'c2');
				expect((await store.consents.newestOf(['c1'])).map(one => one.id)).toEqual(['2']);
				await store.consents.add(line('3', 5_000, { contactId: 'c3', word: 'opt-in' }));
				await store.consents.absorb('c3', 'c1');
				expect((await store.consents.newestOf(['c3'])).map(one => one.id)).toEqual(['2']);
			});
			it('of two contacts that become one has the later word of both', async () => {
				await store.consents.add(line('1', 20_000));
				await store.consents.add(line('2', 30_000, { contactId: 'c2', word: 'opt-in' }));
				await store.consents.absorb('c1', 'c2');
				expect((await store.consents.newestOf(['c1'])).map(one => one.id)).toEqual(['2']);
				expect((await store.consents.list({ contactId: 'c1', limit: 9 })).length).toBe(2);
			});
		});

		describe('costs', () => {
			const cost = (message_id: string, change = {}) => ({
				message_id,
				channel_id: 'chn_1',
				month: '2026-11',
				at: 1,
				category: 'marketing',
				country: 'DE',
				billable: 1,
				amount: 136_500,
				currency: 'USD',
				...change,
			});
			it('are counted once per message and summed by month, channel, category and country', async () => {
				await store.costs.add(cost('m1'));
				await store.costs.add(cost('m1', { amount: 5 }));
				await store.costs.add(cost('m2', { billable: 0, amount: 0 }));
				await store.costs.add(cost('m3', { amount: null }));
				await store.costs.add(cost('m4', { month: '2026-10', channel_id: 'chn_2' }));
				expect(await store.costs.totals('2026-11', '2026-11')).toEqual([
					{
						month: '2026-11',
						channelId: 'chn_1',
						category: 'marketing',
						country: 'DE',
						currency: 'USD',
						messages: 3,
						billed: 2,
						amount: 136_500,
						withoutRate: 1,
					},
				]);
				expect((await store.costs.totals('2026-10', '2026-11')).length).toBe(2);
				expect((await store.costs.totals('2026-10', '2026-11', 'chn_2')).length).toBe(1);
				expect(await store.costs.count('chn_1', '2026-11', 'marketing', 10)).toBe(3);
				expect(await store.costs.count('chn_1', '2026-11', 'marketing', 2)).toBe(2);
			});
		});

		describe('quick replies', () => {
			const quick = (id: string, name: string, channel_id: string | null = null) => ({
				id,
				name,
				description: '',
				type: 'text',
				text: 'Hello',
				media_id: null,
				channel_id,
				updated_at: 1,
			});
			it('are listed by name, those of a channel with those for all', async () => {
				await store.quickReplies.put(quick('1', 'bye'));
				await store.quickReplies.put(quick('2', 'Also', 'chn_1'));
				await store.quickReplies.put(quick('3', 'Other', 'chn_2'));
				const ids = async (channel?: string) => (await store.quickReplies.list(channel)).map(one => one.id);
				expect(await ids()).toEqual(['2', '1', '3']);
				expect(await ids('chn_1')).toEqual(['2', '1']);
			});
			it('count their uses, and go on counting after a change', async () => {
				await store.quickReplies.put(quick('1', 'bye'));
				await store.quickReplies.countUse('1', 50);
				await store.quickReplies.put(quick('1', 'Goodbye'));
				await store.quickReplies.countUse('1', 60);
				expect(await store.quickReplies.find('1')).toMatchObject({
					name: 'Goodbye',
					used: 2,
					last_used_at: 60,
				});
			});
		});

		describe('alerts', () => {
			it('are open until somebody dismisses them, and keep who did it first', async () => {
				const alert = {
					severity: 'warning' as const,
					title: 'A',
					text: 'B',
					channelId: 'chn_1',
					template: { name: 'a', language: 'en' },
					action: { page: 'templates' as const },
				};
				await store.alerts.add({ ...alert, id: '1', at: 1 });
				await store.alerts.add({ ...alert, id: '2', at: 2 });
				expect((await store.alerts.list(true)).map(one => one.id)).toEqual(['2', '1']);
				await store.alerts.dismiss('1', 9, 'Ann');
				await store.alerts.dismiss('1', 10, 'Ben');
				expect((await store.alerts.list(true)).map(one => one.id)).toEqual(['2']);
				expect(await store.alerts.find('1')).toEqual({
					...alert,
					id: '1',
					at: 1,
					dismissedAt: 9,
					dismissedBy: 'Ann',
				});
				expect((await store.alerts.list(false)).length).toBe(2);
				await store.alerts.forget(9);
				expect((await store.alerts.list(false)).length).toBe(2);
				await store.alerts.forget(10);
				expect((await store.alerts.list(false)).map(one => one.id)).toEqual(['2']);
			});
		});

		describe('standings', () => {
			it('are of one channel each, and say nothing where nothing was told', async () => {
				expect(await store.standings.get('chn_1')).toEqual(NO_STANDING);
				await store.standings.put('chn_1', { ...NO_STANDING, tier: 'TIER_250' });
				expect((await store.standings.get('chn_1')).tier).toBe('TIER_250');
				expect((await store.standings.get('chn_2')).tier).toBeNull();
			});
		});
	});
}
