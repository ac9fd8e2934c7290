import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserName } from '../../support/browser-paths.ts';
import { launch, type TestBrowser, until } from '../../support/browsers.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { type ChatSteps, chatSteps } from './chat-steps.ts';
import { looks, sidebarLooks } from './looks.ts';
import { RIGHT_TOKEN, type TelegramSteps, telegramSteps, WRONG_TOKEN } from './telegram-steps.ts';

/** From a bot's token to buttons and blocking, with the real extension, the real relay and the sandbox. */
export function telegramStory(name: BrowserName): void {
	describe(`a team chats through a Telegram bot in ${name}`, () => {
		let stack: Stack;
		let test: TestBrowser;
		let rep: ChatSteps;
		let telegram: TelegramSteps;
		let link = '';

		beforeAll(async () => {
			[stack, test] = await Promise.all([startStack(), launch(name)]);
			rep = chatSteps(stack, test);
			telegram = telegramSteps(stack, test);
			await rep.pairBrowser();
		});
		afterAll(async () => {
			await test?.close();
			await stack?.close();
		});

		const press = async (selector: string) => {
			await rep.crm.bringToFront();
			await rep.sidebar.waitForSelector(selector, { timeout: 20_000 });
			await rep.sidebar.$eval(selector, element => (element as HTMLElement).click());
		};

		it('refuses a wrong token at its field, and says where the right one is', async () => {
			await telegram.fillsBot(WRONG_TOKEN);
			await telegram.saves();
			expect(await telegram.tokenError()).toMatch(/\/mybots/);
			await looks(telegram.settings, `telegram-${name}-wrong-token`);
		});

		it('connects the bot by its token and finds its name', async () => {
			await telegram.fillsBot(RIGHT_TOKEN);
			await telegram.saves();
			expect(await telegram.seesSaved()).toContain('@lindenblatt_bot');
			expect(await telegram.checks()).toEqual(
				expect.arrayContaining([expect.stringMatching(/^ok: .*token/)]),
			);
			await looks(telegram.settings, `telegram-${name}-connected`);
		});

		it('gives a link to a customer who has not begun', async () => {
			await rep.openCard();
			await press('[data-test=channel-select]');
			await until(
				() =>
					rep.sidebar.$$eval('[data-test=channel-option]', options => {
						const bot = options.find(option => option.textContent?.includes('Lindenblatt bot'));
						(bot as HTMLElement | undefined)?.click();
						return bot !== undefined;
					}),
				20_000,
				'The bot is not among the channels.',
			);
			await press('[data-test=note-invite]');
			const field = await rep.sidebar.waitForSelector('[data-test=invite-done] input', { timeout: 20_000 });
			link = (await field?.evaluate(input => (input as HTMLInputElement).value)) ?? '';
			expect(link).toMatch(/^https:\/\/t\.me\/lindenblatt_bot\?start=[\w-]{43}$/);
			await sidebarLooks(rep, `telegram-${name}-invite`);
		});

		it('knows who begins by the link as the contact of the card', async () => {
			await telegram.openPhone();
			await telegram.starts(link);
			await rep.sidebarSees('/start', { direction: 'inbound' });
			await telegram.writes('Is the blue one in stock?');
			await rep.sidebarSees('Is the blue one in stock?', { direction: 'inbound' });
		});

		it('answers without a window, in text and with a picture', async () => {
			await rep.writes('Yes, two left.');
			await telegram.sees('Yes, two left.');
			await rep.attachesPicture('This one');
			await telegram.sees('This one');
			await rep.sidebarSees('This one', { status: 'sent' });
		});

		it('shows one tick, for Telegram tells nothing of delivery', async () => {
			await telegram.writes('Thank you!');
			await rep.sidebarSees('Thank you!', { direction: 'inbound' });
			const ours = (await rep.messages()).filter(message => message.direction === 'outbound');
			expect(ours.map(message => message.status)).toEqual(['sent', 'sent']);
			await press('[data-test=details]');
			const details = await rep.sidebar.waitForSelector('dialog', { timeout: 20_000 });
			expect(await details?.evaluate(dialog => dialog.textContent)).toContain(
				'one tick is all there will be',
			);
			await looks(rep.crm, `telegram-${name}-details`);
			await rep.crm.keyboard.press('Escape');
			await until(async () => (await rep.sidebar.$('dialog')) === null, 20_000, 'The details stay open.');
		});

		it('asks with buttons and takes the press', async () => {
			await press('[data-test=more-open]');
			await press('[data-test=more-choices]');
			await rep.sidebar.waitForSelector('[data-test=choices-text]', { timeout: 20_000 });
			await rep.sidebar.type('[data-test=choices-text]', 'When does it suit you?');
			const fields = await rep.sidebar.$$('[data-test=choices-option]');
			await fields[0]?.type('Monday');
			await fields[1]?.type('Tuesday');
			await looks(rep.crm, `telegram-${name}-choices`);
			await press('[data-test=more-send]');
			await telegram.sees('When does it suit you?');
			await telegram.presses('Tuesday');
			await rep.sidebarSees('Tuesday', { direction: 'inbound' });
			await looks(telegram.phone, `telegram-${name}-phone`);
			await sidebarLooks(rep, `telegram-${name}-chat`);
		});

		it('says that the bot is blocked, and goes on when it is not', async () => {
			await telegram.blocks();
			await rep.crm.bringToFront();
			await rep.sidebar.waitForSelector('[data-test=note-blocked]', { timeout: 20_000 });
			// Drawn before it is looked at: the page was in the background.
			await rep.sidebar.evaluate(
				() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn))),
			);
			await looks(rep.crm, `telegram-${name}-blocked`);
			await telegram.blocks();
			await rep.crm.bringToFront();
			await until(
				async () => (await rep.sidebar.$('[data-test=note-blocked]')) === null,
				20_000,
				'It still says that the bot is blocked.',
			);
			await rep.writes('Welcome back.');
			await telegram.sees('Welcome back.');
		});
	});
}
