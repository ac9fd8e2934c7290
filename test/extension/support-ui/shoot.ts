import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import puppeteer, { type Page } from 'puppeteer-core';
import { createServer } from 'vite';
import { SCENES } from './scenes.ts';
import { SETTINGS_SCENES } from './settings-scenes.ts';

/**
 * Takes pictures of the scenes and runs axe on them: `node test/extension/support-ui/shoot.ts [scene …]`. Pictures go to
 * `.output/shots`. Ends with 1 when axe finds something.
 */
const root = fileURLToPath(new URL('.', import.meta.url));
const out = fileURLToPath(new URL('../../../.output/shots/', import.meta.url));
const axe = fileURLToPath(new URL('../../../node_modules/axe-core/axe.min.js', import.meta.url));
const only = process.argv.slice(2);
mkdirSync(out, { recursive: true });

const server = await createServer({
	root,
	configFile: false,
	logLevel: 'error',
	publicDir: false,
	plugins: [
		preact(),
		{ name: 'media', configureServer: one => void one.middlewares.use('/media', serveMedia) },
	],
	server: { port: 0, host: '127.0.0.1', fs: { strict: false } },
});
await server.listen();
const address = server.resolvedUrls?.local[0] ?? '';
const browser = await puppeteer.launch({
	executablePath: '/usr/bin/chromium',
	args: [
		'--no-sandbox',
		'--disable-gpu',
		'--disable-quic',
		'--no-first-run',
		'--disable-background-networking',
		'--disable-component-update',
		'--disable-sync',
	],
});
let found = 0;

function serveMedia(
	_request: unknown,
	response: { setHeader(name: string, value: string): void; end(body: string): void },
) {
	response.setHeader('content-type', 'image/svg+xml');
	response.end(picture);
}
const picture = await import('node:fs/promises').then(fs =>
	fs.readFile(`${root}media/blue-kitchen.svg`, 'utf8'),
);

async function shoot(page: Page, name: string, query: string, width: number, file: string): Promise<void> {
	const scene = SCENES[name] ?? SETTINGS_SCENES[name];
	await page.setViewport({ width, height: 720, deviceScaleFactor: 1 });
	await page.goto(`${address}?scene=${name}${query}`);
	await page.waitForSelector('body[data-ready]');
	await page.waitForNetworkIdle({ idleTime: 150 });
	for (const [kind, selector, text = ''] of scene?.steps ?? []) {
		await page.waitForSelector(selector);
		if (kind === 'type') await page.type(selector, text);
		else if (kind === 'fill')
			await page.$eval(
				selector,
				(element, value) => {
					(element as HTMLTextAreaElement).value = value;
					element.dispatchEvent(new Event('input', { bubbles: true }));
				},
				text,
			);
		else if (kind === 'hover') await page.hover(selector);
		else if (kind === 'choose') await page.select(selector, text);
		else if (kind === 'wait') continue;
		else await page.$eval(selector, element => (element as HTMLElement).click());
	}
	await page.evaluate(() => window.dispatchEvent(new Event('steps-done')));
	await page.waitForNetworkIdle({ idleTime: 150 });
	await page.evaluate(() => Promise.all(document.getAnimations().map(one => one.finished.catch(() => null))));
	await page.screenshot({ path: `${out}${file}.png`, fullPage: name in SETTINGS_SCENES });
	await page.addScriptTag({ path: axe });
	const violations = await page.evaluate(async () => {
		const run = (
			globalThis as unknown as {
				axe: {
					run(): Promise<{
						violations: { id: string; help: string; nodes: { html: string; failureSummary: string }[] }[];
					}>;
				};
			}
		).axe;
		return (await run.run()).violations;
	});
	for (const violation of violations) {
		found++;
		console.log(`${file}: ${violation.id}: ${violation.help}`);
		for (const node of violation.nodes.slice(0, 3))
			console.log(
				`   ${node.html.slice(0, 160)}\n   ${node.failureSummary.replaceAll('\n', ' ').slice(0, 260)}`,
			);
	}
}

const page = await browser.newPage();
// Others may be busy on the same machine.
page.setDefaultTimeout(120_000);
page.on('dialog', dialog => void dialog.accept());
page.on('pageerror', error => console.log(`page error: ${error instanceof Error ? error.stack : error}`));
page.on('console', message => {
	if (message.type() === 'error') console.log(`console: ${message.text()}`);
});
for (const name of only.length > 0 ? only : [...Object.keys(SCENES), ...Object.keys(SETTINGS_SCENES)]) {
	for (const theme of ['light', 'dark']) {
		for (const width of name in SCENES ? [380, 560] : [900, 560]) {
			await shoot(page, name, `&theme=${theme}`, width, `${name}-${width}-${theme}`);
		}
	}
	await shoot(page, name, '&pseudo', 380, `${name}-380-pseudo`);
}
await browser.close();
await server.close();
console.log(`${found} findings`);
process.exit(found > 0 ? 1 : 0);
