import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserName } from '../../support/browser-paths.ts';
import { launch, screenshot, type TestBrowser } from '../../support/browsers.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { type ChatSteps, chatSteps } from './chat-steps.ts';
import { type TemplateSteps, templateSteps } from './template-steps.ts';

/** What the sandbox tells of the calls that it got. */
interface Calls {
	requests: { method: string; path: string; body: { name?: string } | null; status: number }[];
}

/** A manager writes templates, WhatsApp's reviewer (the sandbox) judges them, and a rep sends them. */
export function templateStory(name: BrowserName): void {
	describe(`a manager writes templates in ${name}`, () => {
		let stack: Stack;
		let test: TestBrowser;
		let rep: ChatSteps;
		let manager: TemplateSteps;

		beforeAll(async () => {
			[stack, test] = await Promise.all([startStack(), launch(name)]);
			await stack.control('reviewer', { mode: 'auto', afterMs: 500 });
			rep = chatSteps(stack, test);
			await rep.pairBrowser();
			manager = await templateSteps(test);
		});
		afterAll(async () => {
			await test?.close();
			await stack?.close();
		});

		const created = async (template: string) => {
			const { requests } = await stack.control<Calls>('requests', {});
			return requests.filter(call => call.method === 'POST' && call.body?.name === template).length;
		};

		it('writes one, and is told as they type what WhatsApp would refuse', async () => {
			await manager.openTemplates();
			await manager.begin();
			await manager.fill('builder-label', 'Ready to collect');
			expect(await manager.value('builder-name')).toBe('ready_to_collect');
			await manager.choose('builder-category', 'utility');
			await manager.fill('builder-body', 'Hello {{1}}, your order is ready. It waits for you until {{2}}');
			const problems = (await manager.problems()).join('\n');
			expect(problems).toMatch(/ends? with a variable/);
			expect(problems).toMatch(/sample for \{\{1\}\}/);
			await screenshot(manager.page, `templates-${name}-problems`);
		});

		it('mends it, sees it as on a phone, and submits it once', async () => {
			await manager.fill(
				'builder-body',
				'Hello {{1}}, your order is ready. It waits until {{2}} in our shop.',
			);
			await manager.fill('sample-body.1', 'Ann');
			await manager.fill('sample-body.2', 'Friday');
			await manager.previewShows('Hello Ann, your order is ready. It waits until Friday in our shop.');
			await manager.seeReady();
			await screenshot(manager.page, `templates-${name}-ready`);
			await manager.press('builder-submit');
			await manager.rowIs('ready_to_collect', 'pending');
			expect(await created('ready_to_collect')).toBe(1);
		});

		it('sees it approved without asking, and a rep sends it from the card', async () => {
			await manager.rowIs('ready_to_collect', 'approved');
			await rep.openCard();
			await rep.chooseTemplate('ready_to_collect', await manager.languageOf('ready_to_collect'));
			await rep.fillTemplate({ 'body.1': 'Ana', 'body.2': 'Friday' });
			await rep.sendTemplate();
			await rep.sidebarSees('Hello Ana, your order is ready', { status: 'delivered' });
			await rep.openPhone();
			await rep.openPhoneChat();
			await rep.phoneSees('It waits until Friday in our shop.');
		});

		it('sees why one was rejected, copies it, and mends the copy', async () => {
			await manager.openTemplates();
			await manager.begin();
			await manager.fill('builder-label', 'News');
			await manager.fill('builder-name', 'news_reject_promotional');
			await manager.choose('builder-category', 'utility');
			await manager.fill('builder-body', 'Hello, your account has news. Look at them whenever you like.');
			await manager.seeReady();
			await manager.press('builder-submit');
			const row = await manager.rowIs('news_reject_promotional', 'rejected');
			expect(row.toLowerCase()).toContain('promotional');
			await screenshot(manager.page, `templates-${name}-rejected`);
			await manager.act('news_reject_promotional', 'template-copy');
			await manager.fill('builder-name', 'account_news');
			await manager.fill(
				'builder-body',
				'Hello, your account was changed today. Look at it if that was not you.',
			);
			await manager.seeReady();
			await manager.press('builder-submit');
			await manager.rowIs('account_news', 'approved');
		});
	});
}
