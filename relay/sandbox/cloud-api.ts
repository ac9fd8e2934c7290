import { createHmac } from 'node:crypto';
import express, { type Request, type Router } from 'express';
import { postToObject, removeTemplates, templateObject, templatePage } from './cloud-api-templates.ts';
import { hostOf, missing, pickFields } from './graph-object.ts';
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
import { appIdOf, openUpload } from './template-samples.ts';
import { createTemplate } from './template-shelf.ts';
import { GraphError } from './whatsapp/graph-error.ts';
import type { SendDesk } from './whatsapp/send.ts';
import type { World } from './world.ts';

/** What Graph tells of a number without being asked for fields. */
const NUMBER_FIELDS = 'display_phone_number,verified_name,quality_rating,name';

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
			if (owner === 'wabaId' && call.number.lacks.includes('whatsapp_business_management'))
				throw new GraphError(10, 'Application does not have permission for this action');
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
	below('wabaId', 'delete', '/message_templates', call => ({ body: removeTemplates(world, call) }));
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
	route('post', '/:version/:id/uploads', ({ number, request }) => {
		if (request.params.id !== appIdOf(number)) throw missing(request);
		return { body: { id: openUpload(world, number, request.query) } };
	});
	route('post', '/:version/:id', async call => ({ body: await postToObject(world, review, call) }));
	route('get', '/:version/:id', call => {
		const { number, request } = call;
		if (request.params.id === 'app') return { body: { id: appIdOf(number) } };
		const template = templateObject(world, call);
		if (template) return { body: template };
		if (request.params.id === number.phoneNumberId)
			return { body: pickFields(phoneFields(world, number), request, NUMBER_FIELDS) };
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
					NUMBER_FIELDS,
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
	// The bytes of an upload come under the older word.
	const scheme = request.path.includes('/upload:') ? /^OAuth (.+)$/ : /^Bearer (.+)$/;
	const token = scheme.exec(request.get('Authorization') ?? '')?.[1];
	const number = world.store.numbers.all().find(row => row.provider === 'cloud-api' && row.token === token);
	if (request.query.access_token !== undefined) world.violate('token-in-query', request.path);
	if (!number || number.revoked)
		throw new GraphError(190, token ? 'The session has been invalidated.' : 'No access token was given.');
	const proof = request.query.appsecret_proof;
	const wanted = createHmac('sha256', number.appSecret ?? '')
		.update(number.token)
		.digest('hex');
	if (proof !== undefined && proof !== wanted)
		throw new GraphError(100, 'Invalid appsecret_proof provided in the API argument');
	return number;
}

function checkVersion(version: string): void {
	const major = Number(/^v(\d+)\.\d$/.exec(version)?.[1]);
	if (!major) throw new GraphError(100, `Unknown path components: /${version}`);
	// v20.0 was removed on 24 Sep 2026.
	if (major < 21) throw new GraphError(100, `Version ${version} is no longer available.`);
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
