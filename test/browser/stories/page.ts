import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../relay/sandbox/sandbox.ts';
import { type FakeRelay, startFakeRelay } from '../../extension/support/fake-relay.ts';
import type { BrowserName } from '../../support/browser-paths.ts';
import {
	findSidebarFrame,
	launch,
	openExtensionPage,
	replaceExtension,
	screenshot,
	sidebarFrame,
	stopWorker,
	type TestBrowser,
	until,
} from '../../support/browsers.ts';
import {
	askBackground,
	boxesWithAndWithout,
	countMarks,
	keepLayout,
	launcherSpot,
	pressChatButton,
	pressLauncher,
	probeSidebar,
	recordHeard,
	waitForButtons,
} from './page-probe.ts';

/** What the extension does on a CRM's page, in one browser. */
export function pageStory(name: BrowserName): void {
	describe(`the extension on a CRM page in ${name}`, () => {
		let sandbox: Sandbox;
		let relay: FakeRelay;
		let test: TestBrowser;
		let popup: Page;
		const pages: Page[] = [];

		beforeAll(async () => {
			[sandbox, relay, test] = await Promise.all([startSandbox(), startFakeRelay(), launch(name)]);
			popup = await openExtensionPage(test, 'popup.html');
		});
		// Each story begins with a closed sidebar; the extension itself remembers it over pages.
		beforeEach(() => keepLayout(popup, { open: false, width: 380 }));
		afterEach(async () => {
			for (const page of pages.splice(0)) await page.close();
		});
		afterAll(async () => {
			await test?.close();
			await Promise.all([sandbox?.close(), relay?.close()]);
		});

		const crmUrl = (path: string) => `http://acme.kommo.localhost:${sandbox.port}${path}`;

		async function openCrm(path: string): Promise<{ page: Page; complaints: string[] }> {
			const page = await test.browser.newPage();
			pages.push(page);
			const complaints: string[] = [];
			page.on('console', message => {
				if (message.type() === 'error' || message.type() === 'warn') complaints.push(message.text());
			});
			page.on('pageerror', error => complaints.push(String(error)));
			await page.setViewport({ width: 1280, height: 800 });
			await page.goto(crmUrl(path));
			return { page, complaints };
		}

		it('shows the launcher and one button beside each phone, and moves nothing', async () => {
			const { page } = await openCrm('/leads/detail/1001');
			await launcherSpot(page);
			await waitForButtons(page, 4);
			await screenshot(page, `page-${name}-closed`);
			const boxes = await boxesWithAndWithout(page);
			expect(boxes.with).toEqual(boxes.without);
		});

		it('opens the sidebar, which is told the record', async () => {
			const { page } = await openCrm('/leads/detail/1001');
			await waitForButtons(page, 4);
			const boxes = (await boxesWithAndWithout(page)).without;
			await pressLauncher(page);
			const probe = await probeSidebar(await sidebarFrame(page));
			expect(await probe.verdict()).toBe('hello');
			const { record, crmName, loading } = await recordHeard(probe, heard => heard.record !== null);
			expect({ crmName, loading }).toEqual({ crmName: 'Kommo', loading: false });
			expect(record).toMatchObject({ kind: 'lead', id: '1001', title: 'Website order' });
			expect(record?.contacts.map(contact => contact.phones.length)).toEqual([3, 1]);
			await screenshot(page, `page-${name}-open`);
			expect((await boxesWithAndWithout(page)).with).toEqual(boxes);
		});

		it('closes by the launcher, by Escape and by the sidebar, and gives the keyboard back', async () => {
			const { page } = await openCrm('/leads/detail/1001');
			const isOpen = async () => (await findSidebarFrame(page)) !== null;
			await pressLauncher(page);
			await sidebarFrame(page);
			await pressLauncher(page);
			await until(async () => !(await isOpen()));

			// The launcher has the keyboard now.
			await page.keyboard.press('Enter');
			const probe = await probeSidebar(await sidebarFrame(page));
			await probe.verdict();
			// The frame goes with its own words, and may never say that they were heard.
			probe.say({ kind: 'close' }).catch(() => undefined);
			await until(async () => !(await isOpen()));

			await page.keyboard.press(' ');
			await sidebarFrame(page);
			// Until the sidebar has loaded, the keyboard is still on the launcher.
			await page.mouse.click(640, 300);
			await page.keyboard.press('Escape');
			await until(async () => !(await isOpen()));
		});

		it('leaves Escape in a field to that field', async () => {
			const { page } = await openCrm('/leads/detail/1001');
			await page.waitForSelector('#person_n');
			await pressLauncher(page);
			await probeSidebar(await sidebarFrame(page)).then(probe => probe.verdict());
			await page.focus('#person_n');
			await page.keyboard.press('Escape');
			expect(await findSidebarFrame(page)).not.toBeNull();
		});

		it('opens by a chat button, and tells the sidebar which phone was chosen', async () => {
			const { page } = await openCrm('/leads/detail/1001');
			await waitForButtons(page, 4);
			await pressChatButton(page, 0);
			const probe = await probeSidebar(await sidebarFrame(page));
			await probe.verdict();
			await pressChatButton(page, 1);
			await until(async () =>
				(await probe.heard()).some(
					message => message.kind === 'choose-phone' && message.raw === '+493023125140',
				),
			);
		});

		it('follows the page from record to record', async () => {
			const { page } = await openCrm('/leads/detail/1001');
			await waitForButtons(page, 4);
			await pressLauncher(page);
			const probe = await probeSidebar(await sidebarFrame(page));
			await recordHeard(probe, ({ record }) => record?.id === '1001');

			await page.click('#nav_menu [data-entity="leads"] a');
			await recordHeard(probe, ({ record }) => record?.kind === 'list');
			await waitForButtons(page, 0);

			await page.waitForSelector('a[href^="/leads/detail/1002"]');
			await page.click('a[href^="/leads/detail/1002"]');
			await recordHeard(probe, ({ record, loading }) => record === null && loading);
			const { record } = await recordHeard(probe, heard => heard.record?.id === '1002');
			expect(record?.contacts.map(contact => contact.incomplete)).toEqual([false, false, true]);
			await waitForButtons(page, 2);

			await page.goBack();
			await page.goBack();
			await recordHeard(probe, heard => heard.record?.id === '1001');
			await waitForButtons(page, 4);
		});

		it('has one button per phone again after the CRM has drawn its contacts anew', async () => {
			const { page } = await openCrm('/leads/detail/1001');
			await waitForButtons(page, 4);
			await page.evaluate(() => document.querySelector('#contacts_list')?.setAttribute('data-old', ''));
			await page.click('#save_and_close_contacts_link');
			await page.waitForSelector('#contacts_list:not([data-old])');
			await waitForButtons(page, 4);
		});

		it('makes no page complain, however strict its policy', async () => {
			const { page, complaints } = await openCrm('/leads/detail/1001?csp=strict');
			await waitForButtons(page, 4);
			await pressLauncher(page);
			const probe = await probeSidebar(await sidebarFrame(page));
			await recordHeard(probe, ({ record }) => record?.id === '1001');
			await probe.say({ kind: 'highlight', fieldKey: 'lead.budget' });
			await until(async () => (await countMarks(page)) === 7);
			await screenshot(page, `page-${name}-highlight`);
			await probe.say({ kind: 'highlight', fieldKey: null });
			await until(async () => (await countMarks(page)) === 6);
			expect(complaints).toEqual([]);
			// The nonce is nobody's business.
			const names = await page.evaluate(() => performance.getEntries().map(entry => entry.name));
			expect(names.filter(entry => entry.includes('extension'))).toEqual([]);
		});

		it('shows nothing to a page that frames the sidebar itself', async () => {
			const { page } = await openCrm('/leads/detail/1001');
			await page.evaluate(url => {
				const frame = document.createElement('iframe');
				frame.src = url;
				document.body.append(frame);
			}, `${test.baseUrl}sidebar.html#made-up`);
			const frame = await sidebarFrame(page);
			const probe = await probeSidebar(frame);
			expect(await probe.verdict()).toBe('not-confirmed');
			expect(await frame.evaluate(() => document.body.innerText.trim())).toBe('');
		});

		it('remembers over pages that the sidebar was open, and its width', async () => {
			const { page } = await openCrm('/leads/detail/1001');
			await pressLauncher(page);
			const probe = await probeSidebar(await sidebarFrame(page));
			await probe.verdict();
			await probe.say({ kind: 'resize', width: 480 });
			const reach = () => launcherSpot(page).then(({ x }) => Math.round(1280 - x));
			await until(async () => (await reach()) > 480);
			await page.goto(crmUrl('/contacts/detail/501'));
			await sidebarFrame(page);
			await until(async () => (await reach()) > 480);
			const again = await probeSidebar(await sidebarFrame(page));
			await again.verdict();
			await again.say({ kind: 'resize', width: 380 });
			await until(async () => (await reach()) < 480);
		});

		it('knows the relay and what is unread, also after the worker was stopped', async () => {
			relay.unreadTotal = 3;
			const paired = await askBackground(popup, { type: 'pair', code: relay.code, device: 'a test' });
			expect(paired).toMatchObject({ ok: true, value: { user: relay.user } });
			const words = () => popup.evaluate(() => document.body.innerText);
			await until(async () => (await words()).includes(relay.user.name));
			await screenshot(popup, `page-${name}-popup`);

			const { page } = await openCrm('/leads/detail/1001');
			await pressLauncher(page);
			const frame = await sidebarFrame(page);
			await probeSidebar(frame).then(probe => probe.verdict());
			await stopWorker(test);
			const after = await probeSidebar(frame);
			expect(await after.verdict()).toBe('hello');
			await recordHeard(after, ({ record }) => record?.id === '1001');
			expect(
				await askBackground(popup, { type: 'call', command: 'session:show', request: {} }),
			).toMatchObject({
				ok: true,
				value: { user: relay.user },
			});
		});

		// Last: afterwards the extension's own pages are gone.
		it('leaves nothing but a word about it when the extension is replaced', async () => {
			const { page, complaints } = await openCrm('/leads/detail/1001');
			await waitForButtons(page, 4);
			await pressLauncher(page);
			await sidebarFrame(page);
			await page.evaluate(mark => {
				for (const node of document.querySelectorAll(mark)) node.setAttribute('data-before', '');
			}, '[data-crm-chat-bridge]');
			await replaceExtension(test, popup);
			await until(() => page.evaluate(() => document.querySelector('[data-before]') === null), 20_000);
			if (name === 'chromium') {
				// The old script says that the tab is to be reloaded.
				expect(await countMarks(page)).toBe(1);
				expect(await findSidebarFrame(page)).toBeNull();
			} else {
				// Firefox has put the new script into the tab, which goes on where the old one was.
				await waitForButtons(page, 4);
				await sidebarFrame(page);
			}
			await screenshot(page, `page-${name}-replaced`);
			expect(complaints).toEqual([]);
		});
	});
}
