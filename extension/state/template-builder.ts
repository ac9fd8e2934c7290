import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { RelayError } from '../../shared/contract/result.ts';
import type { DraftView, TemplateView } from '../../shared/contract/sending-views.ts';
import { type Template, type TemplateSlot, templateSlots } from '../../shared/domain/template.ts';
import { checkTemplate, isSubmittable } from '../../shared/domain/template-check.ts';
import {
	asStandard,
	droppedByStandard,
	emptyDraft,
	isExtended,
	slugFor,
	type TemplateCategory,
	type TemplateDraft,
	type TemplateNotes,
	type TemplateType,
	templateOf,
	withCategory,
} from '../../shared/domain/template-draft.ts';
import { type TemplatePreview, templatePreview } from '../../shared/domain/template-preview.ts';
import type { TemplateProblem } from '../../shared/domain/template-problem.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import type { TimeSource } from './clock.ts';
import { draftRequest } from './draft-request.ts';
import { sampleParameters } from './slot-values.ts';
import { tagsOf } from './template-tags.ts';

const SAVE_AFTER_MS = 800;

/** How a draft stands on the relay. */
export type Saved =
	| { readonly state: 'new' | 'saved' | 'changed' | 'saving' }
	/** It is tried again with the next change, and when the relay comes back. */
	| { readonly state: 'failed'; readonly error: RelayError };

/** One template being written. Every change is kept on the relay by itself. */
export interface TemplateBuilder {
	readonly draftId: string;
	/** The template that it changes; null for a new one. Its name and language are fixed then. */
	readonly edits: DraftView['edits'];
	readonly draft: ReadonlySignal<TemplateDraft>;
	readonly notes: ReadonlySignal<TemplateNotes>;
	/** Meta's name no longer follows the label. */
	readonly nameByHand: ReadonlySignal<boolean>;
	readonly problems: ReadonlySignal<readonly TemplateProblem[]>;
	readonly submittable: ReadonlySignal<boolean>;
	/** Places that somebody has written in, or all after a try to submit: problems are marked there. */
	isMarked(place: string): boolean;
	readonly template: ReadonlySignal<Template>;
	/** The places that want a sample. */
	readonly slots: ReadonlySignal<readonly TemplateSlot[]>;
	readonly preview: ReadonlySignal<TemplatePreview>;
	readonly saved: ReadonlySignal<Saved>;
	/** What the provider said when it was last submitted; null after a change. */
	readonly refused: ReadonlySignal<string | null>;
	readonly submitting: ReadonlySignal<boolean>;
	change(edit: (draft: TemplateDraft) => TemplateDraft, place?: string): void;
	setLabel(label: string): void;
	setDescription(description: string): void;
	/** Words separated by commas. */
	setTags(words: string): void;
	setName(name: string): void;
	setCategory(category: TemplateCategory): void;
	/** What would be lost by making it text only, in words; then `setType` does it. */
	lostByStandard(): readonly string[];
	setType(type: TemplateType): void;
	touch(place: string): void;
	save(): Promise<void>;
	/** The submitted template, or null: then problems or `refused` say why, and the draft is kept. */
	submit(): Promise<TemplateView | null>;
	stop(): void;
}

export interface TemplateBuilderParts {
	readonly port: Pick<RelayPort, 'call' | 'onConnection'>;
	readonly time: TimeSource;
	readonly channelId: string;
	readonly draftId: string;
	/** Tells this place of writing from another tab's. */
	readonly writer: string;
	/** What is kept of it; null for a new one. */
	readonly kept: DraftView | null;
	/** The channel's templates. */
	readonly templates: readonly TemplateView[];
	readonly strictButtons: boolean;
	/** The language that a new one begins with. */
	readonly language: string;
}

const NO_NOTES: TemplateNotes = { label: '', description: '', type: 'standard', tags: [] };

/** Makes the state of one draft. */
export function createTemplateBuilder(parts: TemplateBuilderParts): TemplateBuilder {
	const { port, time, channelId, draftId, kept } = parts;
	const edits = kept?.edits ?? null;
	const draft = signal<TemplateDraft>(kept?.draft ?? emptyDraft(parts.language, 'marketing'));
	const notes = signal<TemplateNotes>(kept ? noteType(kept.notes, kept.draft) : NO_NOTES);
	const nameByHand = signal(
		edits !== null || (draft.value.name !== '' && draft.value.name !== slugOf(notes.value.label)),
	);
	const saved = signal<Saved>({ state: kept ? 'saved' : 'new' });
	const refused = signal<string | null>(kept?.refused ?? null);
	const submitting = signal(false);
	const marked = signal<ReadonlySet<string> | 'all'>(new Set());
	let cancel = () => {};
	/** Saves follow each other, so that an older one never lands on a newer one. */
	let last: Promise<void> = Promise.resolve();
	let version = 0;
	let basedOn = kept?.updatedAt ?? null;

	const others = parts.templates
		.filter(one => !(one.name === edits?.name && one.language === edits.language))
		.map(({ name, language, body, footer, category }) => ({ name, language, body, footer, category }));
	const problems = computed(() => checkTemplate(draft.value, { strictButtons: parts.strictButtons, others }));
	const template = computed(() => templateOf(draft.value));

	const write = async (mine: number) => {
		if (mine !== version) return;
		saved.value = { state: 'saving' };
		const answer = await port.call('template:save-draft', {
			draftId,
			channelId,
			draft: draftRequest(draft.peek()),
			notes: { ...notes.peek() },
			edits: edits && { ...edits },
			writer: parts.writer,
			basedOn,
		});
		if (answer.ok) basedOn = answer.value.draft.updatedAt;
		if (!answer.ok) saved.value = { state: 'failed', error: answer.error };
		else saved.value = { state: mine === version ? 'saved' : 'changed' };
	};
	const save = (): Promise<void> => {
		cancel();
		const mine = version;
		last = last.then(() => write(mine));
		return last;
	};
	const changed = () => {
		version++;
		refused.value = null;
		saved.value = { state: 'changed' };
		cancel();
		cancel = time.after(SAVE_AFTER_MS, () => void save());
	};
	const touch = (place: string) => {
		if (marked.value !== 'all' && !marked.value.has(place)) marked.value = new Set([...marked.value, place]);
	};
	const change: TemplateBuilder['change'] = (edit, place) => {
		const next = edit(draft.peek());
		if (next === draft.peek()) return;
		draft.value = next;
		if (place !== undefined) touch(place);
		changed();
	};
	const stopConnection = port.onConnection(connection => {
		if (connection.state === 'online' && saved.peek().state === 'failed') void save();
	});

	return {
		draftId,
		edits,
		draft,
		notes,
		nameByHand,
		problems,
		submittable: computed(() => isSubmittable(problems.value)),
		isMarked: place => marked.value === 'all' || marked.value.has(place),
		template,
		slots: computed(() =>
			draft.value.authentication ? [] : templateSlots(template.value).filter(wantsSample),
		),
		preview: computed(() => templatePreview(template.value, sampleParameters(template.value))),
		saved,
		refused,
		submitting,
		change,
		setLabel: label => {
			notes.value = { ...notes.value, label };
			if (!nameByHand.value) draft.value = { ...draft.value, name: slugOf(label) };
			touch('name');
			changed();
		},
		setDescription: description => {
			notes.value = { ...notes.value, description };
			changed();
		},
		setTags: words => {
			notes.value = { ...notes.value, tags: tagsOf(words) };
			changed();
		},
		setName: name => {
			nameByHand.value = name !== slugOf(notes.value.label);
			change(now => ({ ...now, name }), 'name');
		},
		setCategory: category => change(now => withCategory(now, category), 'category'),
		lostByStandard: () => droppedByStandard(draft.peek()),
		setType: type => {
			notes.value = { ...notes.value, type };
			if (type === 'standard') draft.value = asStandard(draft.peek());
			changed();
		},
		touch,
		save,
		submit: async () => {
			marked.value = 'all';
			if (submitting.peek() || !isSubmittable(problems.peek())) return null;
			submitting.value = true;
			await save();
			const stands = saved.peek();
			if (stands.state === 'failed') {
				submitting.value = false;
				refused.value = stands.error.message;
				return null;
			}
			const answer = await port.call('template:submit', { draftId });
			submitting.value = false;
			if (answer.ok) return answer.value.template;
			refused.value = inWords(answer.error);
			return null;
		},
		stop: () => {
			cancel();
			stopConnection();
			if (saved.peek().state === 'changed') void save();
		},
	};
}

function wantsSample(slot: TemplateSlot): boolean {
	return slot.kind !== 'location' && slot.kind !== 'time';
}

/** A label that is still empty gives no name yet. */
function slugOf(label: string): string {
	return label.trim() === '' ? '' : slugFor(label);
}

/** A draft with more than text is an extended one, whatever was noted. */
function noteType(notes: TemplateNotes, draft: TemplateDraft): TemplateNotes {
	return isExtended(draft) ? { ...notes, type: 'extended' } : notes;
}

/** What the relay or the provider said, with what it found at each place. */
function inWords({ message, fields }: RelayError): string {
	const found = Object.values(fields ?? {}).filter(said => !message.includes(said));
	return [message, ...found].join(' ');
}
