import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import type { ChannelType } from '../../../shared/domain/channel.ts';
import { formatPhone, parsePhone } from '../../../shared/lib/phone.ts';
import type { CheckFinding, Provider, ProviderChannel } from '../../providers/provider.ts';
import type { ChannelSettingsRow } from '../../settings.ts';
import { type Parts, PERSON_WAITS_MS, within } from '../parts.ts';
import { takeAuthorization } from './authorize.ts';
import { sortCredentials } from './credentials.ts';
import { keyByPartner } from './partner.ts';

/** What somebody wants a channel to be reached by, complete. */
export interface Wanted {
	readonly provider: Provider;
	readonly secret: Readonly<Record<string, string>>;
	readonly plain: Readonly<Record<string, string>>;
	readonly apiUrl: string | null;
	/** As typed; empty where the provider tells it. */
	readonly address: string;
	readonly webhookKey: string;
	/** Why it cannot send yet: the key is made once the number is ready. Null when it has all it needs. */
	readonly waitsFor: string | null;
	/** What the person should know all the same. */
	readonly notes: readonly string[];
}

interface Given {
	readonly credentials?: Readonly<Record<string, string>> | undefined;
	readonly authorizationId?: string | undefined;
	readonly apiUrl: string | null;
	readonly address: string;
	readonly webhookKey: string;
	/** The credentials in use, when a channel of the same provider is changed. */
	readonly former: { secret: Record<string, string>; plain: Record<string, string> } | null;
}

/** Gathers the credentials: those given, those of an authorisation, a key made by partner access, and those in use. */
export async function gather(parts: Parts, provider: Provider, given: Given): Promise<Result<Wanted>> {
	const sorted = sortCredentials(provider, given.credentials ?? {}, 'some');
	if (!sorted.ok) return sorted;
	const secret = { ...given.former?.secret, ...sorted.value.secret };
	const plain = { ...standards(provider), ...given.former?.plain, ...sorted.value.plain };
	let { address, apiUrl } = given;
	const notes: string[] = [];
	let waitsFor: string | null = null;
	if (given.authorizationId !== undefined) {
		const taken = takeAuthorization(parts, given.authorizationId, provider.id);
		if (!taken.ok) return taken;
		const brought = sortCredentials(provider, taken.value.credentials, 'some');
		if (!brought.ok) return brought;
		Object.assign(secret, brought.value.secret);
		Object.assign(plain, brought.value.plain, sorted.value.plain);
		notes.push(...taken.value.problems);
		address = taken.value.address;
		apiUrl = taken.value.apiUrl ?? apiUrl;
	}
	const missing = missingField(provider, { ...plain, ...secret });
	if (missing && provider.partner && plain.channelId !== undefined) {
		const made = await keyByPartner(parts, provider, plain.channelId);
		if (!made.ok) return made;
		Object.assign(secret, made.value.credentials);
		apiUrl = made.value.apiUrl ?? apiUrl;
		address = address || made.value.phone;
		waitsFor = made.value.waitsFor;
	} else if (missing) {
		const { message, field } = missing;
		return fail('invalid', message, { fields: { [field]: message } });
	}
	for (const value of Object.values(secret)) parts.log.hide(value);
	return ok({
		...{ provider, secret, plain, apiUrl, address, notes, waitsFor },
		webhookKey: given.webhookKey,
	});
}

function standards(provider: Provider): Record<string, string> {
	return Object.fromEntries(
		provider.fields.flatMap(({ key, secret, standard }) =>
			secret || standard === undefined ? [] : [[key, standard]],
		),
	);
}

function missingField(
	provider: Provider,
	has: Readonly<Record<string, string>>,
): { field: string; message: string } | null {
	const missing = provider.fields.find(field => field.required && has[field.key] === undefined);
	if (!missing) return null;
	if (missing.brought)
		return {
			field: 'authorizationId',
			message: `Press Authorize first: ${provider.name} must let the relay in.`,
		};
	const byPartner = provider.partner
		? `Paste the ${missing.label}, or the channel ID where partner access is set up.`
		: `${missing.label} is required.`;
	return { field: `credentials.${missing.key}`, message: byPartner };
}

/** What trying it found. */
export interface Tried {
	readonly connection: ProviderChannel;
	readonly findings: readonly CheckFinding[];
	/** As the provider tells it, or as typed. */
	readonly address: string;
}

/** Binds and tries. Refused are credentials that cannot work and what another channel has already. */
export async function tryOut(
	parts: Parts,
	type: ChannelType,
	wanted: Wanted,
	ownId: string | null,
): Promise<Result<Tried>> {
	const { provider, secret, plain, apiUrl, webhookKey } = wanted;
	const connection = parts.channels.bind(provider, {
		credentials: { ...plain, ...secret },
		apiUrl,
		webhookKey,
	});
	const findings = wanted.waitsFor === null ? await connection.check(within(parts, PERSON_WAITS_MS)) : [];
	const refused = refusedField(findings, secretField(provider));
	if (refused) return fail('invalid', refused.message, { fields: { [refused.field]: refused.message } });
	const told = findings.find(finding => finding.address !== undefined)?.address;
	const address =
		provider.addressFrom === 'provider'
			? (told ?? (wanted.address || connection.identity || provider.name))
			: wanted.address.trim();
	if (address === '')
		return fail('invalid', 'The business phone number is required.', { fields: { address: 'is required' } });
	const taken = takenBy(parts, type, { address, identity: connection.identity }, ownId);
	if (taken)
		return fail(
			'conflict',
			`“${taken.name}” is this ${type === 'whatsapp' ? 'number' : 'account'} already. Change that channel instead of adding it twice.`,
			{ fields: { [provider.addressFrom === 'person' ? 'address' : 'credentials']: 'is connected already' } },
		);
	const other = otherNumber(provider, wanted.address, told);
	return ok({ connection, address, findings: other ? [...findings, other] : findings });
}

function secretField(provider: Provider): string | undefined {
	return provider.fields.find(one => one.required && one.secret)?.key;
}

/** What makes a channel impossible, at the field that must change; null when it can be taken. */
export function refusedField(
	findings: readonly CheckFinding[],
	secret: string | undefined,
): { field: string; message: string } | null {
	const refused = findings.find(finding => finding.refuses !== undefined);
	if (!refused) return null;
	const field = refused.refuses === 'apiUrl' ? 'apiUrl' : secret ? `credentials.${secret}` : 'credentials';
	return { field, message: refused.message };
}

/** The channel that is on this number, bot or account already, by whichever provider; null when none is. */
function takenBy(
	parts: Parts,
	type: ChannelType,
	one: { address: string; identity: string | null },
	ownId: string | null,
): ChannelSettingsRow | null {
	const same = parts.channels.all().find(({ row, connection }) => {
		if (row.id === ownId || row.type !== type) return false;
		const isSameIdentity = one.identity !== null && connection.identity === one.identity;
		return isSameIdentity || sameName(row.address, one.address);
	});
	return same?.row ?? null;
}

function sameName(a: string, b: string): boolean {
	const [first, second] = [parsePhone(a), parsePhone(b)];
	if (first !== null || second !== null) return first === second;
	return a.trim().toLowerCase() === b.trim().toLowerCase();
}

/** The key opens another number than the one that was typed: messages would go out from a number nobody expects. */
export function otherNumber(
	provider: Provider,
	typed: string,
	told: string | undefined,
): CheckFinding | null {
	if (provider.addressFrom !== 'person' || told === undefined) return null;
	const [mine, theirs] = [parsePhone(typed), parsePhone(told.startsWith('+') ? told : `+${told}`)];
	if (mine === null || theirs === null || mine === theirs) return null;
	return {
		check: 'number',
		result: 'warning',
		message: `The credentials are those of ${formatPhone(theirs)}, not of ${formatPhone(mine)}. Messages go out from ${formatPhone(theirs)}: correct the number, or paste the credentials of the other.`,
	};
}
