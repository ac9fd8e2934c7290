import express, { type Request, type Response, Router } from 'express';
import { fail } from '../../shared/contract/result.ts';
import { storeUpload, takeTicket } from '../actions/media/media.ts';
import type { Caller, Parts } from '../actions/parts.ts';
import { isCommand, perform } from '../actions/perform.ts';
import { authenticate } from '../actions/session/session.ts';
import { answer } from './answer.ts';
import { openApi } from './openapi.ts';
import { readUpload } from './upload.ts';

const BODY_MAX = '1mb';

/** Each command of the contract as `POST /api/v1/<noun>/<verb>`, and uploads. */
export function apiRoutes(parts: Parts): Router {
	const router = Router();

	// Extensions' own pages call from origins that the browser vouches for; there are no cookies, so a page of the web gains
	// nothing by asking, and is given no leave to read answers.
	router.use((request, response, next) => {
		const { origin } = request.headers;
		if (origin !== undefined && /^(?:chrome|moz)-extension:\/\//.test(origin)) {
			response.set({
				'access-control-allow-origin': origin,
				'access-control-allow-headers': 'authorization, content-type',
				'access-control-allow-methods': 'POST, GET',
				'access-control-max-age': '600',
				vary: 'origin',
			});
		}
		response.set('cache-control', 'no-store');
		if (request.method === 'OPTIONS') return void response.status(204).end();
		next();
	});

	const document = openApi(parts.version);
	router.get('/openapi.json', (_request, response) => void response.json(document));

	router.post('/media/upload', async (request, response) => {
		const { ticket } = request.query;
		const allowed =
			typeof ticket === 'string'
				? await takeTicket(parts, ticket)
				: (await callerOf(parts, request)) !== null;
		if (!allowed) {
			response.set('connection', 'close');
			return answer(
				response,
				fail(
					'unauthorised',
					typeof ticket === 'string'
						? 'This upload address was used or has ended. Ask for a new one.'
						: 'This device is not paired with the relay.',
				),
			);
		}
		answer(response, await readUpload(request, parts.uploadMax, file => storeUpload(parts, file)));
	});

	const json = express.json({ limit: BODY_MAX, strict: false, type: () => true });
	router.post('/:noun/:verb', json, async (request: Request, response: Response) => {
		const name = `${String(request.params.noun)}:${String(request.params.verb)}`;
		if (!isCommand(name)) {
			return answer(
				response,
				fail(
					'not-found',
					`There is no command ${request.params.noun}/${request.params.verb}. GET /api/v1/openapi.json lists all.`,
				),
			);
		}
		answer(response, await perform(parts, name, request.body, await callerOf(parts, request)));
	});
	router.all('/:noun/:verb', (request, response) => {
		response.set('allow', 'POST').status(405);
		response.json(fail('invalid', `Commands are sent with POST, not ${request.method}.`));
	});
	return router;
}

export async function callerOf(parts: Parts, request: Request): Promise<Caller | null> {
	const match = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '');
	return authenticate(parts, match?.[1] ?? '');
}
