import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecipientView } from '../../../shared/contract/broadcast-views.ts';
import type { BrowserName } from '../../support/browser-paths.ts';
import { launch, openSettings, pair, type TestBrowser, until } from '../../support/browsers.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { type BroadcastSteps, broadcastSteps } from './broadcast-steps.ts';
import { type BulkSteps, bulkSteps, LIST } from './bulk-steps.ts';

/**
 * Recipients from a list of the CRM with the relay itself. Of the list's 120 leads, 4 have nobody, 6 nobody with a number, one
 * has words for a number, and 5 share their person with another: 104 people.
 */
export function bulkStory(name: BrowserName): void {
	describe(`a rep takes recipients from the CRM's list in ${name}`, () => {
		let stack: Stack;
		let test: TestBrowser;
		let rep: BulkSteps;
		let manager: BroadcastSteps;

		beforeAll(async () => {
			[stack, test] = await Promise.all([startStack(), launch(name)]);
			const settings = await pair(test, await stack.pairingCode());
			await settings.waitForSelector('[data-test=channel-row]', { timeout: 20_000 });
			await settings.close();
			rep = bulkSteps(test, stack.crmUrl);
			const { channels } = await stack.asOwner<{ channels: { id: string }[] }>('channel/list', {});
			const channelId = channels[0]?.id ?? '';
			for (const [broadcastId, title] of [
				['bulk-ticked', 'Ticked'],
				['bulk-filter', 'Filtered'],
				['bulk-stopped', 'Stopped'],
			] as const) {
				await stack.asOwner('broadcast/save', { broadcastId, plan: { name: title, channelId } });
			}
		});
		afterAll(async () => {
			await test?.close();
			await stack?.close();
		});

		const recipients = async (broadcastId: string) =>
			(
				await stack.asOwner<{ recipients: RecipientView[] }>('broadcast/recipients', {
					broadcastId,
					limit: 200,
				})
			).recipients;

		it('adds the 3 ticked rows, and nobody twice', async () => {
			await rep.openList(LIST, 3);
			await rep.openPanel();
			await rep.chooseBroadcast('Ticked');
			await rep.click('bulk-add');
			await rep.sees('bulk-phase', 'Recipients added');
			await rep.sees('bulk-added', '3 recipients added');
			expect((await recipients('bulk-ticked')).map(one => one.name)).toEqual([
				'Alma Ackerby',
				'Bela Hollering',
				'Cora Ostrova',
			]);
			await rep.click('bulk-again');
			await rep.click('bulk-add');
			await rep.sees('bulk-repeated', '3 were in already');
			expect(await recipients('bulk-ticked')).toHaveLength(3);
		});

		it('adds those of the whole filter that have a number, and says who has none', async () => {
			await rep.openList(LIST, 3);
			await rep.openPanel();
			await rep.sees('bulk-filter-count', '120 match');
			await rep.click('bulk-filter');
			await rep.chooseBroadcast('Filtered');
			await rep.click('bulk-add');
			await rep.sees('bulk-phase', 'Recipients added');
			await rep.sees('bulk-added', '104 recipients added');
			await rep.sees('bulk-repeated', '5 were in already');
			await rep.sees('bulk-unreadable', '11 could not be added');
			await rep.picture('relay');
			expect(await recipients('bulk-filter')).toHaveLength(104);
		});

		it('keeps what was added when it is stopped, and adds the rest later', async () => {
			await rep.openList(LIST, 0);
			await rep.openPanel();
			await rep.sees('bulk-filter-count', '120 match');
			await rep.chooseBroadcast('Stopped');
			// The CRM makes the reader wait, so that there is a middle.
			await stack.control('crm-api', { perSecond: 1 });
			await rep.click('bulk-add');
			await rep.sees('bulk-progress', '50 of 120 read');
			await rep.click('bulk-cancel');
			await rep.sees('bulk-progress', /^50 of 120 rows were added; 70 not/);
			const some = (await recipients('bulk-stopped')).length;
			expect(some).toBeGreaterThan(0);
			expect(some).toBeLessThan(104);
			await stack.control('crm-api', { perSecond: 7 });
			await rep.click('bulk-go-on');
			await rep.sees('bulk-phase', 'Recipients added');
			expect(await recipients('bulk-stopped')).toHaveLength(104);
		});

		it('opens the broadcast in the settings', async () => {
			await rep.click('bulk-open-broadcast');
			await until(
				async () => {
					const pages = await test.browser.pages();
					const hrefs = await Promise.all(
						pages.map(page => page.evaluate(() => location.href).catch(() => '')),
					);
					return hrefs.some(href => href.endsWith('settings.html#broadcasts?open=bulk-stopped'));
				},
				20_000,
				'No tab shows the broadcast.',
			);
		});

		it('plans it, and is told before what it will do', async () => {
			const page = await openSettings(test, 'broadcasts?open=bulk-filter');
			await page.setViewport({ width: 1200, height: 1000 });
			manager = broadcastSteps(test, page);
			await manager.takesTemplate('order_update', 'German');
			await manager.choose('content-body.1-source', 'contact.first_name');
			await manager.write('content-body.2', 'LB-2041');
			await manager.write('content-body.3', 'Montag');
			await manager.choose('broadcast-speed', 'slow');
			await manager.write('broadcast-per-minute', '1200');
			await manager.press('broadcast-save');
			await manager.sees('plan-state', /Saved/);
			await manager.picture('plan');
			await manager.press('tab-rehearsal');
			await manager.sees('rehearsal-facts', /Audience104 people.*Gets it104 people/);
			await manager.sees('launch', /Send to 104 people, about \$/);
			await manager.picture('rehearsal');
		});

		it('schedules it, and takes it back', async () => {
			await manager.press('tab-plan');
			await manager.choose('broadcast-starts', 'later');
			const tomorrow = new Date(Date.now() + 24 * 3_600_000).toISOString().slice(0, 10);
			await manager.page.$eval(
				'[data-test="broadcast-start"]',
				(field, value) => {
					(field as HTMLInputElement).value = value;
					field.dispatchEvent(new Event('input', { bubbles: true }));
					field.dispatchEvent(new Event('change', { bubbles: true }));
				},
				`${tomorrow}T10:00`,
			);
			await manager.press('broadcast-save');
			await manager.sees('plan-state', /Saved/);
			await manager.press('tab-rehearsal');
			await manager.sees('launch', /^Send to 104 people at \w/);
			await manager.press('launch');
			await manager.sees('broadcast-state', /Scheduled/);
			await manager.press('unschedule');
			await manager.sees('broadcast-state', /Draft/);
			await manager.press('tab-plan');
			await manager.choose('broadcast-starts', 'now');
			await manager.press('broadcast-save');
			await manager.sees('plan-state', /Saved/);
		});

		it('launches it, pauses it, and lets it go on to its end without writing to anybody twice', async () => {
			await manager.press('tab-rehearsal');
			await manager.sees('launch', /^Send to 104/);
			await manager.press('launch');
			await manager.press('run-pause');
			await manager.sees('pause', /Ann/);
			await manager.picture('paused');
			const paused = await manager.number('waiting');
			expect(paused).toBeGreaterThan(0);
			await manager.press('run-resume');
			await manager.sees('broadcast-state', /Completed/);
			expect(await manager.number('all')).toBe(104);
			expect(await manager.number('sent')).toBe(104);
			const { requests } = await stack.control<{ requests: { path: string; body: { to?: string } }[] }>(
				'requests',
				{},
			);
			const to = requests.filter(one => one.path.endsWith('/messages')).map(one => one.body.to);
			expect(to).toHaveLength(104);
			expect(new Set(to).size).toBe(104);
		});

		it('sees what became of it, and opens the people behind a number', async () => {
			await manager.sees('number-delivered', /104/);
			await manager.page.waitForSelector('[data-test="analytics"] canvas', { timeout: 20_000 });
			await manager.press('chart-twin');
			await manager.sees('time-row', /\d/);
			await manager.press('number-delivered');
			await manager.sees('person-row', /Alma Ackerby/);
			await manager.picture('analytics');
		});

		it('writes to those who did not answer, by a broadcast of its own', async () => {
			await manager.press('run-retarget');
			await manager.press('retarget-not-replied');
			await manager.sees('broadcast-state', /Draft/);
			await manager.sees('tab-recipients', /104/);
			expect(await manager.page.evaluate(() => location.hash)).not.toContain('bulk-filter');
		});
	});
}
