import { Router } from 'express';
import { followLink } from '../actions/broadcast/follow-link.ts';
import type { Parts } from '../actions/parts.ts';

/** `GET /r/<code>`: leads to a link of a broadcast. Whoever opens it is a customer: it says nothing of the relay. */
export function shortLinkRoutes(parts: Parts): Router {
	const router = Router();
	router.get('/:code', async (request, response) => {
		// A `HEAD` only asks where it leads: no click.
		const agent = request.method === 'GET' ? (request.get('user-agent') ?? '') : '';
		const url = await followLink(parts, request.params.code, agent);
		response.set({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
		if (url === null) response.status(404).type('text').send('This link is not known.\n');
		else response.redirect(302, url);
	});
	return router;
}
