import { describe, expect, it } from 'vitest';
import { checkTemplate, isSubmittable } from '../../../shared/domain/template-check.ts';
import { BAD_TEMPLATES, GOOD_TEMPLATES, type GoodTemplate } from '../../fixtures/templates/index.ts';

const problemsOf = ({ draft, others, strictButtons }: GoodTemplate) =>
	checkTemplate(draft, { others, strictButtons });

describe('checkTemplate', () => {
	it.each(BAD_TEMPLATES)('refuses $title, and points to $place', bad => {
		const errors = problemsOf(bad).filter(problem => problem.severity === 'error');
		expect(errors.map(({ rule, place }) => `${rule} at ${place}`)).toContain(`${bad.rule} at ${bad.place}`);
		// One mistake is no more than one kind of error, or a person looks for a second.
		expect([...new Set(errors.map(({ rule }) => rule))]).toEqual([bad.rule]);
		expect(isSubmittable(problemsOf(bad))).toBe(false);
	});
	it.each(GOOD_TEMPLATES)('takes $title', good => {
		expect(problemsOf(good).filter(problem => problem.severity === 'error')).toEqual([]);
	});
	it('says of every problem what is wrong in a whole sentence', () => {
		for (const { message } of BAD_TEMPLATES.flatMap(problemsOf)) expect(message).toMatch(/^[A-Z{“].*[.]$/s);
	});
});
