import { fileURLToPath } from 'node:url';
import type { Frame, Page } from 'puppeteer-core';
import { pair, screenshot, sidebarFrame, type TestBrowser, until } from '../../support/browsers.ts';
import type { Stack } from '../../support/stack.ts';
import { launcherSpot, pressLauncher } from './page-probe.ts';

/** The first contact of the demo CRM's lead 1001, and the sandbox's name of the demo channel's number. */
export const ANA = '+5531990000001';
export const NUMBER = 'd360-berlin';
const PICTURE = fileURLToPath(new URL('../../../relay/sandbox/samples/sample.png', import.meta.url));

const mark = (name: string, more = '') => `[data-test=${name}]${more}`;
const message = (more: string) => mark('message', more);

/** What both the stories and the tour do, step by step, as a rep and a customer do it. */
export interface ChatSteps {
	readonly crm: Page;
	readonly phone: Page;
	readonly sidebar: Frame;
	pairBrowser(): Promise<void>;
	/** Opens a record of the demo CRM and the sidebar on it; the contact's name shows. */
	openCard(path?: string): Promise<void>;
	/** Waits until only templates can be sent. */
	seeClosedWindow(): Promise<void>;
	chooseTemplate(name: string, language: string): Promise<void>;
	/** The values of the form by slot, and where each came from. */
	templateValues(): Promise<{ slot: string; value: string; source: string }[]>;
	/** Writes values into the form, by slot. */
	fillTemplate(values: Readonly<Record<string, string>>): Promise<void>;
	sendTemplate(): Promise<string>;
	openPhone(): Promise<void>;
	openPhoneChat(): Promise<void>;
	phoneSees(text: string): Promise<void>;
	phoneWrites(text: string): Promise<void>;
	/** Waits until a message that holds this text stands in the sidebar; with a status, until it has it. */
	sidebarSees(text: string, more?: { status?: string; direction?: 'inbound' | 'outbound' }): Promise<void>;
	seeOpenWindow(): Promise<void>;
	writes(text: string): Promise<void>;
	types(text: string): Promise<void>;
	/** Presses Send so many times at once. */
	pressesSend(times: number): Promise<void>;
	seeOffline(): Promise<void>;
	/** Waits until this text stands in the sidebar as not yet with the relay. */
	seesPending(text: string): Promise<void>;
	/** Waits for the question whether to send all the same, and says yes. */
	sendsAnyway(picture: string): Promise<void>;
	/** What stands under the last message that needs a word. */
	truthLine(): Promise<string>;
	attachesPicture(caption: string): Promise<void>;
	/** Every message of the sidebar: direction, kind, status, text. */
	messages(): Promise<{ direction: string; kind: string; status: string; text: string }[]>;
}

export function chatSteps(stack: Stack, test: TestBrowser): ChatSteps {
	let crm: Page;
	let phone: Page;
	let sidebar: Frame;

	const wait = (selector: string, frame: Frame | Page = sidebar) =>
		frame.waitForSelector(selector, { timeout: 20_000 });
	const press = async (selector: string, frame: Frame | Page = sidebar) => {
		await wait(selector, frame);
		await frame.$eval(selector, element => (element as HTMLElement).click());
	};
	const has = (frame: Frame | Page, selector: string, text: string) =>
		frame.$$eval(
			selector,
			(elements, wanted) => elements.some(element => element.textContent?.includes(wanted)),
			text,
		);

	/** A page in the background is not drawn: whoever looks at one turns to it first. */
	const look = async (page: Page) => {
		if (page) await page.bringToFront();
	};

	return {
		get crm() {
			return crm;
		},
		get phone() {
			return phone;
		},
		get sidebar() {
			return sidebar;
		},
		async pairBrowser() {
			const page = await pair(test, await stack.pairingCode());
			await page.waitForSelector(mark('nav-channels'), { timeout: 20_000 });
			await page.waitForSelector(mark('channel-row'), { timeout: 20_000 });
			await page.close();
		},
		async openCard(path = '/leads/detail/1001') {
			crm ??= await test.browser.newPage();
			await look(crm);
			await crm.setViewport({ width: 1360, height: 860 });
			await crm.goto(stack.crmUrl(path));
			await launcherSpot(crm);
			const open = await until(async () => crm.frames().length > 1, 1500).catch(() => false);
			if (!open) await pressLauncher(crm);
			sidebar = await sidebarFrame(crm);
			await wait(mark('contact-name'));
		},
		async seeClosedWindow() {
			await look(crm);
			await wait(mark('choose-template'));
			await wait(mark('window-clock', '[data-state=closed]'));
			if (await sidebar.$(mark('composer-input')))
				throw new Error('Free text can be written though the window is closed.');
		},
		async chooseTemplate(name, language) {
			await look(crm);
			await press(mark('choose-template'));
			await wait(mark('template-search'));
			await sidebar.type(mark('template-search'), name.replaceAll('_', ' '));
			await press(mark('template-option', `[data-name=${name}][data-language=${language}]`));
			await wait(mark('template-preview'));
		},
		templateValues: () =>
			sidebar.$$eval('[data-test=template-field]', fields =>
				fields.map(field => ({
					slot: field.getAttribute('data-slot') ?? '',
					value: field.querySelector('input')?.value ?? '',
					source: field.querySelector('[data-test=template-source]')?.textContent ?? '',
				})),
			),
		async fillTemplate(values) {
			await look(crm);
			for (const [slot, value] of Object.entries(values)) {
				const selector = `${mark('template-field', `[data-slot="${slot}"]`)} input`;
				const input = await wait(selector);
				await sidebar.$eval(selector, element => (element as HTMLInputElement).select());
				await input?.press('Backspace');
				await input?.type(value);
			}
		},
		async sendTemplate() {
			await look(crm);
			const preview = await sidebar.$eval(mark('template-preview'), element => element.textContent ?? '');
			await press(mark('template-send'));
			await wait(message('[data-kind=template]'));
			return preview;
		},
		async openPhone() {
			phone ??= await test.browser.newPage();
			await look(phone);
			await phone.setViewport({ width: 460, height: 860 });
			await phone.goto(`${stack.sandboxUrl}/phone?customer=${encodeURIComponent(ANA)}`);
			await phone.waitForSelector(mark('phone-chat'), { timeout: 20_000 });
		},
		async openPhoneChat() {
			await look(phone);
			await press(mark('phone-chat', `[data-number="${NUMBER}"]`), phone);
		},
		async phoneSees(text) {
			await look(phone);
			await until(
				() => has(phone, mark('phone-message'), text),
				20_000,
				`The phone does not show “${text}”.`,
			);
		},
		async phoneWrites(text) {
			await look(phone);
			await phone.type(mark('phone-input'), text);
			await press(mark('phone-send'), phone);
		},
		async sidebarSees(text, more = {}) {
			await look(crm);
			const selector = message(
				`${more.status ? `[data-status=${more.status}]` : ''}${more.direction ? `[data-direction=${more.direction}]` : ''}`,
			);
			await until(
				() => has(sidebar, selector, text),
				20_000,
				`The sidebar does not show “${text}” ${more.status ?? ''}.`,
			);
		},
		async seeOpenWindow() {
			await look(crm);
			await wait(mark('window-clock', '[data-state=open]'));
			await wait(mark('composer-input'));
		},
		async writes(text) {
			await look(crm);
			await sidebar.type(mark('composer-input'), text);
			await press(mark('send'));
		},
		async types(text) {
			await look(crm);
			await wait(mark('composer-input'));
			await sidebar.type(mark('composer-input'), text);
		},
		async pressesSend(times) {
			await wait(mark('send'));
			await sidebar.$eval(
				mark('send'),
				(element, count) => {
					for (let press = 0; press < count; press += 1) (element as HTMLElement).click();
				},
				times,
			);
		},
		async seeOffline() {
			await look(crm);
			await wait(mark('offline-line'));
		},
		async seesPending(text) {
			await until(() => has(sidebar, mark('pending'), text), 20_000, `“${text}” is not pending.`);
		},
		async sendsAnyway(picture) {
			await look(crm);
			await wait(mark('newer-message'));
			await screenshot(crm, picture);
			await press(mark('send-anyway'));
		},
		async truthLine() {
			await wait(mark('truth-line'));
			return sidebar.$$eval(
				mark('truth-line'),
				elements => elements.at(-1)?.querySelector('p')?.textContent ?? elements.at(-1)?.textContent ?? '',
			);
		},
		async attachesPicture(caption) {
			await look(crm);
			const input = await wait(mark('attach-input'));
			await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(PICTURE);
			await wait(mark('attachment'));
			await sidebar.type(mark('composer-input'), caption);
			await press(mark('send'));
		},
		messages: () =>
			sidebar.$$eval('[data-test=message]', elements =>
				elements.map(element => ({
					direction: element.getAttribute('data-direction') ?? '',
					kind: element.getAttribute('data-kind') ?? '',
					status: element.getAttribute('data-status') ?? '',
					text: element.textContent ?? '',
				})),
			),
	};
}
