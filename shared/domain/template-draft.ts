import { TRANSLITERATION } from '../data/transliteration.ts';
import {
	type Template,
	type TemplateAuthentication,
	type TemplateButton,
	type TemplateCard,
	type TemplateHeader,
	type TemplateOffer,
	variablesOf,
} from './template.ts';
import { TEMPLATE_LIMITS } from './template-limits.ts';

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
	/** Words to find it by, in our lists only. */
	readonly tags: readonly string[];
}

export type TemplateType = 'standard' | 'extended';

/** Meta's own text of an authentication template, in English; `{{1}}` is the code. providers.md §4.3. */
const AUTHENTICATION_BODY = '*{{1}}* is your verification code.';
const SECURITY_SENTENCE = ' For your security, do not share this code.';

/** A draft with nothing in it but what its category always has. */
export function emptyDraft(language: string, category: TemplateCategory): TemplateDraft {
	const isAuthentication = category === 'authentication';
	return {
		name: '',
		language,
		category,
		format: 'positional',
		header: null,
		body: '',
		footer: '',
		buttons: isAuthentication ? [{ kind: 'otp', text: 'Copy code' }] : [],
		cards: null,
		offer: null,
		authentication: isAuthentication ? { securityRecommendation: true, expiresInMinutes: 10 } : null,
		samples: {},
	};
}

/**
 * A draft with a template's parts, to copy or to edit it. `lostInDraft` names what a draft cannot hold; a button of a kind
 * that cannot be submitted stays, so that `checkTemplate` points to it. The text of an authentication template is Meta's
 * and stays out. A category newer than this code becomes marketing.
 */
export function draftOf(template: Template): TemplateDraft {
	const category = TEMPLATE_CATEGORIES.find(one => one === template.category) ?? 'marketing';
	const { name, language, format, samples } = template;
	if (category === 'authentication') {
		// Meta hands the code's button back as a link (providers.md §4.3).
		const text = template.buttons[0]?.text ?? 'Copy code';
		return {
			...emptyDraft(language, category),
			name,
			buttons: [{ kind: 'otp', text }],
			authentication: template.authentication ?? { securityRecommendation: false, expiresInMinutes: null },
		};
	}
	return {
		name,
		language,
		category,
		format,
		header: template.header,
		body: template.body,
		footer: template.footer ?? '',
		buttons: template.buttons,
		cards: template.cards,
		offer: template.offer,
		authentication: null,
		samples: { ...samples },
	};
}

/** What `draftOf` leaves out of a template, in words; empty when it is whole. */
export function lostInDraft(template: Template): string[] {
	return template.unsupported.map(part => `its ${part.toLowerCase()}`);
}

/** The draft as a template, for its preview and its slots. Its status is `draft`: it cannot be sent. */
export function templateOf(draft: TemplateDraft): Template {
	const { authentication } = draft;
	const minutes = authentication?.expiresInMinutes ?? null;
	return {
		...draft,
		body: authentication
			? `${AUTHENTICATION_BODY}${authentication.securityRecommendation ? SECURITY_SENTENCE : ''}`
			: draft.body,
		footer: authentication
			? minutes === null
				? null
				: `This code expires in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`
			: draft.footer === ''
				? null
				: draft.footer,
		status: 'draft',
		unsupported: [],
		rejectedReason: null,
		quality: null,
	};
}

/**
 * Meta's name for a label of ours: lower case letters, digits and underscores. Accents are dropped, Cyrillic and Greek
 * spelled in Latin; a label of which nothing is left is `template`.
 */
export function slugFor(label: string): string {
	const plain = label.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
	const slug = [...plain]
		.map(letter => TRANSLITERATION[letter] ?? letter)
		.join('')
		.replace(/[^a-z0-9]+/g, '_')
		.slice(0, TEMPLATE_LIMITS.name)
		.replace(/^_+|_+$/g, '');
	return slug === '' ? 'template' : slug;
}

/**
 * True when a draft has more than text. What an authentication template has is Meta's, not the writer's, so it counts as
 * text only.
 */
export function isExtended(draft: TemplateDraft): boolean {
	return droppedByStandard(draft).length > 0;
}

/** What `asStandard` would drop, in words, in the order of the form; empty when nothing would be lost. */
export function droppedByStandard(draft: TemplateDraft): string[] {
	if (draft.category === 'authentication') return [];
	const { header, footer, buttons, cards, offer } = draft;
	const count = (many: number, word: string) => `${many} ${word}${many === 1 ? '' : 's'}`;
	return [
		...(header ? [header.kind === 'text' ? 'the header' : `the header (${header.kind})`] : []),
		...(offer ? ['the limited-time offer'] : []),
		...(footer.trim() !== '' ? ['the footer'] : []),
		...(buttons.length > 0 ? [count(buttons.length, 'button')] : []),
		...(cards ? [`the carousel with ${count(cards.length, 'card')}`] : []),
	];
}

/** The draft with its text alone. An authentication draft stays as it is. */
export function asStandard(draft: TemplateDraft): TemplateDraft {
	if (draft.category === 'authentication') return draft;
	const samples = Object.fromEntries(Object.entries(draft.samples).filter(([id]) => id.startsWith('body.')));
	return { ...draft, header: null, footer: '', buttons: [], cards: null, offer: null, samples };
}

/**
 * The draft in another category: to authentication its parts make room for Meta's, away from it Meta's parts go. Between
 * marketing and utility nothing changes.
 */
export function withCategory(draft: TemplateDraft, category: TemplateCategory): TemplateDraft {
	if ((category === 'authentication') === (draft.category === 'authentication'))
		return { ...draft, category };
	return { ...emptyDraft(draft.language, category), name: draft.name, format: draft.format };
}

/** A text of a draft that takes variables. */
export type VariablePart = 'header' | 'body' | `cards.${number}.body`;

/** Names to offer first, as most templates want them. */
const USUAL_NAMES = ['first_name', 'order_number', 'date', 'time', 'amount', 'company', 'agent_name'];

/** The text of a part; empty where the draft has none. */
export function partText(draft: TemplateDraft, part: VariablePart): string {
	if (part === 'body') return draft.body;
	if (part === 'header') return draft.header?.kind === 'text' ? draft.header.text : '';
	return draft.cards?.[Number(part.split('.')[1])]?.body ?? '';
}

/**
 * The next variable for a text, with its braces: the number after the highest, or a name that the draft does not use yet.
 * `wish` is what the name should be like.
 */
export function nextVariable(draft: TemplateDraft, part: VariablePart, wish?: string): string {
	if (draft.format === 'positional') {
		const numbers = variablesOf(partText(draft, part)).map(Number).filter(Number.isSafeInteger);
		return `{{${Math.max(0, ...numbers) + 1}}}`;
	}
	const texts = [partText(draft, 'header'), draft.body, ...(draft.cards ?? []).map(card => card.body)];
	const used = new Set(texts.flatMap(variablesOf));
	const wished = wish === undefined ? [] : [slugFor(wish)];
	const free = [...wished, ...USUAL_NAMES].find(name => !used.has(name));
	if (free !== undefined && (wish === undefined || free === wished[0])) return `{{${free}}}`;
	const base = wished[0] ?? 'value';
	for (let index = 0; ; index++) {
		const name = `${base}_${letters(index)}`;
		if (!used.has(name)) return `{{${name}}}`;
	}
}

/** a, b … z, aa, ab …: names of variables have no digits for certain. */
function letters(index: number): string {
	const last = String.fromCharCode(97 + (index % 26));
	return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}
