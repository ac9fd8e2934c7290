import { fail, ok } from '../../../shared/contract/result.ts';
import { PROTOCOL_VERSION } from '../../../shared/contract/version.ts';
import type { DeviceView } from '../../../shared/contract/views.ts';
import { can } from '../../../shared/domain/roles.ts';
import { MINUTE_MS } from '../../../shared/lib/time.ts';
import { hashSecret, newId, newSecret } from '../../ids.ts';
import type { UserSettings } from '../../settings.ts';
import type { DeviceRow } from '../../store/tables.ts';
import type { Action, Caller, OpenAction, Parts } from '../parts.ts';
import { userView } from '../views.ts';
import { makeInvite } from './invite.ts';

const badCode = () =>
	fail(
		'unauthorised',
		'This pairing code is not valid: it was used, it is older than 30 minutes, or a character is missing. Ask for a new one.',
		{
			fields: { code: 'is not valid' },
		},
	);

/** A new device for the person whom the code was made for; a person of the same name and role is the same person. */
export const pair: OpenAction<'session:pair'> = async (parts, request) => {
	const secret = (request.code.trim().split('@')[0] ?? '').toUpperCase();
	const invite = await parts.store.devices.takeInvite(hashSecret(secret));
	if (!invite || Number(invite.expires_at) <= parts.now()) return badCode();
	const role = invite.role as UserSettings['role'];
	const isSame = (user: UserSettings) => user.name === invite.name && user.role === role;
	const fresh: UserSettings = { id: newId('usr'), name: invite.name, role, createdAt: parts.now() };
	// Looked for within the change: two devices of one person may pair at once.
	if (!parts.settings.data.users.some(isSame))
		await parts.settings.change(data => void (data.users.some(isSame) || data.users.push(fresh)));
	const user = parts.settings.data.users.find(isSame) ?? fresh;
	const token = newSecret();
	parts.log.hide(token);
	await parts.store.devices.insert({
		id: newId('dev'),
		token_hash: hashSecret(token),
		user_id: user.id,
		name: request.device,
		created_at: parts.now(),
	});
	return ok({ token, user: userView(user) });
};

/** The caller behind a token, or null. */
export async function authenticate(parts: Parts, token: string): Promise<Caller | null> {
	if (token === '') return null;
	const device = await parts.store.devices.byTokenHash(hashSecret(token));
	const user = device && parts.settings.data.users.find(one => one.id === device.user_id);
	if (!device || !user) return null;
	if (device.last_seen_at === null || parts.now() - Number(device.last_seen_at) > MINUTE_MS) {
		await parts.store.devices.seen(device.id, parts.now());
	}
	return { user, deviceId: device.id };
}

export const listUsers: Action<'user:list'> = async parts =>
	ok({ users: parts.settings.data.users.map(userView) });

export const showSession: Action<'session:show'> = async (parts, _request, caller) =>
	ok({
		user: userView(caller.user),
		deviceId: caller.deviceId,
		relay: { version: parts.version, protocol: PROTOCOL_VERSION, time: parts.now() },
	});

export const endSession: Action<'session:end'> = async (parts, _request, caller) => {
	await parts.store.devices.remove(caller.deviceId);
	parts.bus.publish('device:ended', { deviceId: caller.deviceId, reason: 'ended' });
	return ok({});
};

export const listDevices: Action<'device:list'> = async (parts, _request, caller) => {
	const devices = await parts.store.devices.list();
	return ok({
		devices: devices
			.filter(device => maySee(caller, device))
			.flatMap(device => deviceView(parts, device, caller)),
	});
};

export const revokeDevice: Action<'device:revoke'> = async (parts, request, caller) => {
	const device = await parts.store.devices.find(request.deviceId);
	// Of other people's devices one does not even learn that they exist.
	if (!device || !maySee(caller, device))
		return fail('not-found', 'There is no such device.', { fields: { deviceId: 'is unknown' } });
	await parts.store.devices.remove(device.id);
	parts.bus.publish('device:ended', { deviceId: device.id, reason: 'revoked' });
	return ok({});
};

export const invite: Action<'user:invite'> = async (parts, request) =>
	ok(
		await makeInvite(parts.store, {
			name: request.name,
			role: request.role,
			url: parts.publicUrl(),
			now: parts.now(),
		}),
	);

function maySee(caller: Caller, device: DeviceRow): boolean {
	return device.user_id === caller.user.id || can(caller.user.role, 'devices:all');
}

function deviceView(parts: Parts, device: DeviceRow, caller: Caller): DeviceView[] {
	const user = parts.settings.data.users.find(one => one.id === device.user_id);
	if (!user) return [];
	return [
		{
			id: device.id,
			name: device.name,
			user: userView(user),
			createdAt: Number(device.created_at),
			lastSeenAt: device.last_seen_at,
			current: device.id === caller.deviceId,
		},
	];
}
