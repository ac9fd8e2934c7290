import express, { type Request, type Response, Router } from 'express';
import { readBytes } from '../provider-http.ts';
import { publicReply } from './comments.ts';
import type { InstagramDesk } from './desk.ts';
import { badParameter, errorBody, InstagramError, noObject } from './graph-error.ts';
import { SendSpeed } from './limits.ts';
import type { InstagramTokenRow } from './model.ts';
import { object } from './read-message.ts';
import { FIELDS, INSTAGRAM_ACCOUNT, igsidOf, usernameOf } from './seed.ts';
import { isAccount, takeSend } from './send.ts';
import { goodToken, needPermission } from './tokens.ts';

type Json = Record<string, unknown>;
interface Call {
	readonly token: InstagramTokenRow;
	readonly request: Request;
	readonly body: Json;
}

/** `graph.instagram.com/{version}/…` as far as messages and comments go. */
export function graphRoutes(desk: InstagramDesk): Router {
	const router = Router({ mergeParams: true });
	const speed = new SendSpeed(desk.world.clock.timer);
	const route = (handle: (call: Call) => Json | Promise<Json>) => (request: Request, response: Response) =>
		answer(desk, request, response, handle);

	router.get(
		'/me',
		route(call => me(desk, call)),
	);
	router.get(
		'/me/subscribed_apps',
		route(() => ({ data: subscription(desk) })),
	);
	router.post(
		'/me/subscribed_apps',
		route(call => subscribe(desk, call)),
	);
	router.delete(
		'/me/subscribed_apps',
		route(() => {
			desk.change({ subscribed: [] });
			return { success: true };
		}),
	);
	router.post(
		'/:id/messages',
		route(async ({ token, request, body }) => {
			const id = String(request.params.id);
			if (!isAccount(id)) throw noObject(id);
			speed.take(body);
			const { send } = desk.world.faults;
			if (send.serverError > 0) {
				send.serverError -= 1;
				throw new InstagramError(
					2,
					'An unexpected error has occurred. Please retry your request later.',
					1545133,
					500,
				);
			}
			if (send.rateLimit > 0) {
				send.rateLimit -= 1;
				throw new InstagramError(613, 'Calls to this api have exceeded the rate limit.', 2534040);
			}
			return takeSend(desk, token, body);
		}),
	);
	router.post(
		'/:id/replies',
		route(({ token, request, body }) => publicReply(desk, token, String(request.params.id), body)),
	);
	router.get(
		'/:id',
		route(call => profile(desk, call)),
	);
	router.use(
		route(({ request }) => {
			throw noObject(request.path);
		}),
	);
	return router;
}

async function answer(
	desk: InstagramDesk,
	request: Request,
	response: Response,
	handle: (call: Call) => Json | Promise<Json>,
): Promise<void> {
	const { world } = desk;
	let body: Json = {};
	let status = 200;
	try {
		const text = (await readBytes(request)).toString('utf8');
		body = readBody(request, text);
		const { calls, send } = world.faults;
		if (calls.failTimes > 0 && request.originalUrl.includes(calls.failPath)) {
			calls.failTimes -= 1;
			world.keepFaults();
			throw new InstagramError(1, 'An unknown error has occurred.', null, 500);
		}
		const isSend =
			request.method === 'POST' && request.path.endsWith('/messages') && body.message !== undefined;
		const isCut = isSend && takeOne(send, 'cut');
		const answered = isCut
			? null
			: await handle({ token: goodToken(desk, tokenOf(desk, request)), request, body });
		world.store.flush();
		if (isCut || (isSend && takeOne(send, 'loseAnswer'))) {
			status = 0;
			request.socket.destroy();
		} else {
			if (isSend && send.slowMs > 0) await new Promise(resolve => setTimeout(resolve, send.slowMs));
			response.json(answered);
		}
	} catch (error) {
		if (!(error instanceof InstagramError)) console.error('sandbox: an Instagram route failed', error);
		const known = error instanceof InstagramError ? error : new InstagramError(1, String(error), null, 500);
		status = known.http;
		response.status(status).json(errorBody(known));
	}
	const path = request.originalUrl.replace(/access_token=[^&]*/, 'access_token=hidden');
	world.logRequest({
		provider: 'instagram',
		numberId: null,
		method: request.method,
		path,
		body,
		status,
		opaque: null,
	});
}

/** Counts a fault down; false when it is not on. */
function takeOne(faults: { cut: number; loseAnswer: number }, fault: 'cut' | 'loseAnswer'): boolean {
	if (faults[fault] === 0) return false;
	faults[fault] -= 1;
	return true;
}

function readBody(request: Request, text: string): Json {
	if (text === '') return {};
	if (request.is('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text));
	let parsed: unknown;
	try {
		parsed = JSON.parse(text);
	} catch {
		throw badParameter('The body is not valid JSON.');
	}
	return object(parsed) ?? {};
}

/** From the header, or from the address, which works and should not be done. */
function tokenOf(desk: InstagramDesk, request: Request): string | null {
	const header = /^Bearer (.+)$/.exec(request.get('authorization') ?? '')?.[1];
	if (header !== undefined) return header;
	const { access_token } = request.query;
	if (typeof access_token !== 'string') return null;
	desk.world.violate('token-in-query', 'instagram');
	return access_token;
}

function me(desk: InstagramDesk, { token, request }: Call): Json {
	needPermission(token, 'instagram_business_basic');
	const { username, name, type } = desk.account;
	const all: Json = {
		id: INSTAGRAM_ACCOUNT.appScopedId,
		user_id: INSTAGRAM_ACCOUNT.accountId,
		username,
		name,
		account_type: type,
		profile_picture_url: `${desk.world.url}/icon.svg`,
	};
	return picked(all, request);
}

/** A person's name: only once they have written (230). */
function profile(desk: InstagramDesk, { token, request }: Call): Json {
	needPermission(token, 'instagram_business_basic');
	const id = String(request.params.id);
	const customer = desk.byIgsid(id);
	if (!customer) throw noObject(id);
	if (desk.lastWordAt(customer.id) === null)
		throw new InstagramError(230, 'User consent is required to access user profile.', null, 403);
	const all: Json = {
		id: igsidOf(customer),
		name: customer.name,
		username: usernameOf(customer),
		profile_pic: `${desk.world.url}/icon.svg`,
		follower_count: 12,
		is_user_follow_business: true,
		is_business_follow_user: false,
		is_verified_user: false,
	};
	return picked(all, request);
}

/** Only the fields asked for, and always the id. */
function picked(all: Json, request: Request): Json {
	const asked = String(request.query.fields ?? 'id').split(',');
	const unknown = asked.find(field => !(field in all));
	if (unknown !== undefined) throw badParameter(`Tried accessing nonexisting field (${unknown})`);
	return Object.fromEntries(Object.entries(all).filter(([key]) => key === 'id' || asked.includes(key)));
}

function subscription(desk: InstagramDesk): Json[] {
	const { subscribed } = desk.account;
	return subscribed.length === 0
		? []
		: [{ id: INSTAGRAM_ACCOUNT.appScopedId, subscribed_fields: subscribed }];
}

function subscribe(desk: InstagramDesk, { token, request, body }: Call): Json {
	needPermission(token, 'instagram_business_manage_messages');
	const fields = String(request.query.subscribed_fields ?? body.subscribed_fields ?? '')
		.split(',')
		.filter(field => field !== '');
	const unknown = fields.find(field => !FIELDS.some(one => one === field));
	if (fields.length === 0 || unknown !== undefined)
		throw badParameter(`Param subscribed_fields must be one of {${FIELDS.join(', ')}}.`);
	// A field works only where the app is subscribed to it as well.
	desk.change({ subscribed: fields });
	return { success: true };
}

/** Files that were sent in chats: open to whoever has the address, and to nobody with a token. */
export function cdnRoute(desk: InstagramDesk): express.RequestHandler {
	return (request, response) => {
		if (request.get('authorization') !== undefined) desk.world.violate('token-to-cdn', 'instagram');
		const media = desk.world.store.media.get(String(request.params.id));
		const bytes = media && desk.world.store.readBytes(media.id);
		if (!media || !bytes) response.sendStatus(404);
		else
			response
				.set('Content-Security-Policy', 'sandbox')
				.set('X-Content-Type-Options', 'nosniff')
				.type(media.mime)
				.send(bytes);
	};
}
