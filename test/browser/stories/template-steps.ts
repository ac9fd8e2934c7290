import type { Page } from 'puppeteer-core';
import { openSettings, type TestBrowser, until } from '../../support/browsers.ts';

const mark = (name: string, more = '') => `[data-test="${name}"]${more}`;

/** A manager who writes templates on the settings page. */
export interface TemplateSteps {
	readonly page: Page;
	openTemplates(): Promise<void>;
	begin(): Promise<void>;
	/** Fills a field of the builder with a text, instead of what stands in it. */
	fill(field: string, text: string): Promise<void>;
	choose(field: string, value: string): Promise<void>;
	press(name: string): Promise<void>;
	/** Opens a row's menu and presses one of its items. */
	act(name: string, item: string): Promise<void>;
	value(field: string): Promise<string>;
	/** The places that still keep it from being submitted, and those with advice. */
	problems(): Promise<string[]>;
	/** Waits until nothing keeps it from being submitted. */
	seeReady(): Promise<void>;
	/** Waits until the preview on the phone holds this text. */
	previewShows(text: string): Promise<void>;
	/** Waits until a template stands in the list in a status, and returns the row's words. */
	rowIs(name: string, status: string): Promise<string>;
	languageOf(name: string): Promise<string>;
}

export async function templateSteps(test: TestBrowser): Promise<TemplateSteps> {
	const page = await openSettings(test, 'templates');
	await page.setViewport({ width: 1280, height: 900 });
	const wait = (selector: string) => page.waitForSelector(selector, { timeout: 20_000 });
	const press = async (selector: string) => {
		await page.bringToFront();
		await wait(selector);
		await page.$eval(selector, element => (element as HTMLElement).click());
	};
	const row = (name: string, status = '') =>
		mark('template-row', `[data-name="${name}"]${status ? `[data-status="${status}"]` : ''}`);
	return {
		page,
		async openTemplates() {
			await page.bringToFront();
			await press(mark('nav-templates'));
			await wait(mark('template-row'));
		},
		async begin() {
			await press(mark('new-template'));
			await wait(mark('builder-body'));
		},
		async fill(field, text) {
			await page.bringToFront();
			const input = await wait(mark(field));
			await page.$eval(mark(field), element => (element as HTMLInputElement).select());
			await input?.press('Backspace');
			await input?.type(text);
		},
		async choose(field, value) {
			await page.bringToFront();
			await wait(mark(field));
			await page.select(mark(field), value);
		},
		press: name => press(mark(name)),
		async act(name, item) {
			await page.bringToFront();
			await press(`${row(name)} ${mark('template-menu')}`);
			await press(mark(item));
		},
		value: field => page.$eval(mark(field), element => (element as HTMLInputElement).value),
		problems: () =>
			page.$$eval(mark('builder-problem'), elements => elements.map(element => element.textContent ?? '')),
		async seeReady() {
			await page.bringToFront();
			await until(
				async () =>
					page.$eval(
						mark('builder-submit'),
						element =>
							!(element as HTMLButtonElement).disabled && element.getAttribute('aria-disabled') !== 'true',
					),
				20_000,
				'Something keeps the template from being submitted.',
			);
		},
		async previewShows(text) {
			await page.bringToFront();
			await until(
				() =>
					page.$eval(
						mark('phone-preview'),
						(element, wanted) => element.textContent?.includes(wanted) ?? false,
						text,
					),
				20_000,
				`The preview does not show “${text}”.`,
			);
		},
		languageOf: name => page.$eval(row(name), element => element.getAttribute('data-language') ?? ''),
		async rowIs(name, status) {
			await page.bringToFront();
			await wait(row(name, status));
			return page.$eval(row(name, status), element => element.textContent ?? '');
		},
	};
}
