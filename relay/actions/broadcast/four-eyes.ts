import { fail, type Result } from '../../../shared/contract/result.ts';
import type { StoredBroadcast } from '../../store/broadcasts.ts';
import type { Caller, Parts } from '../parts.ts';

/** With four eyes agents only prepare: they launch nothing and let nothing go on. Null when this one may. */
export function fourEyes(parts: Parts, caller: Caller): Result<never> | null {
	if (!parts.settings.data.rules.fourEyes || caller.user.role !== 'agent') return null;
	return fail(
		'forbidden',
		'A manager or an owner launches broadcasts here. Yours is kept; tell one of them that it is ready.',
	);
}

/** Nor do they change the people of what somebody else has launched: that is what was looked at. */
export function heldByFourEyes(
	parts: Parts,
	caller: Caller,
	broadcast: StoredBroadcast,
): Result<never> | null {
	if (broadcast.state !== 'scheduled' || fourEyes(parts, caller) === null) return null;
	return fail(
		'forbidden',
		`A manager has launched “${broadcast.plan.name}” with the people it has. Ask them to take it back first.`,
	);
}
