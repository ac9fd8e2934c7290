import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { SampleFile } from '../../../relay/providers/abilities.ts';
import { cloudApi } from '../../../relay/providers/cloud-api/index.ts';
import { dialog360 } from '../../../relay/providers/dialog360/index.ts';
import type { Http } from '../../../relay/providers/http.ts';
import { emptyDraft, type TemplateDraft } from '../../../shared/domain/template-draft.ts';
import { recordedHttp } from './recorded-http.ts';

const META = 'https://graph.facebook.com/v25.0';
const D360 = 'https://waba-v2.360dialog.io';
const signal = new AbortController().signal;

const cloud = (http: Http) => {
	const credentials = {
		accessToken: 'token',
		appSecret: 'secret',
		phoneNumberId: '11',
		businessAccountId: '22',
	};
	const { templates, standing } = cloudApi.connect({ credentials, apiUrl: null, webhookKey: 'k' }, http);
	if (!templates?.edit || !standing) throw new Error('Cloud API has no templates or standing.');
	return { ...templates, edit: templates.edit, standing };
};
const d360 = (http: Http) => {
	const { templates, standing } = dialog360.connect(
		{ credentials: { apiKey: 'key' }, apiUrl: null, webhookKey: 'k' },
		http,
	);
	if (!templates || !standing) throw new Error('360dialog has no templates or standing.');
	return { ...templates, standing };
};

const draft: TemplateDraft = {
	...emptyDraft('en_US', 'utility'),
	name: 'order_update',
	body: 'Your order is on its way.',
};
const withPicture: TemplateDraft = { ...draft, header: { kind: 'image' } };
const path = fileURLToPath(new URL('../../fixtures/webhooks/whatsapp/text.json', import.meta.url));
const sample: SampleFile = async () => ({ path, mimeType: 'image/png', filename: 'a b.png', size: 1 });
const none: SampleFile = () => Promise.reject(new Error('No sample is wanted.'));

describe('cloudApi templates', () => {
	it('creates, and takes the category that Meta made of it', async () => {
		const http = recordedHttp(META, { id: '9', status: 'APPROVED', category: 'MARKETING' });
		const taken = await cloud(http).create(draft, none, signal);
		expect(taken).toEqual({ externalId: '9', status: 'approved', category: 'marketing' });
		expect(http.requests).toMatchObject([
			{
				method: 'POST',
				path: '/22/message_templates',
				headers: { authorization: 'Bearer token', 'content-type': 'application/json' },
				body: { name: 'order_update', language: 'en_US', category: 'UTILITY' },
			},
		]);
	});
	it('uploads a sample to the token’s app, its bytes from 0 with OAuth, and names its handle', async () => {
		const http = recordedHttp(META, { id: '77' }, { id: 'upload:abc?sig=x' }, { h: '4::h' }, { id: '9' });
		await cloud(http).create(withPicture, sample, signal);
		const [app, session, bytes, create] = http.requests;
		expect(app?.path).toBe('/app?fields=id');
		const file = await readFile(path);
		expect(session?.path).toBe(
			`/77/uploads?file_length=${file.byteLength}&file_type=image/png&file_name=a+b.png`,
		);
		expect(bytes).toMatchObject({
			path: '/upload:abc?sig=x',
			headers: { authorization: 'OAuth token', file_offset: '0' },
			body: file,
		});
		expect(create?.body).toMatchObject({
			components: [{ type: 'HEADER', format: 'IMAGE', example: { header_handle: ['4::h'] } }, {}],
		});
	});
	it('tells the reviewer’s sentence and number when a draft is refused', async () => {
		const error = {
			message: 'Invalid parameter',
			code: 100,
			error_subcode: 2388299,
			error_user_title: 'Leading or trailing params not allowed',
			error_user_msg: 'Variables can’t be at the start or end of the template.',
		};
		const http = recordedHttp(META, [400, { error }]);
		await expect(cloud(http).create(draft, none, signal)).rejects.toMatchObject({
			name: 'DeliveryError',
			code: 'rejected',
			providerCode: '2388299',
			detail:
				'Leading or trailing params not allowed: Variables can’t be at the start or end of the template.',
		});
	});
	it('edits without a category while it stays the same, as an approved template refuses one', async () => {
		const http = recordedHttp(META, { category: 'UTILITY' }, { success: true });
		const taken = await cloud(http).edit('9', draft, none, signal);
		expect(taken).toEqual({ externalId: '9', status: 'pending', category: 'utility' });
		expect(http.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
			'GET /9?fields=category',
			'POST /9',
		]);
		expect(http.requests[1]?.body).toEqual({
			components: [{ type: 'BODY', text: 'Your order is on its way.' }],
		});
	});
	it('edits with the category that is new', async () => {
		const http = recordedHttp(META, { category: 'MARKETING' }, { success: true });
		await cloud(http).edit('9', draft, none, signal);
		expect(http.requests[1]?.body).toMatchObject({ category: 'UTILITY' });
	});
	it('deletes one language by its id, which it looks up when nobody knows it', async () => {
		const data = [
			{ id: '7', name: 'order_update', language: 'de' },
			{ id: '8', name: 'order_update_2', language: 'en_US' },
			{ id: '9', name: 'order_update', language: 'en_US' },
		];
		const http = recordedHttp(META, { data }, { success: true });
		await cloud(http).remove({ name: 'order_update', language: 'en_US', externalId: null }, signal);
		expect(http.requests[1]).toMatchObject({
			method: 'DELETE',
			path: '/22/message_templates?name=order_update&hsm_id=9',
		});
	});
	it('deletes nothing when the one language is not there', async () => {
		const http = recordedHttp(META, { data: [{ id: '7', name: 'order_update', language: 'de' }] });
		await cloud(http).remove({ name: 'order_update', language: 'en_US', externalId: null }, signal);
		expect(http.requests).toHaveLength(1);
	});
	it('deletes every language by the name alone, and takes one that is gone for deleted', async () => {
		const http = recordedHttp(META, [400, { error: { code: 100, error_subcode: 2593002, message: 'x' } }]);
		await cloud(http).remove({ name: 'order_update', language: null, externalId: '9' }, signal);
		expect(http.requests[0]?.path).toBe('/22/message_templates?name=order_update');
	});
});

describe('dialog360 templates', () => {
	it('creates at its own address; “submitted” waits for review', async () => {
		const http = recordedHttp(D360, { id: 'x9', status: 'submitted', category: 'UTILITY' });
		const taken = await d360(http).create(draft, none, signal);
		expect(taken).toEqual({ externalId: 'x9', status: 'pending', category: 'utility' });
		expect(http.requests).toMatchObject([
			{ method: 'POST', path: '/v1/configs/templates', headers: { 'D360-API-KEY': 'key' } },
		]);
	});
	it('uploads a sample through its own host with the key', async () => {
		const http = recordedHttp(D360, { id: 'upload:abc' }, { h: '4::h' }, { id: 'x9' });
		await d360(http).create(withPicture, sample, signal);
		expect(http.requests[0]?.path).toMatch(/^\/uploads\?file_length=\d+&file_type=image\/png/);
		expect(http.requests[1]).toMatchObject({
			path: '/upload:abc',
			headers: { 'D360-API-KEY': 'key', file_offset: '0' },
		});
		expect(JSON.stringify(http.requests[2]?.body)).toContain('"header_handle":["4::h"]');
	});
	it('deletes by name, takes 404 for deleted, and an empty answer for done', async () => {
		const http = recordedHttp(D360, [204, undefined], [404, { detail: 'gone' }]);
		const one = { name: 'order_update', language: null, externalId: null };
		await d360(http).remove(one, signal);
		await d360(http).remove(one, signal);
		expect(http.requests[0]).toMatchObject({ method: 'DELETE', path: '/v1/configs/templates/order_update' });
	});
	it('does not take a refused deletion for done', async () => {
		const http = recordedHttp(D360, [401, { meta: { developer_message: 'Invalid api_key' } }]);
		await expect(
			d360(http).remove({ name: 'a', language: null, externalId: null }, signal),
		).rejects.toMatchObject({ code: 'credentials-refused' });
	});
	it('cannot edit', () => expect(d360(recordedHttp(D360)).edit).toBeUndefined());
});

describe('standing', () => {
	const health = (errors: unknown[]) => ({
		can_send_message: errors.length === 0 ? 'AVAILABLE' : 'BLOCKED',
		entities: [{ entity_type: 'BUSINESS', errors }],
	});
	it('of a Cloud API number is all that Meta tells', async () => {
		const http = recordedHttp(META, {
			verified_name: 'Garden shop',
			status: 'CONNECTED',
			quality_rating: 'YELLOW',
			throughput: { level: 'HIGH' },
			whatsapp_business_manager_messaging_limit: 'TIER_2K',
			health_status: health([]),
		});
		expect(await cloud(http).standing.look(signal)).toEqual({
			tier: 'TIER_2K',
			quality: 'yellow',
			numberStatus: 'connected',
			throughput: 1000,
			verifiedName: 'Garden shop',
			paid: true,
		});
		// Gone since v24: asking for it is an error.
		expect(http.requests[0]?.path).not.toContain('messaging_limit_tier');
	});
	it('leaves out what is not told', async () => {
		expect(await cloud(recordedHttp(META, { id: '11', quality_rating: 'NA' })).standing.look(signal)).toEqual(
			{},
		);
	});
	it('knows an open bill, of a 360dialog number too', async () => {
		const http = recordedHttp(D360, { health_status: health([{ error_code: 141006 }]) });
		expect(await d360(http).standing.look(signal)).toEqual({ paid: false });
		expect(http.requests[0]?.path).toBe('/health_status');
	});
});
