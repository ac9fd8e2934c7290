import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserName } from '../../support/browser-paths.ts';
import { launch, type TestBrowser, until } from '../../support/browsers.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { ANA, type ChatSteps, chatSteps, NUMBER } from './chat-steps.ts';

const mark = (name: string) => `[data-test="${name}"]`;

/** A voice message from the microphone to the customer's phone: the window is the extension's own, not the CRM's page. */
export function voiceStory(name: BrowserName): void {
	describe(`a rep records a voice message in ${name}`, () => {
		let stack: Stack;
		let test: TestBrowser;
		let rep: ChatSteps;
		beforeAll(async () => {
			[stack, test] = await Promise.all([startStack(), launch(name)]);
			const message = { type: 'text', text: 'Call me?' };
			await stack.control('customer-writes', { customer: ANA, number: NUMBER, message });
			rep = chatSteps(stack, test);
			await rep.pairBrowser();
			await rep.openCard();
		});
		afterAll(async () => {
			await test?.close();
			await stack?.close();
		});

		const click = async (place: Pick<Page, 'waitForSelector' | '$eval'>, test: string) => {
			await place.waitForSelector(mark(test), { timeout: 20_000 });
			await place.$eval(mark(test), element => (element as HTMLElement).click());
		};
		/** The extension's own window, once it is there. */
		const recorder = (): Promise<Page> =>
			until(
				async () => {
					for (const page of await test.browser.pages()) {
						const href = await page.evaluate(() => location.href).catch(() => '');
						if (href.includes('/recorder.html')) return page;
					}
					return null;
				},
				20_000,
				'There is no recorder.',
			);

		it('in a window of the extension, hears it, sends it, and the customer has it', async () => {
			await rep.sidebarSees('Call me?', { direction: 'inbound' });
			await rep.crm.bringToFront();
			await click(rep.sidebar, 'more-open');
			await click(rep.sidebar, 'more-voice');
			const page = await recorder();
			await page.bringToFront();
			await click(page, 'record-start');
			await page.waitForFunction(
				() => /[1-9]/.test(document.querySelector('[data-test="record-time"]')?.textContent ?? ''),
				{ timeout: 20_000 },
			);
			await click(page, 'record-stop');
			await page.waitForSelector(mark('record-heard'), { timeout: 20_000 });
			await click(page, 'record-use');
			await rep.crm.bringToFront();
			await rep.sidebar.waitForSelector(mark('attachment'), { timeout: 20_000 });
			await click(rep.sidebar, 'send');
			const sent = await until(
				async () => {
					const { requests } = await stack.control<{ requests: { body: unknown; path: string }[] }>(
						'requests',
						{},
					);
					return requests.find(({ body }) => (body as { type?: string } | null)?.type === 'audio') ?? null;
				},
				20_000,
				'No voice message went out.',
			);
			expect(sent.body).toMatchObject({ type: 'audio', audio: { voice: true } });
		});
	});
}
