import { DAY_MS } from '../../../shared/lib/time.ts';
import { clockFinding } from '../clock-finding.ts';
import type { ChannelSettings, CheckFinding } from '../provider.ts';
import { list, number, record, text } from '../wire.ts';
import { ask, deliveryError, type GraphApi, unwrapped } from './api.ts';
import { ME_FIELDS } from './authorization.ts';
import { accountTypeProblem, missingPermissions, readPermissions, WEBHOOK_FIELDS } from './permissions.ts';

/** A token that is not renewed by now has been refused: it is renewed from its last ten days on. */
const WARN_BEFORE_MS = 7 * DAY_MS;

/** Asks whose account it is, what it may do and what its webhooks carry. Never rejects. */
export async function checkAccount(
	api: GraphApi,
	{ credentials }: ChannelSettings,
	signal: AbortSignal,
): Promise<CheckFinding[]> {
	try {
		const { answer, body } = await ask(api, { method: 'GET', path: `/me?fields=${ME_FIELDS}` }, signal);
		const me = unwrapped(body);
		const clock = clockFinding(answer);
		return [
			tokenFinding(number(credentials.tokenEndsAt), answer.receivedAt),
			accountFinding(text(me.user_id), text(me.username), credentials.accountId ?? ''),
			...typeFindings(text(me.account_type)),
			...missingPermissions(readPermissions(credentials.permissions)).map(
				(message): CheckFinding => ({
					check: 'permissions',
					result: 'failed',
					refuses: 'credentials',
					message,
				}),
			),
			...(clock ? [clock] : []),
			...(await webhookFindings(api, signal)),
		];
	} catch (error) {
		return [failedCheck(error)];
	}
}

function tokenFinding(endsAt: number | null, now: number): CheckFinding {
	const check = 'credentials';
	if (endsAt === null) return { check, result: 'ok', message: 'Instagram accepts the access.' };
	const day = new Date(endsAt).toISOString().slice(0, 10);
	return endsAt - now < WARN_BEFORE_MS
		? {
				check,
				result: 'warning',
				message: `The access ends on ${day} and could not be renewed. Press Authorize again.`,
			}
		: {
				check,
				result: 'ok',
				message: `Instagram accepts the access. It is renewed by itself before ${day}.`,
			};
}

function accountFinding(userId: string | null, username: string | null, accountId: string): CheckFinding {
	if (userId !== null && userId !== accountId) {
		return {
			check: 'number',
			result: 'failed',
			refuses: 'credentials',
			message: `The access is to another account${username === null ? '' : ` (@${username})`} than this channel’s. Press Authorize again with the right one.`,
		};
	}
	if (username === null)
		return { check: 'number', result: 'warning', message: 'Instagram tells no name of the account.' };
	return { check: 'number', result: 'ok', message: `The account is @${username}.`, address: `@${username}` };
}

function typeFindings(type: string | null): CheckFinding[] {
	const problem = accountTypeProblem(type);
	if (problem !== null)
		return [{ check: 'account', result: 'failed', refuses: 'credentials', message: problem }];
	return type === null ? [] : [{ check: 'account', result: 'ok', message: 'It is a professional account.' }];
}

/** What the subscription lacks. None at all is not told here: it is made with the channel. */
async function webhookFindings(api: GraphApi, signal: AbortSignal): Promise<CheckFinding[]> {
	const { body } = await ask(api, { method: 'GET', path: '/me/subscribed_apps' }, signal);
	const fields = list(record(list(body.data)[0])?.subscribed_fields).map(String);
	const missing = WEBHOOK_FIELDS.filter(field => !fields.includes(field));
	if (fields.length === 0 || missing.length === 0) return [];
	return [
		{
			check: 'webhook',
			result: 'warning',
			message: `Instagram does not send: ${missing.join(', ')}. Subscribe the app to these fields in Meta’s App Dashboard (Instagram → API setup → Configure webhooks), then press Check again.`,
		},
	];
}

/** Why a token is dead, by its subcode (providers.md §8.6). */
const ENDED: Readonly<Record<string, string>> = {
	'458': 'The app was removed in the account’s settings.',
	'460': 'The account’s password was changed, or it was signed out everywhere.',
	'463': 'It has ended after 60 days without being renewed.',
	'467': 'It was taken back.',
};

function failedCheck(caught: unknown): CheckFinding {
	const error = deliveryError(caught);
	const { sentence, nextStep } = error.rule;
	const code = error.providerCode ? ` (${error.providerCode})` : '';
	if (error.code === 'credentials-refused') {
		const why = ENDED[error.providerCode?.split('/')[1] ?? ''];
		return {
			check: 'credentials',
			result: 'failed',
			refuses: 'credentials',
			message: `Instagram refused the access${code}. ${why === undefined ? '' : `${why} `}Press Authorize again.`,
		};
	}
	if (error.code === 'permission-missing') {
		return {
			check: 'permissions',
			result: 'failed',
			refuses: 'credentials',
			message: `A permission is missing${code}${error.detail === null ? '' : `: ${error.detail}`} Press Authorize again and leave all permissions ticked.`,
		};
	}
	if (error.code === 'address-inside')
		return { check: 'health', result: 'failed', refuses: 'apiUrl', message: `${sentence} ${nextStep}` };
	return { check: 'health', result: 'failed', message: `${sentence}${code} ${nextStep}` };
}
