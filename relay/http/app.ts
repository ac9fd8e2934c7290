import express, { type ErrorRequestHandler, type Express } from 'express';
import { fail } from '../../shared/contract/result.ts';
import type { Parts } from '../actions/parts.ts';
import { isStoreFull } from '../actions/store-full.ts';
import type { StoreBody } from '../actions/webhook/receive.ts';
import { answer } from './answer.ts';
import { apiRoutes } from './api.ts';
import { exportRoutes } from './exports.ts';
import { mediaRoutes } from './media.ts';
import { oauthRoutes } from './oauth.ts';
import { frontPage } from './pages.ts';
import { shortLinkRoutes } from './short-links.ts';
import { webhookRoutes } from './webhooks.ts';

/** The relay's HTTP side. Nothing it answers holds a stack trace or a secret. */
export function createApp(parts: Parts, storeBody: StoreBody): Express {
	const app = express();
	app.disable('x-powered-by');
	app.disable('etag');
	app.set('query parser', 'simple');

	// First, and with nothing before them: providers judge us by their answer time.
	app.use('/webhooks', webhookRoutes(parts, storeBody));

	app.get('/healthz', async (_request, response) => {
		try {
			await parts.store.probe(parts.now());
			response.json({ ok: true });
		} catch (error) {
			parts.log.error({ error }, 'the store refuses');
			response.status(503).json({ ok: false, message: 'The relay cannot store anything now.' });
		}
	});
	app.use('/api/v1', apiRoutes(parts));
	app.use('/media', mediaRoutes(parts));
	app.use('/exports', exportRoutes(parts));
	app.use('/r', shortLinkRoutes(parts));
	app.use('/oauth', oauthRoutes(parts));
	app.get('/', frontPage(parts));
	app.use((request, response) => {
		answer(response, fail('not-found', `There is nothing at ${request.path}.`));
	});
	app.use(onError(parts));
	return app;
}

/** Express asks for four parameters to know an error handler. */
function onError(parts: Parts): ErrorRequestHandler {
	return (error: unknown, request, response, _next) => {
		if (response.headersSent) {
			response.destroy();
			return;
		}
		const type = typeof error === 'object' && error !== null && 'type' in error ? error.type : null;
		if (type === 'entity.too.large')
			return answer(response, fail('too-large', 'The request is larger than this relay takes.'));
		if (type === 'entity.parse.failed')
			return answer(
				response,
				fail('invalid', 'The body is not JSON. Check its quotes and commas.', {
					fields: { body: 'is not JSON' },
				}),
			);
		if (type === 'encoding.unsupported' || type === 'charset.unsupported')
			return answer(
				response,
				fail('invalid', 'The body is in an encoding that this relay does not read. Send UTF-8.'),
			);
		if (type === 'request.aborted' || type === 'request.size.invalid')
			return answer(response, fail('invalid', 'The body did not arrive whole.'));
		if (error instanceof URIError)
			return answer(response, fail('invalid', 'The address is not written correctly.'));
		if (isStoreFull(error)) {
			parts.log.error({ error, path: request.baseUrl }, 'the store refuses');
			return answer(
				response,
				fail('unavailable', 'The relay cannot store anything now: its disk is full or read-only.'),
			);
		}
		parts.log.error(
			{ error, method: request.method, path: request.baseUrl || request.path },
			'a request failed',
		);
		answer(
			response,
			fail(
				'internal',
				'The relay has a fault of its own. Try again; if it stays, tell whoever runs the relay.',
			),
		);
	};
}
