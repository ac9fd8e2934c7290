import {
	fillVariables,
	isAuthentication,
	type Template,
	type TemplateButton,
	type TemplateParameters,
	variablesOf,
} from './template.ts';

/** What the recipient will see. Slots without a value show as `{{name}}`. */
export interface TemplatePreview {
	readonly header:
		| { readonly kind: 'text'; readonly text: string }
		| {
				readonly kind: 'image' | 'video' | 'document';
				readonly mediaId: string | null;
				readonly filename: string | null;
		  }
		| { readonly kind: 'location'; readonly name: string | null; readonly address: string | null }
		| null;
	readonly body: string;
	readonly footer: string | null;
	readonly buttons: readonly PreviewButton[];
	/** The cards of a carousel. Missing without one. */
	readonly cards?: readonly PreviewCard[];
	/** The box of a limited-time offer. Missing without one. */
	readonly offer?: PreviewOffer;
}

export interface PreviewButton {
	readonly kind: string;
	readonly text: string;
	readonly value: string | null;
}

export interface PreviewCard {
	readonly header: { readonly kind: 'image' | 'video'; readonly mediaId: string | null } | null;
	readonly body: string;
	readonly buttons: readonly PreviewButton[];
}

export interface PreviewOffer {
	readonly text: string;
	/** When it ends, in epoch ms; null while not given, and for an offer that does not count down. */
	readonly endsAt: number | null;
	/** The code to copy, when a button has one. */
	readonly code: string | null;
}

/** The text, header, footer and buttons that the recipient will see with these values. */
export function templatePreview(template: Template, parameters: TemplateParameters): TemplatePreview {
	const body = parameters.body ?? {};
	const code = isAuthentication(template) ? (body['1'] ?? null) : null;
	return {
		header: previewHeader(template, parameters),
		body: fillVariables(template.body, body),
		footer: template.footer,
		buttons: previewButtons(template.buttons, parameters.buttons ?? {}, code),
		...(template.cards && {
			cards: template.cards.map((card, index) => {
				const given = parameters.cards?.[index];
				return {
					header: card.header && { kind: card.header.kind, mediaId: given?.mediaId ?? null },
					body: fillVariables(card.body, given?.body ?? {}),
					buttons: previewButtons(card.buttons, given?.buttons ?? {}, null),
				};
			}),
		}),
		...(template.offer && { offer: previewOffer(template, template.offer.text, parameters) }),
	};
}

function previewButtons(
	buttons: readonly TemplateButton[],
	values: Readonly<Record<string, string>>,
	otp: string | null,
): PreviewButton[] {
	return buttons.map((button, index) => {
		const given = values[String(index)];
		switch (button.kind) {
			case 'url': {
				const name = variablesOf(button.url)[0];
				return {
					kind: 'url',
					text: button.text,
					value: name && given ? fillVariables(button.url, { [name]: given }) : button.url,
				};
			}
			case 'phone':
				return { kind: 'phone', text: button.text, value: button.phone };
			case 'copy-code':
				return { kind: 'copy-code', text: button.text, value: given ?? null };
			case 'otp':
				return { kind: 'otp', text: button.text, value: otp };
			default:
				return { kind: button.kind, text: button.text, value: null };
		}
	});
}

function previewOffer(template: Template, text: string, parameters: TemplateParameters): PreviewOffer {
	const index = template.buttons.findIndex(button => button.kind === 'copy-code');
	return {
		text,
		endsAt: template.offer?.hasExpiration ? (parameters.offerEndsAt ?? null) : null,
		code: parameters.buttons?.[String(index)] ?? null,
	};
}

function previewHeader(template: Template, parameters: TemplateParameters): TemplatePreview['header'] {
	const { header } = template;
	if (!header) return null;
	if (header.kind === 'text')
		return { kind: 'text', text: fillVariables(header.text, parameters.header?.text ?? {}) };
	if (header.kind === 'location') {
		const place = parameters.header?.location;
		return { kind: 'location', name: place?.name ?? null, address: place?.address ?? null };
	}
	return {
		kind: header.kind,
		mediaId: parameters.header?.mediaId ?? null,
		filename: parameters.header?.filename ?? null,
	};
}

/** Lines of a body that WhatsApp shows before “Read more” (features.md S1-24). */
const LINES_SHOWN = 5;

/**
 * What a phone shows of a body before “Read more”: its first five lines. Only line breaks count; how long lines wrap is
 * the screen's to say.
 */
export function foldedBody(body: string): { readonly shown: string; readonly folded: boolean } {
	const lines = body.split('\n');
	return lines.length > LINES_SHOWN
		? { shown: lines.slice(0, LINES_SHOWN).join('\n'), folded: true }
		: { shown: body, folded: false };
}

/** Buttons that fit under a message; of more, two are shown above “See all options” (providers.md §4.2). */
const BUTTONS_SHOWN = 3;

/** The buttons that a phone shows at once, and those behind “See all options”. */
export function visibleButtons<T>(buttons: readonly T[]): {
	readonly shown: readonly T[];
	readonly hidden: readonly T[];
} {
	return buttons.length > BUTTONS_SHOWN
		? { shown: buttons.slice(0, BUTTONS_SHOWN - 1), hidden: buttons.slice(BUTTONS_SHOWN - 1) }
		: { shown: buttons, hidden: [] };
}
