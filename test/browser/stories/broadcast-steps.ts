import type { Page } from 'puppeteer-core';
import { screenshot, type TestBrowser, until } from '../../support/browsers.ts';

const mark = (name: string) => `[data-test="${name}"]`;

/** What a manager does with one broadcast in the settings. */
export interface BroadcastSteps {
	readonly page: Page;
	press(name: string): Promise<void>;
	write(name: string, text: string): Promise<void>;
	choose(name: string, value: string): Promise<void>;
	/** The words at a mark, once they fit. */
	sees(name: string, words: RegExp): Promise<string>;
	/** Chooses a template by its name and a word of its line. */
	takesTemplate(name: string, word: string): Promise<void>;
	/** The number at a mark: `number-sent` is 104. */
	number(bucket: string): Promise<number>;
	picture(name: string): Promise<void>;
}

/** Steps on a page of the settings that shows one broadcast. */
export function broadcastSteps(test: TestBrowser, page: Page): BroadcastSteps {
	const press = async (name: string) => {
		await page.bringToFront();
		await page.waitForSelector(`${mark(name)}:not(:disabled)`, { timeout: 20_000 });
		await page.$eval(mark(name), element => (element as HTMLElement).click());
	};
	const textsOf = (name: string) =>
		page.$$eval(mark(name), elements => elements.map(element => element.textContent ?? ''));
	return {
		page,
		press,
		async write(name, text) {
			await page.bringToFront();
			const field = await page.waitForSelector(mark(name), { timeout: 20_000 });
			await page.$eval(mark(name), element => (element as HTMLInputElement).select());
			await field?.press('Backspace');
			await field?.type(text);
		},
		async choose(name, value) {
			await page.bringToFront();
			await page.waitForSelector(mark(name), { timeout: 20_000 });
			await page.select(mark(name), value);
		},
		sees: (name, words) =>
			until(
				async () => (await textsOf(name)).find(text => words.test(text)),
				20_000,
				`${name} does not say ${words}.`,
			),
		async takesTemplate(name, word) {
			await page.bringToFront();
			const field = await page.waitForSelector(mark('content-template'), { timeout: 20_000 });
			await field?.focus();
			await field?.type(name);
			await until(
				() =>
					page.$$eval(
						'[role=option]',
						(options, wanted) => {
							const option = options.find(one => one.textContent?.includes(wanted));
							(option as HTMLElement | undefined)?.click();
							return option !== undefined;
						},
						word,
					),
				20_000,
				`There is no template ${name}, ${word}.`,
			);
		},
		async number(bucket) {
			const text = await page.$eval(mark(`number-${bucket}`), element => element.textContent ?? '');
			return Number(/[\d,]+/.exec(text)?.[0].replaceAll(',', '') ?? Number.NaN);
		},
		async picture(name) {
			await screenshot(page, `broadcast-${test.name}-${name}`);
		},
	};
}
