import type { Frame, Page } from 'puppeteer-core';
import type {
	FromBackground,
	PageToSidebar,
	SidebarLayout,
	SidebarToPage,
} from '../../../extension/connection/page-messages.ts';
import type { Result } from '../../../shared/contract/result.ts';
import { until } from '../../support/browsers.ts';

/** Every node of ours carries it. */
const MARK = '[data-crm-chat-bridge]';

/**
 * What a sidebar hears from the page. The probe opens a port of its own in the sidebar's frame, with the frame's own
 * nonce, so that these stories do not depend on how the sidebar looks.
 */
export interface SidebarProbe {
	/** Everything heard since, in order. */
	heard(): Promise<readonly PageToSidebar[]>;
	/** Whether the background has confirmed the frame. */
	verdict(): Promise<'hello' | 'not-confirmed'>;
	say(message: SidebarToPage): Promise<void>;
}

interface Probe {
	verdict: 'hello' | 'not-confirmed' | null;
	readonly heard: PageToSidebar[];
	readonly port: ExtensionPort;
}

interface ExtensionPort {
	postMessage(message: unknown): void;
	disconnect(): void;
	readonly onMessage: { addListener(listener: (message: FromBackground) => void): void };
}

interface ExtensionApi {
	readonly runtime: { connect(info: { name: string }): ExtensionPort };
	readonly storage: { readonly local: { set(items: Record<string, unknown>): Promise<void> } };
}

/** What stands in the global scope of our own pages. */
type ExtensionPage = { readonly browser?: ExtensionApi; readonly chrome: ExtensionApi; probe?: Probe };

/** Opens a probe in an extension frame. */
export async function probeSidebar(frame: Frame): Promise<SidebarProbe> {
	await frame.evaluate(() => {
		const here = globalThis as unknown as ExtensionPage;
		const port = (here.browser ?? here.chrome).runtime.connect({
			name: `sidebar:${location.hash.slice(1)}`,
		});
		const probe: Probe = { verdict: null, heard: [], port };
		here.probe = probe;
		port.onMessage.addListener(message => {
			if (message.type === 'from-page') probe.heard.push(message.message as PageToSidebar);
			if (message.type === 'hello' || message.type === 'not-confirmed') probe.verdict = message.type;
			if (message.type === 'hello') port.postMessage({ type: 'to-page', message: { kind: 'ready' } });
		});
	});
	return {
		heard: () => frame.evaluate(() => (globalThis as unknown as ExtensionPage).probe?.heard ?? []),
		verdict: () =>
			until(
				() => frame.evaluate(() => (globalThis as unknown as ExtensionPage).probe?.verdict ?? null),
				10_000,
				'The background says nothing.',
			),
		say: message =>
			frame.evaluate(said => {
				const { probe } = globalThis as unknown as ExtensionPage;
				// A turn later: the frame may be gone by what it says, and whoever asked gets the answer first.
				setTimeout(() => probe?.port.postMessage({ type: 'to-page', message: said }));
			}, message),
	};
}

/** Waits until the newest record that the sidebar has heard of fits. */
export function recordHeard(
	probe: SidebarProbe,
	fits: (message: Extract<PageToSidebar, { kind: 'record' }>) => boolean,
): Promise<Extract<PageToSidebar, { kind: 'record' }>> {
	return until(
		async () => {
			const records = (await probe.heard()).filter(message => message.kind === 'record');
			const newest = records.at(-1);
			return newest && fits(newest) ? newest : null;
		},
		10_000,
		'The sidebar has not heard of such a record.',
	);
}

/** Asks the background from one of our own pages, as the settings do. */
export function askBackground(
	page: Page,
	message: { readonly type: string } & Record<string, unknown>,
): Promise<Result<unknown>> {
	return page.evaluate(
		said =>
			new Promise<Result<unknown>>(resolve => {
				const here = globalThis as unknown as ExtensionPage;
				const port = (here.browser ?? here.chrome).runtime.connect({ name: 'settings' });
				port.onMessage.addListener(heard => {
					if (heard.type !== 'result') return;
					port.disconnect();
					resolve(heard.result);
				});
				port.postMessage({ ...said, id: 1 });
			}),
		message,
	);
}

/** Sets how the next page finds the sidebar. `page` is one of our own. */
export function keepLayout(page: Page, layout: SidebarLayout): Promise<void> {
	return page.evaluate(kept => {
		const here = globalThis as unknown as ExtensionPage;
		return (here.browser ?? here.chrome).storage.local.set({ 'sidebar-layout': kept });
	}, layout);
}

/** Where the launcher's middle is. */
export async function launcherSpot(page: Page): Promise<{ x: number; y: number }> {
	return until(
		() =>
			page.evaluate(mark => {
				const host = document.documentElement.querySelector(`:scope > ${mark}`);
				const box = host?.getBoundingClientRect();
				return box && box.width > 0 ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : null;
			}, MARK),
		10_000,
		'There is no launcher.',
	);
}

export async function pressLauncher(page: Page): Promise<void> {
	const { x, y } = await launcherSpot(page);
	await page.mouse.click(x, y);
}

/** Presses one of the chat buttons, in the order of the page. */
export async function pressChatButton(page: Page, index: number): Promise<void> {
	const spot = await page.evaluate(
		(mark, at) => {
			const box = document.querySelectorAll(`body ${mark}`)[at]?.getBoundingClientRect();
			return box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : null;
		},
		MARK,
		index,
	);
	if (!spot) throw new Error(`There is no chat button ${index}.`);
	await page.mouse.click(spot.x, spot.y);
}

/** How many chat buttons each phone row has that holds a number, and how many there are elsewhere. */
export function countButtons(page: Page): Promise<{ perPhone: number[]; elsewhere: number }> {
	return page.evaluate(mark => {
		const rows = [...document.querySelectorAll('[data-pei-code="phone"]')];
		const full = rows.filter(row => row.querySelector<HTMLInputElement>('[data-type="phone"]')?.value);
		const perPhone = full.map(row => row.querySelectorAll(mark).length);
		const all = document.querySelectorAll(`body ${mark}`).length;
		return { perPhone, elsewhere: all - perPhone.reduce((sum, count) => sum + count, 0) };
	}, MARK);
}

/** Waits for one button beside each of so many phones, and none elsewhere. */
export function waitForButtons(page: Page, phones: number): Promise<unknown> {
	return until(
		async () => {
			const { perPhone, elsewhere } = await countButtons(page);
			return perPhone.length === phones && perPhone.every(count => count === 1) && elsewhere === 0;
		},
		10_000,
		`There is not one chat button beside each of ${phones} phones.`,
	);
}

/**
 * The boxes of everything on the page, with our nodes and, in the same moment, without them. Equal lists mean that we move
 * nothing.
 */
export function boxesWithAndWithout(page: Page): Promise<{ with: string[]; without: string[] }> {
	return page.evaluate(mark => {
		const ours = [...document.querySelectorAll(mark)];
		const boxes = () => [
			`${document.documentElement.scrollWidth} ${document.documentElement.scrollHeight}`,
			...[...document.body.querySelectorAll('*')]
				.filter(element => !ours.includes(element))
				.map(element => {
					const { x, y, width, height } = element.getBoundingClientRect();
					return `${element.tagName} ${x} ${y} ${width} ${height} ${element.scrollWidth} ${element.scrollHeight}`;
				}),
		];
		const before = boxes();
		const places = ours.map(node => ({ node, parent: node.parentNode }));
		for (const node of ours) node.remove();
		const after = boxes();
		for (const { node, parent } of places) parent?.appendChild(node);
		return { with: before, without: after };
	}, MARK);
}

/** How many nodes of ours the page has. */
export function countMarks(page: Page): Promise<number> {
	return page.evaluate(mark => document.querySelectorAll(mark).length, MARK);
}
