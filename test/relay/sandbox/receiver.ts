import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A webhook as it arrived. */
export interface Received {
	headers: IncomingHttpHeaders;
	bytes: Buffer;
	// Bodies are read freely by tests, which know what they sent.
	body: WebhookBody;
	method: string;
	url: string;
}

/** The part of a webhook body that tests look at. */
export interface WebhookBody {
	object: string;
	entry: { id: string; time?: number; changes: { field: string; value: WebhookValue }[] }[];
}

/** The part of a change that tests look at. */
export interface WebhookValue {
	metadata?: { display_phone_number: string; phone_number_id: string };
	contacts?: { profile: { name: string }; wa_id?: string; user_id?: string }[];
	messages?: Record<string, unknown>[];
	statuses?: Record<string, unknown>[];
}

/** A web server that takes webhooks, answers as told and lets tests wait for the nth. */
export async function startReceiver() {
	const received: Received[] = [];
	const waiting: (() => void)[] = [];
	/** Status codes for the next webhooks; afterwards 200. */
	const answers: number[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', chunk => chunks.push(chunk));
		request.on('end', () => {
			const url = request.url ?? '';
			if (request.method === 'GET') {
				response.end(new URL(url, 'http://x').searchParams.get('hub.challenge') ?? '');
				return;
			}
			const bytes = Buffer.concat(chunks);
			const body = JSON.parse(bytes.toString()) as WebhookBody;
			received.push({ headers: request.headers, bytes, body, method: request.method ?? '', url });
			response.writeHead(answers.shift() ?? 200).end();
			for (const wake of waiting) wake();
		});
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;

	/** Resolves with all webhooks once there are `count`. */
	const waitFor = (count: number) =>
		new Promise<Received[]>(resolve => {
			const look = () => {
				if (received.length >= count) resolve(received);
			};
			waiting.push(look);
			look();
		});
	return {
		url,
		received,
		answers,
		waitFor,
		values: () =>
			received.flatMap(one => one.body.entry.flatMap(entry => entry.changes.map(change => change.value))),
		messages: () => received.flatMap(one => allOf(one.body, 'messages')),
		statuses: () => received.flatMap(one => allOf(one.body, 'statuses')),
		close: () =>
			new Promise<void>(resolve => {
				server.closeAllConnections();
				server.close(() => resolve());
			}),
	};
}

function allOf(body: WebhookBody, key: 'messages' | 'statuses'): Record<string, unknown>[] {
	return body.entry.flatMap(entry => entry.changes.flatMap(change => change.value[key] ?? []));
}
