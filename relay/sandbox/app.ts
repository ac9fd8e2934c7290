import { fileURLToPath } from 'node:url';
import express, { type Express } from 'express';
import { cloudApiRoutes } from './cloud-api.ts';
import type { Parts } from './control-command.ts';
import { controlRoutes } from './control-http.ts';
import { demoCrm } from './crm/demo-crm.ts';
import { dialog360Routes } from './dialog360.ts';
import { verifyCallback } from './handshake.ts';
import { instagramRoutes } from './instagram/routes.ts';
import { partnerRoutes } from './partner.ts';
import { botApiRoutes } from './telegram/bot-api.ts';

/** Nothing inline, nothing foreign: the pages show what strangers wrote. */
const PAGE_CSP =
	"default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob: http://127.0.0.1:* http://localhost:*; media-src 'self' blob: http://127.0.0.1:* http://localhost:*; object-src 'none'; base-uri 'none'";

/** Everything the sandbox answers: both providers, the control API, the pages, and the demo CRM on its own host. */
export function createApp(parts: Parts): Express {
	const { world, line, desk, review, telegram } = parts;
	const app = express();
	app.disable('x-powered-by').disable('etag');
	const crm = demoCrm(world);
	app.use((request, response, next) => {
		if (/^[a-z0-9-]+\.kommo\.localhost$/i.test(request.hostname ?? '')) crm(request, response, next);
		else next();
	});
	app.use((_request, response, next) => {
		const { clockAheadMs } = world.faults.calls;
		if (clockAheadMs !== 0) response.set('Date', new Date(Date.now() + clockAheadMs).toUTCString());
		next();
	});
	app.use(
		'/dialog360',
		dialog360Routes(world, desk, review, () => line.retryNow()),
	);
	app.use(
		'/cloud-api',
		cloudApiRoutes(world, desk, review, async (number, url, token) => {
			await verifyCallback(world, number, url, token);
			line.retryNow();
		}),
	);
	app.use('/instagram', instagramRoutes(parts.instagram));
	app.use('/telegram', botApiRoutes(telegram.world, telegram.line, telegram.desk));
	app.use('/partner', partnerRoutes(world));
	app.use('/sandbox', controlRoutes(parts));
	const pages = fileURLToPath(new URL('./pages', import.meta.url));
	app.use((_request, response, next) => {
		response.set('Content-Security-Policy', PAGE_CSP).set('X-Content-Type-Options', 'nosniff');
		next();
	});
	app.use(express.static(pages, { extensions: ['html'], index: 'index.html' }));
	return app;
}
