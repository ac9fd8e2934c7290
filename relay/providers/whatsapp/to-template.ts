import { type TemplateButton, type TemplateCard, variablesOf } from '../../../shared/domain/template.ts';
import type { TemplateDraft } from '../../../shared/domain/template-draft.ts';

/** The provider's handles of uploaded sample files, by slot id (`header.media`, `cards.0.header.media`). */
export type SampleHandles = Readonly<Record<string, string>>;

type Part = Record<string, unknown>;

/**
 * The body that creates a template (providers.md §4.1, §4.3), the same for Cloud API and 360dialog. `allow_category_change` is
 * not in it: Meta refuses it since Apr 2025.
 */
export function toTemplateBody(draft: TemplateDraft, handles: SampleHandles): Part {
	return {
		name: draft.name,
		language: draft.language,
		category: draft.category.toUpperCase(),
		...(draft.category !== 'authentication' && { parameter_format: draft.format.toUpperCase() }),
		components: toComponents(draft, handles),
	};
}

/** The whole list of components: an edit replaces all of them. */
export function toComponents(draft: TemplateDraft, handles: SampleHandles): Part[] {
	if (draft.category === 'authentication') return toAuthentication(draft);
	const { offer, cards } = draft;
	const parts = [
		toHeader(draft, handles),
		toBody(draft.body, draft, ''),
		offer && {
			type: 'LIMITED_TIME_OFFER',
			limited_time_offer: { text: offer.text, has_expiration: offer.hasExpiration },
		},
		draft.footer.trim() === '' ? null : { type: 'FOOTER', text: draft.footer },
		toButtons(draft.buttons, draft, ''),
		cards && { type: 'CAROUSEL', cards: cards.map((card, index) => toCard(card, index, draft, handles)) },
	];
	return parts.filter(part => part !== null);
}

/** Meta writes the text itself; only its options are given (providers.md §4.3). */
function toAuthentication(draft: TemplateDraft): Part[] {
	const { authentication } = draft;
	const minutes = authentication?.expiresInMinutes ?? null;
	const button = draft.buttons.find(one => one.kind === 'otp');
	const label = button?.text.trim() ?? '';
	return [
		{ type: 'BODY', add_security_recommendation: authentication?.securityRecommendation ?? false },
		...(minutes === null ? [] : [{ type: 'FOOTER', code_expiration_minutes: minutes }]),
		{
			type: 'BUTTONS',
			buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', ...(label !== '' && { text: label }) }],
		},
	];
}

function toHeader(draft: TemplateDraft, handles: SampleHandles): Part | null {
	const { header } = draft;
	if (!header) return null;
	if (header.kind === 'location') return { type: 'HEADER', format: 'LOCATION' };
	if (header.kind !== 'text') return toMediaHeader(header.kind, handles['header.media']);
	const names = variablesOf(header.text);
	const example = examples(draft, names, 'header.');
	return {
		type: 'HEADER',
		format: 'TEXT',
		text: header.text,
		...(names.length > 0 && {
			example:
				draft.format === 'named'
					? { header_text_named_params: named(names, example) }
					: { header_text: example },
		}),
	};
}

function toMediaHeader(kind: string, handle: string | undefined): Part {
	return {
		type: 'HEADER',
		format: kind.toUpperCase(),
		...(handle !== undefined && { example: { header_handle: [handle] } }),
	};
}

function toBody(body: string, draft: TemplateDraft, prefix: string): Part {
	const names = variablesOf(body);
	const ordered = draft.format === 'named' ? names : names.toSorted((a, b) => Number(a) - Number(b));
	const example = examples(draft, ordered, `${prefix}body.`);
	return {
		type: 'BODY',
		text: body,
		...(names.length > 0 && {
			example:
				draft.format === 'named'
					? { body_text_named_params: named(ordered, example) }
					: { body_text: [example] },
		}),
	};
}

function toCard(card: TemplateCard, index: number, draft: TemplateDraft, handles: SampleHandles): Part {
	const prefix = `cards.${index}.`;
	const parts = [
		card.header && toMediaHeader(card.header.kind, handles[`${prefix}header.media`]),
		card.body.trim() === '' ? null : toBody(card.body, draft, prefix),
		toButtons(card.buttons, draft, prefix),
	];
	return { components: parts.filter(part => part !== null) };
}

function toButtons(buttons: readonly TemplateButton[], draft: TemplateDraft, prefix: string): Part | null {
	if (buttons.length === 0) return null;
	return {
		type: 'BUTTONS',
		buttons: buttons.map((button, index) => toButton(button, draft.samples[`${prefix}buttons.${index}`])),
	};
}

function toButton(button: TemplateButton, sample: string | undefined): Part {
	switch (button.kind) {
		case 'quick-reply':
			return { type: 'QUICK_REPLY', text: button.text };
		case 'url': {
			const hasVariable = variablesOf(button.url).length > 0;
			return {
				type: 'URL',
				text: button.text,
				url: button.url,
				...(hasVariable && sample !== undefined && { example: [sample] }),
			};
		}
		case 'phone':
			return { type: 'PHONE_NUMBER', text: button.text, phone_number: button.phone };
		case 'copy-code':
			return { type: 'COPY_CODE', ...(sample !== undefined && { example: sample }) };
		case 'otp':
			return { type: 'OTP', otp_type: 'COPY_CODE', text: button.text };
		case 'other':
			return { type: button.type.toUpperCase(), text: button.text };
	}
}

function examples(draft: TemplateDraft, names: readonly string[], prefix: string): string[] {
	return names.map(name => draft.samples[`${prefix}${name}`] ?? '');
}

function named(names: readonly string[], example: readonly string[]): Part[] {
	return names.map((name, index) => ({ param_name: name, example: example[index] ?? '' }));
}
