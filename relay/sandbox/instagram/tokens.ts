import { randomBytes } from 'node:crypto';
import { DAY_MS, type InstagramDesk } from './desk.ts';
import { CodeError, InstagramError, noPermission } from './graph-error.ts';
import type { InstagramTokenRow } from './model.ts';
import { INSTAGRAM_ACCOUNT, INSTAGRAM_APP } from './seed.ts';

const HOUR_MS = 3_600_000;
/** providers.md §8.1: a short token an hour, a long one 60 days (less what the round trip took), renewed after a day. */
const LONG_S = 5_183_944;
const YOUNGEST_MS = DAY_MS;

export function newToken(
	desk: InstagramDesk,
	kind: InstagramTokenRow['kind'],
	permissions: string[],
): InstagramTokenRow {
	const madeAt = desk.world.clock.now();
	return desk.world.store.instagramTokens.put({
		id: `IGAA${randomBytes(48).toString('base64url')}`,
		kind,
		permissions,
		madeAt,
		endsAt: madeAt + (kind === 'short' ? HOUR_MS : LONG_S * 1000),
		ended: null,
	});
}

/** A code for somebody who allowed these permissions. */
export function newCode(desk: InstagramDesk, redirectUri: string, permissions: string[]): string {
	const id = `AQ${randomBytes(60).toString('base64url')}`;
	const endsAt = desk.world.clock.now() + HOUR_MS;
	desk.world.store.instagramCodes.put({ id, redirectUri, permissions, endsAt, used: false });
	return id;
}

/** The short-lived token of a code. Throws `CodeError`. */
export function takeCode(desk: InstagramDesk, form: Record<string, unknown>): Record<string, unknown> {
	if (form.client_id !== INSTAGRAM_APP.appId || form.client_secret !== INSTAGRAM_APP.appSecret)
		throw new CodeError('Error validating client secret.');
	if (form.grant_type !== 'authorization_code') throw new CodeError('Invalid grant_type.');
	const code = desk.world.store.instagramCodes.get(String(form.code ?? ''));
	if (!code || code.used || code.endsAt <= desk.world.clock.now())
		throw new CodeError('Matching code was not found or was already used');
	if (code.redirectUri !== form.redirect_uri)
		throw new CodeError(
			'Error validating verification code. Please make sure your redirect_uri is identical.',
		);
	desk.world.store.instagramCodes.put({ ...code, used: true });
	const token = newToken(desk, 'short', code.permissions);
	const user_id = INSTAGRAM_ACCOUNT.accountId;
	return desk.account.tokenShape === 'list'
		? { data: [{ access_token: token.id, user_id, permissions: code.permissions.join(',') }] }
		: { access_token: token.id, user_id: Number(user_id), permissions: code.permissions };
}

/** The row of a token that is good now. Throws `InstagramError` with the reason's subcode. */
export function goodToken(desk: InstagramDesk, id: string | null): InstagramTokenRow {
	if (id === null || id === '')
		throw new InstagramError(190, 'Invalid OAuth access token - Cannot parse access token', null, 401);
	const token = desk.world.store.instagramTokens.get(id);
	if (!token) throw new InstagramError(190, 'Invalid OAuth access token.', 467, 401);
	const dead = (why: string, subcode: number) =>
		new InstagramError(190, `Error validating access token: ${why}`, subcode, 401);
	if (token.ended === 458) throw dead('The user has not authorized application.', 458);
	if (token.ended === 460) throw dead('The session is invalid because the user changed the password.', 460);
	if (token.endsAt <= desk.world.clock.now()) throw dead('Session has expired.', 463);
	return token;
}

/** A long-lived token for a short-lived one. */
export function lengthen(desk: InstagramDesk, query: Record<string, unknown>): Record<string, unknown> {
	if (query.grant_type !== 'ig_exchange_token') throw new InstagramError(100, 'Invalid grant_type.');
	if (query.client_secret !== INSTAGRAM_APP.appSecret)
		throw new InstagramError(1, 'Error validating client secret.');
	const short = goodToken(desk, String(query.access_token ?? ''));
	if (short.kind !== 'short')
		throw new InstagramError(452, 'Session key invalid. This is no short-lived token.');
	return answerOf(newToken(desk, 'long', short.permissions));
}

/** A fresh token for a long-lived one that is a day old at least. The former one stays good. */
export function refresh(desk: InstagramDesk, query: Record<string, unknown>): Record<string, unknown> {
	if (query.grant_type !== 'ig_refresh_token') throw new InstagramError(100, 'Invalid grant_type.');
	const old = goodToken(desk, String(query.access_token ?? ''));
	if (old.kind !== 'long') throw new InstagramError(100, 'Only a long-lived token can be refreshed.');
	needPermission(old, 'instagram_business_basic');
	if (desk.world.clock.now() - old.madeAt < YOUNGEST_MS) {
		desk.world.violate('token-too-young', 'a token was to be refreshed in its first 24 hours');
		throw new InstagramError(100, 'The access token is not yet 24 hours old.');
	}
	return { ...answerOf(newToken(desk, 'long', old.permissions)), permissions: old.permissions.join(',') };
}

export function needPermission(token: InstagramTokenRow, name: string): void {
	if (!token.permissions.includes(name)) throw noPermission(name);
}

function answerOf(token: InstagramTokenRow): Record<string, unknown> {
	return { access_token: token.id, token_type: 'bearer', expires_in: LONG_S };
}

/** Everything that an authorisation brings, for a channel without one: texts by the names of the relay's fields. */
export function readyCredentials(desk: InstagramDesk): Record<string, string> {
	const token = newToken(desk, 'long', desk.account.permissions);
	return {
		accessToken: token.id,
		accountId: INSTAGRAM_ACCOUNT.accountId,
		username: desk.account.username,
		permissions: token.permissions.join(','),
		tokenMadeAt: String(token.madeAt),
		tokenEndsAt: String(token.endsAt),
	};
}
