import { randomBytes } from 'node:crypto';
import express, { type Request, type Response, type Router } from 'express';
import { hostOf } from './graph-object.ts';
import type { NumberRow } from './model.ts';
import { PARTNER } from './seed.ts';
import type { World } from './world.ts';

/** 360dialog's Partner API (https://hub.360dialog.io/api/v2) for the sandbox's 360dialog numbers: channels, keys, balance. */
export function partnerRoutes(world: World): Router {
	const router = express.Router();
	router.use('/partners/:partner', (request, response, next) => {
		if (request.get('x-api-key') !== PARTNER.key)
			return void refuse(request, response, world, 401, 'Invalid API key');
		if (request.params.partner !== PARTNER.id)
			return void refuse(
				request,
				response,
				world,
				403,
				`Permission denied for partner ${request.params.partner}`,
			);
		next();
	});
	router.get('/partners/:partner', (request, response) => {
		answer(request, response, world, null, { id: PARTNER.id, brand_name: 'Lindenblatt Partner' });
	});
	router.get('/partners/:partner/channels', (request, response) => {
		const all = numbers(world);
		const [limit, offset] = [Number(request.query.limit ?? 20), Number(request.query.offset ?? 0)];
		const page = all.slice(offset, offset + limit);
		answer(request, response, world, null, {
			count: page.length,
			filters: {},
			limit,
			offset,
			sort: ['id'],
			total: all.length,
			partner_channels: page.map(channelOf),
		});
	});
	router.post('/partners/:partner/channels/:channel/api_keys', (request, response) => {
		const number = numbers(world).find(row => row.partner?.channelId === request.params.channel);
		if (!number) return void refuse(request, response, world, 404, 'Channel not found');
		if (number.partner?.status !== 'ready')
			return void refuse(request, response, world, 400, 'The channel is not running yet');
		// Every earlier key ends with it.
		number.token = `made-${randomBytes(12).toString('hex')}`;
		number.revoked = false;
		world.store.numbers.put(number);
		world.changed('numbers');
		answer(request, response, world, number, {
			id: randomBytes(4).toString('hex'),
			address: `${hostOf(request)}/dialog360`,
			api_key: number.token,
			app_id: 'app-1',
		});
	});
	router.get('/partners/:partner/clients/:client/info/balance', (request, response) => {
		const number = numbers(world).find(row => row.partner?.clientId === request.params.client);
		if (!number) return void refuse(request, response, world, 404, 'Client not found');
		answer(request, response, world, number, { balance: number.partner?.balance ?? 0, currency: 'EUR' });
	});
	return router;
}

function numbers(world: World): NumberRow[] {
	return world.store.numbers.all().filter(row => row.partner !== null);
}

function channelOf(number: NumberRow): Record<string, unknown> {
	return {
		id: number.partner?.channelId,
		client_id: number.partner?.clientId,
		account_mode: 'live',
		status: number.partner?.status,
		terminated_at: null,
		setup_info: { phone_number: number.displayPhone, phone_name: number.verifiedName },
		waba_account: { id: number.wabaId, fb_account_status: 'verified' },
	};
}

function answer(
	request: Request,
	response: Response,
	world: World,
	number: NumberRow | null,
	body: unknown,
): void {
	world.store.flush();
	log(request, world, number, 200);
	response.json(body);
}

function refuse(request: Request, response: Response, world: World, status: number, text: string): void {
	log(request, world, null, status);
	const meta = { success: false, http_code: status, developer_message: text };
	response.status(status).json({ meta });
}

function log(request: Request, world: World, number: NumberRow | null, status: number): void {
	world.logRequest({
		provider: 'dialog360',
		numberId: number?.id ?? null,
		method: request.method,
		path: request.originalUrl,
		body: null,
		status,
		opaque: null,
	});
}
