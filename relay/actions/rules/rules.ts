import { fail, ok } from '../../../shared/contract/result.ts';
import type { RulesView } from '../../../shared/contract/sending-views.ts';
import { isPhoneCountry } from '../../../shared/lib/phone.ts';
import type { Action, Parts } from '../parts.ts';

function view(parts: Parts): RulesView {
	return { ...parts.settings.data.rules };
}

export const showRules: Action<'rules:show'> = async parts => ok({ rules: view(parts) });

export const changeRules: Action<'rules:change'> = async (parts, request) => {
	if (request.zone !== undefined && !isZone(request.zone))
		return fail('invalid', `“${request.zone}” is no time zone. Write it like Europe/Berlin.`, {
			fields: { zone: 'is no time zone' },
		});
	if (request.defaultCountry != null && !isPhoneCountry(request.defaultCountry))
		return fail('invalid', `“${request.defaultCountry}” is no country. Write it like DE.`, {
			fields: { defaultCountry: 'is no country' },
		});
	for (const key of ['confirmOptOut', 'confirmOptIn'] as const)
		if (/\{\{|\{%/.test(request[key] ?? ''))
			return fail('invalid', 'This answer goes out as it stands: variables are not filled in here.', {
				fields: { [key]: 'may not contain variables' },
			});
	const given = Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
	for (const key of ['confirmOptOut', 'confirmOptIn']) if (given[key] === '') given[key] = null;
	await parts.settings.change(data => {
		Object.assign(data.rules, given);
	});
	parts.bus.publish('rules:changed', {});
	return ok({ rules: view(parts) });
};

function isZone(zone: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: zone });
		return true;
	} catch {
		return false;
	}
}
