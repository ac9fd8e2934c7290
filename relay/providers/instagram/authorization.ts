import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import { SECOND_MS } from '../../../shared/lib/time.ts';
import type { AuthorizationFlow, Authorized } from '../abilities.ts';
import type { Http, HttpRequest } from '../http.ts';
import { type Json, number, record, text } from '../wire.ts';
import { ask, graphApi, hostsOf, success, unwrapped } from './api.ts';
import { accountTypeProblem, missingPermissions, PERMISSIONS, readPermissions } from './permissions.ts';

/** What of an account tells who and what it is. `id` is the app's own number for it, `user_id` the one in webhooks. */
export const ME_FIELDS = 'id,user_id,username,name,account_type';

/** Instagram Login: the person's page, its code, a token of an hour, a token of 60 days, the account (providers.md §8.1). */
export const authorization: AuthorizationFlow = {
	url({ credentials, apiUrl, redirectUrl, state }) {
		const query = new URLSearchParams({
			client_id: credentials.appId ?? '',
			redirect_uri: redirectUrl,
			response_type: 'code',
			scope: Object.keys(PERMISSIONS).join(','),
			// Else whoever is signed in there by chance would be taken without being asked which account is meant.
			force_reauth: 'true',
			state,
		});
		return `${hostsOf(apiUrl).pages}/oauth/authorize?${query}`;
	},
	async exchange({ credentials, apiUrl, redirectUrl, code, now }, http, signal): Promise<Authorized> {
		const { appId = '', appSecret = '' } = credentials;
		const hosts = hostsOf(apiUrl);
		const short = unwrapped(
			await told(
				http,
				{
					method: 'POST',
					url: `${hosts.codes}/oauth/access_token`,
					headers: { 'content-type': 'application/x-www-form-urlencoded' },
					body: new URLSearchParams({
						client_id: appId,
						client_secret: appSecret,
						grant_type: 'authorization_code',
						redirect_uri: redirectUrl,
						// The page puts `#_` behind it, which a pasted address still has.
						code: code.replace(/#_$/, ''),
					}).toString(),
					secret: appSecret,
					signal,
				},
				said => codeRefused(said, redirectUrl),
			),
		);
		const shortToken = text(short.access_token);
		if (shortToken === null) throw noToken();
		const exchange = new URLSearchParams({
			grant_type: 'ig_exchange_token',
			client_secret: appSecret,
			access_token: shortToken,
		});
		const long = await told(
			http,
			{
				method: 'GET',
				url: `${hosts.graph}/access_token?${exchange}`,
				headers: {},
				secret: shortToken,
				signal,
			},
			said =>
				`Instagram gave no lasting access: ${said}. Check that the app secret is the Instagram app’s, and press Authorize again.`,
		);
		const accessToken = text(long.access_token);
		if (accessToken === null) throw noToken();
		const { body } = await ask(
			graphApi(http, apiUrl, accessToken),
			{ method: 'GET', path: `/me?fields=${ME_FIELDS}` },
			signal,
		);
		const me = unwrapped(body);
		const accountId = text(me.user_id) ?? text(short.user_id);
		const username = text(me.username);
		if (accountId === null || username === null)
			throw new DeliveryError('rejected', {
				detail: 'Instagram did not say which account this is. Press Authorize again.',
			});
		const permissions = readPermissions(short.permissions);
		const type = accountTypeProblem(text(me.account_type));
		return {
			credentials: {
				accessToken,
				accountId,
				username,
				permissions: permissions?.join(',') ?? '',
				...lifetime(long, now),
			},
			address: `@${username}`,
			problems: [...(type === null ? [] : [type]), ...missingPermissions(permissions)],
		};
	},
};

/** When a token was made and when it ends, as texts; Instagram tells seconds. */
export function lifetime(answer: Json, now: number): { tokenMadeAt: string; tokenEndsAt: string } {
	const seconds = number(answer.expires_in);
	return {
		tokenMadeAt: String(now),
		tokenEndsAt: seconds === null ? '' : String(now + seconds * SECOND_MS),
	};
}

/** The body of a success. A refusal is told in the words that `sentence` makes of Instagram's. */
async function told(http: Http, request: HttpRequest, sentence: (said: string) => string): Promise<Json> {
	const answer = await http.send(request);
	const body = record(answer.json);
	const said = text(body?.error_message) ?? text(record(body?.error)?.message);
	if (said === null || answer.status >= 500) return success(answer);
	throw new DeliveryError('rejected', {
		providerCode: text(body?.code) ?? text(record(body?.error)?.code),
		detail: sentence(said.replace(/\.$/, '')),
	});
}

/** Codes and apps are refused under the same number, so the words alone tell which it is. */
function codeRefused(said: string, redirectUrl: string): string {
	if (/code/i.test(said) && /used|found|expired|invalid/i.test(said))
		return `This sign-in was used already, or is older than an hour (${said}). Press Authorize again.`;
	if (/redirect/i.test(said))
		return `Instagram does not know the way back (${said}). Add ${redirectUrl} to the app’s redirect addresses at Meta (Instagram → API setup → Business login settings), exactly so, and press Authorize again.`;
	return `Instagram refused the app (${said}). Check the app ID and the app secret: both are those of the Instagram app, not of the Meta app. Then press Authorize again.`;
}

function noToken(): DeliveryError {
	return new DeliveryError('rejected', {
		detail: 'Instagram’s answer holds no token. Press Authorize again.',
	});
}
