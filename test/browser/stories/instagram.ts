import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../shared/lib/time.ts';
import type { BrowserName } from '../../support/browser-paths.ts';
import { launch, type TestBrowser, until } from '../../support/browsers.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { type ChatSteps, chatSteps } from './chat-steps.ts';
import { type InstagramSteps, instagramSteps } from './instagram-steps.ts';
import { looks, sidebarLooks } from './looks.ts';

const JONAS = '+491713920001';
const MIRIAM = '+491760406902';
const mark = (name: string) => `[data-test="${name}"]`;

/** From the access to an account to answered comments, with the real extension, the real relay and the sandbox. */
export function instagramStory(name: BrowserName): void {
	describe(`a team answers on Instagram in ${name}`, () => {
		let stack: Stack;
		let test: TestBrowser;
		let rep: ChatSteps;
		let instagram: InstagramSteps;

		beforeAll(async () => {
			[stack, test] = await Promise.all([startStack(), launch(name)]);
			rep = chatSteps(stack, test);
			await rep.pairBrowser();
			instagram = await instagramSteps(stack, test);
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
		const wordsOf = async (selector: string) => {
			await rep.sidebar.waitForSelector(selector, { timeout: 20_000 });
			return rep.sidebar.$eval(selector, element => element.textContent ?? '');
		};
		/** Opens the conversation with this person out of the list. */
		const opensConversation = async (person: string) => {
			await press(mark('to-list'));
			await press(mark('filter-all'));
			await until(
				() =>
					rep.sidebar.$$eval(
						mark('conversation-item'),
						(items, wanted) => {
							const found = items.find(item => item.textContent?.toLowerCase().includes(wanted));
							(found as HTMLElement | undefined)?.click();
							return found !== undefined;
						},
						person,
					),
				20_000,
				`${person} is not in the list.`,
			);
			await rep.sidebar.waitForSelector(mark('channel-select'), { timeout: 20_000 });
		};

		it('names the permission that was not given', async () => {
			await instagram.fillsApp();
			const words = await instagram.allows(['instagram_business_manage_comments']);
			expect(words).toContain('instagram_business_manage_comments');
			await instagram.settings.sees('authorize-problems', /instagram_business_manage_comments/);
			await looks(instagram.settings.page, `instagram-${name}-permission`);
		});

		it('connects the account when all are given', async () => {
			const words = await instagram.allows([], `instagram-${name}`);
			expect(words).toContain('@lindenblatt.berlin is authorized');
			await instagram.settings.sees('authorize-state', /@lindenblatt\.berlin/);
			await until(
				async () => (await instagram.settings.page.$(mark('authorize-problems'))) === null,
				20_000,
				'What was missing is said still.',
			);
			await looks(instagram.settings.page, `instagram-${name}-authorized`);
			await instagram.settings.press('channel-save');
			await instagram.settings.sees('channel-saved', /@lindenblatt\.berlin is saved/);
			await looks(instagram.settings.page, `instagram-${name}-saved`);
			await instagram.pastesCallback();
			await instagram.settings.press('channel-done');
			await instagram.settings.sees('channel-row', /@lindenblatt\.berlin.*Access until/);
			await looks(instagram.settings.page, `instagram-${name}-channels`);
		});

		it('shows a direct message and a comment of one person together', async () => {
			await rep.openCard();
			await instagram.openPhone(JONAS);
			await instagram.writes('Do you repot, too?');
			await instagram.comments('What does the olive tree cost?');
			await opensConversation('jonas');
			await rep.sidebarSees('Do you repot, too?', { direction: 'inbound' });
			await rep.sidebarSees('What does the olive tree cost?', { direction: 'inbound' });
			expect(await wordsOf(mark('comment'))).toContain('Comment under a post');
		});

		it('answers the direct message', async () => {
			await rep.writes('Yes, every Friday.');
			await instagram.sees('Yes, every Friday.');
			await rep.sidebarSees('Yes, every Friday.', { status: 'read' });
		});

		it('answers the comment below it, for everybody', async () => {
			await press(mark('comment-public'));
			await rep.sidebar.waitForSelector(`${mark('comment-strip')}[data-mode=public]`);
			await rep.types('It is 89 euros.');
			await sidebarLooks(rep, `instagram-${name}-public`);
			await rep.pressesSend(1);
			await instagram.seesBelowPost('It is 89 euros.');
		});

		it('answers it privately once, and says why not twice', async () => {
			await press(mark('comment-private'));
			await rep.sidebar.waitForSelector(`${mark('comment-strip')}[data-mode=private]`);
			await rep.types('For you it is 79.');
			await rep.pressesSend(1);
			await instagram.sees('For you it is 79.');
			await looks(instagram.phone, `instagram-${name}-phone`);
			await rep.crm.bringToFront();
			expect(await wordsOf(mark('comment-private-why'))).toContain('has had its one private reply');
			expect(await rep.sidebar.$(mark('comment-private'))).toBeNull();
			await sidebarLooks(rep, `instagram-${name}-answered`);
		});

		it('lets only a person answer somebody who wrote yesterday', async () => {
			await stack.control('instagram-writes', {
				customer: MIRIAM,
				text: 'Are you open on Monday?',
				at: Date.now() - 2 * DAY_MS,
			});
			await opensConversation('miriam');
			await rep.sidebarSees('Are you open on Monday?', { direction: 'inbound' });
			await rep.sidebar.waitForSelector(`${mark('window-clock')}[data-state=human]`, { timeout: 20_000 });
			expect(await wordsOf(mark('note-human'))).toMatch(/person/);
			await looks(rep.crm, `instagram-${name}-human`);
			await rep.writes('From nine to six.');
			await rep.sidebarSees('From nine to six.', { status: 'sent' });
		});
	});
}
