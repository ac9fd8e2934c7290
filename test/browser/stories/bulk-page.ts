import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../relay/sandbox/sandbox.ts';
import type { BroadcastView } from '../../../shared/contract/broadcast-views.ts';
import type { RequestOf } from '../../../shared/contract/commands/index.ts';
import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import { type FakeRelay, startFakeRelay } from '../../extension/support/fake-relay.ts';
import { sampleBroadcast } from '../../extension/support/sample-broadcast.ts';
import type { BrowserName } from '../../support/browser-paths.ts';
import { launch, openExtensionPage, stopWorker, type TestBrowser, until } from '../../support/browsers.ts';
import { type BulkSteps, bulkSteps, findPanel, LIST } from './bulk-steps.ts';
import { askBackground, boxesWithAndWithout } from './page-probe.ts';

type Records = Extract<RequestOf<'broadcast:add-recipients'>['source'], { kind: 'records' }>['records'];

/** Recipients from a list of the demo CRM, in one browser, with a relay that remembers what it was given. */
export function bulkPageStory(name: BrowserName): void {
	describe(`recipients from a list of the CRM in ${name}`, () => {
		let sandbox: Sandbox;
		let relay: FakeRelay;
		let test: TestBrowser;
		let rep: BulkSteps;
		let given: { readonly broadcastIds: readonly string[]; readonly records: Records }[] = [];
		/** What portions after the first wait for. */
		let gate: Promise<void> | null = null;
		let broken: Result<unknown> | null = null;
		let broadcasts: BroadcastView[] = [];

		beforeAll(async () => {
			[sandbox, relay, test] = await Promise.all([startSandbox(), startFakeRelay(), launch(name)]);
			relay.reply = answer;
			const popup = await openExtensionPage(test, 'popup.html');
			await askBackground(popup, { type: 'pair', code: relay.code, device: 'a test' });
			rep = bulkSteps(test, path => `http://acme.kommo.localhost:${sandbox.port}${path}`);
		});
		beforeEach(async () => {
			given = [];
			relay.calls.length = 0;
			gate = null;
			broken = null;
			broadcasts = [sampleBroadcast('b-1', 'Spring sale'), sampleBroadcast('b-2', 'Winter sale')];
			await sandbox.crmApi({ perSecond: 7, signedOut: false });
		});
		afterAll(async () => {
			await test?.close();
			await Promise.all([sandbox?.close(), relay?.close()]);
		});

		/** The relay's part: one recipient for each row that has a number. */
		async function answer(command: string, request: unknown): Promise<Result<unknown> | undefined> {
			switch (command) {
				case 'channel:list':
					return ok({ channels: [{ id: 'ch-1', name: 'Sales', address: '+49 30 23125100', state: 'on' }] });
				case 'broadcast:list':
					return ok({ broadcasts, hasMore: false });
				case 'broadcast:save': {
					const { broadcastId, plan } = request as RequestOf<'broadcast:save'>;
					const made = sampleBroadcast(broadcastId, plan.name);
					broadcasts = [made, ...broadcasts];
					return ok({ broadcast: made });
				}
				case 'broadcast:add-recipients': {
					if (given.length > 0) await gate;
					if (broken) return broken;
					const { broadcastIds, source } = request as RequestOf<'broadcast:add-recipients'>;
					if (source.kind !== 'records') return fail('invalid', 'Only records.');
					given.push({ broadcastIds, records: source.records });
					const without = source.records.filter(({ people }) => !people[0]?.phones[0]);
					return ok({
						added: (source.records.length - without.length) * broadcastIds.length,
						repeated: 0,
						unreadable: without.map(({ title }) => ({
							label: title,
							value: '',
							problem: 'It has no number.',
						})),
						unreadableCount: without.length,
						broadcasts: [],
					});
				}
				default:
					return undefined;
			}
		}
		const isAdding = ({ command }: { command: string }) => command === 'broadcast:add-recipients';
		const rows = () => given.flatMap(({ records }) => records);

		it('shows its button on lists alone, and moves nothing', async () => {
			await rep.openList(LIST, 3);
			await until(() =>
				rep.crm.evaluate(() => document.querySelectorAll(':root > [data-crm-chat-bridge]').length === 2),
			);
			const boxes = await boxesWithAndWithout(rep.crm);
			expect(boxes.with).toEqual(boxes.without);
			await rep.picture('button');
			await rep.crm.click('#nav_menu [data-entity="dashboard"] a');
			await until(() =>
				rep.crm.evaluate(() => document.querySelectorAll(':root > [data-crm-chat-bridge]').length === 1),
			);
		});

		it('takes the 3 ticked rows, or the 120 of the filter, into one broadcast or several', async () => {
			await rep.openList(LIST, 3);
			await rep.openPanel();
			await rep.sees('bulk-ticked-count', '3 ticked');
			await rep.sees('bulk-filter-count', '120 match');
			await rep.chooseBroadcast('Spring sale');
			await rep.chooseBroadcast('Winter sale');
			await rep.picture('choosing');
			await rep.click('bulk-add');
			await rep.sees('bulk-phase', 'Recipients added');
			expect(rows().map(({ title }) => title)).toEqual(['Spring sale 1', 'Spring sale 2', 'Spring sale 3']);
			expect(given[0]?.broadcastIds).toEqual(['b-1', 'b-2']);
			await rep.sees('bulk-added', '6 recipients added');
			await rep.picture('done');

			given = [];
			await rep.click('bulk-again');
			await rep.sees('bulk-filter-count', '120 match');
			await rep.click('bulk-filter');
			await rep.click('bulk-add');
			await rep.sees('bulk-phase', 'Recipients added');
			expect(new Set(rows().map(({ id }) => id)).size).toBe(120);
			await rep.sees('bulk-unreadable', '10 could not be added');
			await rep.picture('done-filter');
		});

		it('makes a new broadcast', async () => {
			await rep.openList(LIST, 1);
			await rep.openPanel();
			await rep.click('bulk-new');
			await rep.write('bulk-new-name', 'For friends');
			await rep.picture('new');
			await rep.click('bulk-add');
			await rep.sees('bulk-phase', 'Recipients added');
			expect(given[0]?.broadcastIds).toEqual([broadcasts[0]?.id]);
			expect(broadcasts[0]?.plan.name).toBe('For friends');
			await rep.click('bulk-open-broadcast');
			const place = `settings.html#broadcasts?open=${broadcasts[0]?.id}`;
			await until(
				async () => {
					const pages = await test.browser.pages();
					const hrefs = await Promise.all(
						pages.map(page => page.evaluate(() => location.href).catch(() => '')),
					);
					return hrefs.some(href => href.endsWith(place));
				},
				20_000,
				`No tab shows ${place}.`,
			);
		});

		it('stops in the middle, says what was added, and goes on with the rest', async () => {
			await rep.openList(LIST, 0);
			await rep.openPanel();
			await rep.sees('bulk-filter-count', '120 match');
			await rep.chooseBroadcast('Spring sale');
			const { promise, resolve: letGo } = Promise.withResolvers<void>();
			gate = promise;
			await rep.click('bulk-add');
			await rep.sees('bulk-progress', '50 of 120 read');
			await until(() => Promise.resolve(relay.calls.filter(isAdding).length === 2));
			await rep.click('bulk-cancel');
			await rep.sees('bulk-progress', '50 of 120 rows were added; 70 not');
			// What was on its way arrives all the same.
			letGo();
			await rep.sees('bulk-progress', '100 of 120 rows were added; 20 not');
			await rep.picture('stopped');
			await rep.click('bulk-go-on');
			await rep.sees('bulk-phase', 'Recipients added');
			expect(rows()).toHaveLength(120);
			expect(new Set(rows().map(({ id }) => id)).size).toBe(120);
		});

		it('says what is wrong, loses nothing, and goes on', async () => {
			await rep.openList(LIST, 0);
			await rep.openPanel();
			await rep.sees('bulk-filter-count', '120 match');
			await rep.chooseBroadcast('Spring sale');
			await sandbox.crmApi({ signedOut: true });
			await rep.click('bulk-add');
			await rep.sees('bulk-run-problem', 'session has ended');
			await rep.picture('signed-out');
			await sandbox.crmApi({ signedOut: false });
			broken = fail('internal', 'The relay could not store it. Try again.');
			await rep.click('bulk-go-on');
			await rep.sees('bulk-run-problem', 'The relay could not store it');
			broken = null;
			await rep.click('bulk-go-on');
			await rep.sees('bulk-phase', 'Recipients added');
			expect(rows()).toHaveLength(120);
		});

		it('loses nothing when the worker is stopped, before and while it adds', async () => {
			await rep.openList(LIST, 3);
			await rep.openPanel();
			await rep.sees('bulk-filter-count', '120 match');
			await rep.chooseBroadcast('Spring sale');
			await stopWorker(test);
			const { promise, resolve: letGo } = Promise.withResolvers<void>();
			gate = promise;
			await rep.click('bulk-filter');
			await rep.click('bulk-add');
			await rep.sees('bulk-progress', '50 of 120 read');
			await until(() => Promise.resolve(relay.calls.filter(isAdding).length === 2));
			await stopWorker(test);
			letGo();
			gate = null;
			await rep.sees('bulk-phase', 'Recipients added');
			expect(new Set(rows().map(({ id }) => id)).size).toBe(120);
		});

		it('takes no filter that it cannot read, and no list that the CRM gives differently', async () => {
			await rep.openList('/leads/list/?filter[tag][]=vip', 0);
			await rep.openPanel();
			await rep.sees('bulk-filter-count', 'filter[tag][]');
			await rep.picture('unreadable');
			await rep.chooseBroadcast('Spring sale');
			await rep.click('bulk-add');
			await rep.sees('bulk-problem', 'Tick rows');
			await rep.openList('/leads/list/', 0);
			await rep.openPanel();
			await rep.sees('bulk-filter-count', 'another number of records');
			expect(given).toEqual([]);
		});

		it('stays open beside the page, follows its ticks, and closes by Escape', async () => {
			await rep.openList(LIST, 1);
			await rep.openPanel();
			await rep.sees('bulk-ticked-count', '1 ticked');
			await rep.tick(5);
			await rep.sees('bulk-ticked-count', '5 ticked');
			await rep.panel.focus('[data-test="bulk-ticked"]');
			await rep.crm.keyboard.press('Escape');
			await until(async () => (await findPanel(rep.crm)) === null);
		});

		it('shows nothing to a page that frames it itself', async () => {
			await rep.openList(LIST, 0);
			await rep.crm.evaluate(url => {
				const frame = document.createElement('iframe');
				frame.src = url;
				document.body.append(frame);
			}, `${test.baseUrl}bulk.html#made-up`);
			const frame = await until(() => findPanel(rep.crm), 20_000, 'There is no frame.');
			await frame.waitForSelector('#root');
			expect(await frame.evaluate(() => document.body.innerText.trim())).toBe('');
		});
	});
}
