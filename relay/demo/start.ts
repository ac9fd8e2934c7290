import { accessSync, constants, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DEMO_CRM_HOST } from '../sandbox/seed.ts';
import { findBrowser, openBrowser, profileIn } from './browser.ts';
import { DemoError, type Part, ROOT, run, startPart } from './process.ts';
import { pairingCode, seedDemo, seedInstagram, seedTelegram } from './seed.ts';

/**
 * `npm start`: builds the extension, runs the sandbox and the relay, connects the one to the other on the first run, and
 * says where to look. Ctrl-C stops all of it; what was said is still there at the next start.
 */
async function main(): Promise<void> {
	const dataDir = resolve(process.env.DATA_DIR || join(ROOT, '.data'));
	const relayPort = process.env.PORT || '8787';
	const sandboxPort = process.env.SANDBOX_PORT || '8788';
	needFolder(dataDir);
	const parts: Part[] = [];
	let stopping: Promise<void> | null = null;
	const stop = (code: number) => {
		stopping ??= (async () => {
			await Promise.all(parts.toReversed().map(part => part.stop()));
			process.exit(code);
		})();
		return stopping;
	};
	process.on('SIGINT', () => void stop(0));
	process.on('SIGTERM', () => void stop(0));

	try {
		say('Building the extension …');
		await run(process.execPath, ['node_modules/wxt/bin/wxt.mjs', 'build']);
		const sandboxUrl = `http://localhost:${sandboxPort}`;
		const relayUrl = `http://127.0.0.1:${relayPort}`;
		parts.push(
			await startPart(
				'sandbox',
				'relay/sandbox/main.ts',
				{ PORT: sandboxPort, DATA_DIR: dataDir, HOST: '127.0.0.1' },
				() => undefined,
			),
		);
		const relayEnv = {
			PORT: relayPort,
			DATA_DIR: dataDir,
			HOST: '127.0.0.1',
			ALLOW_PRIVATE_NETWORK: '1',
			LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
		};
		parts.push(
			await startPart(
				'relay',
				'relay/main.ts',
				{ ...relayEnv, LOG_LEVEL: process.env.LOG_LEVEL || 'info' },
				line => showTrouble(line),
			),
		);
		const sandboxHere = `http://127.0.0.1:${sandboxPort}`;
		const run1 = await seedDemo(relayUrl, sandboxHere, dataDir, relayEnv);
		if (run1 === 'first') {
			await seedTelegram(relayUrl, sandboxHere, dataDir);
			await seedInstagram(relayUrl, sandboxHere, dataDir);
		}
		const code = await pairingCode(relayEnv);
		const crm = `http://${DEMO_CRM_HOST}:${sandboxPort}/leads/detail/1001`;
		const phone = `${sandboxUrl}/phone`;
		const browser = findBrowser();
		tell({ run: run1, crm, phone, sandboxUrl, relayUrl, code, opens: browser !== null });
		if (browser !== null) {
			await openBrowser({
				executable: browser,
				extension: join(ROOT, '.output/chrome-mv3'),
				profile: profileIn(dataDir),
				code,
				pages: [phone, crm],
			});
		}
		for (const part of parts) {
			void part.ended.then(exit => {
				if (stopping) return;
				process.stderr.write(
					`The ${part.name} ended by itself (${exit}). Everything is stopped; start again with npm start.\n`,
				);
				void stop(1);
			});
		}
	} catch (error) {
		process.stderr.write(
			`${error instanceof DemoError ? error.message : error instanceof Error ? error.stack : error}\n`,
		);
		await stop(1);
	}
}

function needFolder(dataDir: string): void {
	try {
		mkdirSync(dataDir, { recursive: true });
		accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
	} catch {
		process.stderr.write(`The folder ${dataDir} cannot be written. Set DATA_DIR to another folder.\n`);
		process.exit(1);
	}
}

/** The relay's log is for support; what a person must know of it is shown. */
function showTrouble(line: string): void {
	try {
		const entry = JSON.parse(line) as { level?: string; msg?: string };
		if (entry.level === 'warn' || entry.level === 'error') process.stderr.write(`relay: ${entry.msg}\n`);
	} catch {
		process.stderr.write(`relay: ${line}\n`);
	}
}

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}

function tell(found: {
	run: 'first' | 'again';
	crm: string;
	phone: string;
	sandboxUrl: string;
	relayUrl: string;
	code: string;
	opens: boolean;
}): void {
	say('');
	say(`  Demo CRM           ${found.crm}`);
	say(`  Customer’s phone   ${found.phone}`);
	say(`  Sandbox            ${found.sandboxUrl}   (faults, magic numbers, request log)`);
	say(`  Relay              ${found.relayUrl}`);
	say('');
	if (found.opens) {
		say('A browser opens with the extension loaded and paired.');
	} else {
		say(
			'Load the extension: open chrome://extensions, switch on Developer mode, press “Load unpacked” and choose',
		);
		say(`  ${join(ROOT, '.output/chrome-mv3')}`);
		say(
			'then press the extension’s button, open its settings and paste this pairing code (valid for 30 minutes):',
		);
		say(`  ${found.code}`);
	}
	say('');
	say(
		found.run === 'first'
			? 'WhatsApp, Telegram and Instagram channels are connected to the sandbox. What to do first:'
			: 'What was said before is still there. To go on:',
	);
	say('  1. On the demo CRM’s card press the chat button at the page’s edge: the sidebar opens.');
	say('  2. The customer has not written, so choose a template; its values come from the card. Send it.');
	say(
		'  3. On the customer’s phone open the chat (the ticks turn blue) and answer: the bubble appears, the window opens.',
	);
	say('Ctrl-C stops everything.');
}

await main();
