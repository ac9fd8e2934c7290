import type { Page } from 'puppeteer-core';
import { openSettings, type TestBrowser, until } from '../../support/browsers.ts';

const mark = (name: string, more = '') => `[data-test="${name}"]${more}`;

/** An owner in the settings, which stay open. */
export interface SettingsSteps {
	readonly page: Page;
	press(name: string): Promise<void>;
	/** Writes a text into a field, in place of what stands in it. */
	fill(name: string, text: string): Promise<void>;
	/** Waits for it; returns its words. */
	sees(name: string, words: RegExp): Promise<string>;
	/** The form of a new channel of this messenger, whose calls go to the sandbox. */
	addsChannel(messenger: string, name: string, apiUrl: string): Promise<void>;
}

export async function settingsSteps(test: TestBrowser): Promise<SettingsSteps> {
	const page = await openSettings(test, 'channels');
	await page.setViewport({ width: 1180, height: 900 });
	const press = async (selector: string) => {
		await page.bringToFront();
		await page.waitForSelector(selector, { timeout: 20_000 });
		await page.$eval(selector, element => (element as HTMLElement).click());
	};
	const fill = async (name: string, text: string) => {
		await page.bringToFront();
		const input = await page.waitForSelector(mark(name), { timeout: 20_000 });
		await page.$eval(mark(name), element => (element as HTMLInputElement).select());
		await input?.press('Backspace');
		await input?.type(text);
	};
	return {
		page,
		press: name => press(mark(name)),
		fill,
		async sees(name, words) {
			await page.bringToFront();
			return until(
				async () => {
					const texts = await page.$$eval(mark(name), elements =>
						elements.map(element => element.textContent ?? ''),
					);
					return texts.find(text => words.test(text));
				},
				20_000,
				`${name} does not say ${words}.`,
			);
		},
		async addsChannel(messenger, name, apiUrl) {
			await press(mark('add-channel'));
			await press(mark(`messenger-${messenger}`));
			await fill('channel-name', name);
			await press('details summary');
			await fill('channel-api-url', apiUrl);
		},
	};
}
