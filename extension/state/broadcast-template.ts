import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { TemplateView } from '../../shared/contract/sending-views.ts';
import type { BroadcastContent } from '../../shared/domain/broadcast.ts';
import type { MediaKind } from '../../shared/domain/channel.ts';
import { slotValue, type TemplateSlot, templateSlots } from '../../shared/domain/template.ts';
import { type TemplatePreview, templatePreview } from '../../shared/domain/template-preview.ts';
import { checkParameters } from '../../shared/domain/template-values.ts';
import { fillText, variableContext } from '../../shared/domain/variables.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import type { Upload } from '../connection/upload.ts';
import type { Loaded } from './loaded.ts';
import { createSampleUpload, type SampleUpload } from './sample-upload.ts';
import { NO_FILL, readFill, type SlotFill, showFill, writeFill } from './slot-fill.ts';
import { parametersOf } from './slot-values.ts';
import { createTemplates, type TemplateList, type Templates } from './templates.ts';
import { readPlace, readTime } from './test-send.ts';

type TemplateContent = Extract<BroadcastContent, { kind: 'template' }>;
export type TemplateKey = Pick<TemplateContent, 'name' | 'language'>;

/** A template as a broadcast's content: which one, and what each of its places is filled with. */
export interface TemplateChoice {
	/** Null while no channel with templates is chosen. */
	readonly list: ReadonlySignal<Loaded<TemplateList> | null>;
	/** Those that can be sent. */
	readonly approved: ReadonlySignal<readonly TemplateView[]>;
	readonly chosen: ReadonlySignal<TemplateKey | null>;
	/** The chosen one as the channel has it; null when it is not among those approved, or not read yet. */
	readonly template: ReadonlySignal<TemplateView | null>;
	readonly slots: ReadonlySignal<readonly TemplateSlot[]>;
	readonly fills: ReadonlySignal<Readonly<Record<string, SlotFill>>>;
	readonly files: ReadonlySignal<Readonly<Record<string, string>>>;
	/** By slot id, what is wrong with it or missing. */
	readonly gaps: ReadonlySignal<Readonly<Record<string, string>>>;
	readonly preview: ReadonlySignal<TemplatePreview | null>;
	readonly value: ReadonlySignal<TemplateContent | null>;
	setChannel(channelId: string | null): void;
	choose(key: TemplateKey): void;
	fill(slotId: string, fill: SlotFill): void;
	uploadOf(slot: TemplateSlot): SampleUpload;
	removeFile(slotId: string): void;
	restore(content: TemplateContent | null): void;
	reload(): void;
	stop(): void;
}

export interface TemplateChoiceParts {
	readonly port: RelayPort;
	readonly upload: Upload;
	/** Told at every change that a person makes. */
	readonly onChange: () => void;
}

/** Nobody in particular: only whether a text can be read counts here. */
const NOBODY = variableContext({
	contact: null,
	record: null,
	agentName: null,
	channel: null,
	now: 0,
	zone: 'UTC',
});

/** Makes the choice of a template. What was filled in stays when another template with the same places is chosen. */
export function createTemplateChoice({ port, upload, onChange }: TemplateChoiceParts): TemplateChoice {
	const templates = signal<Templates | null>(null);
	const chosen = signal<TemplateKey | null>(null);
	const kept = signal<TemplateContent | null>(null);
	const fills = signal<Readonly<Record<string, SlotFill>>>({});
	const files = signal<Readonly<Record<string, string>>>({});
	const uploads = new Map<string, SampleUpload>();
	let channel: string | null = null;

	const list = computed(() => templates.value?.list.current.value ?? null);
	const approved = computed(() =>
		(list.value?.value?.templates ?? []).filter(one => one.status === 'approved'),
	);
	const template = computed(() => approved.value.find(one => isSame(one, chosen.value)) ?? null);
	const slots = computed(() => (template.value ? templateSlots(template.value) : []));
	/** The places that were filled, also while their template is not read: what is in them is not lost. */
	const known = signal<readonly TemplateSlot[]>([]);
	const filledWith = (textOf: (fill: SlotFill) => string) =>
		parametersOf(template.value ? slots.value : known.value, {
			text: slot => textOf(fills.value[slot.id] ?? NO_FILL).trim(),
			media: slot => {
				const mediaId = files.value[slot.id];
				return mediaId === undefined ? null : { mediaId, filename: null };
			},
			location: readPlace(writeFill(fills.value['header.location'] ?? NO_FILL)),
			offerEndsAt: readTime(writeFill(fills.value['offer.ends-at'] ?? NO_FILL)),
		});
	const parameters = computed(() => filledWith(writeFill));
	const stopUploads = () => {
		for (const one of uploads.values()) one.stop();
		uploads.clear();
	};
	/** Takes the values of the kept content into the fields, once its template is known. */
	const openUp = (content: TemplateContent, places: readonly TemplateSlot[]) => {
		const next: Record<string, SlotFill> = {};
		const stored: Record<string, string> = {};
		for (const slot of places) {
			const value = slotValue(content.parameters, slot);
			if (value === null) continue;
			if (isFile(slot)) stored[slot.id] = value;
			else if (slot.kind === 'location') next[slot.id] = { kind: 'text', text: placeText(content) };
			else if (slot.kind === 'time') next[slot.id] = { kind: 'text', text: timeText(Number(value)) };
			else next[slot.id] = readFill(value);
		}
		fills.value = next;
		files.value = stored;
		kept.value = null;
	};
	const stopOpening = template.subscribe(now => {
		if (now) known.value = templateSlots(now);
		const content = kept.peek();
		if (now && content && isSame(now, content)) openUp(content, templateSlots(now));
	});

	return {
		list,
		approved,
		chosen,
		template,
		slots,
		fills,
		files,
		gaps: computed(() => {
			const now = template.value;
			if (!now) return {};
			const shown: Record<string, string> = {};
			for (const { slot, problem, message } of checkParameters(now, parameters.value)) {
				if (slot === null) continue;
				// What stands in a variable's place is checked when its value is known: by the rehearsal, and before sending.
				const text = writeFill(fills.value[slot] ?? NO_FILL);
				if (problem === 'missing' || !text.includes('{{')) shown[slot] ??= message;
			}
			for (const [slot, fill] of Object.entries(fills.value)) {
				const { problem } = fillText(writeFill(fill), NOBODY);
				if (problem !== null) shown[slot] = problem;
			}
			return shown;
		}),
		preview: computed(() => template.value && templatePreview(template.value, filledWith(showFill))),
		value: computed(() => {
			const key = chosen.value;
			if (!key) return null;
			// A template that cannot be read now keeps its values as they were saved.
			if (!template.value)
				return isSame(key, kept.value)
					? kept.value
					: { kind: 'template', ...key, parameters: parameters.value };
			return { kind: 'template', ...key, parameters: parameters.value };
		}),
		setChannel: channelId => {
			if (channelId === channel) return;
			channel = channelId;
			templates.peek()?.stop();
			templates.value = channelId === null ? null : createTemplates(port, channelId);
		},
		choose: ({ name, language }) => {
			chosen.value = { name, language };
			kept.value = null;
			stopUploads();
			files.value = {};
			onChange();
		},
		fill: (slotId, fill) => {
			fills.value = { ...fills.value, [slotId]: fill };
			onChange();
		},
		uploadOf: ({ id, kind }) => {
			const known = uploads.get(id);
			if (known) return known;
			const made = createSampleUpload(port, upload, 'whatsapp', kind as MediaKind, file => {
				files.value = { ...files.peek(), [id]: file.mediaId };
				onChange();
			});
			uploads.set(id, made);
			return made;
		},
		removeFile: slotId => {
			uploads.get(slotId)?.clear();
			const { [slotId]: _, ...others } = files.peek();
			files.value = others;
			onChange();
		},
		restore: content => {
			stopUploads();
			chosen.value = content && { name: content.name, language: content.language };
			kept.value = content;
			known.value = [];
			fills.value = {};
			files.value = {};
			const now = template.peek();
			if (now && content) openUp(content, templateSlots(now));
		},
		reload: () => void templates.peek()?.list.load(),
		stop: () => {
			stopOpening();
			stopUploads();
			templates.peek()?.stop();
		},
	};
}

function isSame(a: TemplateKey, b: TemplateKey | null): boolean {
	return b !== null && a.name === b.name && a.language === b.language;
}

function isFile({ kind }: TemplateSlot): boolean {
	return kind === 'image' || kind === 'video' || kind === 'document';
}

function placeText({ parameters }: TemplateContent): string {
	const place = parameters.header?.location;
	return place ? `${place.latitude}, ${place.longitude}` : '';
}

/** A moment as the browser's own field for times reads it, in the reader's zone. */
function timeText(at: number): string {
	const date = new Date(at);
	return new Date(
		Date.UTC(date.getFullYear(), date.getMonth(), date.getDate(), date.getHours(), date.getMinutes()),
	)
		.toISOString()
		.slice(0, 16);
}
