import type { CrmField, CrmRecord } from '../../shared/domain/crm-record.ts';
import type { Template, TemplateSlot } from '../../shared/domain/template.ts';
import { type Concept, conceptOfField, conceptOfSlot, shapeOf, textBefore } from './fill-concepts.ts';

/** What a slot is filled with, and how that came about. */
export interface Filling {
	readonly value: string;
	/** The page's field it came from; null when somebody typed it, or nothing was found. */
	readonly source: { readonly key: string; readonly label: string } | null;
	/** False when it was only guessed: the form asks to look at it. */
	readonly sure: boolean;
}

export const NOTHING: Filling = { value: '', source: null, sure: true };

/** The person that the template goes to, as chosen in the sidebar. */
export interface FillPerson {
	readonly id: string | null;
	readonly name: string;
}

/** A value of the page, with what it seems to mean. */
interface Candidate {
	readonly field: CrmField;
	readonly concept: Concept | null;
	readonly ofPerson: boolean;
}

/**
 * Proposes a value of the page for every slot of a template, by slot id.
 *
 * A slot's meaning is read from its name ("first_name"), or, where slots are only numbered, from the words before it and
 * from its sample ("Hi {{1}}" is a first name, "order {{2}}" an order number). A field is taken when its own label or key
 * means the same; it is sure then. A field that only looks alike (a date for a date) is proposed but not sure. Values of
 * the person written to come before those of others. What nothing fits stays empty.
 */
export function fillTemplate(
	template: Template,
	slots: readonly TemplateSlot[],
	record: CrmRecord | null,
	person: FillPerson | null,
): Record<string, Filling> {
	const candidates = pageValues(record, person).map(field => ({
		field,
		concept: conceptOfField(field),
		ofPerson: person?.id != null && field.key.includes(`.${person.id}.`),
	}));
	const used = new Set<string>();
	const fillings: Record<string, Filling> = {};
	for (const slot of slots) {
		const filling = isText(slot) ? propose(template, slot, candidates, used) : NOTHING;
		if (filling.source) used.add(filling.source.key);
		fillings[slot.id] = filling;
	}
	for (const slot of slots) {
		if (fillings[slot.id]?.value === '') fillings[slot.id] = sameSample(slot, slots, fillings);
	}
	return fillings;
}

/**
 * The values of the page that can be put into a slot: the page's fields that say something, with the person's names first
 * where the page itself does not list them.
 */
export function pageValues(record: CrmRecord | null, person: FillPerson | null): CrmField[] {
	const fields = (record?.fields ?? []).filter(field => field.value.trim() !== '');
	const made: CrmField[] = [];
	const name = person?.name.trim() ?? '';
	const offers = (concept: Concept) => fields.some(field => conceptOfField(field) === concept);
	if (name !== '' && !/^[+\d\s()-]+$/.test(name)) {
		const first = name.split(/\s+/)[0] ?? name;
		if (!offers('first-name')) made.push({ key: 'person.first_name', label: 'First name', value: first });
		if (!offers('full-name')) made.push({ key: 'person.full_name', label: 'Full name', value: name });
	}
	if (record?.user && !offers('agent')) {
		made.push({ key: 'crm.user', label: 'Signed-in user', value: record.user });
	}
	return [...made, ...fields];
}

// Who submitted the template gave both places the same sample: they are about the same thing.
function sameSample(
	slot: TemplateSlot,
	slots: readonly TemplateSlot[],
	fillings: Readonly<Record<string, Filling>>,
): Filling {
	if (slot.sample === null || !isText(slot)) return NOTHING;
	const twin = slots.find(other => other.id !== slot.id && other.sample === slot.sample);
	const filling = twin && fillings[twin.id];
	return filling?.source && filling.value.length <= slot.max ? filling : NOTHING;
}

function isText(slot: TemplateSlot): boolean {
	return slot.kind === 'text' || slot.kind === 'code' || slot.kind === 'url-suffix';
}

function propose(
	template: Template,
	slot: TemplateSlot,
	candidates: readonly Candidate[],
	used: ReadonlySet<string>,
): Filling {
	const { concept, sure } = conceptOfSlot(template, slot);
	const wanted = words(slot.name);
	const near = words(textBefore(template, slot)).slice(-4);
	let best: { field: CrmField; score: number; sure: boolean } | null = null;
	for (const candidate of candidates) {
		const { field } = candidate;
		const named = wanted.length > 0 && sameWords(wanted, words(field.label), words(ownKey(field.key)));
		const meant = concept !== null && candidate.concept === concept;
		const alike = concept !== null && slot.sample !== null && shapeOf(field.value) === concept;
		let score = named ? 8 : meant ? 6 : alike ? 2 : 0;
		if (score === 0) continue;
		if (candidate.ofPerson) score += 1;
		if (used.has(field.key)) score -= 3;
		if (score > (best?.score ?? 0))
			best = { field, score, sure: named || (meant && (sure || alludes(near, words(field.label)))) };
	}
	if (!best) return NOTHING;
	const value = best.field.value.replace(/\s+/g, ' ').trim();
	return {
		value,
		source: { key: best.field.key, label: best.field.label },
		sure: best.sure && value.length <= slot.max,
	};
}

/** True when the text speaks of the label in other words: "delivered on" of a "Delivery date". */
function alludes(near: readonly string[], label: readonly string[]): boolean {
	return near.some(word => word.length >= 5 && label.some(other => other.slice(0, 5) === word.slice(0, 5)));
}

/** The key's own last word. "lead.name" names a matter, so it is no word for a person's name. */
function ownKey(key: string): string {
	return /^(lead|deal)\.name$/.test(key) ? '' : key.slice(key.lastIndexOf('.') + 1);
}

function words(text: string): string[] {
	return text
		.replace(/([a-z])([A-Z])/g, '$1 $2')
		.toLowerCase()
		.split(/[^\p{L}\p{N}]+/u)
		.filter(word => word !== '' && !/^\d+$/.test(word));
}

function sameWords(wanted: readonly string[], ...offered: readonly (readonly string[])[]): boolean {
	return offered.some(one => one.length === wanted.length && wanted.every(word => one.includes(word)));
}
