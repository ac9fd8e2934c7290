import { createHash } from 'node:crypto';
import { INSTAGRAM_CAPABILITIES } from '../../../shared/domain/capabilities.ts';
import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import { ACTIVITIES, type Activity } from '../../../shared/domain/message.ts';
import type { Http } from '../http.ts';
import type { OutboundMessage, SendReceipt } from '../outbound.ts';
import type { ChannelSettings, CredentialField, Provider, ProviderChannel } from '../provider.ts';
import { sameSecret, verifyHmac } from '../signature.ts';
import { text } from '../wire.ts';
import { ask, deliveryError, type GraphApi, graphApi } from './api.ts';
import { authorization } from './authorization.ts';
import { checkAccount } from './check.ts';
import { leftOut, parseInstagram } from './from-instagram.ts';
import { lookUp } from './look-up.ts';
import { download, isFileAddress } from './media.ts';
import { MORE_FIELDS, WEBHOOK_FIELDS } from './permissions.ts';
import { igsidOf, midOf } from './place.ts';
import { renewal } from './renewal.ts';
import { toInstagram } from './to-instagram.ts';

const OPTIONS: Readonly<Record<Activity, string>> = {
	direct: 'Direct messages',
	feed: 'Comments on posts',
	reels: 'Comments on reels',
	stories: 'Comments on stories',
	notes: 'Comments on notes',
};

/** A field that the authorisation brings. */
const brought = (key: string, label: string, secret: 'secret' | 'plain' = 'plain'): CredentialField => ({
	key,
	aliases: [],
	label,
	required: key === 'accessToken' || key === 'accountId',
	secret: secret === 'secret',
	brought: true,
});

/** Instagram with Instagram Login: no Facebook page, a token of 60 days, webhooks signed by the app. */
export const instagram: Provider = {
	id: 'instagram',
	name: 'Instagram',
	channelType: 'instagram',
	capabilities: INSTAGRAM_CAPABILITIES,
	fields: [
		{
			key: 'appId',
			aliases: ['clientId', 'instagramAppId'],
			label: 'Instagram app ID',
			required: true,
			secret: false,
			help: 'In Meta’s App Dashboard, Instagram → API setup with Instagram login. It is not the ID of the Meta app.',
		},
		{
			key: 'appSecret',
			aliases: ['clientSecret', 'secret'],
			label: 'Instagram app secret',
			required: true,
			secret: true,
			help: 'Beside the Instagram app ID, under Show. There, in the business login settings, also add the relay’s public address with /oauth/instagram/callback behind it to the redirect addresses.',
		},
		{
			key: 'activities',
			aliases: [],
			label: 'Activities',
			required: true,
			secret: false,
			help: 'What people write there becomes messages here; the rest is left out.',
			options: ACTIVITIES.map(id => ({ id, label: OPTIONS[id] })),
			standard: ACTIVITIES.join(','),
		},
		brought('accessToken', 'Access', 'secret'),
		brought('accountId', 'Account ID'),
		brought('username', 'Username'),
		brought('permissions', 'Permissions'),
		brought('tokenEndsAt', 'End of the access'),
		brought('tokenMadeAt', 'Start of the access'),
	],
	addressFrom: 'provider',
	// 100 calls a second for texts, 10 for sound and video, 750 private replies an hour (providers.md §8.5, spring 2026).
	// Room is left for signs of writing. No limit for one person is documented: one a second after a burst is our own choice.
	pace: { perSecond: 70, pairBurst: 20, pairEveryMs: 1000 },
	authorization,
	connect,
};

function connect(settings: ChannelSettings, http: Http): ProviderChannel {
	const { accessToken = '', accountId = '', appSecret = '', activities } = settings.credentials;
	const { apiUrl } = settings;
	const api = graphApi(http, apiUrl, accessToken);
	const chosen = ACTIVITIES.filter(one => (activities?.split(',') ?? ACTIVITIES).includes(one));
	const verifyToken = verifyTokenOf(settings.webhookKey);
	const act = (recipient: string, action: string, signal: AbortSignal) =>
		ask(
			api,
			{
				method: 'POST',
				path: `/${accountId}/messages`,
				body: { recipient: { id: recipient }, sender_action: action },
			},
			signal,
		);

	return {
		verify: request => verifyHmac(request, 'x-hub-signature-256', appSecret),
		answerChallenge(query) {
			const given = query['hub.verify_token'] ?? '';
			const fits = sameSecret(given, verifyToken) || sameSecret(given, settings.webhookKey);
			return fits && query['hub.mode'] === 'subscribe' ? (query['hub.challenge'] ?? '') : null;
		},
		parse: (body, receivedAt) =>
			parseInstagram(body, {
				accountId,
				isFile: url => isFileAddress(url, apiUrl),
				receivedAt,
			}),
		leavesOut: event => leftOut(event, chosen),
		number: { id: accountId, trust: appSecret },
		account: null,
		identity: accountId || null,
		send: (message, signal) => send(api, accountId, message, signal),
		check: signal => checkAccount(api, settings, signal),
		lookUp: (address, signal) => lookUp(api, address, signal),
		media: { download: (ref, signal) => download(http, apiUrl, ref, signal) },
		receipts: {
			async markRead({ to }, signal) {
				if (to?.kind === 'instagram-user') await act(igsidOf(to), 'mark_seen', signal);
			},
			async showTyping({ to }, signal) {
				if (to?.kind === 'instagram-user') await act(igsidOf(to), 'typing_on', signal);
			},
		},
		webhook: {
			verifyToken,
			byHand: `Once for the app: in Meta’s App Dashboard, Instagram → API setup → Configure webhooks, paste the webhook address as callback URL and ${verifyToken} as verify token, and subscribe to ${[...WEBHOOK_FIELDS, ...MORE_FIELDS].join(', ')}. The app must be live, or nothing arrives.`,
			async register(_url, signal) {
				// Where to is a setting of the app, made by hand; this account joins what the app gets.
				await subscribe(api, [...WEBHOOK_FIELDS, ...MORE_FIELDS], signal).catch(error => {
					if (deliveryError(error).code !== 'rejected') throw error;
					return subscribe(api, WEBHOOK_FIELDS, signal);
				});
			},
			// Instagram tells nobody where the app's webhooks go.
			current: async () => null,
		},
		renewal: renewal(settings, http),
	};
}

/** The word for Meta's handshake: shown to whoever pastes it, so it is made of the key and is not the key. */
function verifyTokenOf(webhookKey: string): string {
	return createHash('sha256').update(`instagram-verify:${webhookKey}`).digest('hex').slice(0, 24);
}

async function subscribe(api: GraphApi, fields: readonly string[], signal: AbortSignal): Promise<void> {
	const query = new URLSearchParams({ subscribed_fields: fields.join(',') });
	await ask(api, { method: 'POST', path: `/me/subscribed_apps?${query}` }, signal);
}

async function send(
	api: GraphApi,
	accountId: string,
	message: OutboundMessage,
	signal: AbortSignal,
): Promise<SendReceipt> {
	const { path, body, asked } = toInstagram(message, accountId);
	const { body: answer } = await ask(api, { method: 'POST', path, body }, signal, asked);
	const recipientId = text(answer.recipient_id);
	const recipient =
		recipientId === null ? [] : [{ kind: 'instagram-user' as const, value: `${accountId}/${recipientId}` }];
	// A reaction has no id of its own, and no echo.
	if (message.content.kind === 'reaction')
		return { externalId: `reaction:${midOf(message.content.externalId)}:${message.id}`, recipient };
	const externalId = text(answer.message_id) ?? text(answer.id);
	if (externalId === null)
		throw new DeliveryError('no-answer', { detail: 'Instagram’s answer holds no message id.' });
	return { externalId, recipient };
}
