import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { TemplateView } from '../../shared/contract/sending-views.ts';
import type { CrmField, CrmRecord } from '../../shared/domain/crm-record.ts';
import type { CostEstimate, PriceCategory } from '../../shared/domain/pricing.ts';
import {
	type Template,
	type TemplateParameters,
	type TemplateSlot,
	templateSlots,
} from '../../shared/domain/template.ts';
import { type TemplatePreview, templatePreview } from '../../shared/domain/template-preview.ts';
import { checkParameters } from '../../shared/domain/template-values.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import type { Upload } from '../connection/upload.ts';
import { type Attaching, createAttaching } from './attachment.ts';
import { slotText } from './fill-concepts.ts';
import { type Filling, type FillPerson, fillTemplate, pageValues } from './fill-template.ts';
import type { Outlook } from './outlook.ts';
import type { Sending } from './sending.ts';
import { parametersOf, type SlotValues } from './slot-values.ts';

/** A place that a template's location header points to, as typed. */
export interface TypedLocation {
	readonly latitude: string;
	readonly longitude: string;
	readonly name: string;
	readonly address: string;
}

/** One template with its values. */
export interface TemplateForm {
	readonly template: TemplateView;
	readonly slots: readonly TemplateSlot[];
	/** The page's values that a slot can be filled with instead. */
	readonly choices: readonly CrmField[];
	readonly fillings: ReadonlySignal<Readonly<Record<string, Filling>>>;
	/** By slot id, the file of each slot that asks for one. */
	readonly files: ReadonlyMap<string, Attaching>;
	readonly location: ReadonlySignal<TypedLocation>;
	/** When a limited-time offer ends, in epoch ms; null while not chosen. */
	readonly offerEndsAt: ReadonlySignal<number | null>;
	/** What it is about to cost; null where nothing is known. Always an estimate. */
	readonly cost: ReadonlySignal<CostEstimate | null>;
	readonly parameters: ReadonlySignal<TemplateParameters>;
	readonly preview: ReadonlySignal<TemplatePreview>;
	/** By slot id, what is wrong with it; slots not touched yet are left alone until `finish`. */
	readonly problems: ReadonlySignal<Readonly<Record<string, string>>>;
	/** What keeps it from being sent that no slot can mend: consent, the channel, the template itself. */
	readonly blocked: ReadonlySignal<string | null>;
	write(slotId: string, value: string): void;
	take(slotId: string, field: CrmField): void;
	setLocation(change: Partial<TypedLocation>): void;
	setOfferEnd(at: number | null): void;
	/** The template as the relay has it now; null when it is gone. What was filled in stays. */
	follow(template: Template | null): void;
	/** The values when all is well; else null, and every problem is shown. */
	finish(): TemplateParameters | null;
	stop(): void;
}

export interface TemplateFormParts {
	readonly template: TemplateView;
	readonly record: CrmRecord | null;
	readonly person: FillPerson | null;
	readonly port: Pick<RelayPort, 'call'>;
	readonly sending: Sending;
	readonly outlook: Pick<Outlook, 'value'>;
	readonly upload: Upload;
}

/** The words of the template beside a numbered slot, "your order …"; null for a slot that has a name. */
export function slotContext(template: Template, slot: TemplateSlot): string | null {
	if (!/^\d+$/.test(slot.name) || (slot.part !== 'header' && slot.part !== 'body')) return null;
	const text = slotText(template, slot);
	const [before = '', after = ''] = text.split(new RegExp(`\\{\\{\\s*${slot.name}\\s*\\}\\}`));
	const plain = (part: string) =>
		part
			.replace(/\{\{.*?\}\}|[*_~]/g, ' ')
			.split(/[\s,.!?:;]+/)
			.filter(Boolean);
	const lead = plain(before.split('}}').at(-1) ?? '')
		.slice(-3)
		.join(' ');
	if (lead !== '') return `${lead} …`;
	const tail = plain(after).slice(0, 3).join(' ');
	return tail === '' ? null : `… ${tail}`;
}

/** Makes the form of one template, filled from the page as far as it goes. */
export function createTemplateForm(parts: TemplateFormParts): TemplateForm {
	const { template, record, person, sending } = parts;
	const slots = templateSlots(template);
	const fillings = signal<Readonly<Record<string, Filling>>>(fillTemplate(template, slots, record, person));
	const touched = signal<ReadonlySet<string>>(new Set());
	const location = signal<TypedLocation>({ latitude: '', longitude: '', name: '', address: '' });
	const offerEndsAt = signal<number | null>(null);
	const current = signal<Template | null>(template);
	const files = new Map(
		slots
			.filter(isFile)
			.map(({ id, kind }) => [id, createAttaching(parts.port, sending, parts.upload, kind)]),
	);

	const parameters = computed(() =>
		parametersOf(slots, {
			text: slot => fillings.value[slot.id]?.value.trim() ?? '',
			media: slot => {
				const file = files.get(slot.id)?.current.value;
				return file?.mediaId ? { mediaId: file.mediaId, filename: file.filename || null } : null;
			},
			location: readLocation(location.value),
			offerEndsAt: offerEndsAt.value,
		}),
	);
	const verdict = computed(() =>
		sending.check({
			kind: 'template',
			template: current.value,
			name: template.name,
			parameters: parameters.value,
		}),
	);
	const touch = (slotId: string) => {
		touched.value = new Set([...touched.value, slotId]);
	};
	const set = (slotId: string, filling: Filling) => {
		fillings.value = { ...fillings.value, [slotId]: filling };
		touch(slotId);
	};

	return {
		template,
		slots,
		choices: pageValues(record, person),
		fillings,
		files,
		location,
		offerEndsAt,
		cost: computed(() => parts.outlook.value.value.prices[template.category as PriceCategory] ?? null),
		parameters,
		preview: computed(() => templatePreview(template, parameters.value)),
		problems: computed(() => {
			const shown: Record<string, string> = {};
			for (const { slot, message } of checkParameters(template, parameters.value)) {
				if (slot !== null && touched.value.has(slot)) shown[slot] ??= message;
			}
			return shown;
		}),
		blocked: computed(() => {
			const now = verdict.value;
			return now.allowed || now.refusal === 'parameters' ? null : now.message;
		}),
		write: (slotId, value) => set(slotId, { value, source: null, sure: true }),
		take: (slotId, field) =>
			set(slotId, {
				value: field.value.replace(/\s+/g, ' ').trim(),
				source: { key: field.key, label: field.label },
				sure: true,
			}),
		setLocation: change => {
			location.value = { ...location.value, ...change };
			touch('header.location');
		},
		setOfferEnd: at => {
			offerEndsAt.value = at;
			touch('offer.ends-at');
		},
		follow: next => {
			current.value = next;
		},
		finish: () => {
			touched.value = new Set(slots.map(slot => slot.id));
			return verdict.value.allowed ? parameters.value : null;
		},
		stop: () => {
			for (const file of files.values()) file.clear();
		},
	};
}

function isFile(
	slot: TemplateSlot,
): slot is TemplateSlot & { readonly kind: 'image' | 'video' | 'document' } {
	const { kind } = slot;
	return kind === 'image' || kind === 'video' || kind === 'document';
}

function readLocation(typed: TypedLocation): SlotValues['location'] {
	const latitude = coordinate(typed.latitude, 90);
	const longitude = coordinate(typed.longitude, 180);
	if (latitude === null || longitude === null) return null;
	return {
		latitude,
		longitude,
		...(typed.name.trim() && { name: typed.name.trim() }),
		...(typed.address.trim() && { address: typed.address.trim() }),
	};
}

function coordinate(text: string, max: number): number | null {
	const value = Number(text.trim().replace(',', '.'));
	return text.trim() !== '' && Number.isFinite(value) && Math.abs(value) <= max ? value : null;
}
