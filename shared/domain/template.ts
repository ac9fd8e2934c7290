/** A template as the provider keeps it. Statuses and categories are the provider's words in lower case. */
export interface Template {
	readonly name: string;
	/** The provider's code: `en_US`, `de`. */
	readonly language: string;
	/** `marketing`, `utility`, `authentication`, or a word newer than this code. */
	readonly category: string;
	/** `approved` can be sent; all else, known or not, cannot. */
	readonly status: string;
	readonly format: 'positional' | 'named';
	readonly header: TemplateHeader | null;
	readonly body: string;
	readonly footer: string | null;
	readonly buttons: readonly TemplateButton[];
	/** Parts that this product cannot send yet (carousel, limited-time offer …), by the provider's name. */
	readonly unsupported: readonly string[];
	readonly rejectedReason: string | null;
	/** `green`, `yellow`, `red`, `unknown`, or null when not told. */
	readonly quality: string | null;
	/** Sample values the template was submitted with, by slot id (`body.1`, `header.order_no`). */
	readonly samples: Readonly<Record<string, string>>;
}

export type TemplateHeader =
	| { readonly kind: 'text'; readonly text: string }
	| { readonly kind: 'image' | 'video' | 'document' }
	| { readonly kind: 'location' };

export type TemplateButton =
	| { readonly kind: 'quick-reply'; readonly text: string }
	| { readonly kind: 'url'; readonly text: string; readonly url: string }
	| { readonly kind: 'phone'; readonly text: string; readonly phone: string }
	| { readonly kind: 'copy-code'; readonly text: string }
	| { readonly kind: 'otp'; readonly text: string }
	| { readonly kind: 'other'; readonly text: string; readonly type: string };

/**
 * Values for a template's slots. Keys of `body` and `header.text` are "1", "2" … or the named variables; keys of
 * `buttons` are the buttons' indexes from "0".
 */
export interface TemplateParameters {
	readonly header?: {
		readonly text?: Readonly<Record<string, string>>;
		readonly mediaId?: string;
		readonly filename?: string;
		readonly location?: {
			readonly latitude: number;
			readonly longitude: number;
			readonly name?: string;
			readonly address?: string;
		};
	};
	readonly body?: Readonly<Record<string, string>>;
	readonly buttons?: Readonly<Record<string, string>>;
}

/** One place of a template that wants a value before it can be sent. */
export interface TemplateSlot {
	/** `header.1`, `header.media`, `header.location`, `body.first_name`, `buttons.0`. Also the field's name in errors. */
	readonly id: string;
	readonly part: 'header' | 'body' | 'button';
	readonly kind: 'text' | 'image' | 'video' | 'document' | 'location' | 'url-suffix' | 'code';
	/** The variable's name or number; for buttons the button's text. */
	readonly name: string;
	readonly sample: string | null;
	/** The longest value, in UTF-16 units. */
	readonly max: number;
}

const VARIABLE = /\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g;

/** The variables of a text in the order they appear, each once. */
export function variablesOf(text: string): string[] {
	return [...new Set([...text.matchAll(VARIABLE)].map(match => match[1] ?? ''))];
}

/** Fills the variables of a text; a variable without a value stays visible as `{{name}}`. */
export function fillVariables(text: string, values: Readonly<Record<string, string>>): string {
	return text.replace(VARIABLE, (whole, name: string) => {
		const value = values[name];
		return value === undefined || value === '' ? whole : value;
	});
}

/** An authentication template says its code twice, in the body and in the button: one value fills both. */
export function isAuthentication(template: Template): boolean {
	return template.category === 'authentication';
}

/** Coupon codes: 20 characters since Dec 2025 (providers.md §2.3). */
const COUPON_MAX = 20;
const OTP_MAX = 15;
const BODY_MAX = 1024;
const HEADER_MAX = 60;
const URL_MAX = 2000;

/** Every slot of a template, in the order that a form shows them. */
export function templateSlots(template: Template): TemplateSlot[] {
	const slots: TemplateSlot[] = [];
	const sample = (id: string) => template.samples[id] ?? null;
	const { header } = template;
	if (header?.kind === 'text') {
		for (const name of variablesOf(header.text)) {
			const id = `header.${name}`;
			slots.push({ id, part: 'header', kind: 'text', name, sample: sample(id), max: HEADER_MAX });
		}
	} else if (header?.kind === 'location') {
		slots.push({
			id: 'header.location',
			part: 'header',
			kind: 'location',
			name: 'location',
			sample: null,
			max: 0,
		});
	} else if (header) {
		slots.push({
			id: 'header.media',
			part: 'header',
			kind: header.kind,
			name: header.kind,
			sample: null,
			max: 0,
		});
	}
	for (const name of variablesOf(template.body)) {
		const id = `body.${name}`;
		const max = isAuthentication(template) ? OTP_MAX : BODY_MAX;
		slots.push({
			id,
			part: 'body',
			kind: isAuthentication(template) ? 'code' : 'text',
			name,
			sample: sample(id),
			max,
		});
	}
	template.buttons.forEach((button, index) => {
		const id = `buttons.${index}`;
		if (button.kind === 'url' && variablesOf(button.url).length > 0 && !isAuthentication(template)) {
			slots.push({
				id,
				part: 'button',
				kind: 'url-suffix',
				name: button.text,
				sample: sample(id),
				max: URL_MAX,
			});
		} else if (button.kind === 'copy-code') {
			slots.push({
				id,
				part: 'button',
				kind: 'code',
				name: button.text,
				sample: sample(id),
				max: COUPON_MAX,
			});
		}
	});
	return slots;
}

/** The value given for a slot, or null. Locations and media count as given when they are there. */
export function slotValue(parameters: TemplateParameters, slot: TemplateSlot): string | null {
	const name = slot.id.slice(slot.id.indexOf('.') + 1);
	switch (slot.part) {
		case 'body':
			return parameters.body?.[name] ?? null;
		case 'button':
			return parameters.buttons?.[name] ?? null;
		case 'header':
			if (slot.kind === 'location') return parameters.header?.location ? 'location' : null;
			if (slot.kind === 'text') return parameters.header?.text?.[name] ?? null;
			return parameters.header?.mediaId ?? null;
	}
}
