import { randomUUID } from 'node:crypto';
import express, { type Request, type Router } from 'express';
import * as z from 'zod';
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
import {
	type Answer,
	answerCall,
	type Call,
	type ErrorWriter,
	readBytes,
	readUpload,
} from './provider-http.ts';
import { dialog360Template } from './template-answers.ts';
import type { TemplateReview } from './template-review.ts';
import { openUpload, takeUploadBytes } from './template-samples.ts';
import { createTemplate, deleteTemplates, templatesOf } from './template-shelf.ts';
import { GraphError, graphErrorBody } from './whatsapp/graph-error.ts';
import type { SendDesk } from './whatsapp/send.ts';
import type { World } from './world.ts';

/** What 360dialog itself refuses, before anything reaches Meta. */
class HostError extends GraphError {
	readonly status: number;

	constructor(status: number, message: string) {
		super(1, message);
		this.status = status;
	}
}

const writeError: ErrorWriter = error => {
	if (error instanceof HostError)
		return { status: error.status, body: metaBody(error.status, error.details) };
	// A revoked key is noticed by 360dialog, so it never reads as Meta's 190.
	if (error.code === 190) return { status: 401, body: metaBody(401, 'Invalid api_key') };
	return { status: error.http, body: graphErrorBody(error) };
};

function metaBody(status: number, message: string): unknown {
	const trace = { '360dialog_trace_id': randomUUID() };
	return {
		meta: {
			api_status: 'stable',
			version: '2.59.0',
			success: false,
			http_code: status,
			developer_message: message,
			...trace,
		},
	};
}

const webhookSchema = z.object({ url: z.url(), headers: z.record(z.string(), z.string()).optional() });

/** The 360dialog fake: what https://waba-v2.360dialog.io answers. */
export function dialog360Routes(
	world: World,
	desk: SendDesk,
	review: TemplateReview,
	onWebhook: () => void,
): Router {
	const router = express.Router();
	const route = (
		method: 'get' | 'post' | 'delete',
		path: string,
		handle: (call: Call) => Answer | Promise<Answer>,
	) =>
		router[method](path, (request, response) =>
			answerCall(world, 'dialog360', request, response, {
				findNumber: () => authorise(world, request),
				handle,
				writeError,
			}),
		);

	route('post', '/messages', ({ number, body }) => {
		try {
			const outcome = desk.take(number, body);
			return 'cut' in outcome ? outcome : { body: outcome.answer, afterMs: outcome.afterMs };
		} catch (error) {
			const plain = error instanceof GraphError && error.code === 130429 && number.rateLimitAnswer === 'text';
			if (plain) throw new HostError(400, 'You have exceeded the endpoint rate limit.');
			throw error;
		}
	});
	route('post', '/media', async ({ number, request }) => {
		const media = takeUpload(world, number, await readUpload(request));
		return { body: { id: media.id } };
	});
	route('get', LOOKASIDE_PATH, ({ number, request }) => {
		const file = openLink(world, number, request.query);
		if (!file) throw new HostError(404, 'Not found');
		return { bytes: file.bytes, mime: file.row.mime };
	});
	route('get', '/v1/configs/webhook', ({ number }) => ({ body: webhookAnswer(number) }));
	route('post', '/v1/configs/webhook', ({ number, body }) => {
		const wanted = webhookSchema.safeParse(body);
		if (!wanted.success) throw new HostError(400, z.prettifyError(wanted.error));
		const { url, headers = {} } = wanted.data;
		if (!isAllowedCallback(url)) throw new HostError(400, 'The webhook URL must use https.');
		number.webhook = { url, headers, verifyToken: null };
		world.store.numbers.put(number);
		world.changed('numbers');
		onWebhook();
		return { body: webhookAnswer(number) };
	});
	route('get', '/v1/configs/templates', ({ number, request }) => ({
		body: templateList(world, number, request),
	}));
	route('post', '/v1/configs/templates', ({ number, body }) => {
		const { id, ...rest } = dialog360Template(createTemplate(world, review, number, body));
		return { body: { id, ...rest, status: 'submitted' } };
	});
	route('delete', '/v1/configs/templates/:name', ({ number, request }) => {
		deleteTemplates(world, number.wabaId, String(request.params.name));
		return { body: { meta: { success: true, http_code: 200, developer_message: 'template deleted' } } };
	});
	route('post', '/uploads', ({ number, request }) => ({
		body: { id: openUpload(world, number, request.query) },
	}));
	route('get', '/health_status', ({ number }) => ({ body: healthAnswer(number) }));
	route('get', '/whatsapp_business_profile', ({ number }) => ({
		body: { data: [{ messaging_product: 'whatsapp', ...number.profile }] },
	}));
	route('post', '/whatsapp_business_profile', ({ number, body }) => {
		updateProfile(world, number, body);
		return { body: { success: true } };
	});
	route('get', '/:mediaId', ({ number, request }) => {
		if (!/^\d+$/.test(String(request.params.mediaId))) throw new HostError(404, 'Not found');
		const media = findMedia(world, number, String(request.params.mediaId));
		return {
			body: mediaAnswer(media, `https://lookaside.fbsbx.com${LOOKASIDE_PATH}?${linkQuery(world, media.id)}`),
		};
	});
	route('post', '/:session', async ({ number, request }) => {
		if (!String(request.params.session).startsWith('upload:'))
			throw new HostError(404, `Not found: ${request.method} ${request.path}`);
		const session = request.url.split('/').at(-1) ?? '';
		const bytes = await readBytes(request);
		return { body: { h: takeUploadBytes(world, number, session, request.get('file_offset'), bytes) } };
	});
	route('delete', '/:mediaId', ({ number, request }) => {
		deleteMedia(world, findMedia(world, number, String(request.params.mediaId)));
		return { body: { success: true } };
	});
	// Also the paths with a version or a phone number id, which belong to Meta's host and not to this one.
	router.use((request, response) =>
		answerCall(world, 'dialog360', request, response, {
			findNumber: () => authorise(world, request),
			handle: () => {
				throw new HostError(404, `Not found: ${request.method} ${request.path}`);
			},
			writeError,
		}),
	);
	return router;
}

function authorise(world: World, request: Request): NumberRow {
	const key = request.get('D360-API-KEY');
	const number = world.store.numbers.all().find(row => row.provider === 'dialog360' && row.token === key);
	if (!number || number.revoked) throw new HostError(401, 'Invalid api_key');
	return number;
}

/** Loopback may be reached without TLS; everything else not. */
function isAllowedCallback(url: string): boolean {
	const { protocol, hostname } = new URL(url);
	const loopback =
		hostname === 'localhost' ||
		hostname === '127.0.0.1' ||
		hostname === '[::1]' ||
		hostname.endsWith('.localhost');
	return protocol === 'https:' || (protocol === 'http:' && loopback);
}

function webhookAnswer(number: NumberRow): unknown {
	return { url: number.webhook?.url ?? '', headers: number.webhook?.headers ?? {} };
}

function templateList(world: World, number: NumberRow, request: Request): unknown {
	const all = templatesOf(world, number.wabaId);
	const limit = Math.min(Math.max(Number(request.query.limit ?? 1000) || 0, 1), 1000);
	const offset = Math.max(Number(request.query.offset ?? 0) || 0, 0);
	const page = all.slice(offset, offset + limit).map(dialog360Template);
	return {
		count: page.length,
		filters: {},
		limit,
		offset,
		sort: ['id'],
		total: all.length,
		waba_templates: page,
	};
}
