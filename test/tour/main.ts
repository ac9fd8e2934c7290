import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { broadcastSteps } from '../browser/stories/broadcast-steps.ts';
import { bulkSteps, LIST } from '../browser/stories/bulk-steps.ts';
import { chatSteps } from '../browser/stories/chat-steps.ts';
import { templateSteps } from '../browser/stories/template-steps.ts';
import { launchChromium, openSettings } from '../support/browsers.ts';
import { type Stack, startStack } from '../support/stack.ts';

/**
 * `npm run tour`: drives the whole story headless in a real browser with the built extension, prints each step, and takes the
 * README's screenshots.
 */
const PICTURES = fileURLToPath(new URL('./pictures/', import.meta.url));
const began = Date.now();
let stack: Stack | null = null;

function tell(text: string): void {
	process.stdout.write(`${((Date.now() - began) / 1000).toFixed(1).padStart(5)} s  ${text}\n`);
}

async function picture(page: Page, name: string): Promise<void> {
	await page.bringToFront();
	await page.screenshot({ path: `${PICTURES}${name}.png` });
}

async function whatsAppOf(running: Stack): Promise<string> {
	const { channels } = await running.asOwner<{ channels: { id: string; type: string }[] }>(
		'channel/list',
		{},
	);
	return channels.find(channel => channel.type === 'whatsapp')?.id ?? '';
}

try {
	mkdirSync(PICTURES, { recursive: true });
	stack = await startStack();
	tell('The relay and the sandbox run; a channel is connected to the sandbox.');
	const test = await launchChromium();
	const rep = chatSteps(stack, test);
	await rep.pairBrowser();
	tell('A browser with the extension is paired by a one-time code.');
	await rep.openCard();
	await rep.seeClosedWindow();
	tell('On the lead card the sidebar opens. The customer has not written: only templates can be sent.');
	await rep.chooseTemplate('order_update', 'en_US');
	const values = await rep.templateValues();
	tell(
		`A template is chosen; its values come from the page: ${values.map(({ value }) => value).join(', ')}.`,
	);
	await picture(rep.crm, 'template');
	tell(`Sent: “${(await rep.sendTemplate()).slice(0, 70)}…”`);
	await rep.openPhone();
	await rep.openPhoneChat();
	await rep.phoneSees('Hi Ana');
	await rep.sidebarSees('Hi Ana', { status: 'read' });
	tell('The customer’s phone shows it; the ticks moved to read.');
	await rep.phoneWrites('Is the blue one in stock?');
	await rep.sidebarSees('Is the blue one in stock?', { direction: 'inbound' });
	await rep.seeOpenWindow();
	tell('The customer answers: the bubble appears, the window’s clock runs.');
	await rep.writes('Yes, two left.');
	await rep.phoneSees('Yes, two left.');
	await rep.attachesPicture('This one');
	await rep.phoneSees('This one');
	await rep.sidebarSees('This one', { status: 'read' });
	tell('The rep answers in free text and with a picture.');
	await picture(rep.crm, 'conversation');
	await picture(rep.phone, 'phone');
	await rep.crm.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
	await picture(rep.crm, 'conversation-dark');
	const before = await rep.messages();
	await stack.killAndRestart();
	tell('Both processes were killed (SIGKILL) and started again.');
	await rep.openCard();
	await rep.sidebarSees('This one');
	const after = await rep.messages();
	if (JSON.stringify(after) !== JSON.stringify(before))
		throw new Error('After the restart the conversation is not the same.');
	tell(`Everything is still there: ${after.length} messages, each with its ticks.`);
	const manager = await templateSteps(test);
	await manager.openTemplates();
	await manager.begin();
	await manager.fill('builder-label', 'Ready to collect');
	await manager.choose('builder-category', 'utility');
	await manager.fill('builder-body', 'Hello {{1}}, your *order* is ready. It waits for you until {{2}}');
	tell(`A manager writes a template. What WhatsApp would refuse: ${(await manager.problems())[0]}`);
	await manager.fill('builder-body', 'Hello {{1}}, your *order* is ready. It waits until {{2}} in our shop.');
	await manager.fill('sample-body.1', 'Ann');
	await manager.fill('sample-body.2', 'Friday');
	await manager.seeReady();
	await picture(manager.page, 'builder');
	await manager.press('builder-submit');
	await manager.rowIs('ready_to_collect', 'approved');
	tell('Mended and submitted; the reviewer approved it, and the list shows it without asking.');
	await picture(manager.page, 'templates');
	const list = bulkSteps(test, stack.crmUrl);
	await list.openList(LIST, 3);
	await stack.asOwner('broadcast/save', {
		broadcastId: 'tour',
		plan: { name: 'Spring sale', channelId: await whatsAppOf(stack), perMinute: 1800 },
	});
	await list.openPanel();
	await list.sees('bulk-filter-count', '120 match');
	await list.click('bulk-filter');
	await list.chooseBroadcast('Spring sale');
	await list.click('bulk-add');
	await list.sees('bulk-phase', 'Recipients added');
	tell(`From the CRM’s list: ${await list.sees('bulk-added', 'recipients added')}.`);
	await picture(list.crm, 'bulk');
	const page = await openSettings(test, 'broadcasts?open=tour');
	await page.setViewport({ width: 1180, height: 900 });
	const sender = broadcastSteps(test, page);
	await sender.takesTemplate('order_update', 'American');
	await sender.choose('content-body.1-source', 'contact.first_name');
	await sender.write('content-body.2', 'LB-2041');
	await sender.write('content-body.3', 'Friday');
	await sender.press('broadcast-save');
	await sender.sees('plan-state', /Saved/);
	await sender.press('tab-rehearsal');
	tell(`The rehearsal: “${await sender.sees('launch', /^Send to/)}”.`);
	await picture(page, 'rehearsal');
	await sender.press('launch');
	await sender.sees('broadcast-state', /Completed/);
	tell(`Sent to ${await sender.number('sent')} people, each once.`);
	await page.waitForSelector('[data-test="analytics"] canvas', { timeout: 20_000 });
	await picture(page, 'broadcast');
	await test.close();
} catch (error) {
	process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
	process.exitCode = 1;
} finally {
	await stack?.close();
}
