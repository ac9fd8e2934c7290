import { BotError, badRequest, tooMany } from './bot-error.ts';
import type { Fields } from './model.ts';
import type { Parameters } from './parameters.ts';
import type { TelegramWorld } from './telegram-world.ts';
import type { UpdateLine } from './updates.ts';

const PORTS = ['', '443', '80', '88', '8443'];
const SECRET_MAX = 256;
const CONNECTIONS = { least: 1, most: 100, usual: 40 } as const;
/** Two within this time are one too many (providers.md §7.2). */
const BETWEEN_MS = 1000;

/** `setWebhook`: its result's description. An empty address removes it. Loopback may be reached without TLS, and on any port. */
export function setWebhook(telegram: TelegramWorld, line: UpdateLine, given: Parameters): string {
	const { bot, store, world } = telegram;
	const now = world.clock.timer();
	if (now < bot.setWebhookAt + BETWEEN_MS) throw tooMany(1);
	const url = given.text('url');
	const secret = given.text('secret_token');
	const connections = given.number('max_connections') ?? CONNECTIONS.usual;
	const allowed = given.json('allowed_updates', 'allowed updates');
	if (given.isTrue('drop_pending_updates')) line.clear();
	if (url === '') return removeWebhook(telegram);
	checkUrl(url);
	if (secret.length > SECRET_MAX) throw badRequest('secret token is too long');
	if (!/^[\w-]*$/.test(secret)) throw badRequest('secret token contains unallowed characters');
	if (allowed !== undefined && !isTexts(allowed))
		throw badRequest("can't parse allowed updates: must be an Array of String");
	bot.setWebhookAt = now;
	const isNew = bot.webhook?.url !== url || bot.webhook.secret !== (secret || null);
	bot.webhook = {
		url,
		secret: secret === '' ? null : secret,
		allowedUpdates: allowed ?? bot.webhook?.allowedUpdates ?? [],
		maxConnections: Math.min(Math.max(Math.trunc(connections), CONNECTIONS.least), CONNECTIONS.most),
		lastErrorAt: null,
		lastErrorMessage: null,
	};
	store.bots.put(bot);
	if (secret === '') world.violate('telegram-webhook-without-secret', url);
	world.changed('numbers');
	line.retryNow();
	return isNew ? 'Webhook was set' : 'Webhook is already set';
}

export function removeWebhook({ bot, store, world }: TelegramWorld): string {
	const was = bot.webhook !== null;
	bot.webhook = null;
	store.bots.put(bot);
	world.changed('numbers');
	return was ? 'Webhook was deleted' : 'Webhook is already deleted';
}

export function webhookInfo({ bot }: TelegramWorld, line: UpdateLine): Fields {
	const { webhook } = bot;
	const pending = { has_custom_certificate: false, pending_update_count: line.waiting };
	if (!webhook) return { url: '', ...pending };
	return {
		url: webhook.url,
		...pending,
		...(webhook.lastErrorAt !== null && {
			last_error_date: webhook.lastErrorAt,
			last_error_message: webhook.lastErrorMessage,
		}),
		max_connections: webhook.maxConnections,
		ip_address: '203.0.113.7',
		...(webhook.allowedUpdates.length > 0 && { allowed_updates: webhook.allowedUpdates }),
	};
}

/** There is nothing to poll while a webhook is set. The sandbox's own bots have no other way. */
export function refusePolling({ bot }: TelegramWorld): never {
	throw new BotError(
		409,
		bot.webhook
			? "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
			: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
	);
}

function checkUrl(url: string): void {
	if (!URL.canParse(url)) throw badRequest('invalid webhook URL specified');
	const { protocol, hostname, port } = new URL(url);
	if (['localhost', '127.0.0.1', '[::1]'].includes(hostname) && protocol === 'http:') return;
	if (protocol !== 'https:') throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
	if (!PORTS.includes(port))
		throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443');
}

function isTexts(value: unknown): value is string[] {
	return Array.isArray(value) && value.every(one => typeof one === 'string');
}
