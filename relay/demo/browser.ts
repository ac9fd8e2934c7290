import { existsSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer-core';

/** Where browsers that load unpacked extensions usually are. */
const PLACES = [
	process.env.CHROMIUM_PATH,
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/usr/bin/microsoft-edge',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** A browser and a display to show it on, or null. */
export function findBrowser(): string | null {
	const hasDisplay =
		process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
	return hasDisplay ? (PLACES.find(place => place !== undefined && existsSync(place)) ?? null) : null;
}

/** Opens a browser with the extension loaded and paired, on the demo CRM and the customer's phone. */
export async function openBrowser(options: {
	executable: string;
	extension: string;
	profile: string;
	code: string;
	pages: string[];
	headless?: boolean;
}): Promise<Browser> {
	const browser = await puppeteer.launch({
		executablePath: options.executable,
		headless: options.headless ?? false,
		pipe: true,
		enableExtensions: [options.extension],
		userDataDir: options.profile,
		defaultViewport: null,
		args: ['--no-first-run', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
	});
	await pairExtension(browser, options.code);
	for (const page of options.pages) await (await browser.newPage()).goto(page);
	return browser;
}

async function pairExtension(browser: Browser, code: string): Promise<void> {
	const worker = await browser.waitForTarget(
		target => target.type() === 'service_worker' && target.url().startsWith('chrome-extension://'),
	);
	const page = await browser.newPage();
	await page.goto(new URL('settings.html', worker.url()).href);
	const field = await page.waitForSelector('[data-test=pairing-code], [data-test=relay-state]');
	const isField = await field?.evaluate(element => element.getAttribute('data-test') === 'pairing-code');
	if (isField) {
		await page.type('[data-test=pairing-code]', code);
		await page.click('[data-test=pair]');
		await page.waitForSelector('[data-test=nav-channels], [data-test=relay-state]');
	}
	await page.close();
}

export function profileIn(dataDir: string): string {
	return join(dataDir, 'browser');
}
