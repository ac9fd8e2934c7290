import { TELEGRAM_CAPABILITIES } from '../../../shared/domain/capabilities.ts';
import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import type { Http } from '../http.ts';
import { type ChannelSettings, type Provider, type ProviderChannel, SignatureError } from '../provider.ts';
import { header, sameSecret } from '../signature.ts';
import { record, text } from '../wire.ts';
import { botApi, botIdOf, call } from './api.ts';
import { checkBot } from './check.ts';
import { parseTelegram } from './from-telegram.ts';
import { download } from './media.ts';
import { sendMessage } from './send.ts';
import { setWebhook } from './webhook.ts';

/** The header that Telegram sends with each update: what we gave it as `secret_token` (providers.md §7.3). */
const SECRET_HEADER = 'x-telegram-bot-api-secret-token';

/** Telegram's Bot API: one bot, one token, no window, no templates, no reports on what was sent. */
export const telegram: Provider = {
	id: 'telegram',
	name: 'Telegram',
	channelType: 'telegram',
	capabilities: TELEGRAM_CAPABILITIES,
	fields: [
		{
			key: 'botToken',
			aliases: ['token'],
			label: 'Bot token',
			required: true,
			secret: true,
			help: 'In Telegram write /newbot to @BotFather, or /mybots for a bot that is there, and copy its API token.',
		},
	],
	addressFrom: 'provider',
	// A payload has 1 to 64 letters, digits, _ or - (providers.md §7.7).
	link: 'https://t.me/{address}?start={token}',
	// About 30 messages a second in all and one a second to a chat, where short bursts are let through
	// (core.telegram.org/bots/faq, providers.md §7.6, Jun 2026). Some room is left for typing, button answers, a file that is
	// sent anew, and a chat that has just become another conversation.
	pace: { perSecond: 25, pairBurst: 2, pairEveryMs: 1000 },
	connect,
};

function connect(settings: ChannelSettings, http: Http): ProviderChannel {
	const token = (settings.credentials.botToken ?? '').trim();
	const api = botApi(http, token, settings.apiUrl);
	const botId = botIdOf(token);

	return {
		verify(request) {
			if (!sameSecret(header(request, SECRET_HEADER) ?? '', settings.webhookKey))
				throw new SignatureError(`The header ${SECRET_HEADER} is missing or wrong.`);
		},
		answerChallenge: () => null,
		parse: (body, receivedAt) => parseTelegram(body, { botId: botId ?? '', receivedAt }),
		number: null,
		account: null,
		identity: botId,
		send: (message, signal) => sendMessage(api, message, signal),
		check: signal => checkBot(api, signal),
		media: { download: (ref, signal) => download(api, ref, signal) },
		receipts: {
			async showTyping({ to }, signal) {
				if (to?.kind !== 'telegram-chat') return;
				const parameters = { chat_id: Number(to.value), action: 'typing' };
				await call(api, { method: 'sendChatAction', parameters }, signal);
			},
		},
		async acknowledge(reference, signal) {
			try {
				const parameters = { callback_query_id: reference };
				await call(api, { method: 'answerCallbackQuery', parameters }, signal);
			} catch (error) {
				// The contact's app has stopped waiting by itself.
				if (!(error instanceof DeliveryError) || error.code !== 'expired') throw error;
			}
		},
		webhook: {
			byHand: null,
			register: (url, signal) => setWebhook(api, { url, secret: settings.webhookKey }, signal),
			async current(signal) {
				return text(record(await call(api, { method: 'getWebhookInfo', parameters: {} }, signal))?.url);
			},
		},
	};
}
