import { Router } from 'express';
import type { InstagramDesk } from './desk.ts';
import { cdnRoute, graphRoutes } from './graph.ts';
import { oauthRoutes } from './oauth.ts';

/** In place of graph.instagram.com, api.instagram.com, www.instagram.com and Meta's file hosts at once. */
export function instagramRoutes(desk: InstagramDesk): Router {
	const router = Router();
	router.use(oauthRoutes(desk));
	router.get('/cdn/:id', cdnRoute(desk));
	// Versions go by the month; none of the last years is refused.
	router.use(/^\/v2\d\.0/, graphRoutes(desk));
	return router;
}
