import type { TemplateView } from '../../shared/contract/views.ts';
import { checkParameters } from '../../shared/domain/template-check.ts';

/** A template in the list, and why it cannot be sent; null when it can. */
export interface FoundTemplate {
	readonly template: TemplateView;
	readonly unsendable: string | null;
}

/**
 * The templates whose name, text, category, language or status holds every word of the search. Those that can be sent
 * come first, a name that matches before a text that does; the others stand last with their reason.
 */
export function searchTemplates(templates: readonly TemplateView[], search: string): FoundTemplate[] {
	const words = search.toLowerCase().split(/\s+/).filter(Boolean);
	return templates
		.filter(template => words.every(word => haystack(template).includes(word)))
		.map(template => ({ template, unsendable: whyNot(template) }))
		.sort(
			(a, b) =>
				Number(a.unsendable !== null) - Number(b.unsendable !== null) ||
				rank(a.template, words) - rank(b.template, words) ||
				a.template.name.localeCompare(b.template.name) ||
				a.template.language.localeCompare(b.template.language),
		);
}

/** Why a template cannot be sent whatever its values; null when it can. */
export function whyNot(template: TemplateView): string | null {
	const problem = checkParameters(template, {}).find(one => one.slot === null);
	return problem?.message ?? null;
}

function haystack(template: TemplateView): string {
	const { name, body, category, language, status } = template;
	return `${name} ${name.replaceAll('_', ' ')} ${body} ${category} ${language} ${status}`.toLowerCase();
}

function rank(template: TemplateView, words: readonly string[]): number {
	const name = template.name.toLowerCase();
	return words.every(word => name.includes(word)) ? 0 : 1;
}
