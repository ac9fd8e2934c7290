import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import puppeteer, { type Browser, type Frame, type Page, type Target } from 'puppeteer-core';
import { type BrowserName, findBrowser } from './browser-paths.ts';

/** A browser with the extension in it. */
export interface TestBrowser {
	readonly name: BrowserName;
	readonly browser: Browser;
	/** The extension's own pages stand below this: `chrome-extension://…/`, `moz-extension://…/`. */
	readonly baseUrl: string;
	close(): Promise<void>;
}

const ROOT = join(import.meta.dirname, '../..');
/** Firefox gives each installation a random address; the tests need to know it. */
const FIREFOX_UUID = '5f3c1c52-7f0b-4b55-9d7e-0a4e5d1c2b3a';
const GECKO_ID = 'crm-chat-bridge@example.org';

/** Where `wxt build` put the extension. `EXTENSION_OUTPUT` may name another output folder. */
export function extensionDir(name: BrowserName): string {
	const output = process.env.EXTENSION_OUTPUT ?? join(ROOT, '.output');
	return join(output, name === 'chromium' ? 'chrome-mv3' : 'firefox-mv2');
}

export interface LaunchWish {
	/** The built extension; `extensionDir()` by default. */
	readonly extension?: string;
	/** The language of the browser's own texts; `en-US` by default. */
	readonly language?: string;
}

/** Starts Chromium, headless, with the extension loaded. */
export async function launchChromium(wish: LaunchWish = {}): Promise<TestBrowser> {
	const browser = await puppeteer.launch({
		executablePath: programOf('chromium'),
		headless: true,
		pipe: true,
		enableExtensions: [wish.extension ?? extensionDir('chromium')],
		args: [
			'--no-sandbox',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
			`--lang=${wish.language ?? 'en-US'}`,
			// A microphone that beeps, and a person who allows it.
			'--use-fake-device-for-media-stream',
			'--use-fake-ui-for-media-stream',
		],
	});
	const worker = await browser.waitForTarget(
		target => target.type() === 'service_worker' && target.url().startsWith('chrome-extension://'),
	);
	return {
		name: 'chromium',
		browser,
		baseUrl: new URL('/', worker.url()).href,
		close: () => browser.close(),
	};
}

/** Starts Firefox, headless, with the extension installed for the time of the run. */
export async function launchFirefox(wish: LaunchWish = {}): Promise<TestBrowser> {
	const browser = await puppeteer.launch({
		browser: 'firefox',
		executablePath: programOf('firefox'),
		headless: true,
		// Else WebDriver may not go to pages of an extension.
		args: ['-remote-allow-system-access'],
		extraPrefsFirefox: {
			'extensions.webextensions.uuids': JSON.stringify({ [GECKO_ID]: FIREFOX_UUID }),
			'intl.accept_languages': wish.language ?? 'en-US',
			'media.navigator.streams.fake': true,
			'media.navigator.permission.disabled': true,
		},
	});
	await browser.installExtension(wish.extension ?? extensionDir('firefox'));
	return {
		name: 'firefox',
		browser,
		baseUrl: `moz-extension://${FIREFOX_UUID}/`,
		close: () => browser.close(),
	};
}

/** Starts either by name, for stories that run in both. */
export function launch(name: BrowserName, wish: LaunchWish = {}): Promise<TestBrowser> {
	return name === 'chromium' ? launchChromium(wish) : launchFirefox(wish);
}

/** Opens one of the extension's own pages in a new tab: `settings.html`, `popup.html`. */
export async function openExtensionPage(test: TestBrowser, path: string): Promise<Page> {
	const page = await test.browser.newPage();
	const url = `${test.baseUrl}${path}`;
	if (test.name === 'chromium') {
		await page.goto(url);
		return page;
	}
	// Firefox goes there, but never tells that it has arrived: the page itself is asked.
	page.goto(url).catch(() => {});
	const arrived = () => page.evaluate(() => `${document.readyState} ${location.href}`).catch(() => '');
	await until(async () => (await arrived()) === `complete ${url}`, 20_000, `Firefox does not show ${url}.`);
	return page;
}

export function openSettings(test: TestBrowser, place = ''): Promise<Page> {
	return openExtensionPage(test, place ? `settings.html#${place}` : 'settings.html');
}

/**
 * Pairs the browser with a relay by the settings page, as a person does. Returns that page, which stays open. Whether it
 * worked is for the caller to see.
 */
export async function pair(test: TestBrowser, code: string): Promise<Page> {
	const page = await openSettings(test);
	const field = await page.waitForSelector('[data-test=pairing-code]');
	await field?.type(code);
	const button = await page.waitForSelector('[data-test=pair]');
	await button?.click();
	return page;
}

/**
 * The sidebar's frame in a CRM page. It stands in a closed shadow root, so that it is found by its address; Firefox tells
 * the address of an extension's frame only to the frame itself.
 */
export async function sidebarFrame(page: Page, timeoutMs = 20_000): Promise<Frame> {
	return until(() => findSidebarFrame(page), timeoutMs, 'There is no sidebar frame.');
}

/** The sidebar's frame, or null when none is open. */
export async function findSidebarFrame(page: Page): Promise<Frame | null> {
	for (const frame of page.frames()) {
		if (frame === page.mainFrame()) continue;
		if (/^(?:chrome|moz)-extension:\/\/[^/]+\/sidebar\.html/.test(await hrefOf(frame))) return frame;
	}
	return null;
}

/** Where a frame is; empty when it cannot tell. One that is being removed may never answer at all. */
export async function hrefOf(frame: Frame): Promise<string> {
	const asked = frame.evaluate(() => location.href).catch(() => '');
	return Promise.race([asked, new Promise<string>(resolve => setTimeout(resolve, 2_000, ''))]);
}

/** Ends Chromium's service worker, as the browser does after half a minute without events. Nothing in Firefox. */
export async function stopWorker(test: TestBrowser): Promise<void> {
	if (test.name !== 'chromium') return;
	for (const target of test.browser.targets()) {
		if (target.type() !== 'service_worker' || !target.url().startsWith(test.baseUrl)) continue;
		const gone = Promise.withResolvers<void>();
		const onGone = (other: Target) => other === target && gone.resolve();
		test.browser.on('targetdestroyed', onGone);
		// Chromium lets a worker that is just being asked something finish first, for a minute and more: it is told again.
		for (let isGone = false; !isGone; ) {
			const worker = await target.worker().catch(() => null);
			await worker?.close().catch(() => undefined);
			const again = new Promise<boolean>(resolve => setTimeout(() => resolve(false), 500));
			isGone = await Promise.race([gone.promise.then(() => true), again]);
		}
		test.browser.off('targetdestroyed', onGone);
	}
}

/** Replaces the extension by itself, as an update does. `page` is one of the extension's own; it is gone afterwards. */
export async function replaceExtension(test: TestBrowser, page: Page): Promise<void> {
	if (test.name === 'firefox') {
		await test.browser.installExtension(extensionDir('firefox'));
		return;
	}
	const api = 'chrome.runtime.reload()';
	// The page ends before it can answer.
	await page.evaluate(api).catch(() => {});
}

/** Saves a PNG below `.output/screenshots/` and returns its path. */
export async function screenshot(page: Page, name: string): Promise<string> {
	const path = join(ROOT, '.output/screenshots', `${name}.png`) as `${string}.png`;
	mkdirSync(dirname(path), { recursive: true });
	await page.bringToFront();
	await page.screenshot({ path });
	return path;
}

/** Waits for something to be there: asks again until it is not null, false or undefined. */
export async function until<T>(
	ask: () => Promise<T | null | undefined | false>,
	timeoutMs = 10_000,
	failure = 'It did not happen in time.',
): Promise<T> {
	const end = Date.now() + timeoutMs;
	for (;;) {
		const found = await ask();
		if (found) return found;
		if (Date.now() > end) throw new Error(failure);
		await new Promise(resolve => setTimeout(resolve, 50));
	}
}

function programOf(name: BrowserName): string {
	const path = findBrowser(name);
	if (path === null) throw new Error(`${name} is not installed. Run: node test/support/ensure-browsers.ts`);
	return path;
}
