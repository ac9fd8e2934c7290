import { WHATSAPP_CAPABILITIES } from '../../../shared/domain/capabilities.ts';
import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import type { SampleFile } from '../abilities.ts';
import type { Http } from '../http.ts';
import type { ChannelSettings, Provider, ProviderChannel } from '../provider.ts';
import { sameSecret, verifyHmac } from '../signature.ts';
import { callTemplates, gone, readSubmitted, uploadSamples } from '../whatsapp/catalogue.ts';
import { parseWhatsApp } from '../whatsapp/from-whatsapp.ts';
import {
	downloadMedia,
	type MessagesApi,
	receipts,
	sendMessage,
	success,
	uploadMedia,
} from '../whatsapp/messages-api.ts';
import { WHATSAPP_PACE } from '../whatsapp/pace.ts';
import { profileOf } from '../whatsapp/profile.ts';
import { uploadSample } from '../whatsapp/sample-upload.ts';
import { readStanding, STANDING_FIELDS } from '../whatsapp/standing.ts';
import { readTemplate } from '../whatsapp/templates.ts';
import { toComponents, toTemplateBody } from '../whatsapp/to-template.ts';
import { list, record, text } from '../wire.ts';
import { checkNumber } from './check.ts';

/** Meta's own host and the version we speak (providers.md §2.1, v25.0 as of Mar 2026). */
const HOST = 'https://graph.facebook.com';
const VERSION = 'v25.0';

/** Meta's Cloud API, without a reseller: bearer token, versioned paths, signed webhooks. */
export const cloudApi: Provider = {
	id: 'cloud-api',
	name: 'WhatsApp Cloud API',
	channelType: 'whatsapp',
	addressFrom: 'person',
	pace: WHATSAPP_PACE,
	capabilities: WHATSAPP_CAPABILITIES,
	fields: [
		{ key: 'accessToken', aliases: ['token'], label: 'Access token', required: true, secret: true },
		{ key: 'appSecret', aliases: ['secret'], label: 'App secret', required: true, secret: true },
		{ key: 'phoneNumberId', aliases: ['numberId'], label: 'Phone number ID', required: true, secret: false },
		{
			key: 'businessAccountId',
			aliases: ['wabaId', 'accountId'],
			label: 'WhatsApp Business account ID',
			required: true,
			secret: false,
		},
		{ key: 'verifyToken', aliases: [], label: 'Verify token', required: false, secret: true },
	],
	connect,
};

function connect(settings: ChannelSettings, http: Http): ProviderChannel {
	const {
		accessToken = '',
		appSecret = '',
		phoneNumberId = '',
		businessAccountId = '',
		verifyToken = '',
	} = settings.credentials;
	const base = `${settings.apiUrl ?? HOST}/${VERSION}`;
	const api: MessagesApi = {
		http,
		headers: { authorization: `Bearer ${accessToken}` },
		messagesUrl: `${base}/${phoneNumberId}/messages`,
		mediaUrl: `${base}/${phoneNumberId}/media`,
		ownError: () => null,
	};
	const ask = (path: string, signal: AbortSignal) =>
		http.send({ method: 'GET', url: `${base}${path}`, headers: api.headers, signal });
	const get = async (path: string, signal: AbortSignal) => success(await ask(path, signal), api.ownError);

	const subscriptionUrl = `${base}/${businessAccountId}/subscribed_apps`;
	const templatesUrl = `${base}/${businessAccountId}/message_templates`;
	/** Samples go to the app that the token is of, and their bytes under `OAuth` instead of `Bearer` (providers.md §2.1). */
	const upload = (signal: AbortSignal) => async (file: Awaited<ReturnType<SampleFile>>) => {
		const appId = text((await get('/app?fields=id', signal)).id) ?? 'app';
		const bytesHeaders = { authorization: `OAuth ${accessToken}` };
		return uploadSample(api, { sessionsUrl: `${base}/${appId}/uploads`, base, bytesHeaders }, file, signal);
	};
	const findId = async (name: string, language: string, signal: AbortSignal) => {
		const query = new URLSearchParams({ name, fields: 'id,name,language', limit: '100' });
		const page = await callTemplates(api, { method: 'GET', url: `${templatesUrl}?${query}` }, signal);
		const found = list(page.data)
			.map(item => record(item))
			.find(item => text(item?.name) === name && text(item?.language) === language);
		return text(found?.id);
	};

	return {
		verify: request => verifyHmac(request, 'x-hub-signature-256', appSecret),
		answerChallenge(query) {
			const wanted = verifyToken || settings.webhookKey;
			const fits = query['hub.mode'] === 'subscribe' && sameSecret(query['hub.verify_token'] ?? '', wanted);
			return fits ? (query['hub.challenge'] ?? '') : null;
		},
		parse: parseWhatsApp,
		number: { id: phoneNumberId, trust: appSecret },
		account: businessAccountId || null,
		identity: phoneNumberId || null,
		send: (message, signal) => sendMessage(api, message, signal),
		check: signal => checkNumber(ask, { accessToken, appSecret, phoneNumberId, businessAccountId }, signal),
		standing: {
			look: async signal => readStanding(await get(`/${phoneNumberId}?fields=${STANDING_FIELDS}`, signal)),
		},
		templates: {
			removesAllLanguages: false,
			async create(draft, sample, signal) {
				const handles = await uploadSamples(draft, sample, upload(signal));
				const body = toTemplateBody(draft, handles);
				const request = { method: 'POST', url: templatesUrl, body } as const;
				return readSubmitted(await callTemplates(api, request, signal), draft);
			},
			async edit(externalId, draft, sample, signal) {
				const url = `${base}/${encodeURIComponent(externalId)}`;
				// An approved template refuses a category, even the one that it has (providers.md §4.4): only a new one is sent.
				const asked = { method: 'GET', url: `${url}?fields=category` } as const;
				const before = text((await callTemplates(api, asked, signal)).category)?.toLowerCase();
				const handles = await uploadSamples(draft, sample, upload(signal));
				const body = {
					...(before !== draft.category && { category: draft.category.toUpperCase() }),
					components: toComponents(draft, handles),
				};
				const answer = await callTemplates(api, { method: 'POST', url, body }, signal);
				// It mostly answers only that it was taken; the review begins anew.
				return { ...readSubmitted(answer, draft), externalId };
			},
			async remove({ name, language, externalId }, signal) {
				const query = new URLSearchParams({ name });
				if (language !== null) {
					// By its name alone every language would go.
					const id = externalId ?? (await findId(name, language, signal));
					if (id === null) return;
					query.set('hsm_id', id);
				}
				await gone(callTemplates(api, { method: 'DELETE', url: `${templatesUrl}?${query}` }, signal));
			},
			async *list(signal) {
				let after: string | null = null;
				do {
					const query = new URLSearchParams({
						limit: '100',
						fields:
							'id,name,status,category,language,components,quality_score,rejected_reason,parameter_format,correct_category',
					});
					if (after !== null) query.set('after', after);
					const page: Record<string, unknown> = await get(
						`/${businessAccountId}/message_templates?${query}`,
						signal,
					);
					for (const item of list(page.data)) {
						const read = readTemplate(item);
						if (read) yield read;
					}
					const paging = record(page.paging);
					after = paging?.next ? text(record(paging.cursors)?.after) : null;
				} while (after !== null);
			},
		},
		webhook: {
			byHand:
				'The account’s messages are sent to this relay. For news about templates, limits and the account, paste the webhook address and the verify token into the app’s settings at Meta too, and subscribe there to “messages”, “user_preferences” and all fields about templates, the account and the phone number.',
			// Messages go where the account says, all else where the app says (providers.md §2.6, Jun 2026).
			async register(url, signal) {
				const body = { override_callback_uri: url, verify_token: verifyToken || settings.webhookKey };
				await callTemplates(api, { method: 'POST', url: subscriptionUrl, body }, signal);
			},
			// Nobody tells where the account's messages go.
			current: async () => null,
			async unregister(signal) {
				await callTemplates(api, { method: 'DELETE', url: subscriptionUrl }, signal);
			},
		},
		media: {
			upload: (file, signal) => uploadMedia(api, file, signal),
			// The file's own address takes the same token (providers.md §2.1); with a stand-in host it is the stand-in's.
			download: (ref, signal) =>
				downloadMedia(api, `${base}/${encodeURIComponent(ref)}`, ownHostOnly(settings.apiUrl), signal),
		},
		receipts: receipts(api),
		profile: profileOf(api, `${base}/${phoneNumberId}/whatsapp_business_profile`, (file, signal) =>
			upload(signal)(file),
		),
	};
}

/** Hosts that Meta serves files from. The token goes nowhere else. */
const MEDIA_HOSTS = /^(?:[a-z0-9-]+\.)*(?:fbsbx\.com|fbcdn\.net|facebook\.com|whatsapp\.net)$/;

function ownHostOnly(apiUrl: string | null): (url: string) => string {
	return url => {
		const { host, hostname, protocol } = new URL(url);
		const isMeta = protocol === 'https:' && MEDIA_HOSTS.test(hostname);
		if (isMeta || (apiUrl !== null && host === new URL(apiUrl).host)) return url;
		throw new DeliveryError('media-not-received', {
			detail: `The file’s address is on a host that is not Meta’s (${hostname}).`,
		});
	};
}
