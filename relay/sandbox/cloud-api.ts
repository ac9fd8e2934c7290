import express, { type Request, type Router } from 'express';
import {
	deleteMedia,
	findMedia,
	LOOKASIDE_PATH,
	linkQuery,
	mediaAnswer,
	openLink,
	takeUpload,
} from './media-shelf.ts';
import type { NumberRow } from './model.ts';
import { healthAnswer, updateProfile } from './number-facts.ts';
import { type Answer, answerCall, type Call, readUpload, writeGraphError } from './provider-http.ts';
import type { TemplateReview } from './template-review.ts';
import { createTemplate, deleteTemplates, graphTemplate, templatesOf } from './template-shelf.ts';
import { GraphError } from './whatsapp/graph-error.ts';
import type { SendDesk } from './whatsapp/send.ts';
import type { World } from './world.ts';

/** Points the webhooks of a number to a URL after Meta's challenge; throws `GraphError` when the URL does not echo it. */
export type Handshake = (number: NumberRow, url: string, verifyToken: string) => Promise<void>;

/** The Cloud API fake: what https://graph.facebook.com answers for one WhatsApp account. */
export function cloudApiRoutes(
	world: World,
	desk: SendDesk,
	review: TemplateReview,
	handshake: Handshake,
): Router {
	const router = express.Router();
	const route = (
		method: 'get' | 'post' | 'delete',
		path: string,
		handle: (call: Call) => Answer | Promise<Answer>,
	) =>
		router[method](path, (request, response) =>
			answerCall(world, 'cloud-api', request, response, {
				findNumber: () => authorise(world, request),
				handle: call => {
					checkVersion(String(request.params.version));
					return handle(call);
				},
				writeError: writeGraphError,
			}),
		);
	/** A route below a phone number id or an account id: the id must be the token's. */
	const below = (
		owner: 'phoneNumberId' | 'wabaId',
		method: 'get' | 'post' | 'delete',
		path: string,
		handle: (call: Call) => Answer | Promise<Answer>,
	) =>
		route(method, `/:version/:id${path}`, call => {
			if (call.request.params.id !== call.number[owner]) throw missing(call.request);
			return handle(call);
		});

	router.get(`/lookaside${LOOKASIDE_PATH}`, (request, response) =>
		answerCall(world, 'cloud-api', request, response, {
			findNumber: () => authorise(world, request),
			handle: ({ number }) => {
				const file = openLink(world, number, request.query);
				if (!file) throw new NotFound();
				return { bytes: file.bytes, mime: file.row.mime };
			},
			writeError: error => (error instanceof NotFound ? { status: 404, body: {} } : writeGraphError(error)),
		}),
	);
	below('phoneNumberId', 'post', '/messages', ({ number, body }) => {
		const outcome = desk.take(number, body);
		return 'cut' in outcome ? outcome : { body: outcome.answer, afterMs: outcome.afterMs };
	});
	below('phoneNumberId', 'post', '/media', async ({ number, request }) => ({
		body: { id: takeUpload(world, number, await readUpload(request)).id },
	}));
	below('phoneNumberId', 'get', '/whatsapp_business_profile', ({ number }) => ({
		body: { data: [{ messaging_product: 'whatsapp', ...number.profile }] },
	}));
	below('phoneNumberId', 'post', '/whatsapp_business_profile', ({ number, body }) => {
		updateProfile(world, number, body);
		return { body: { success: true } };
	});
	below('wabaId', 'get', '/message_templates', ({ number, request }) => ({
		body: templatePage(world, number, request),
	}));
	below('wabaId', 'post', '/message_templates', ({ number, body }) => {
		const { id, status, category } = createTemplate(world, review, number, body);
		return { body: { id, status, category } };
	});
	below('wabaId', 'delete', '/message_templates', ({ number, request }) => {
		deleteTemplates(world, number.wabaId, String(request.query.name ?? ''));
		return { body: { success: true } };
	});
	below('wabaId', 'get', '/phone_numbers', ({ number }) => ({
		body: { data: [phoneFields(world, number)] },
	}));
	below('wabaId', 'get', '/subscribed_apps', ({ number }) => ({
		body: { data: number.webhook ? [{ whatsapp_business_api_data: { id: '1', name: 'Sandbox app' } }] : [] },
	}));
	below('wabaId', 'post', '/subscribed_apps', async ({ number, body }) => {
		const { override_callback_uri: url, verify_token: token } = (body ?? {}) as Record<string, unknown>;
		if (url !== undefined) await handshake(number, String(url), String(token ?? ''));
		return { body: { success: true } };
	});
	below('wabaId', 'delete', '/subscribed_apps', ({ number }) => {
		number.webhook = null;
		world.store.numbers.put(number);
		return { body: { success: true } };
	});
	route('get', '/:version/:id', ({ number, request }) => {
		if (request.params.id === number.phoneNumberId)
			return { body: pickFields(phoneFields(world, number), request) };
		if (request.params.id === number.wabaId) {
			return {
				body: pickFields(
					{
						id: number.wabaId,
						name: number.verifiedName,
						whatsapp_business_manager_messaging_limit: world.tierOf(number),
						...healthAnswer(number),
					},
					request,
				),
			};
		}
		const media = findMedia(world, number, String(request.params.id));
		const url = `${hostOf(request)}/cloud-api/lookaside${LOOKASIDE_PATH}?${linkQuery(world, media.id)}`;
		return { body: mediaAnswer(media, url) };
	});
	route('delete', '/:version/:id', ({ number, request }) => {
		deleteMedia(world, findMedia(world, number, String(request.params.id)));
		return { body: { success: true } };
	});
	router.use((request, response) =>
		answerCall(world, 'cloud-api', request, response, {
			findNumber: () => authorise(world, request),
			handle: () => {
				throw missing(request);
			},
			writeError: writeGraphError,
		}),
	);
	return router;
}

/** An old or forged media link: Meta's file host answers 404 without a Graph body. */
class NotFound extends GraphError {
	constructor() {
		super(33, 'not found');
	}
}

function authorise(world: World, request: Request): NumberRow {
	const token = /^Bearer (.+)$/.exec(request.get('Authorization') ?? '')?.[1];
	const number = world.store.numbers.all().find(row => row.provider === 'cloud-api' && row.token === token);
	if (request.query.access_token !== undefined) world.violate('token-in-query', request.path);
	if (!number || number.revoked)
		throw new GraphError(190, token ? 'The session has been invalidated.' : 'No access token was given.');
	return number;
}

/** The origin that the caller used, so that links lead back the same way. */
function hostOf(request: Request): string {
	return `${request.protocol}://${request.get('host')}`;
}

function checkVersion(version: string): void {
	const major = Number(/^v(\d+)\.\d$/.exec(version)?.[1]);
	if (!major) throw new GraphError(100, `Unknown path components: /${version}`);
	// v20.0 was removed on 24 Sep 2026.
	if (major < 21) throw new GraphError(100, `Version ${version} is no longer available.`);
}

function missing(request: Request): GraphError {
	const what = `${request.method.toLowerCase()} request. Object with ID '${String(request.params.id ?? request.path)}'`;
	return new GraphError(
		100,
		`Unsupported ${what} does not exist or cannot be loaded due to missing permissions.`,
	);
}

function phoneFields(world: World, number: NumberRow): Record<string, unknown> {
	return {
		id: number.phoneNumberId,
		display_phone_number: `+${number.displayPhone}`,
		verified_name: number.verifiedName,
		status: number.phoneStatus,
		quality_rating: number.quality,
		code_verification_status: 'VERIFIED',
		name_status: 'APPROVED',
		platform_type: 'CLOUD_API',
		throughput: { level: number.throughputLevel },
		whatsapp_business_manager_messaging_limit: world.tierOf(number),
		messaging_limit_tier: world.tierOf(number),
		webhook_configuration: { application: number.webhook?.url ?? '' },
		...healthAnswer(number),
	};
}

/** Only the fields asked for, and always the id; without `fields` Graph gives its few defaults. */
function pickFields(all: Record<string, unknown>, request: Request): Record<string, unknown> {
	const asked = String(
		request.query.fields ?? 'display_phone_number,verified_name,quality_rating,name',
	).split(',');
	for (const field of asked) {
		if (request.query.fields !== undefined && field !== 'username' && !(field in all)) {
			throw new GraphError(100, `Tried accessing nonexisting field (${field})`);
		}
	}
	return Object.fromEntries(Object.entries(all).filter(([key]) => asked.includes(key) || key === 'id'));
}

function templatePage(world: World, number: NumberRow, request: Request): unknown {
	const { status, name, language } = request.query;
	const all = templatesOf(world, number.wabaId).filter(
		row =>
			(status === undefined || row.status === status) &&
			(name === undefined || row.name.includes(String(name))) &&
			(language === undefined || row.language === language),
	);
	const limit = Math.min(Number(request.query.limit ?? 25) || 25, 1000);
	const start =
		request.query.after === undefined
			? 0
			: Number(Buffer.from(String(request.query.after), 'base64url').toString()) + 1;
	if (Number.isNaN(start)) throw new GraphError(100, 'Invalid cursor.');
	const page = all.slice(start, start + limit);
	const cursor = (index: number) => Buffer.from(String(index)).toString('base64url');
	const fields = request.query.fields === undefined ? null : String(request.query.fields).split(',');
	const data = page
		.map(graphTemplate)
		.map(row =>
			fields
				? Object.fromEntries(Object.entries(row).filter(([key]) => key === 'id' || fields.includes(key)))
				: row,
		);
	if (page.length === 0) return { data };
	const end = start + page.length - 1;
	const next = new URL(request.originalUrl, hostOf(request));
	next.searchParams.set('after', cursor(end));
	const more = end < all.length - 1 ? { next: next.href } : {};
	return { data, paging: { cursors: { before: cursor(start), after: cursor(end) }, ...more } };
}
