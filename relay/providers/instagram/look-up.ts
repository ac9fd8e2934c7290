import type { Address } from '../../../shared/domain/address.ts';
import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import type { Party } from '../events.ts';
import { text } from '../wire.ts';
import { ask, type GraphApi } from './api.ts';
import { igsidOf } from './place.ts';

/** The person has not let the account see who they are (providers.md §8.3). */
const NO_CONSENT = '230';

/** Who a person is: known once they have written, and as far as they show it. Null when they do not. */
export async function lookUp(api: GraphApi, address: Address, signal: AbortSignal): Promise<Party | null> {
	if (address.kind !== 'instagram-user') return null;
	try {
		const path = `/${encodeURIComponent(igsidOf(address))}?fields=name,username`;
		const { body } = await ask(api, { method: 'GET', path }, signal);
		const username = text(body.username)?.toLowerCase() ?? null;
		return {
			addresses: [address, ...(username ? [{ kind: 'instagram-username', value: username } as const] : [])],
			profileName: text(body.name) ?? username,
		};
	} catch (error) {
		if (error instanceof DeliveryError && error.providerCode?.startsWith(NO_CONSENT)) return null;
		throw error;
	}
}
