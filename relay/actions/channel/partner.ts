import type { PartnerView } from '../../../shared/contract/channel-views.ts';
import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import type { PartnerAbility, PartnerAccess, PartnerNumber } from '../../providers/partner.ts';
import type { Provider } from '../../providers/provider.ts';
import { type Action, type Parts, PERSON_WAITS_MS, within } from '../parts.ts';
import { lastFour } from './credentials.ts';

function view(parts: Parts): PartnerView | null {
	const { partner } = parts.settings.data;
	return partner && { partnerId: partner.partnerId, key: partner.lastFour, apiUrl: partner.apiUrl };
}

export const showPartner: Action<'channel:partner'> = async parts => ok({ partner: view(parts) });

/** Tried first: access that the reseller refuses is not kept. */
export const setPartner: Action<'channel:set-partner'> = async (parts, request) => {
	const { partner } = request;
	if (partner === null) {
		await parts.settings.change(data => {
			data.partner = null;
		});
		return ok({ partner: null });
	}
	parts.log.hide(partner.key);
	const ability = anyAbility(parts);
	if (!ability) return fail('not-found', 'No provider of this relay has partner access.');
	const apiUrl = partner.apiUrl?.replace(/\/+$/, '') ?? null;
	const access = { partnerId: partner.partnerId, key: partner.key, apiUrl };
	try {
		await ability.check(access, parts.http, within(parts, PERSON_WAITS_MS));
	} catch (error) {
		if (!(error instanceof DeliveryError)) throw error;
		const refused = error.code === 'credentials-refused' || error.code === 'permission-missing';
		if (!refused) return fail('unavailable', `${error.rule.sentence} Nothing was changed; try again.`);
		const message =
			error.code === 'permission-missing'
				? 'The key is not one of this partner ID. Copy both from the same partner account.'
				: 'The key was refused. Make a new one in the Partner Hub and paste it.';
		const field = error.code === 'permission-missing' ? 'partner.partnerId' : 'partner.key';
		return fail('invalid', message, { fields: { [field]: message } });
	}
	await parts.settings.change(data => {
		data.partner = {
			partnerId: partner.partnerId,
			key: parts.vault.seal(partner.key),
			lastFour: lastFour(partner.key),
			apiUrl,
		};
	});
	return ok({ partner: view(parts) });
};

/** The partner's numbers to choose from; those that cannot be used yet say why. */
export const listPartnerNumbers: Action<'channel:partner-numbers'> = async parts => {
	const access = partnerAccess(parts);
	const ability = anyAbility(parts);
	if (!access || !ability) return ok({ numbers: [] });
	try {
		const numbers = await ability.numbers(access, parts.http, within(parts, PERSON_WAITS_MS));
		return ok({
			numbers: numbers.map(({ channelId, phone, name, waitsFor }) => ({ channelId, phone, name, waitsFor })),
		});
	} catch (error) {
		return unavailable(error);
	}
};

/** The access that is set up, opened; null when none is. */
export function partnerAccess(parts: Parts): PartnerAccess | null {
	const { partner } = parts.settings.data;
	if (!partner) return null;
	const key = parts.vault.open(partner.key);
	parts.log.hide(key);
	return { partnerId: partner.partnerId, key, apiUrl: partner.apiUrl };
}

/** What making a key brought; without credentials while the number is not ready. */
export interface MadeKey {
	readonly credentials: Readonly<Record<string, string>>;
	readonly apiUrl: string | null;
	readonly phone: string;
	readonly waitsFor: string | null;
}

/** Makes the key of a number by partner access, once the number is ready. */
export async function keyByPartner(
	parts: Parts,
	provider: Provider,
	channelId: string,
): Promise<Result<MadeKey>> {
	const access = partnerAccess(parts);
	const ability = provider.partner;
	if (!access || !ability) {
		const message =
			'A channel ID alone opens nothing: paste the API key, or set up partner access, by which the relay makes the key.';
		return fail('invalid', message, { fields: { 'credentials.apiKey': message } });
	}
	try {
		const number = await findNumber(parts, ability, access, channelId);
		if (!number) {
			const message = `The partner account has no number with the channel ID ${channelId}. Copy it from the number’s page in the Hub.`;
			return fail('invalid', message, { fields: { 'credentials.channelId': message } });
		}
		const { phone, waitsFor } = number;
		if (waitsFor !== null) return ok({ credentials: {}, apiUrl: null, phone, waitsFor });
		const made = await ability.makeKey(access, channelId, parts.http, within(parts, PERSON_WAITS_MS));
		for (const value of Object.values(made.credentials)) parts.log.hide(value);
		return ok({ ...made, phone, waitsFor: null });
	} catch (error) {
		return unavailable(error);
	}
}

/** A number of the partner's by its channel ID; null when there is none. Rejects with `DeliveryError`. */
export async function findNumber(
	parts: Parts,
	ability: PartnerAbility,
	access: PartnerAccess,
	channelId: string,
): Promise<PartnerNumber | null> {
	const numbers = await ability.numbers(access, parts.http, within(parts, PERSON_WAITS_MS));
	return numbers.find(number => number.channelId === channelId) ?? null;
}

function anyAbility(parts: Parts): PartnerAbility | null {
	return parts.channels.providers().find(provider => provider.partner)?.partner ?? null;
}

function unavailable(error: unknown): Result<never> {
	if (!(error instanceof DeliveryError)) throw error;
	const refused = error.code === 'credentials-refused' || error.code === 'permission-missing';
	return refused
		? fail('refused', 'The partner access was refused. Set it up anew with the newest key.')
		: fail('unavailable', `The partner account cannot be asked now. ${error.rule.sentence} Try again.`);
}
