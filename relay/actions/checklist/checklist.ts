import { fail, ok } from '../../../shared/contract/result.ts';
import type { SettingsDocument } from '../../settings.ts';
import type { Action } from '../parts.ts';

/** So many steps are kept; no guide of ours comes near. */
const MOST_STEPS = 200;

export const showSteps: Action<'checklist:show'> = async parts =>
	ok({ steps: structuredClone(parts.settings.data.checklists) });

export const markStep: Action<'checklist:mark'> = async (parts, { guide, step, state }) => {
	const { checklists } = parts.settings.data;
	const known = Object.values(checklists).flatMap(steps => Object.keys(steps)).length;
	if (!Object.hasOwn(stepsOf(checklists, guide), step) && known >= MOST_STEPS)
		return fail('refused', 'More steps than any guide has were ticked. Untick some first.');
	await parts.settings.change(data => {
		const steps = stepsOf(data.checklists, guide);
		data.checklists[guide] = steps;
		if (state === 'none') delete steps[step];
		else steps[step] = state;
		if (Object.keys(steps).length === 0) delete data.checklists[guide];
	});
	return ok({});
};

type Checklists = SettingsDocument['checklists'];

/** The steps of a guide. Only its own: a guide called `constructor` would find what every object has, and change it. */
function stepsOf(checklists: Checklists, guide: string): Checklists[string] {
	return (Object.hasOwn(checklists, guide) && checklists[guide]) || {};
}
