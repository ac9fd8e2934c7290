import { TEMPLATE_LIMITS } from './template-limits.ts';

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
	/** The cards of a carousel, 2 to 10; null without one. */
	readonly cards: readonly TemplateCard[] | null;
	/** A limited-time offer; null without one. */
	readonly offer: TemplateOffer | null;
	/** What Meta writes into an authentication template; null for other categories. */
	readonly authentication: TemplateAuthentication | null;
	/** Parts that this product cannot send yet (catalogue, flow …), by the provider's name. */
	readonly unsupported: readonly string[];
	readonly rejectedReason: string | null;
	/** `green`, `yellow`, `red`, `unknown`, or null when not told. */
	readonly quality: string | null;
	/**
	 * Sample values the template was submitted with, by slot id (`body.1`, `header.order_no`, `cards.0.body.1`). Under
	 * `header.media` and `cards.0.header.media` a draft has our own id of the sample file, and nothing when read from the
	 * provider. They are for the reviewer only and never sent.
	 */
	readonly samples: Readonly<Record<string, string>>;
}

/** One card of a carousel. All cards of a template have the same parts. */
export interface TemplateCard {
	readonly header: { readonly kind: 'image' | 'video' } | null;
	/** Empty when the cards have no text. */
	readonly body: string;
	readonly buttons: readonly TemplateButton[];
}

/** The box of a limited-time offer: its text, and whether it counts down. */
export interface TemplateOffer {
	readonly text: string;
	readonly hasExpiration: boolean;
}

/** What Meta's fixed text of an authentication template contains. */
export interface TemplateAuthentication {
	/** "For your security, do not share this code." */
	readonly securityRecommendation: boolean;
	/** 1 to 90; null when the text does not say when the code ends. */
	readonly expiresInMinutes: number | null;
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
	/** By card, as many as the template has. */
	readonly cards?: readonly {
		readonly mediaId?: string;
		readonly body?: Readonly<Record<string, string>>;
		readonly buttons?: Readonly<Record<string, string>>;
	}[];
	/** When a limited-time offer ends, in epoch ms. */
	readonly offerEndsAt?: number;
}

/** One place of a template that wants a value before it can be sent. */
export interface TemplateSlot {
	/**
	 * `header.1`, `header.media`, `header.location`, `body.first_name`, `buttons.0`, `cards.0.header.media`, `cards.0.body.1`,
	 * `cards.0.buttons.1`, `offer.ends-at`. Also the field's name in errors.
	 */
	readonly id: string;
	readonly part: 'header' | 'body' | 'button' | 'offer';
	/** The card that it belongs to, from 0; null outside a carousel. */
	readonly card: number | null;
	readonly kind: 'text' | 'image' | 'video' | 'document' | 'location' | 'url-suffix' | 'code' | 'time';
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

/** The value of one name, or null: a variable may be called `constructor`, which every object has. */
function valueAt(values: Readonly<Record<string, string>> | undefined, name: string): string | null {
	return values !== undefined && Object.hasOwn(values, name) ? (values[name] ?? null) : null;
}

/** Fills the variables of a text; a variable without a value stays visible as `{{name}}`. */
export function fillVariables(text: string, values: Readonly<Record<string, string>>): string {
	return text.replace(VARIABLE, (whole, name: string) => {
		const value = valueAt(values, name);
		return value === null || value === '' ? whole : value;
	});
}

/** An authentication template says its code twice, in the body and in the button: one value fills both. */
export function isAuthentication(template: Template): boolean {
	return template.category === 'authentication';
}

/** Every slot of a template, in the order that a form shows them. */
export function templateSlots(template: Template): TemplateSlot[] {
	const slots: TemplateSlot[] = [];
	const put = (slot: Omit<TemplateSlot, 'sample'>) =>
		slots.push({ ...slot, sample: template.samples[slot.id] ?? null });
	const auth = isAuthentication(template);
	const { header } = template;
	if (header?.kind === 'text') {
		for (const name of variablesOf(header.text))
			put({
				id: `header.${name}`,
				part: 'header',
				card: null,
				kind: 'text',
				name,
				max: TEMPLATE_LIMITS.header,
			});
	} else if (header) {
		const id = header.kind === 'location' ? 'header.location' : 'header.media';
		put({ id, part: 'header', card: null, kind: header.kind, name: header.kind, max: 0 });
	}
	for (const name of variablesOf(template.body)) {
		const kind = auth ? 'code' : 'text';
		put({
			id: `body.${name}`,
			part: 'body',
			card: null,
			kind,
			name,
			max: auth ? TEMPLATE_LIMITS.otp : TEMPLATE_LIMITS.body,
		});
	}
	if (template.offer?.hasExpiration)
		put({ id: 'offer.ends-at', part: 'offer', card: null, kind: 'time', name: 'offer', max: 0 });
	if (!auth) for (const slot of buttonSlots(template.buttons, '', null)) put(slot);
	template.cards?.forEach((card, index) => {
		const prefix = `cards.${index}.`;
		if (card.header) {
			const { kind } = card.header;
			put({ id: `${prefix}header.media`, part: 'header', card: index, kind, name: kind, max: 0 });
		}
		for (const name of variablesOf(card.body))
			put({
				id: `${prefix}body.${name}`,
				part: 'body',
				card: index,
				kind: 'text',
				name,
				max: TEMPLATE_LIMITS.cardBody,
			});
		for (const slot of buttonSlots(card.buttons, prefix, index)) put(slot);
	});
	return slots;
}

function buttonSlots(
	buttons: readonly TemplateButton[],
	prefix: string,
	card: number | null,
): Omit<TemplateSlot, 'sample'>[] {
	return buttons.flatMap((button, index): Omit<TemplateSlot, 'sample'>[] => {
		const common = { id: `${prefix}buttons.${index}`, part: 'button', card, name: button.text } as const;
		if (button.kind === 'url' && variablesOf(button.url).length > 0)
			return [{ ...common, kind: 'url-suffix', max: TEMPLATE_LIMITS.url }];
		return button.kind === 'copy-code' ? [{ ...common, kind: 'code', max: TEMPLATE_LIMITS.code }] : [];
	});
}

/** The value given for a slot, or null. Locations, media and times count as given when they are there. */
export function slotValue(parameters: TemplateParameters, slot: TemplateSlot): string | null {
	const name = slot.id.slice(slot.id.lastIndexOf('.') + 1);
	if (slot.card !== null) {
		const card = parameters.cards?.[slot.card];
		if (slot.part === 'body') return valueAt(card?.body, name);
		return slot.part === 'button' ? valueAt(card?.buttons, name) : (card?.mediaId ?? null);
	}
	switch (slot.part) {
		case 'body':
			return valueAt(parameters.body, name);
		case 'button':
			return valueAt(parameters.buttons, name);
		case 'offer':
			return parameters.offerEndsAt === undefined ? null : String(parameters.offerEndsAt);
		case 'header':
			if (slot.kind === 'location') return parameters.header?.location ? 'location' : null;
			if (slot.kind === 'text') return valueAt(parameters.header?.text, name);
			return parameters.header?.mediaId ?? null;
	}
}
