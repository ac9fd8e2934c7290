import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import { HOUR_MS } from '../../../shared/lib/time.ts';
import { newId, newSecret } from '../../ids.ts';
import type { AuthorizationFlow, Provider } from '../../providers/provider.ts';
import { sameSecret } from '../../providers/signature.ts';
import type { AuthorizationRow } from '../../settings.ts';
import { type Action, once, type Parts, PERSON_WAITS_MS, within } from '../parts.ts';
import { sealAll } from './add.ts';
import { sortCredentials } from './credentials.ts';

/** From the first press to the saved channel. What is older is forgotten, with the credentials in it. */
const KEEP_MS = 2 * HOUR_MS;

const unknownOne = () =>
	fail('not-found', 'This authorisation is over. Press Authorize again.', {
		fields: { authorizationId: 'is unknown' },
	});

/** Begins an authorisation: keeps what was given, sealed, and returns the page to open. */
export const authorizeChannel: Action<'channel:authorize'> = async (parts, request) => {
	const provider = parts.channels.provider(request.provider);
	const flow = provider?.authorization;
	if (!provider || !flow) {
		return fail('invalid', 'This provider has no page where a person lets the relay in.', {
			fields: { provider: 'does not authorise' },
		});
	}
	const given = givenFields(parts, provider, request.credentials, request.channelId);
	if (!given.ok) return given;
	const { secret, plain } = given.value;
	for (const value of Object.values(secret)) parts.log.hide(value);
	const known = request.channelId === undefined ? null : parts.channels.find(request.channelId);
	const row: AuthorizationRow = {
		id: newId('aut'),
		provider: provider.id,
		channelId: request.channelId ?? null,
		apiUrl: request.apiUrl?.replace(/\/+$/, '') ?? known?.row.apiUrl ?? null,
		redirectUrl: `${parts.publicUrl()}/oauth/${provider.id}/callback`,
		returns: '',
		secrets: sealAll(parts, secret),
		plain,
		state: 'waiting',
		address: null,
		problems: [],
		createdAt: parts.now(),
	};
	const returns = newSecret();
	parts.log.hide(returns);
	row.returns = parts.vault.seal(returns);
	await parts.settings.change(data => {
		data.authorizations = data.authorizations.filter(one => isFresh(parts, one));
		data.authorizations.push(row);
	});
	const url = flow.url({
		credentials: { ...plain, ...secret },
		apiUrl: row.apiUrl,
		redirectUrl: row.redirectUrl,
		state: `${row.id}.${returns}`,
	});
	return ok({ authorizationId: row.id, url });
};

export const showAuthorization: Action<'channel:authorization'> = async (parts, request) => {
	const row = findRow(parts, request.authorizationId);
	if (!row) return unknownOne();
	const { id, provider, state, address, problems, createdAt } = row;
	return ok({ authorization: { id, provider, state, address, problems, createdAt } });
};

/** What a person's browser brings back from the provider's page. */
export interface Returned {
	/** The provider in the path that it came to. */
	readonly provider: string;
	readonly state: string;
	readonly code: string | null;
	/** The provider's word for a refusal, and its sentence. */
	readonly error: string | null;
	readonly description: string | null;
}

/** What the person is shown who came back. */
export type Finished =
	| { readonly state: 'done'; readonly address: string; readonly problems: readonly string[] }
	| { readonly state: 'refused'; readonly problem: string };

/**
 * Ends an authorisation with what came back, and tells the settings page. Whoever does not know the state, or brings it a
 * second time, changes nothing.
 */
export async function finishAuthorization(parts: Parts, returned: Returned): Promise<Finished> {
	const [id = '', secret = ''] = returned.state.split('.');
	const row = findRow(parts, id);
	const provider = row ? parts.channels.provider(row.provider) : null;
	const flow = provider?.authorization;
	const isOurs = row?.provider === returned.provider && sameSecret(secret, parts.vault.open(row.returns));
	if (!row || !provider || !flow || !isOurs) {
		return refused(
			'This page belongs to no authorisation that waits here, or to one that is over. Go back to the settings and press Authorize again.',
		);
	}
	if (row.state !== 'waiting')
		return refused('This authorisation has come back already. Go back to the settings.');
	return once(parts, `authorization:${row.id}`, async () => {
		const finished = await exchange(parts, { row, provider, flow }, returned);
		parts.bus.publish('channel:authorized', { authorizationId: row.id });
		return finished;
	});
}

async function exchange(
	parts: Parts,
	{ row, provider, flow }: { row: AuthorizationRow; provider: Provider; flow: AuthorizationFlow },
	{ code, error, description }: Returned,
): Promise<Finished> {
	if (code === null || error !== null) {
		const why =
			error === 'access_denied'
				? `The access was not allowed on ${provider.name}’s page, so nothing was connected. Press Authorize to try again.`
				: `${provider.name}’s page refused: ${description ?? error ?? 'it sent back no code'}. Check the app’s settings there and press Authorize again.`;
		return refuse(parts, row, why);
	}
	try {
		const { credentials, address, problems } = await parts.channels.exchange(
			flow,
			{
				credentials: opened(parts, row),
				apiUrl: row.apiUrl,
				redirectUrl: row.redirectUrl,
				code,
				now: parts.now(),
			},
			within(parts, PERSON_WAITS_MS),
		);
		const isSecret = (key: string) => provider.fields.some(field => field.key === key && field.secret);
		const brought = Object.entries(credentials);
		const secret = Object.fromEntries(brought.filter(([key]) => isSecret(key)));
		for (const value of Object.values(secret)) parts.log.hide(value);
		await change(parts, row.id, fresh => {
			fresh.state = 'done';
			fresh.address = address;
			fresh.problems = [...problems];
			Object.assign(fresh.secrets, sealAll(parts, secret));
			Object.assign(fresh.plain, Object.fromEntries(brought.filter(([key]) => !isSecret(key))));
		});
		return { state: 'done', address, problems };
	} catch (fault) {
		if (!(fault instanceof DeliveryError)) throw fault;
		parts.log.warn({ provider: provider.id, code: fault.code }, 'an authorisation came to nothing');
		return refuse(parts, row, fault.detail ?? `${fault.rule.sentence} ${fault.rule.nextStep}`);
	}
}

/** The credentials of an authorisation that came back, for a channel that is about to be saved. Changes nothing. */
export function takeAuthorization(
	parts: Parts,
	id: string,
	provider: string,
): Result<{
	credentials: Readonly<Record<string, string>>;
	address: string;
	problems: readonly string[];
	apiUrl: string | null;
}> {
	const row = findRow(parts, id);
	if (!row || row.provider !== provider) return unknownOne();
	const field = (what: string) => ({ fields: { authorizationId: what } });
	if (row.state === 'waiting')
		return fail('invalid', 'Nobody has come back from the provider’s page yet. Finish there first.', {
			...field('waits for its return'),
		});
	if (row.state === 'refused' || row.address === null)
		return fail('invalid', row.problems[0] ?? 'The access was refused. Press Authorize again.', {
			...field('was refused'),
		});
	return ok({
		credentials: opened(parts, row),
		address: row.address,
		problems: row.problems,
		apiUrl: row.apiUrl,
	});
}

/** Forgets an authorisation, once its channel is saved. One that is gone is no matter. */
export async function dropAuthorization(parts: Parts, id: string): Promise<void> {
	await parts.settings.change(data => {
		data.authorizations = data.authorizations.filter(one => one.id !== id && isFresh(parts, one));
	});
}

/** Forgets authorisations that nobody finished, and the credentials in them. */
export async function forgetAuthorizations(parts: Parts): Promise<void> {
	if (parts.settings.data.authorizations.every(one => isFresh(parts, one))) return;
	await dropAuthorization(parts, '');
}

/** What people gave; with a channel, its own values where none were given. */
function givenFields(
	parts: Parts,
	provider: Provider,
	credentials: Readonly<Record<string, string>>,
	channelId: string | undefined,
): Result<{ secret: Record<string, string>; plain: Record<string, string> }> {
	const sorted = sortCredentials(provider, credentials, 'some');
	if (!sorted.ok) return sorted;
	const channel = channelId === undefined ? null : parts.channels.find(channelId);
	if (channelId !== undefined && !channel)
		return fail('not-found', 'There is no such channel.', { fields: { channelId: 'is unknown' } });
	const former = channel?.row.provider === provider.id ? channel.row : null;
	const secret: Record<string, string> = {};
	const plain: Record<string, string> = {};
	for (const field of provider.fields) {
		if (field.brought) continue;
		const sealed = former?.secrets[field.key];
		const value = field.secret
			? (sorted.value.secret[field.key] ?? (sealed === undefined ? undefined : parts.vault.open(sealed)))
			: (sorted.value.plain[field.key] ?? former?.plain[field.key] ?? field.standard);
		if (value !== undefined) (field.secret ? secret : plain)[field.key] = value;
		else if (field.required) {
			const message = `${field.label} is required.`;
			return fail('invalid', message, { fields: { [`credentials.${field.key}`]: message } });
		}
	}
	return ok({ secret, plain });
}

function opened(parts: Parts, row: AuthorizationRow): Record<string, string> {
	const secrets = Object.entries(row.secrets).map(([key, sealed]) => [key, parts.vault.open(sealed)]);
	return { ...row.plain, ...Object.fromEntries(secrets) };
}

function isFresh(parts: Parts, row: AuthorizationRow): boolean {
	return parts.now() - row.createdAt < KEEP_MS;
}

function findRow(parts: Parts, id: string): AuthorizationRow | null {
	return parts.settings.data.authorizations.find(one => one.id === id && isFresh(parts, one)) ?? null;
}

async function change(parts: Parts, id: string, work: (row: AuthorizationRow) => void): Promise<void> {
	await parts.settings.change(data => {
		const row = data.authorizations.find(one => one.id === id);
		if (row) work(row);
	});
}

async function refuse(parts: Parts, row: AuthorizationRow, problem: string): Promise<Finished> {
	await change(parts, row.id, fresh => {
		fresh.state = 'refused';
		fresh.problems = [problem];
	});
	return refused(problem);
}

function refused(problem: string): Finished {
	return { state: 'refused', problem };
}
