import type { Template, TemplateParameters, TemplateSlot } from '../../shared/domain/template.ts';
import { templateSlots } from '../../shared/domain/template.ts';

type Location = NonNullable<NonNullable<TemplateParameters['header']>['location']>;

/** What slots are filled with: a text, our own id of a file, or a moment in epoch ms. */
export interface SlotValues {
	readonly text: (slot: TemplateSlot) => string;
	/** Null while no file is there. */
	readonly media: (
		slot: TemplateSlot,
	) => { readonly mediaId: string; readonly filename: string | null } | null;
	readonly location: Location | null;
	readonly offerEndsAt: number | null;
}

/** The parameters of a template with these values; slots without one are left out, texts are given as they are. */
export function parametersOf(slots: readonly TemplateSlot[], values: SlotValues): TemplateParameters {
	const body: Record<string, string> = {};
	const buttons: Record<string, string> = {};
	const headerText: Record<string, string> = {};
	const cards: { mediaId?: string; body?: Record<string, string>; buttons?: Record<string, string> }[] = [];
	let header: NonNullable<TemplateParameters['header']> = {};
	for (const slot of slots) {
		const name = slot.id.slice(slot.id.lastIndexOf('.') + 1);
		const isFile = slot.kind === 'image' || slot.kind === 'video' || slot.kind === 'document';
		if (slot.card !== null) {
			while (cards.length <= slot.card) cards.push({});
			const card = cards[slot.card] ?? {};
			if (isFile) {
				const file = values.media(slot);
				if (file) card.mediaId = file.mediaId;
			} else if (slot.part === 'body') card.body = { ...card.body, [name]: values.text(slot) };
			else card.buttons = { ...card.buttons, [name]: values.text(slot) };
		} else if (isFile) {
			const file = values.media(slot);
			if (!file) continue;
			const named = slot.kind === 'document' && file.filename;
			header = { ...header, mediaId: file.mediaId, ...(named && { filename: named }) };
		} else if (slot.kind === 'location') {
			if (values.location) header = { ...header, location: values.location };
		} else if (slot.part === 'header') headerText[name] = values.text(slot);
		else if (slot.part === 'body') body[name] = values.text(slot);
		else if (slot.part === 'button') buttons[name] = values.text(slot);
	}
	if (Object.keys(headerText).length > 0) header = { ...header, text: headerText };
	return {
		...(Object.keys(header).length > 0 && { header }),
		...(Object.keys(body).length > 0 && { body }),
		...(Object.keys(buttons).length > 0 && { buttons }),
		...(cards.length > 0 && { cards }),
		...(values.offerEndsAt !== null && { offerEndsAt: values.offerEndsAt }),
	};
}

/** A template filled with its own samples, to look at. */
export function sampleParameters(template: Template): TemplateParameters {
	return parametersOf(templateSlots(template), {
		text: slot => slot.sample ?? '',
		media: slot => (slot.sample ? { mediaId: slot.sample, filename: null } : null),
		location: null,
		offerEndsAt: null,
	});
}
