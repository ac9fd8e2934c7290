import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TELEGRAM_BOT } from '../../../relay/sandbox/telegram/seed.ts';
import type { ChannelView } from '../../../shared/contract/views.ts';
import { MINUTE_MS } from '../../../shared/lib/time.ts';
import type { BrowserName } from '../../support/browser-paths.ts';
import { launch, type TestBrowser, until } from '../../support/browsers.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { ANA, type ChatSteps, chatSteps, NUMBER } from './chat-steps.ts';
import { looks, sidebarLooks } from './looks.ts';

const JONAS = '+491713920001';
const mark = (name: string, more = '') => `[data-test="${name}"]${more}`;

/** One person on two channels, and two contacts who are one person, with the real extension and the real relay. */
export function doorStory(name: BrowserName): void {
	describe(`a rep sees one person over all channels in ${name}`, () => {
		let stack: Stack;
		let test: TestBrowser;
		let rep: ChatSteps;

		beforeAll(async () => {
			[stack, test] = await Promise.all([startStack(), launch(name)]);
			const { channel } = await stack.asOwner<{ channel: ChannelView }>('channel/add', {
				name: 'Lindenblatt bot',
				type: 'telegram',
				provider: 'telegram',
				credentials: { botToken: TELEGRAM_BOT.token },
				apiUrl: `${stack.sandboxUrl}/telegram`,
			});
			const text = (words: string) => ({ type: 'text', text: words });
			await stack.control('customer-writes', {
				customer: ANA,
				number: NUMBER,
				message: text('First by WhatsApp'),
				// WhatsApp and Telegram tell whole seconds: within one nobody can say which was last.
				at: Date.now() - MINUTE_MS,
			});
			const { url } = await stack.asOwner<{ url: string }>('contact/invite', {
				channelId: channel.id,
				address: ANA,
				name: 'Ana Souza',
			});
			const payload = new URL(url).searchParams.get('start') ?? '';
			await stack.control('telegram-start', { customer: ANA, payload });
			await stack.control('telegram-writes', { customer: ANA, message: text('Then by Telegram') });
			await stack.control('telegram-start', { customer: JONAS });
			await stack.control('telegram-writes', { customer: JONAS, message: text('Written by Jonas') });
			rep = chatSteps(stack, test);
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
		const wordsOf = (selector: string) =>
			rep.sidebar.$$eval(selector, elements => elements.map(element => element.textContent?.trim() ?? ''));
		/** Waits until the elements' words are as wanted. */
		const sees = async (selector: string, are: (words: string[]) => boolean, what: string) => {
			await rep.crm.bringToFront();
			let words: string[] = [];
			const asked = until(async () => {
				words = await wordsOf(selector);
				return are(words);
			}, 20_000);
			await asked.catch(() => expect.fail(`${what}: ${words.join(' | ')}`));
			return words;
		};
		const chooses = async (item: string) => {
			await press(mark('contact-menu'));
			await press(mark(item));
		};
		const has = (text: string) => (words: string[]) => words.some(one => one.includes(text));

		it('opens on the channel that was used last', async () => {
			await rep.openCard();
			await rep.sidebarSees('Then by Telegram', { direction: 'inbound' });
			expect((await wordsOf(mark('channel-select')))[0]).toContain('Lindenblatt bot');
			expect(await wordsOf(mark('message'))).not.toContainEqual(expect.stringContaining('First by WhatsApp'));
		});

		it('sees all channels in one timeline, each message with its channel', async () => {
			await chooses('timeline-toggle');
			await sees(mark('timeline-row'), has('First by WhatsApp'), 'WhatsApp is not in the timeline');
			await sees(mark('timeline-row'), has('Then by Telegram'), 'Telegram is not in the timeline');
			expect(new Set(await wordsOf(mark('channel-mark')))).toEqual(
				new Set(['Sales Berlin', 'Lindenblatt bot']),
			);
			await sidebarLooks(rep, `doors-${name}-timeline`);
		});

		it('goes back to one channel, and through the other door', async () => {
			await press(mark('timeline-back'));
			await sees(
				mark('message'),
				words => has('Then by Telegram')(words) && !has('First by WhatsApp')(words),
				'Not only Telegram shows',
			);
			await press(mark('channel-select'));
			await looks(rep.crm, `doors-${name}-channels`);
			await until(
				() =>
					rep.sidebar.$$eval(mark('channel-option'), options => {
						const door = options.find(option => option.textContent?.includes('Sales Berlin'));
						(door as HTMLElement | undefined)?.click();
						return door !== undefined;
					}),
				20_000,
				'WhatsApp is not among the doors.',
			);
			await sees(
				mark('message'),
				words => has('First by WhatsApp')(words) && !has('Then by Telegram')(words),
				'Not only WhatsApp shows',
			);
		});

		it('merges another contact that is the same person', async () => {
			await chooses('merge-open');
			await rep.sidebar.waitForSelector(mark('merge-search'), { timeout: 20_000 });
			await rep.sidebar.type(mark('merge-search'), 'Jonas');
			await sees(mark('merge-option'), has('Jonas Weber'), 'Jonas is not found');
			await looks(rep.crm, `doors-${name}-merge-search`);
			await press(mark('merge-option'));
			const [what] = await sees(
				mark('merge-what'),
				words => words.length > 0,
				'It does not say what happens',
			);
			expect(what).toMatch(/Jonas Weber becomes part of Ana Souza/);
			await looks(rep.crm, `doors-${name}-merge`);
			await press(mark('merge-confirm'));
			await chooses('timeline-toggle');
			await sees(mark('timeline-row'), has('Written by Jonas'), 'What Jonas wrote is not with Ana');
		});

		it('undoes the merge, and both are as they were', async () => {
			await chooses('merge-open');
			await sees(mark('merge-line'), has('Jonas Weber'), 'The merge cannot be undone');
			await looks(rep.crm, `doors-${name}-merged`);
			await press(mark('merge-undo'));
			await sees(mark('merge-line'), words => !has('Jonas Weber')(words), 'It is still merged');
			await rep.crm.keyboard.press('Escape');
			await sees(
				mark('timeline-row'),
				words => has('Then by Telegram')(words) && !has('Written by Jonas')(words),
				'What Jonas wrote is still with Ana',
			);
			await press(mark('to-list'));
			await press(mark('filter-all'));
			const items = await sees(
				mark('conversation-item'),
				words => words.length === 3,
				'Not all three conversations are there',
			);
			const of = (person: string) => items.filter(item => item.includes(person));
			expect(of('Written by Jonas')).toHaveLength(1);
			expect(of('Then by Telegram')).toHaveLength(1);
			expect(of('First by WhatsApp')).toHaveLength(1);
			await sidebarLooks(rep, `doors-${name}-list`);
		});
	});
}
