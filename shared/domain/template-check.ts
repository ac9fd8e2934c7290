import {
	checkBody,
	checkFooter,
	checkHeader,
	checkIdentity,
	checkTone,
	type OtherTemplate,
} from './template-check-message.ts';
import { checkAuthentication, checkButtons, checkCarousel, checkOffer } from './template-check-parts.ts';
import type { TemplateDraft } from './template-draft.ts';
import type { CheckRules, Findings, TemplateProblem } from './template-problem.ts';

export interface TemplateCheckOptions extends CheckRules {
	/** The channel's other templates, without the one that this draft changes. */
	readonly others?: readonly OtherTemplate[];
}

/**
 * Every problem of a template being written, each at its place, in the order of the form. Errors keep it from being
 * submitted; warnings are advice and rules that Meta does not publish. An empty draft has errors for what it lacks.
 *
 * Rules: providers.md §4.2, §4.3, §4.6 (S1, S3; Mar 2026). What is from memory there is a warning here. Fast enough to
 * run as one types.
 */
export function checkTemplate(draft: TemplateDraft, options: TemplateCheckOptions): TemplateProblem[] {
	const problems: TemplateProblem[] = [];
	const findings: Findings = {
		error: (rule, place, message) => problems.push({ rule, severity: 'error', place, message }),
		warning: (rule, place, message) => problems.push({ rule, severity: 'warning', place, message }),
	};
	checkIdentity(draft, options.others ?? [], findings);
	if (draft.category === 'authentication') {
		checkAuthentication(draft, findings);
		return problems;
	}
	if (draft.authentication)
		findings.error(
			'authentication-elsewhere',
			'authentication',
			'Only the category authentication has the text for codes. Change the category, or begin anew.',
		);
	checkHeader(draft, findings);
	checkBody(draft, findings);
	if (draft.offer) checkOffer(draft, draft.offer, findings);
	checkFooter(draft, findings);
	checkButtons(draft, options, findings);
	if (draft.cards) checkCarousel(draft, draft.cards, options, findings);
	if (draft.category === 'utility') checkTone(draft, findings);
	return problems;
}

/** True when nothing but warnings is left. */
export function isSubmittable(problems: readonly TemplateProblem[]): boolean {
	return problems.every(problem => problem.severity !== 'error');
}
