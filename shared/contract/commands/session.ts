import { z } from 'zod';
import { ROLES } from '../../domain/roles.ts';
import { command, reply } from '../command.ts';
import { id } from '../fields.ts';
import type { DeviceView, UserView } from '../views.ts';

export const session = {
	/** Not repeatable: the code is used up by the first success. */
	'session:pair': command({
		summary: 'Exchange a one-time pairing code for a token',
		allow: 'everyone',
		request: z.object({ code: z.string().min(1).max(500), device: z.string().trim().min(1).max(120) }),
		reply: reply<{ token: string; user: UserView }>(),
	}),
	'session:show': command({
		summary: 'Who I am, and what the relay is',
		allow: 'paired',
		request: z.object({}),
		reply: reply<{
			user: UserView;
			deviceId: string;
			relay: { version: string; protocol: number; time: number };
		}>(),
	}),
	/** Repeatable: ending an ended session is refused as unauthorised. */
	'session:end': command({
		summary: 'Unpair this device',
		allow: 'paired',
		request: z.object({}),
		reply: reply<Record<string, never>>(),
	}),
	'device:list': command({
		summary: 'Paired devices: one’s own, or everybody’s for those who may see them',
		allow: 'devices:own',
		request: z.object({}),
		reply: reply<{ devices: DeviceView[] }>(),
	}),
	/** Repeatable: a revoked device stays revoked. */
	'device:revoke': command({
		summary: 'Revoke a device: its token stops at once',
		allow: 'devices:own',
		request: z.object({ deviceId: id }),
		reply: reply<Record<string, never>>(),
	}),
	'user:list': command({
		summary: 'The people of this relay',
		allow: 'channels:view',
		request: z.object({}),
		reply: reply<{ users: UserView[] }>(),
	}),
	'user:invite': command({
		summary: 'Make a pairing code for a person',
		allow: 'people:invite',
		request: z.object({ name: z.string().trim().min(1).max(80), role: z.enum(ROLES) }),
		reply: reply<{ code: string; expiresAt: number }>(),
	}),
} as const;
