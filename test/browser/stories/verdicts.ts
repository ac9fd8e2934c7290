import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserName } from '../../support/browser-paths.ts';
import { launch, screenshot, type TestBrowser, until } from '../../support/browsers.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { ANA, type ChatSteps, chatSteps, NUMBER } from './chat-steps.ts';

const mark = (name: string, more = '') => `[data-test="${name}"]${more}`;
const MARKETING = { name: 'welcome_gift', language: 'pt_BR' };

/** What a rep is told before they type, and what happens under their hands when the world changes. */
export function verdictStory(name: BrowserName): void {
	describe(`a rep sees what may go in ${name}`, () => {
		let stack: Stack;
		let test: TestBrowser;
		let rep: ChatSteps;

		beforeAll(async () => {
			[stack, test] = await Promise.all([startStack(), launch(name)]);
			rep = chatSteps(stack, test);
			await rep.pairBrowser();
		});
		afterAll(async () => {
			await test?.close();
			await stack?.close();
		});

		const sees = async (selector: string, wanted: RegExp) => {
			await rep.crm.bringToFront();
			return until(
				async () => {
					const texts = await rep.sidebar.$$eval(selector, found => found.map(one => one.textContent ?? ''));
					return texts.find(text => wanted.test(text)) ?? null;
				},
				20_000,
				`The sidebar shows no ${selector} with ${wanted}.`,
			);
		};
		const capability = (people: string) =>
			stack.control('deliver-change', {
				number: NUMBER,
				field: 'business_capability_update',
				value: { max_daily_conversations_per_business: people, max_phone_numbers_per_business: 20 },
				time: Math.floor(Date.now() / 1000),
			});

		it('is told at once when the template in the open form is paused, and can send it when it is not any more', async () => {
			const template = { number: NUMBER, name: 'order_update', language: 'en_US' };
			await rep.openCard();
			await rep.chooseTemplate('order_update', 'en_US');
			await stack.control('template-pause', { ...template, step: 'first' });
			await sees('[role=alert]', /paused/i);
			const isDisabled = () =>
				rep.sidebar.$eval(mark('template-send'), button => (button as HTMLButtonElement).disabled);
			expect(await isDisabled()).toBe(true);
			expect((await rep.templateValues()).map(({ value }) => value)).toContain('Ana');
			await screenshot(rep.crm, `verdicts-${name}-paused`);
			await stack.control('template-pause', { ...template, step: 'unpause' });
			await until(async () => !(await isDisabled()), 20_000, 'The template cannot be sent again.');
			await rep.sendTemplate();
			await rep.sidebarSees('Hi Ana', { status: 'delivered' });
		});

		it('sees the estimated cost before anything is sent', async () => {
			await rep.openCard('/contacts/detail/502');
			await rep.chooseTemplate('order_update', 'en_US');
			expect(await sees(mark('cost'), /\d/)).toMatch(/about|estimate/i);
			await screenshot(rep.crm, `verdicts-${name}-cost`);
		});

		it('is told that the limit is used up before anything is written, with what still goes', async () => {
			// One person was opened already, and from now on one is all that may be.
			await capability('TIER_1');
			await rep.openCard('/contacts/detail/502');
			const note = await sees(mark('note-limit-reached'), /limit/i);
			expect(note).toMatch(/Answers/);
			await screenshot(rep.crm, `verdicts-${name}-limit`);
			await capability('TIER_2K');
			await until(
				async () => (await rep.sidebar.$(mark('note-limit-reached'))) === null,
				20_000,
				'The limit is still said to be used up.',
			);
		});

		it('sees in words that a contact opted out, and only marketing is held', async () => {
			await stack.control('customer-writes', {
				customer: ANA,
				number: NUMBER,
				message: { type: 'text', text: 'STOP' },
			});
			await rep.openCard();
			await rep.sidebarSees('STOP', { direction: 'inbound' });
			await sees(mark('note-opted-out'), /STOP/);
			await screenshot(rep.crm, `verdicts-${name}-opted-out`);
			await rep.sidebar.$eval(mark('choose-template'), button => (button as HTMLElement).click());
			await rep.sidebar.waitForSelector(mark('template-search'), { timeout: 20_000 });
			const option = mark(
				'template-option',
				`[data-name="${MARKETING.name}"][data-language="${MARKETING.language}"]`,
			);
			await sees(option, /consent/i);
			expect(await rep.sidebar.$eval(option, one => one.getAttribute('aria-disabled'))).toBe('true');
			await rep.sidebar.focus(mark('template-search'));
			await rep.crm.keyboard.press('Escape');
			await rep.writes('You are off our list.');
			await rep.sidebarSees('You are off our list.', { status: 'delivered' });
		});

		it('finds a quick reply by its name, and its variables are filled in', async () => {
			await stack.asOwner('quick-reply/save', {
				quickReplyId: 'story-hours',
				name: 'Opening hours',
				type: 'text',
				text: 'Dear {{ contact.first_name }}, we open at nine.',
			});
			await rep.types('/opening');
			await sees(mark('quick-reply-option'), /Opening hours/);
			await screenshot(rep.crm, `verdicts-${name}-quick-reply`);
			await rep.crm.keyboard.press('Enter');
			const written = () =>
				rep.sidebar.$eval(mark('composer-input'), box => (box as HTMLTextAreaElement).value);
			await until(async () => /we open at nine/.test(await written()), 20_000, 'It was not inserted.');
			expect(await written()).toBe('Dear Ana, we open at nine.');
			await rep.pressesSend(1);
			await rep.sidebarSees('Dear Ana, we open at nine.', { status: 'delivered' });
		});
	});
}
