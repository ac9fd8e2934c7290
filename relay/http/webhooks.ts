import express, { Router } from 'express';
import { selfTestAnswer } from '../actions/channel/self-test.ts';
import type { Parts } from '../actions/parts.ts';
import { answerChallenge, receiveWebhook, type StoreBody } from '../actions/webhook/receive.ts';

/** WhatsApp's webhooks have up to 3 MB (providers.md §2.6); a margin is left. */
const BODY_MAX = '5mb';

/** `POST /webhooks/:channelId/:secret`: 200 once the body is on disk, 401 for whoever is not the provider. */
export function webhookRoutes(parts: Parts, storeBody: StoreBody): Router {
	const router = Router();
	const raw = express.raw({ type: () => true, limit: BODY_MAX });

	// How the relay proves to itself that its public address leads here.
	router.get('/self-test/:nonce', (request, response) => {
		const nonce = /^[0-9a-f]{32}$/.exec(request.params.nonce)?.[0];
		if (nonce === undefined) return void response.status(404).end();
		response.type('text/plain').send(selfTestAnswer(parts, nonce));
	});

	router.post('/:channelId/:secret', raw, async (request, response) => {
		const { channelId, secret } = request.params;
		if (typeof channelId !== 'string' || typeof secret !== 'string') return void response.status(401).end();
		const rawBody = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
		const received = await receiveWebhook(
			parts,
			storeBody,
			{ channelId, secret },
			{ headers: request.headers, rawBody },
		);
		switch (received.answer) {
			case 'stored':
				return void response.status(200).end();
			case 'forged':
				return void response.status(401).json({
					ok: false,
					error: { code: 'unauthorised', message: 'This request is not the provider’s.' },
				});
			case 'unreadable':
				return void response
					.status(400)
					.json({ ok: false, error: { code: 'invalid', message: 'The body is not JSON.' } });
		}
	});

	router.get('/:channelId/:secret', (request, response) => {
		const { channelId, secret } = request.params;
		const query = Object.fromEntries(
			Object.entries(request.query).map(([key, value]) => [key, String(value)]),
		);
		const challenge = answerChallenge(parts, { channelId, secret }, query);
		if (challenge === null)
			return void response.status(401).json({
				ok: false,
				error: { code: 'unauthorised', message: 'This handshake is not the provider’s.' },
			});
		response.type('text/plain').send(challenge);
	});
	return router;
}
