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
	const missing = missingFields(provider, { ...plain, ...secret });
	if (missing && provider.partner && plain.channelId !== undefined) {
		const made = await keyByPartner(parts, provider, plain.channelId);
		if (!made.ok) return made;
		Object.assign(secret, made.value.credentials);
		apiUrl = made.value.apiUrl ?? apiUrl;
		address = address || made.value.phone;
		waitsFor = made.value.waitsFor;
	} else if (missing) {
		return fail('invalid', missing.message, { fields: missing.fields });
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

/** The fields that are required and not there, each with what to do; null when none is missing. */
function missingFields(
	provider: Provider,
	has: Readonly<Record<string, string>>,
): { message: string; fields: Record<string, string> } | null {
	const missing = provider.fields.filter(field => field.required && has[field.key] === undefined);
	const fields: Record<string, string> = {};
	for (const { brought, key, label } of missing) {
		if (brought) fields.authorizationId = `Press Authorize first: ${provider.name} must let the relay in.`;
		else
			fields[`credentials.${key}`] = provider.partner
				? `Paste the ${label}, or the channel ID where partner access is set up.`
				: `${label} is required.`;
	}
	const [message] = Object.values(fields);
	return message === undefined ? null : { message, fields };
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
	const own = ownId === null ? null : parts.channels.find(ownId);
	// IDs that were wrong may be put right: what counts is the number that the provider has behind them.
	const isSame = own !== null && told !== undefined && sameName(told, own.row.address);
	const moved =
		!isSame &&
		own?.provider === provider &&
		own.connection.identity !== null &&
		connection.identity !== null &&
		own.connection.identity !== connection.identity;
	if (moved) return isAnother(own.row, type);
	const address =
		provider.addressFrom === 'provider'
			? (told ?? (wanted.address || connection.identity || provider.name))
			: wanted.address.trim();
	if (address === '')
		return fail('invalid', 'The business phone number is required.', { fields: { address: 'is required' } });
	const taken = takenBy(parts, type, { address, identity: connection.identity }, ownId);
	if (taken) return isTaken(taken);
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

/** A refusal when one of these rows has the address already, asked as it is stored: two people may add it at once. */
export function addressTaken(
	rows: readonly ChannelSettingsRow[],
	one: { readonly id: string; readonly type: ChannelType; readonly address: string },
): Result<never> | null {
	const same = rows.find(
		row => row.id !== one.id && row.type === one.type && sameName(row.address, one.address),
	);
	return same ? isTaken(same) : null;
}

/** A registered number cannot become another: its conversations are those of its own customers (features.md S1-16). */
function isAnother({ address }: ChannelSettingsRow, type: ChannelType): Result<never> {
	const what = type === 'whatsapp' ? 'number' : 'account';
	return fail(
		'conflict',
		`These credentials are those of another ${what}; this channel is ${address} and stays it. Add the other ${what} as a channel of its own.`,
		{ fields: { credentials: `are those of another ${what}` } },
	);
}

function isTaken({ name, type }: ChannelSettingsRow): Result<never> {
	return fail(
		'conflict',
		`“${name}” is this ${type === 'whatsapp' ? 'number' : 'account'} already. Change that channel instead of adding it twice.`,
		{ fields: { [type === 'whatsapp' ? 'address' : 'credentials']: 'is connected already' } },
	);
}

/** True when both are one number, in whatever spelling, or one name. */
export function sameName(a: string, b: string): boolean {
	const [first, second] = [phoneOf(a), phoneOf(b)];
	if (first !== null || second !== null) return first === second;
	return a.trim().toLowerCase() === b.trim().toLowerCase();
}

/** A number as it stands at the provider: with its country code, however that is written. A name with digits in it is none. */
function phoneOf(text: string): string | null {
	if (/[@_\p{L}]/u.test(text)) return null;
	return parsePhone(`+${text.replace(/\D/g, '').replace(/^00/, '')}`);
}

/** The key opens another number than the one that was typed: messages would go out from a number nobody expects. */
export function otherNumber(
	provider: Provider,
	typed: string,
	told: string | undefined,
): CheckFinding | null {
	if (provider.addressFrom !== 'person' || told === undefined) return null;
	const [mine, theirs] = [phoneOf(typed), phoneOf(told)];
	if (mine === null || theirs === null || mine === theirs) return null;
	return {
		check: 'number',
		result: 'warning',
		message: `The credentials are those of ${formatPhone(theirs)}, not of ${formatPhone(mine)}. Messages go out from ${formatPhone(theirs)}: correct the number, or paste the credentials of the other.`,
	};
}
