import type { Page } from 'puppeteer-core';
import { INSTAGRAM_APP } from '../../../relay/sandbox/instagram/seed.ts';
import { screenshot, type TestBrowser, until } from '../../support/browsers.ts';
import type { Stack } from '../../support/stack.ts';
import { type SettingsSteps, settingsSteps } from './settings-steps.ts';

const theirs = (name: string) => `[data-test="instagram-${name}"]`;

/** An owner who connects an Instagram account, and a person who writes to it. */
export interface InstagramSteps {
	readonly settings: SettingsSteps;
	readonly phone: Page;
	/** Opens the form for a new account and fills in the app. */
	fillsApp(): Promise<void>;
	/** Allows the access on Instagram's page, without these permissions, and comes back to the settings; the last page's words. */
	allows(without?: readonly string[], picture?: string): Promise<string>;
	/** Pastes the callback at Meta, as the settings show it. */
	pastesCallback(): Promise<void>;
	openPhone(customer: string): Promise<void>;
	writes(text: string): Promise<void>;
	/** Writes below the post. */
	comments(text: string): Promise<void>;
	sees(text: string): Promise<void>;
	/** Waits until this stands below the post. */
	seesBelowPost(text: string): Promise<void>;
}

export async function instagramSteps(stack: Stack, test: TestBrowser): Promise<InstagramSteps> {
	const settings = await settingsSteps(test);
	let phone: Page;
	const press = async (page: Page, selector: string) => {
		await page.waitForSelector(selector, { timeout: 20_000 });
		await page.$eval(selector, element => (element as HTMLElement).click());
	};
	const wordsOf = (page: Page, selector: string) =>
		page.$$eval(selector, elements => elements.map(element => element.textContent).join('\n'));
	const shown = async (selector: string, text: string) => {
		await phone.bringToFront();
		await until(
			async () => (await wordsOf(phone, selector)).includes(text),
			20_000,
			`Instagram does not show “${text}”.`,
		);
	};
	/** The tab that the settings opened; Firefox tells its address late. */
	const consentTab = () =>
		until(
			async () => {
				for (const page of await test.browser.pages()) {
					const path = await page.evaluate(() => location.pathname).catch(() => '');
					if (path === '/instagram/oauth/authorize') return page;
				}
				return null;
			},
			20_000,
			'Instagram’s page did not open.',
		);

	return {
		settings,
		get phone() {
			return phone;
		},
		async fillsApp() {
			await settings.addsChannel('instagram', 'Lindenblatt feed', `${stack.sandboxUrl}/instagram`);
			await settings.fill('channel-app-id', INSTAGRAM_APP.appId);
			await settings.fill('channel-app-secret', INSTAGRAM_APP.appSecret);
		},
		async allows(without = [], picture) {
			await settings.press('authorize');
			const tab = await consentTab();
			await tab.setViewport({ width: 900, height: 700 });
			for (const permission of without) await press(tab, theirs(`permission-${permission}`));
			if (picture) await screenshot(tab, `${picture}-consent`);
			await press(tab, theirs('allow'));
			const isBack = () =>
				tab.evaluate(() => location.pathname.endsWith('/callback') && document.readyState === 'complete');
			// While one page goes and the other comes there is nobody to ask.
			await until(() => isBack().catch(() => false), 20_000, 'Nobody came back from Instagram.');
			const words = await wordsOf(tab, 'body');
			if (picture) await screenshot(tab, `${picture}-back`);
			await tab.close();
			await settings.page.bringToFront();
			return words;
		},
		async pastesCallback() {
			const url = await settings.page.$eval(
				'[data-test="webhook-url"]',
				field => (field as HTMLInputElement).value,
			);
			const said = await settings.sees('channel-warning', /as verify token/);
			const verifyToken = /and (\w+) as verify token/.exec(said)?.[1] ?? '';
			await stack.control('instagram-webhook', { url, verifyToken });
		},
		async openPhone(customer) {
			phone = await test.browser.newPage();
			await phone.setViewport({ width: 1180, height: 860 });
			await phone.goto(`${stack.sandboxUrl}/instagram-phone?customer=${encodeURIComponent(customer)}`);
			await phone.waitForSelector(theirs('post-feed'), { timeout: 20_000 });
		},
		async writes(text) {
			await phone.bringToFront();
			await phone.type(theirs('input'), text);
			await press(phone, theirs('send'));
		},
		async comments(text) {
			await phone.bringToFront();
			const post = theirs('post-feed');
			if (!(await phone.$(`${post}[open]`))) await press(phone, `${post} summary`);
			await phone.type(`${post} ${theirs('comment-input')}`, text);
			await press(phone, `${post} ${theirs('comment-send')}`);
		},
		sees: text => shown(theirs('message'), text),
		seesBelowPost: text => shown(`${theirs('post-feed')} ${theirs('comment')}`, text),
	};
}
