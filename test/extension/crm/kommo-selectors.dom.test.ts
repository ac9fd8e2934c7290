import { describe, expect, it } from 'vitest';
import { SELECTORS } from '../../../extension/crm/kommo/selectors.ts';
import { savedPage } from './kommo-page.ts';

const PAGES = ['lead', 'contact', 'company', 'lead-new', 'lead-read-only', 'leads-list'] as const;

/** How many each selector finds on each saved page, in the order of PAGES. */
const EXPECTED: Record<keyof typeof SELECTORS, readonly number[]> = {
	placeholder: [0, 0, 0, 0, 0, 0],
	entity: [1, 1, 1, 1, 1, 0],
	entityName: [1, 1, 1, 1, 1, 0],
	tags: [1, 1, 1, 1, 1, 0],
	budget: [1, 0, 0, 1, 0, 0],
	status: [1, 0, 0, 1, 0, 0],
	pipeline: [1, 0, 0, 1, 0, 0],
	responsible: [1, 0, 0, 1, 0, 0],
	statusField: [1, 0, 0, 1, 0, 0],
	responsibleField: [1, 0, 0, 1, 1, 0],
	mainId: [4, 1, 2, 1, 1, 0],
	contacts: [3, 0, 2, 1, 1, 0],
	companies: [1, 1, 0, 0, 0, 0],
	linkedForm: [6, 3, 4, 3, 3, 0],
	linkedId: [5, 2, 3, 2, 2, 0],
	linkedName: [4, 1, 2, 1, 1, 0],
	firstName: [3, 0, 2, 1, 1, 0],
	lastName: [3, 0, 2, 1, 1, 0],
	linkedFields: [3, 1, 2, 1, 1, 0],
	phoneRow: [8, 4, 6, 2, 1, 0],
	emailRow: [4, 3, 2, 1, 0, 0],
	phoneRaw: [8, 4, 6, 2, 1, 0],
	emailRaw: [4, 3, 2, 1, 0, 0],
	phoneShown: [8, 4, 6, 2, 1, 0],
	row: [28, 9, 10, 7, 4, 0],
	customField: [21, 8, 8, 3, 2, 0],
	fieldLabel: [23, 8, 8, 5, 3, 0],
	fieldValue: [24, 8, 8, 6, 3, 0],
	readOnlyValue: [0, 0, 0, 0, 2, 0],
	select: [16, 7, 8, 5, 1, 0],
	selectInput: [16, 7, 8, 5, 1, 0],
	selectItem: [51, 22, 28, 16, 4, 0],
	selectButton: [16, 7, 8, 5, 1, 0],
	listTable: [0, 0, 0, 0, 0, 1],
	listRow: [0, 0, 0, 0, 0, 3],
	listTicked: [0, 0, 0, 0, 0, 0],
	listCompanyLink: [1, 1, 0, 0, 0, 0],
	listPages: [0, 0, 0, 0, 0, 1],
};

describe('SELECTORS', () => {
	const pages = PAGES.map(name => savedPage(name));
	for (const [name, selector] of Object.entries(SELECTORS)) {
		it(`${name} finds what it found when the pages were saved`, () => {
			expect(pages.map(page => page.querySelectorAll(selector).length)).toEqual(
				EXPECTED[name as keyof typeof SELECTORS],
			);
		});
	}

	it('placeholder finds the one of a card that loads', () => {
		expect(savedPage('lead-loading').querySelectorAll(SELECTORS.placeholder)).toHaveLength(1);
	});
});
