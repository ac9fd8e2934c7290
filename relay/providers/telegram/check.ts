import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import { MINUTE_MS } from '../../../shared/lib/time.ts';
import { clockFinding } from '../clock-finding.ts';
import type { CheckFinding } from '../provider.ts';
import { type Json, list, number, record, seconds, text } from '../wire.ts';
import { ask, type BotApi, call } from './api.ts';
import { resultOf } from './errors.ts';
import { ALLOWED_UPDATES } from './webhook.ts';

/** Telegram tells the last failure for ever; one that is older says nothing of now. */
const RECENT_MS = 30 * MINUTE_MS;
/** So many updates wait only when the webhook does not work, or the relay does not keep up. */
const MANY_WAITING = 100;

/** Asks who the bot is and how its webhook fares. Never rejects. */
export async function checkBot(api: BotApi, signal: AbortSignal): Promise<CheckFinding[]> {
	try {
		const answer = await ask(api, { method: 'getMe', parameters: {} }, signal);
		const me = record(resultOf(answer)) ?? {};
		const clock = clockFinding(answer);
		const info = record(await call(api, { method: 'getWebhookInfo', parameters: {} }, signal)) ?? {};
		return [...fromBot(me), ...(clock ? [clock] : []), ...fromWebhook(info, answer.receivedAt)];
	} catch (error) {
		return [failedCheck(error)];
	}
}

function fromBot(me: Json): CheckFinding[] {
	const username = text(me.username);
	const name = text(me.first_name);
	const known: CheckFinding = {
		check: 'credentials',
		result: 'ok',
		message: 'Telegram accepts the bot’s token.',
	};
	if (username === null) return [known];
	return [
		known,
		{
			check: 'number',
			result: 'ok',
			message: `The bot is @${username}${name === null ? '' : `, “${name}”`}. Customers find it at t.me/${username}.`,
			address: `@${username}`,
		},
	];
}

/** Where it points is compared by who knows where it should (`WebhookRegistration.current`). */
function fromWebhook(info: Json, now: number): CheckFinding[] {
	if (text(info.url) === null) return [];
	const warn = (message: string): CheckFinding => ({ check: 'webhook', result: 'warning', message });
	const findings: CheckFinding[] = [];
	const failedAt = seconds(info.last_error_date);
	const why = text(info.last_error_message);
	if (failedAt !== null && now - failedAt < RECENT_MS)
		findings.push(
			warn(
				`Telegram could not deliver an update lately${why === null ? '.' : `: ${why}.`} It tries again for 24 hours. Make sure that the relay runs and is reached by HTTPS from outside.`,
			),
		);
	const waiting = number(info.pending_update_count) ?? 0;
	if (waiting >= MANY_WAITING)
		findings.push(warn(`${waiting} updates wait at Telegram. They come as soon as the relay takes them.`));
	// An empty list means everything but rare kinds, so all that we need.
	const allowed = list(info.allowed_updates);
	const missing = allowed.length === 0 ? [] : ALLOWED_UPDATES.filter(kind => !allowed.includes(kind));
	if (missing.length > 0)
		findings.push(
			warn(
				`Telegram does not deliver ${missing.join(', ')}: another program has changed the bot’s webhook. This check registers it again.`,
			),
		);
	return findings;
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
			message: `Telegram refused the bot’s token${code}. In Telegram open @BotFather, send /mybots, choose the bot, then “API Token”, and paste the whole token. A token that was revoked there ends at once.`,
		};
	}
	if (error.code === 'address-inside')
		return { check: 'health', result: 'failed', refuses: 'apiUrl', message: `${sentence} ${nextStep}` };
	return { check: 'health', result: 'failed', message: `${sentence}${code} ${nextStep}` };
}
