import type { TemplateView } from '../../shared/contract/sending-views.ts';
import type { Verdict } from '../../shared/domain/send-verdict.ts';
import { checkParameters } from '../../shared/domain/template-values.ts';
import { shownName } from './template-filter.ts';

/** A template in the list, and why it cannot be sent now. */
export interface FoundTemplate {
	readonly template: TemplateView;
	/** Null when it can. `until` is when it can again, as far as time alone helps. */
	readonly unsendable: { readonly message: string; readonly until: number | null } | null;
}

/**
 * The templates whose name, label, text, category, language or status holds every word of the search. Those that can be
 * sent come first, a name that matches before a text that does; the others stand last with their reason.
 */
export function searchTemplates(
	templates: readonly TemplateView[],
	search: string,
	check: (template: TemplateView) => Verdict,
): FoundTemplate[] {
	const words = search.toLowerCase().split(/\s+/).filter(Boolean);
	return templates
		.filter(template => words.every(word => haystack(template).includes(word)))
		.map(template => ({ template, unsendable: whyNot(template, check(template)) }))
		.sort(
			(a, b) =>
				Number(a.unsendable !== null) - Number(b.unsendable !== null) ||
				rank(a.template, words) - rank(b.template, words) ||
				shownName(a.template).localeCompare(shownName(b.template)) ||
				a.template.language.localeCompare(b.template.language),
		);
}

function whyNot(template: TemplateView, verdict: Verdict): FoundTemplate['unsendable'] {
	if (!verdict.allowed) {
		const paused = verdict.refusal === 'template-not-approved' ? template.pausedUntil : null;
		return { message: verdict.message, until: verdict.until ?? paused };
	}
	// A part that no value can mend.
	const part = checkParameters(template, {}).find(one => one.slot === null);
	return part ? { message: part.message, until: null } : null;
}

function haystack(template: TemplateView): string {
	const { name, notes, body, category, language, status } = template;
	return `${name} ${notes.label} ${name.replaceAll('_', ' ')} ${body} ${category} ${language} ${status}`.toLowerCase();
}

function rank(template: TemplateView, words: readonly string[]): number {
	const name = `${template.notes.label} ${template.name}`.toLowerCase();
	return words.every(word => name.includes(word)) ? 0 : 1;
}
