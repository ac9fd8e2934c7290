import { fail, ok } from '../../../shared/contract/result.ts';
import type { Action } from '../parts.ts';

/** So many steps are kept; no guide of ours comes near. */
const MOST_STEPS = 200;

export const showSteps: Action<'checklist:show'> = async parts =>
	ok({ steps: structuredClone(parts.settings.data.checklists) });

export const markStep: Action<'checklist:mark'> = async (parts, { guide, step, state }) => {
	const known = Object.values(parts.settings.data.checklists).flatMap(steps => Object.keys(steps)).length;
	const isNew = parts.settings.data.checklists[guide]?.[step] === undefined;
	if (isNew && known >= MOST_STEPS)
		return fail('refused', 'More steps than any guide has were ticked. Untick some first.');
	await parts.settings.change(data => {
		const steps = data.checklists[guide] ?? {};
		data.checklists[guide] = steps;
		if (state === 'none') delete steps[step];
		else steps[step] = state;
		if (Object.keys(steps).length === 0) delete data.checklists[guide];
	});
	return ok({});
};
