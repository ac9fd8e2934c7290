import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import { DAY_MS } from '../../../shared/lib/time.ts';
import type { CredentialRenewal } from '../abilities.ts';
import type { Http } from '../http.ts';
import type { ChannelSettings } from '../provider.ts';
import { number, text } from '../wire.ts';
import { deliveryError, hostsOf, success } from './api.ts';
import { lifetime } from './authorization.ts';

/** A token lives 60 days and is renewed in its last ten, and never in its first day (providers.md §8.1). */
const RENEW_BEFORE_MS = 10 * DAY_MS;
const YOUNGEST_MS = DAY_MS;

export function renewal({ credentials, apiUrl }: ChannelSettings, http: Http): CredentialRenewal {
	const { accessToken = '' } = credentials;
	const endsAt = number(credentials.tokenEndsAt);
	const madeAt = number(credentials.tokenMadeAt) ?? 0;
	return {
		endsAt,
		dueAt: endsAt === null ? null : Math.max(endsAt - RENEW_BEFORE_MS, madeAt + YOUNGEST_MS),
		async renew(now, signal) {
			const query = new URLSearchParams({ grant_type: 'ig_refresh_token', access_token: accessToken });
			const answer = await http.send({
				method: 'GET',
				url: `${hostsOf(apiUrl).graph}/refresh_access_token?${query}`,
				headers: {},
				secret: accessToken,
				signal,
			});
			try {
				const body = success(answer);
				const renewed = text(body.access_token);
				if (renewed === null)
					throw new DeliveryError('provider-down', { detail: 'The answer holds no token.' });
				return { accessToken: renewed, ...lifetime(body, now) };
			} catch (error) {
				const { code, providerCode, detail } = deliveryError(error);
				// Whatever it is called: this token will not be renewed, and only a person can give another.
				const isRefusal = code === 'rejected' || code === 'permission-missing';
				throw isRefusal ? new DeliveryError('credentials-refused', { providerCode, detail }) : error;
			}
		},
	};
}
