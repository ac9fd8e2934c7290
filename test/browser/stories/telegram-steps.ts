import type { Frame, Page } from 'puppeteer-core';
import { TELEGRAM_BOT } from '../../../relay/sandbox/telegram/seed.ts';
import { openSettings, type TestBrowser, until } from '../../support/browsers.ts';
import type { Stack } from '../../support/stack.ts';
import { ANA } from './chat-steps.ts';

const mark = (name: string, more = '') => `[data-test="${name}"]${more}`;
const theirs = (name: string) => mark(`telegram-${name}`);

/** An owner who connects a bot, and a customer with Telegram. */
export interface TelegramSteps {
	readonly settings: Page;
	readonly phone: Page;
	/** Opens the form for a new bot and fills it. */
	fillsBot(token: string): Promise<void>;
	saves(): Promise<void>;
	/** What stands at the token's field. */
	tokenError(): Promise<string>;
	/** Waits until the channel is saved; returns what is said of it. */
	seesSaved(): Promise<string>;
	/** What the first check of the bot found, result and sentence. */
	checks(): Promise<string[]>;
	openPhone(): Promise<void>;
	/** Begins by a link, as somebody does who got it. */
	starts(link: string): Promise<void>;
	writes(text: string): Promise<void>;
	sees(text: string): Promise<void>;
	/** Presses a button below a message, and waits until the bot has answered. */
	presses(button: string): Promise<void>;
	blocks(): Promise<void>;
}

export function telegramSteps(stack: Stack, test: TestBrowser): TelegramSteps {
	let settings: Page;
	let phone: Page;
	const press = async (page: Page | Frame, selector: string) => {
		await page.waitForSelector(selector, { timeout: 20_000 });
		await page.$eval(selector, element => (element as HTMLElement).click());
	};
	const fill = async (page: Page, selector: string, text: string) => {
		const input = await page.waitForSelector(selector, { timeout: 20_000 });
		await page.$eval(selector, element => (element as HTMLInputElement).select());
		await input?.press('Backspace');
		await input?.type(text);
	};
	const textOf = (page: Page, selector: string) =>
		page.$eval(selector, element => element.textContent ?? '').catch(() => '');

	return {
		get settings() {
			return settings;
		},
		get phone() {
			return phone;
		},
		async fillsBot(token) {
			if (settings) await settings.bringToFront();
			else {
				settings = await openSettings(test, 'channels');
				await settings.setViewport({ width: 1180, height: 900 });
				await press(settings, mark('add-channel'));
				await press(settings, mark('messenger-telegram'));
				await fill(settings, mark('channel-name'), 'Lindenblatt bot');
				await fill(settings, mark('channel-pipeline'), 'Sales');
				await fill(settings, mark('channel-stage'), 'New');
				await press(settings, 'details summary');
				await fill(settings, mark('channel-api-url'), `${stack.sandboxUrl}/telegram`);
			}
			await fill(settings, mark('channel-bot-token'), token);
		},
		saves: () => press(settings, mark('channel-save')),
		tokenError: () =>
			until(
				async () => {
					const field = await settings.$eval(
						mark('channel-bot-token'),
						input =>
							document.getElementById(input.getAttribute('aria-describedby')?.split(' ')[0] ?? '')
								?.parentElement?.textContent ?? '',
					);
					return field.includes('BotFather') && field.includes('refused') ? field : null;
				},
				20_000,
				'Nothing is said at the token.',
			),
		async seesSaved() {
			await settings.waitForSelector(mark('channel-saved'), { timeout: 20_000 });
			const said = await textOf(settings, mark('channel-saved'));
			await press(settings, mark('channel-done'));
			await settings.waitForSelector(mark('channel-row'), { timeout: 20_000 });
			return said;
		},
		async checks() {
			const row = await until(
				async () => {
					for (const one of await settings.$$(mark('channel-row')))
						if (await one.evaluate(element => element.textContent?.includes('Lindenblatt bot'))) return one;
					return null;
				},
				20_000,
				'The bot is not among the channels.',
			);
			await row.$eval(mark('check-all'), button => (button as HTMLElement).click());
			await row.waitForSelector(mark('check-line'));
			return row.$$eval(mark('check-line'), lines =>
				lines.map(line => `${line.getAttribute('data-result')}: ${line.textContent}`),
			);
		},
		async openPhone() {
			phone = await test.browser.newPage();
			await phone.setViewport({ width: 900, height: 860 });
			await phone.goto(`${stack.sandboxUrl}/telegram-phone?customer=${encodeURIComponent(ANA)}`);
			await phone.waitForSelector(theirs('start'), { timeout: 20_000 });
		},
		async starts(link) {
			await phone.bringToFront();
			await phone.type(theirs('payload'), link);
			await press(phone, theirs('start'));
			await phone.waitForSelector(theirs('message'), { timeout: 20_000 });
		},
		async writes(text) {
			await phone.bringToFront();
			await phone.type(theirs('input'), text);
			await press(phone, theirs('send'));
		},
		async sees(text) {
			await phone.bringToFront();
			await until(
				async () => (await textOf(phone, theirs('messages'))).includes(text),
				20_000,
				`Telegram does not show “${text}”.`,
			);
		},
		async presses(button) {
			await phone.bringToFront();
			await until(
				() =>
					phone.$$eval(
						'[data-test="telegram-button"]',
						(elements, wanted) => {
							const found = elements.find(element => element.textContent === wanted);
							(found as HTMLElement | undefined)?.click();
							return found !== undefined;
						},
						button,
					),
				20_000,
				`There is no button “${button}”.`,
			);
			await until(
				async () => (await phone.$$('[data-test="telegram-button"][aria-busy="true"]')).length === 0,
				20_000,
				'The phone still waits for an answer to the press.',
			);
		},
		async blocks() {
			await phone.bringToFront();
			await press(phone, theirs('block'));
		},
	};
}

/** A token of the right shape that BotFather has revoked. */
export const WRONG_TOKEN = '7100000001:AAErevoked-token-of-the-story-00001';
export const RIGHT_TOKEN = TELEGRAM_BOT.token;
