import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR_MS, SECOND_MS } from '../../../shared/lib/time.ts';
import type { BrowserName } from '../../support/browser-paths.ts';
import { launch, screenshot, stopWorker, type TestBrowser, until } from '../../support/browsers.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { type ChatSteps, chatSteps, NUMBER } from './chat-steps.ts';

/** What the sandbox tells of the calls that it got. */
interface Calls {
	requests: { path: string; body: { type?: string; text?: { body?: string } } | null; status: number }[];
}

/** The main job with the real extension, the real relay and the sandbox, each step going on from the one before. */
export function chatStory(name: BrowserName): void {
	describe(`a rep chats from the CRM tab in ${name}`, () => {
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

		/** How often the provider was asked to send this text. */
		const callsWith = async (text: string) => {
			const { requests } = await stack.control<Calls>('requests', {});
			return requests.filter(call => call.body?.text?.body === text).length;
		};

		it('offers only templates to a customer who has not written', async () => {
			await rep.openCard();
			await rep.seeClosedWindow();
			await screenshot(rep.crm, `chat-${name}-closed`);
		});

		it('sends a template filled from the page in two clicks, and its ticks move to read', async () => {
			await rep.chooseTemplate('order_update', 'en_US');
			const values = await rep.templateValues();
			expect(values.map(({ value }) => value)).toEqual(['Ana', 'LB-2041', '24.11.2026']);
			expect(values.every(({ source }) => source.includes('From'))).toBe(true);
			await screenshot(rep.crm, `chat-${name}-template`);
			const preview = await rep.sendTemplate();
			expect(preview).toContain('Hi Ana, your order LB-2041');
			await rep.sidebarSees('Hi Ana', { status: 'delivered' });
			await rep.openPhone();
			await rep.openPhoneChat();
			await rep.phoneSees('Hi Ana, your order LB-2041');
			await rep.sidebarSees('Hi Ana', { status: 'read' });
		});

		it('shows the answer at once and opens the window', async () => {
			await rep.phoneWrites('Is the blue one in stock?');
			await rep.sidebarSees('Is the blue one in stock?', { direction: 'inbound' });
			await rep.seeOpenWindow();
		});

		it('answers in free text and with a picture', async () => {
			await rep.writes('Yes, two left.');
			await rep.phoneSees('Yes, two left.');
			await rep.attachesPicture('This one');
			await rep.phoneSees('This one');
			await rep.sidebarSees('This one', { status: 'read' });
			await screenshot(rep.crm, `chat-${name}-open`);
			await screenshot(rep.phone, `chat-${name}-phone`);
		});

		it('sends once however often the button is pressed', async () => {
			await rep.types('Pressed twice');
			await rep.pressesSend(3);
			await rep.sidebarSees('Pressed twice', { status: 'read' });
			expect(await callsWith('Pressed twice')).toBe(1);
		});

		it('keeps what is written while the relay is away, and sends it once when it is back', async () => {
			await stack.killRelay();
			await rep.seeOffline();
			await rep.writes('Written while it was away');
			await rep.seesPending('Written while it was away');
			await screenshot(rep.crm, `chat-${name}-offline`);
			await stack.startRelay();
			await rep.phoneSees('Written while it was away');
			await rep.sidebarSees('Written while it was away', { status: 'read' });
			expect(await callsWith('Written while it was away')).toBe(1);
		});

		it('asks before it sends when the customer wrote since the draft was begun', async () => {
			await rep.types('Shall I reserve it?');
			await rep.phoneWrites('Never mind, I found one');
			await rep.sidebarSees('Never mind, I found one', { direction: 'inbound' });
			await rep.pressesSend(1);
			await rep.sendsAnyway(`chat-${name}-newer`);
			await rep.phoneSees('Shall I reserve it?');
			expect(await callsWith('Shall I reserve it?')).toBe(1);
		});

		it('goes on after the browser stopped the extension’s worker', async () => {
			await stopWorker(test);
			await rep.writes('After a pause');
			await rep.phoneSees('After a pause');
			await rep.phoneWrites('And back');
			await rep.sidebarSees('And back', { direction: 'inbound' });
		});

		it('still has everything after both processes were killed and started again', async () => {
			await rep.sidebarSees('After a pause', { status: 'read' });
			const before = await rep.messages();
			await stack.killAndRestart();
			await rep.openCard();
			await rep.sidebarSees('And back');
			expect(await rep.messages()).toEqual(before);
			await rep.openPhone();
			await rep.openPhoneChat();
			await rep.phoneSees('After a pause');
		});

		it('turns to templates the moment the window closes while the page is open', async () => {
			// Jonas wrote almost 24 hours ago, by the provider's clock: the window closes in a few seconds.
			const at = Math.floor((Date.now() - 24 * HOUR_MS + 12 * SECOND_MS) / SECOND_MS) * SECOND_MS;
			await stack.control('customer-writes', {
				customer: '+491713920001',
				number: NUMBER,
				message: { type: 'text', text: 'Written long ago' },
				at,
			});
			await rep.openCard('/contacts/detail/502');
			await rep.sidebarSees('Written long ago');
			await rep.seeOpenWindow();
			await rep.types('A draft that must not be lost');
			await rep.seeClosedWindow();
			await screenshot(rep.crm, `chat-${name}-just-closed`);
		});

		it('says in words why a message was not delivered, and what to do', async () => {
			await rep.openCard('/leads/detail/1005');
			await rep.seeClosedWindow();
			await rep.chooseTemplate('hello', 'en_US');
			await rep.sendTemplate();
			await rep.sidebarSees('Hello!', { status: 'failed' });
			expect(await rep.truthLine()).toMatch(/^Not delivered: .+\. .+\./);
			await screenshot(rep.crm, `chat-${name}-failed`);
		});

		// Firefox cannot be told a colour scheme from outside; the pages are the same.
		if (name === 'chromium') {
			it('has no finding of axe, light or dark', async () => {
				const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
				await rep.openCard();
				await rep.sidebarSees('And back');
				for (const scheme of ['light', 'dark']) {
					await rep.crm.emulateMediaFeatures([
						{ name: 'prefers-color-scheme', value: scheme },
						// A colour in the middle of its change is nobody's contrast.
						{ name: 'prefers-reduced-motion', value: 'reduce' },
					]);
					await rep.sidebar.evaluate(axe);
					const findings = await rep.sidebar.evaluate(async () => {
						const { axe } = globalThis as unknown as {
							axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
						};
						return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
					});
					expect(findings, scheme).toEqual([]);
					await screenshot(rep.crm, `chat-${name}-${scheme}`);
				}
				await until(async () => (await rep.messages()).length > 0);
			});
		}
	});
}
