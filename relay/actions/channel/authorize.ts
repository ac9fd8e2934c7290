import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import { newId, newSecret } from '../../ids.ts';
import type { Provider } from '../../providers/provider.ts';
import type { AuthorizationRow } from '../../settings.ts';
import type { Action, Parts } from '../parts.ts';
import { findAuthorization, isFresh, openedCredentials } from './authorizations.ts';
import { sortCredentials } from './credentials.ts';
import { redirectUrl } from './kinds.ts';
import { sealAll } from './seal.ts';

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
		redirectUrl: redirectUrl(parts, provider.id),
		returns: '',
		secrets: sealAll(parts, secret),
		plain,
		state: 'waiting',
		address: null,
		problems: [],
		createdAt: parts.now(),
	};
	if (row.apiUrl === null && !row.redirectUrl.startsWith('https:')) {
		return fail(
			'unavailable',
			`${provider.name} sends people back only to an https address, and this relay’s is ${parts.publicUrl()}. Set PUBLIC_URL to the address under which the relay is reached from outside, then try again.`,
		);
	}
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
	const row = findAuthorization(parts, request.authorizationId);
	if (!row) return unknownOne();
	const { id, provider, state, address, problems, createdAt } = row;
	return ok({ authorization: { id, provider, state, address, problems, createdAt } });
};

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
	const row = findAuthorization(parts, id);
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
		credentials: openedCredentials(parts, row),
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
