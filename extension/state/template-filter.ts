import type { DraftView, TemplateView } from '../../shared/contract/sending-views.ts';

/** What a list of templates is narrowed to. Empty: not narrowed. */
export interface TemplateFilter {
	readonly search: string;
	readonly status: string;
	readonly category: string;
	readonly language: string;
	readonly tag: string;
}

/** The templates that fit, by the name that people here see, then by language. */
export function filterTemplates(templates: readonly TemplateView[], filter: TemplateFilter): TemplateView[] {
	const { status, category, language, tag } = filter;
	return templates
		.filter(
			one =>
				(status === '' || one.status === status) &&
				(category === '' || one.category === category) &&
				(language === '' || one.language === language) &&
				(tag === '' || one.notes.tags.includes(tag)) &&
				hasWords(`${one.name} ${one.notes.label}`, filter.search),
		)
		.sort((a, b) => shownName(a).localeCompare(shownName(b)) || a.language.localeCompare(b.language));
}

/** The drafts that fit, the newest first. */
export function filterDrafts(drafts: readonly DraftView[], filter: TemplateFilter): DraftView[] {
	const { status, category, language, tag } = filter;
	return drafts
		.filter(
			({ draft, notes }) =>
				(status === '' || status === 'draft') &&
				(category === '' || draft.category === category) &&
				(language === '' || draft.language === language) &&
				(tag === '' || notes.tags.includes(tag)) &&
				hasWords(`${draft.name} ${notes.label}`, filter.search),
		)
		.sort((a, b) => b.updatedAt - a.updatedAt);
}

/** What the templates and drafts of a channel can be narrowed to. */
export function filterChoices(
	templates: readonly TemplateView[],
	drafts: readonly DraftView[],
): Readonly<Record<'status' | 'category' | 'language' | 'tag', string[]>> {
	const sorted = (words: readonly string[]) => [...new Set(words)].sort();
	return {
		status: sorted([...templates.map(one => one.status), ...(drafts.length > 0 ? ['draft'] : [])]),
		category: sorted([...templates, ...drafts.map(one => one.draft)].map(one => one.category)),
		language: sorted([...templates, ...drafts.map(one => one.draft)].map(one => one.language)),
		tag: sorted([...templates, ...drafts].flatMap(one => one.notes.tags)),
	};
}

/** The name of ours, else Meta's. */
export function shownName(template: { readonly name: string; readonly notes: { readonly label: string } }) {
	return template.notes.label || template.name;
}

function hasWords(text: string, search: string): boolean {
	const plain = `${text} ${text.replaceAll('_', ' ')}`.toLowerCase();
	return search
		.toLowerCase()
		.split(/\s+/)
		.every(word => plain.includes(word));
}
