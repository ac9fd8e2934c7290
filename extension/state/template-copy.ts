import type { TemplateView } from '../../shared/contract/sending-views.ts';
import { draftOf } from '../../shared/domain/template-draft.ts';
import { TEMPLATE_LIMITS } from '../../shared/domain/template-limits.ts';
import type { FirstDraft } from './templates.ts';

/** A draft with a template's parts under a name that none of the channel's templates in its language has. */
export function copyOf(template: TemplateView, all: readonly TemplateView[]): FirstDraft {
	const draft = draftOf(template);
	const taken = new Set(all.filter(one => one.language === template.language).map(one => one.name));
	const base = template.name.replace(/_\d+$/, '').slice(0, TEMPLATE_LIMITS.name - 4);
	let number = 2;
	while (taken.has(`${base}_${number}`)) number++;
	const { label } = template.notes;
	return {
		draft: { ...draft, name: `${base}_${number}` },
		notes: { ...template.notes, label: label === '' ? '' : `${label} ${number}` },
		edits: null,
	};
}
