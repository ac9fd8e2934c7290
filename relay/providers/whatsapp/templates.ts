import {
	type TemplateAuthentication,
	type TemplateCard,
	type TemplateOffer,
	variablesOf,
} from '../../../shared/domain/template.ts';
import type { ListedTemplate } from '../abilities.ts';
import { type Json, list, number, record, text } from '../wire.ts';
import { readButton, readHeader, readSamples } from './template-parts.ts';

/** Buttons that cannot go out without values that this product does not ask for yet. */
const NEEDS_VALUES = new Set(['flow', 'mpm', 'spm']);
const KNOWN = new Set(['HEADER', 'BODY', 'FOOTER', 'BUTTONS', 'CAROUSEL', 'LIMITED_TIME_OFFER']);

/**
 * Reads one template as Cloud API and 360dialog list it (providers.md §1.6, §4.1, §4.4). Words come in both cases and are
 * taken to lower case; "submitted" and "created" are 360dialog's older words for pending. Null without a name.
 */
export function readTemplate(value: unknown): ListedTemplate | null {
	const raw = record(value);
	const name = text(raw?.name);
	const language = text(raw?.language);
	if (!raw || name === null || language === null) return null;
	const components = list(raw.components).map(component => record(component) ?? {});
	const find = (type: string) => components.find(component => typeOf(component) === type) ?? null;
	const header = find('HEADER');
	const body = find('BODY');
	const footer = find('FOOTER');
	const category = (text(raw.category) ?? 'unknown').toLowerCase();
	const bodyText =
		text(body?.text) ?? (category === 'authentication' ? '{{1}} is your verification code.' : '');
	const headerRead = header ? readHeader(header) : null;
	const buttons = list(find('BUTTONS')?.buttons).map(button => record(button) ?? {});
	const cardsRaw = list(find('CAROUSEL')?.cards).map(card => list(record(card)?.components));
	const cards = cardsRaw.length > 0 ? cardsRaw.map(readCard) : null;
	return {
		externalId: text(raw.id),
		correctCategory: text(raw.correct_category)?.toLowerCase() ?? null,
		template: {
			name,
			language,
			category,
			status: readStatus(raw.status),
			format: readFormat(raw, bodyText),
			header: headerRead,
			body: bodyText,
			footer: text(footer?.text) ?? expiry(footer),
			buttons: buttons.map(readButton),
			cards: cards?.map(card => card.card) ?? null,
			offer: readOffer(find('LIMITED_TIME_OFFER')),
			authentication: category === 'authentication' ? readAuthentication(body, footer) : null,
			unsupported: [
				...new Set([
					...components.map(typeOf).flatMap(type => (KNOWN.has(type) ? [] : [type.toLowerCase()])),
					...(header && !headerRead ? [`${(text(header.format) ?? 'unknown').toLowerCase()} header`] : []),
					...unsupportedButtons(buttons),
					...(cards ?? []).flatMap(card => card.unsupported),
				]),
			],
			rejectedReason: readReason(raw),
			quality: (text(record(raw.quality_score)?.score) ?? text(raw.quality_score))?.toLowerCase() ?? null,
			samples: {
				...readSamples('', header, body, buttons),
				...Object.assign({}, ...(cards ?? []).map((card, index) => card.samples(`cards.${index}.`))),
			},
		},
	};
}

/** A status in our words: lower case, and one word for what waits for review. */
export function readStatus(value: unknown): string {
	const status = (text(value) ?? 'unknown').toLowerCase();
	return status === 'submitted' || status === 'created' ? 'pending' : status;
}

function typeOf(component: Json): string {
	return text(component.type)?.toUpperCase() ?? 'UNKNOWN';
}

function readCard(components: readonly unknown[]): {
	card: TemplateCard;
	unsupported: string[];
	samples: (prefix: string) => Record<string, string>;
} {
	const parts = components.map(component => record(component) ?? {});
	const find = (type: string) => parts.find(part => typeOf(part) === type) ?? null;
	const header = find('HEADER');
	const body = find('BODY');
	const buttons = list(find('BUTTONS')?.buttons).map(button => record(button) ?? {});
	const read = header ? readHeader(header) : null;
	const media = read?.kind === 'image' || read?.kind === 'video' ? { kind: read.kind } : null;
	return {
		card: { header: media, body: text(body?.text) ?? '', buttons: buttons.map(readButton) },
		unsupported: [
			...(header && !media ? [`${(text(header.format) ?? 'unknown').toLowerCase()} cards`] : []),
			...unsupportedButtons(buttons),
		],
		samples: prefix => readSamples(prefix, null, body, buttons),
	};
}

function unsupportedButtons(buttons: readonly Json[]): string[] {
	return buttons.map(readButton).flatMap(button => {
		return button.kind === 'other' && NEEDS_VALUES.has(button.type) ? [`${button.type} button`] : [];
	});
}

function readFormat(raw: Json, body: string): 'positional' | 'named' {
	const said = text(raw.parameter_format)?.toLowerCase();
	if (said === 'named' || said === 'positional') return said;
	return variablesOf(body).some(name => !/^\d+$/.test(name)) ? 'named' : 'positional';
}

function readOffer(component: Json | null): TemplateOffer | null {
	if (!component) return null;
	const offer = record(component.limited_time_offer) ?? {};
	return { text: text(offer.text) ?? '', hasExpiration: offer.has_expiration === true };
}

function readAuthentication(body: Json | null, footer: Json | null): TemplateAuthentication {
	return {
		securityRecommendation: body?.add_security_recommendation === true,
		expiresInMinutes: number(footer?.code_expiration_minutes),
	};
}

function expiry(footer: Json | null): string | null {
	const minutes = text(footer?.code_expiration_minutes);
	return minutes ? `This code expires in ${minutes} minutes.` : null;
}

function readReason(raw: Json): string | null {
	const reason = text(raw.rejected_reason);
	return reason === null || reason.toUpperCase() === 'NONE' ? null : reason;
}
