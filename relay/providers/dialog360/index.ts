import { WHATSAPP_CAPABILITIES } from '../../../shared/domain/capabilities.ts';
import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import type { SampleFile } from '../abilities.ts';
import { clockFinding } from '../clock-finding.ts';
import type { Http } from '../http.ts';
import {
	type ChannelSettings,
	type CheckFinding,
	type Provider,
	type ProviderChannel,
	SignatureError,
} from '../provider.ts';
import { header, sameSecret, verifyHmac } from '../signature.ts';
import { callTemplates, gone, readSubmitted, uploadSamples } from '../whatsapp/catalogue.ts';
import { parseWhatsApp } from '../whatsapp/from-whatsapp.ts';
import { healthFinding } from '../whatsapp/health.ts';
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
import { readPaid } from '../whatsapp/standing.ts';
import { readTemplate } from '../whatsapp/templates.ts';
import { toTemplateBody } from '../whatsapp/to-template.ts';
import { list, number, text } from '../wire.ts';
import { dialog360Error } from './errors.ts';
import { dialog360Partner } from './partner.ts';

/** 360dialog's host for numbers on the Cloud API (providers.md §1.1). Paths hold neither a version nor a number's id. */
const HOST = 'https://waba-v2.360dialog.io';
const META_FILES = 'https://lookaside.fbsbx.com';
/** The header that we ask 360dialog to send with each webhook: direct clients get no signature (providers.md §1.4). */
const WEBHOOK_HEADER = 'x-relay-key';
const PAGE = 200;

/** 360dialog v2: Cloud API bodies, one key per number, webhooks known by a header of our own. */
export const dialog360: Provider = {
	id: 'dialog360',
	name: '360dialog',
	channelType: 'whatsapp',
	addressFrom: 'person',
	pace: WHATSAPP_PACE,
	capabilities: WHATSAPP_CAPABILITIES,
	fields: [
		{
			key: 'apiKey',
			aliases: ['key', 'd360ApiKey', 'token'],
			label: 'API key',
			required: true,
			secret: true,
		},
		{
			key: 'partnerSecret',
			aliases: ['platformSecret'],
			label: 'Partner platform secret',
			required: false,
			secret: true,
		},
		{
			key: 'channelId',
			aliases: [],
			label: 'Channel ID',
			required: false,
			secret: false,
			help: 'In the address of the number’s page in the Hub; with partner access the relay makes the key by it.',
		},
	],
	partner: dialog360Partner,
	connect,
};

function connect(settings: ChannelSettings, http: Http): ProviderChannel {
	const { apiKey = '', partnerSecret = '' } = settings.credentials;
	const base = settings.apiUrl ?? HOST;
	const api: MessagesApi = {
		http,
		headers: { 'D360-API-KEY': apiKey },
		messagesUrl: `${base}/messages`,
		mediaUrl: `${base}/media`,
		ownError: dialog360Error,
	};
	const ask = (path: string, signal: AbortSignal) =>
		http.send({ method: 'GET', url: `${base}${path}`, headers: api.headers, signal });
	const get = async (path: string, signal: AbortSignal) => success(await ask(path, signal), api.ownError);
	// As public code does it, with the key in both calls; 360dialog's own pages do not tell (unconfirmed, Nov 2026).
	const upload = (file: Awaited<ReturnType<SampleFile>>, signal: AbortSignal) =>
		uploadSample(api, { sessionsUrl: `${base}/uploads`, base, bytesHeaders: api.headers }, file, signal);

	return {
		verify(request) {
			if (!sameSecret(header(request, WEBHOOK_HEADER) ?? '', settings.webhookKey)) {
				throw new SignatureError(`The header ${WEBHOOK_HEADER} is missing or wrong.`);
			}
			if (partnerSecret) verifyHmac(request, 'x-360dialog-signature', partnerSecret);
		},
		answerChallenge: () => null,
		parse: parseWhatsApp,
		number: null,
		account: null,
		// The key is the number's, and says nothing of it.
		identity: null,
		send: (message, signal) => sendMessage(api, message, signal),
		async check(signal) {
			try {
				const answer = await ask('/health_status', signal);
				const health = healthFinding(success(answer, api.ownError));
				const findings: CheckFinding[] = [
					{ check: 'credentials', result: 'ok', message: '360dialog accepts the key.' },
				];
				const clock = clockFinding(answer);
				return [...findings, ...(health ? [health] : []), ...(clock ? [clock] : [])];
			} catch (error) {
				return [failedCheck(error)];
			}
		},
		// No path of v2 tells tier, quality or speed (docs.360dialog.com, Nov 2026): those come by webhook alone.
		standing: { look: async signal => readPaid(await get('/health_status', signal)) },
		templates: {
			removesAllLanguages: true,
			async create(draft, sample, signal) {
				const handles = await uploadSamples(draft, sample, file => upload(file, signal));
				const url = `${base}/v1/configs/templates`;
				const body = toTemplateBody(draft, handles);
				return readSubmitted(await callTemplates(api, { method: 'POST', url, body }, signal), draft);
			},
			// The old address knows no edit (providers.md §1.6): a copy under a new name is the way.
			remove: ({ name }, signal) =>
				gone(
					callTemplates(
						api,
						{ method: 'DELETE', url: `${base}/v1/configs/templates/${encodeURIComponent(name)}` },
						signal,
					),
				),
			async *list(signal) {
				for (let offset = 0; ; ) {
					const page = await get(`/v1/configs/templates?limit=${PAGE}&offset=${offset}`, signal);
					const items = list(page.waba_templates);
					for (const item of items) {
						const read = readTemplate(item);
						if (read) yield read;
					}
					offset += items.length;
					if (items.length === 0 || offset >= (number(page.total) ?? offset)) return;
				}
			},
		},
		media: {
			upload: (file, signal) => uploadMedia(api, file, signal),
			// The address names Meta's host, whose token only 360dialog has: the same path is asked of 360dialog (§1.2).
			download: (ref, signal) =>
				downloadMedia(api, `${base}/${encodeURIComponent(ref)}`, url => throughOwnHost(url, base), signal),
		},
		receipts: receipts(api),
		profile: profileOf(api, `${base}/whatsapp_business_profile`, upload),
		webhook: {
			byHand: null,
			async register(url, signal) {
				const answer = await http.send({
					method: 'POST',
					url: `${base}/v1/configs/webhook`,
					headers: { ...api.headers, 'content-type': 'application/json' },
					body: JSON.stringify({ url, headers: { [WEBHOOK_HEADER]: settings.webhookKey } }),
					signal,
				});
				success(answer, api.ownError);
			},
			async current(signal) {
				return text((await get('/v1/configs/webhook', signal)).url);
			},
		},
	};
}

function throughOwnHost(url: string, base: string): string {
	if (url.startsWith(`${META_FILES}/`)) return base + url.slice(META_FILES.length);
	if (url.startsWith(`${base}/`)) return url;
	throw new DeliveryError('media-not-received', {
		detail: 'The file’s address is on a host that is not WhatsApp’s.',
	});
}

function failedCheck(error: unknown): CheckFinding {
	if (!(error instanceof DeliveryError)) throw error;
	const { sentence, nextStep } = error.rule;
	const code = error.providerCode ? ` (${error.providerCode})` : '';
	if (error.code === 'credentials-refused') {
		return {
			check: 'credentials',
			result: 'failed',
			refuses: 'credentials',
			message: `360dialog refused the key${code}. A newer key may have been made for this number, which ends every earlier one. Paste the newest one.`,
		};
	}
	if (error.code === 'address-inside')
		return { check: 'health', result: 'failed', refuses: 'apiUrl', message: `${sentence} ${nextStep}` };
	return { check: 'health', result: 'failed', message: `${sentence}${code} ${nextStep}` };
}
