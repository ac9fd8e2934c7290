import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { chatSteps } from '../browser/stories/chat-steps.ts';
import { launchChromium } from '../support/browsers.ts';
import { startStack } from '../support/stack.ts';
import { median, round } from './intake.ts';

/** Webhook POST → bubble drawn in the sidebar of a real browser, against a bare socket.io round trip in the same run. */
export async function benchBubble(samples = 40): Promise<object> {
	const plain = await bareRoundTrips(samples);
	const stack = await startStack();
	const test = await launchChromium();
	try {
		const rep = chatSteps(stack, test);
		await rep.pairBrowser();
		await rep.openCard();
		await rep.seeClosedWindow();
		const { numbers } = await stack.control<{
			numbers: { id: string; webhook: { url: string; headers: Record<string, string> } | null }[];
		}>('state');
		const webhook = numbers.find(number => number.id === 'd360-berlin')?.webhook;
		if (!webhook) throw new Error('The relay registered no webhook.');
		await rep.sidebar.evaluate(() => {
			const seen: Record<string, number> = {};
			Object.assign(globalThis, { seen });
			new MutationObserver(() => {
				for (const element of document.querySelectorAll('[data-test=message]')) {
					const mark = /mark-\d+!/.exec(element.textContent ?? '')?.[0];
					if (mark) seen[mark] ??= performance.timeOrigin + performance.now();
				}
			}).observe(document.body, { subtree: true, childList: true, characterData: true });
		});
		await rep.crm.bringToFront();
		const took: number[] = [];
		for (let n = 0; n < samples; n += 1) {
			const began = performance.timeOrigin + performance.now();
			const answer = await fetch(webhook.url, {
				method: 'POST',
				headers: { 'content-type': 'application/json', ...webhook.headers },
				body: inbound(n),
			});
			if (answer.status !== 200) throw new Error(`The relay answered ${answer.status}.`);
			// In the page's own world, where the observer is.
			const at = await rep.sidebar.evaluate(
				mark =>
					new Promise<number>(resolve => {
						const { seen } = globalThis as unknown as { seen: Record<string, number> };
						const look = () => {
							const found = seen[mark];
							if (found === undefined) setTimeout(look, 2);
							else resolve(found);
						};
						look();
					}),
				`mark-${n}!`,
			);
			took.push(at - began);
		}
		took.sort((a, b) => a - b);
		return {
			bench: 'bubble',
			ratio: round(median(took) / median(plain)),
			p50Ms: round(median(took)),
			p95Ms: round(took[Math.floor(took.length * 0.95)] ?? 0),
			baselineP50Ms: round(median(plain)),
		};
	} finally {
		await test.close();
		await stack.close();
	}
}

function inbound(n: number): string {
	return JSON.stringify({
		object: 'whatsapp_business_account',
		entry: [
			{
				id: '1',
				changes: [
					{
						field: 'messages',
						value: {
							messaging_product: 'whatsapp',
							metadata: { display_phone_number: '493023125100', phone_number_id: '360100000000001' },
							contacts: [{ profile: { name: 'Ana Souza' }, wa_id: '553190000001' }],
							messages: [
								{
									from: '553190000001',
									id: `wamid.bubble.${n}`,
									timestamp: String(Math.floor(Date.now() / 1000)),
									type: 'text',
									text: { body: `mark-${n}!` },
								},
							],
						},
					},
				],
			},
		],
	});
}

/** Request and acknowledgement over a socket.io connection that does nothing else. */
async function bareRoundTrips(samples: number): Promise<number[]> {
	const http = createServer();
	const server = new Server(http, { transports: ['websocket'] });
	server.on('connection', socket => socket.on('ping', (_value: string, answer: () => void) => answer()));
	await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve));
	const { port } = http.address() as { port: number };
	const client = io(`http://127.0.0.1:${port}`, { transports: ['websocket'] });
	await new Promise<void>(resolve => client.once('connect', () => resolve()));
	const took: number[] = [];
	for (let n = 0; n < samples; n += 1) {
		const began = performance.now();
		await client.emitWithAck('ping', 'x'.repeat(500));
		took.push(performance.now() - began);
	}
	client.close();
	await server.close();
	return took;
}
