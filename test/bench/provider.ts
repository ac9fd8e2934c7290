import { createServer, type Server } from 'node:http';

/** The least of a provider: accepts a channel and keeps where its webhooks go. */
export interface BareProvider {
	readonly url: string;
	/** What the relay registered last. */
	readonly webhook: { readonly url: string; readonly key: string };
	close(): void;
}

export async function startBareProvider(): Promise<BareProvider> {
	let webhook = { url: '', key: '' };
	const server: Server = createServer(async (request, response) => {
		let text = '';
		for await (const chunk of request) text += chunk;
		response.setHeader('content-type', 'application/json');
		if (request.url?.startsWith('/v1/configs/webhook') && request.method === 'POST') {
			const { url, headers } = JSON.parse(text) as { url: string; headers: Record<string, string> };
			webhook = { url, key: headers['x-relay-key'] ?? '' };
		}
		response.end(
			JSON.stringify({
				health_status: { can_send_message: 'AVAILABLE' },
				waba_templates: [],
				total: 0,
				success: true,
			}),
		);
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as { port: number };
	return {
		url: `http://127.0.0.1:${port}`,
		get webhook() {
			return webhook;
		},
		close: () => void server.close(),
	};
}
