import type { Frame, Page } from 'puppeteer-core';
import { hrefOf, screenshot, type TestBrowser, until } from '../../support/browsers.ts';

const mark = (name: string) => `[data-test="${name}"]`;

/** The list of 120 leads of the demo CRM. */
export const LIST = '/leads/list/pipeline/11/?filter[pipe][11][]=61';

/** What a person does in a list of the CRM and in the panel of recipients. */
export interface BulkSteps {
	readonly crm: Page;
	readonly panel: Frame;
	/** Opens a list, waits for its rows, and ticks the first so many. */
	openList(path: string, ticks: number): Promise<void>;
	tick(count: number): Promise<void>;
	/** Presses our button below the launcher, and waits for the panel. */
	openPanel(): Promise<void>;
	/** The panel's text at a mark, once it holds these words. */
	sees(name: string, words: string | RegExp): Promise<string>;
	click(name: string): Promise<void>;
	write(name: string, value: string): Promise<void>;
	/** Ticks a broadcast of the panel by its name. */
	chooseBroadcast(name: string): Promise<void>;
	picture(name: string): Promise<void>;
}

/** Steps in one browser; `crmUrl` says where the demo CRM is. */
export function bulkSteps(test: TestBrowser, crmUrl: (path: string) => string): BulkSteps {
	let crm: Page;
	let panel: Frame;

	const textOf = (name: string) =>
		panel.$$eval(mark(name), found => found.map(one => one.textContent ?? '').join('\n')).catch(() => '');

	async function tick(count: number): Promise<void> {
		await crm.evaluate(wanted => {
			const boxes = document.querySelectorAll<HTMLInputElement>('#list_table .list-row[data-id] input');
			for (const [at, box] of [...boxes].entries()) {
				if (box.checked !== at < wanted) box.click();
			}
		}, count);
	}

	return {
		get crm() {
			return crm;
		},
		get panel() {
			return panel;
		},
		async openList(path, ticks) {
			await crm?.close();
			crm = await test.browser.newPage();
			await crm.setViewport({ width: 1280, height: 800 });
			await crm.goto(crmUrl(path));
			await crm.waitForSelector('#list_table .list-row[data-id]', { timeout: 20_000 });
			await tick(ticks);
		},
		tick,
		async openPanel() {
			await crm.bringToFront();
			const { x, y } = await buttonSpot(crm);
			await crm.mouse.click(x, y);
			panel = await until(() => findPanel(crm), 20_000, 'There is no panel.');
			await panel.waitForSelector(mark('bulk'), { timeout: 20_000 });
		},
		sees: (name, words) =>
			until(
				async () => {
					const text = await textOf(name);
					return (typeof words === 'string' ? text.includes(words) : words.test(text)) && text;
				},
				20_000,
				`The panel does not say ${words} at ${name}.`,
			),
		async click(name) {
			await panel.waitForSelector(`${mark(name)}:not(:disabled)`, { timeout: 20_000 });
			await panel.$eval(mark(name), element => (element as HTMLElement).click());
		},
		async write(name, value) {
			await panel.waitForSelector(mark(name), { timeout: 20_000 });
			await panel.$eval(
				mark(name),
				(element, text) => {
					(element as HTMLInputElement).value = text;
					element.dispatchEvent(new Event('input', { bubbles: true }));
				},
				value,
			);
		},
		async chooseBroadcast(name) {
			await until(
				() =>
					panel.$$eval(
						'[data-test="bulk-broadcast"]',
						(rows, wanted) => {
							const row = rows.find(one => one.querySelector('strong')?.textContent === wanted);
							const box = row?.querySelector('input');
							if (box && !box.checked) box.click();
							return box !== undefined && box !== null;
						},
						name,
					),
				20_000,
				`There is no broadcast ${name}.`,
			);
		},
		async picture(name) {
			await screenshot(crm, `bulk-${test.name}-${name}`);
		},
	};
}

/** The panel's frame in a CRM page, or null. It stands in a closed shadow root, so that it is found by its address. */
export async function findPanel(page: Page): Promise<Frame | null> {
	for (const frame of page.frames()) {
		if (frame === page.mainFrame()) continue;
		if (/^(?:chrome|moz)-extension:\/\/[^/]+\/bulk\.html/.test(await hrefOf(frame))) return frame;
	}
	return null;
}

/** Where our button's middle is: of our nodes at the right edge, the second is below the launcher. */
export function buttonSpot(page: Page): Promise<{ x: number; y: number }> {
	return until(
		() =>
			page.evaluate(() => {
				const hosts = [...document.querySelectorAll(':root > [data-crm-chat-bridge]')];
				const boxes = hosts.map(host => host.getBoundingClientRect());
				const [, button] = boxes.filter(({ width }) => width > 0 && width < 60).sort((a, b) => a.y - b.y);
				return button && { x: button.x + button.width / 2, y: button.y + button.height / 2 };
			}),
		10_000,
		'There is no button for recipients.',
	);
}
