import type {
	TemplateAuthentication,
	TemplateButton,
	TemplateCard,
	TemplateHeader,
	TemplateOffer,
} from './template.ts';

export const TEMPLATE_CATEGORIES = ['marketing', 'utility', 'authentication'] as const;
export type TemplateCategory = (typeof TEMPLATE_CATEGORIES)[number];

/**
 * A template that is being written. It may be incomplete: `checkTemplate` says what still keeps it from being submitted.
 * Its parts are named and its samples keyed as in `Template`.
 */
export interface TemplateDraft {
	/** Meta's name for it, `^[a-z0-9_]{1,512}$` when it is right. */
	readonly name: string;
	readonly language: string;
	readonly category: TemplateCategory;
	readonly format: 'positional' | 'named';
	readonly header: TemplateHeader | null;
	readonly body: string;
	/** Empty for none. */
	readonly footer: string;
	readonly buttons: readonly TemplateButton[];
	readonly cards: readonly TemplateCard[] | null;
	readonly offer: TemplateOffer | null;
	/** Not null exactly for the category authentication. */
	readonly authentication: TemplateAuthentication | null;
	readonly samples: Readonly<Record<string, string>>;
}

/** What is ours about a template: the provider never hears of it, and no sync changes it. */
export interface TemplateNotes {
	/** The name in our lists; empty falls back to Meta's. */
	readonly label: string;
	readonly description: string;
	/** `standard` is text only; `extended` has header, footer, files, buttons, cards. */
	readonly type: TemplateType;
}

export type TemplateType = 'standard' | 'extended';
