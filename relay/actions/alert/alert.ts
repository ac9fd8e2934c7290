import { fail, ok } from '../../../shared/contract/result.ts';
import type { Action } from '../parts.ts';

export const listAlerts: Action<'alert:list'> = async (parts, request) =>
	ok({ alerts: await parts.store.alerts.list(request.open) });

export const dismissAlert: Action<'alert:dismiss'> = async (parts, request, caller) => {
	if (!(await parts.store.alerts.find(request.alertId)))
		return fail('not-found', 'There is no such alert.', { fields: { alertId: 'is unknown' } });
	await parts.store.alerts.dismiss(request.alertId, parts.now(), caller.user.name);
	parts.bus.publish('alert:changed', { alertId: request.alertId });
	return ok({});
};
