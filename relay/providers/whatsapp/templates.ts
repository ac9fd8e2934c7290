import {
	type TemplateButton,
	type TemplateCard,
	type TemplateHeader,
	type TemplateOffer,
	variablesOf,
} from '../../../shared/domain/template.ts';
import type { ListedTemplate } from '../provider.ts';
import { type Json, list, number, record, text } from './wire.ts';

/** Parts of a template that are read here; others make it unsendable. */
const KNOWN_PARTS = new Set(['HEADER', 'BODY', 'FOOTER', 'BUTTONS', 'CAROUSEL', 'LIMITED_TIME_OFFER']);

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
	const find = (type: string) =>
		components.find(component => text(component.type)?.toUpperCase() === type) ?? null;
	const header = find('HEADER');
	const body = find('BODY');
	const buttons = find('BUTTONS');
	const category = (text(raw.category) ?? 'unknown').toLowerCase();
	const isAuthentication = category === 'authentication';
	const bodyText = text(body?.text) ?? (isAuthentication ? '{{1}} is your verification code.' : '');
	const unsupported = components
		.map(component => text(component.type)?.toUpperCase() ?? 'UNKNOWN')
		.filter(type => !KNOWN_PARTS.has(type))
		.map(type => type.toLowerCase());
	const headerRead = header ? readHeader(header) : null;
	if (header && !headerRead) unsupported.push(`${(text(header.format) ?? 'unknown').toLowerCase()} header`);
	const buttonsRead = list(buttons?.buttons).map(button => readButton(record(button) ?? {}));
	const cards = list(find('CAROUSEL')?.cards).map(card => readCard(list(record(card)?.components)));
	for (const card of cards) if (card === null) unsupported.push('carousel of products');
	for (const button of [...buttonsRead, ...cards.flatMap(card => card?.card.buttons ?? [])])
		if (button.kind === 'other' && NEEDS_VALUES.has(button.type)) unsupported.push(`${button.type} button`);
	const status = (text(raw.status) ?? 'unknown').toLowerCase();
	const footerText = text(find('FOOTER')?.text);
	return {
		externalId: text(raw.id),
		correctCategory: text(raw.correct_category)?.toLowerCase() ?? null,
		template: {
			name,
			language,
			category,
			status: status === 'submitted' || status === 'created' ? 'pending' : status,
			format: readFormat(raw, bodyText),
			header: headerRead,
			body: bodyText,
			footer: footerText ?? expiry(find('FOOTER')),
			buttons: buttonsRead,
			cards: cards.length === 0 ? null : cards.flatMap(card => (card ? [card.card] : [])),
			offer: readOffer(find('LIMITED_TIME_OFFER')),
			authentication: isAuthentication
				? {
						securityRecommendation: body?.add_security_recommendation === true,
						expiresInMinutes: number(find('FOOTER')?.code_expiration_minutes),
					}
				: null,
			unsupported: [...new Set(unsupported)],
			rejectedReason: readReason(raw),
			quality: (text(record(raw.quality_score)?.score) ?? text(raw.quality_score))?.toLowerCase() ?? null,
			samples: {
				...readSamples(header, body, list(buttons?.buttons)),
				...Object.assign({}, ...cards.map((card, index) => prefixed(`cards.${index}.`, card?.samples ?? {}))),
			},
		},
	};
}

function prefixed(prefix: string, samples: Readonly<Record<string, string>>): Record<string, string> {
	return Object.fromEntries(Object.entries(samples).map(([id, sample]) => [`${prefix}${id}`, sample]));
}

/** Null for a card that shows a product of a catalogue. */
function readCard(parts: readonly unknown[]): { card: TemplateCard; samples: Record<string, string> } | null {
	const components = parts.map(part => record(part) ?? {});
	const find = (type: string) =>
		components.find(component => text(component.type)?.toUpperCase() === type) ?? null;
	const header = find('HEADER');
	const read = header ? readHeader(header) : null;
	if (header && read?.kind !== 'image' && read?.kind !== 'video') return null;
	const buttons = list(find('BUTTONS')?.buttons);
	return {
		card: {
			header: read?.kind === 'image' || read?.kind === 'video' ? { kind: read.kind } : null,
			body: text(find('BODY')?.text) ?? '',
			buttons: buttons.map(button => readButton(record(button) ?? {})),
		},
		samples: readSamples(null, find('BODY'), buttons),
	};
}

function readOffer(component: Json | null): TemplateOffer | null {
	const offer = record(component?.limited_time_offer) ?? (component ? {} : null);
	return offer && { text: text(offer.text) ?? '', hasExpiration: offer.has_expiration === true };
}

/** Buttons that cannot go out without values that this product does not ask for yet. */
const NEEDS_VALUES = new Set(['flow', 'mpm', 'spm']);

function readFormat(raw: Json, body: string): 'positional' | 'named' {
	const said = text(raw.parameter_format)?.toLowerCase();
	if (said === 'named' || said === 'positional') return said;
	return variablesOf(body).some(name => !/^\d+$/.test(name)) ? 'named' : 'positional';
}

function readHeader(header: Json): TemplateHeader | null {
	switch (text(header.format)?.toUpperCase()) {
		case 'TEXT':
			return { kind: 'text', text: text(header.text) ?? '' };
		case 'IMAGE':
			return { kind: 'image' };
		case 'VIDEO':
			return { kind: 'video' };
		case 'DOCUMENT':
			return { kind: 'document' };
		case 'LOCATION':
			return { kind: 'location' };
		default:
			return null;
	}
}

function readButton(button: Json): TemplateButton {
	const type = text(button.type)?.toUpperCase() ?? 'UNKNOWN';
	const label = text(button.text) ?? '';
	switch (type) {
		case 'QUICK_REPLY':
			return { kind: 'quick-reply', text: label };
		case 'URL':
			return { kind: 'url', text: label, url: text(button.url) ?? '' };
		case 'PHONE_NUMBER':
			return { kind: 'phone', text: label, phone: text(button.phone_number) ?? '' };
		case 'COPY_CODE':
			return { kind: 'copy-code', text: label || 'Copy code' };
		case 'OTP':
			return { kind: 'otp', text: label || 'Copy code' };
		default:
			return { kind: 'other', text: label || type.toLowerCase(), type: type.toLowerCase() };
	}
}

function expiry(footer: Json | null): string | null {
	const minutes = text(footer?.code_expiration_minutes);
	return minutes ? `This code expires in ${minutes} minutes.` : null;
}

function readReason(raw: Json): string | null {
	const reason = text(raw.rejected_reason);
	return reason === null || reason.toUpperCase() === 'NONE' ? null : reason;
}

function readSamples(
	header: Json | null,
	body: Json | null,
	buttons: readonly unknown[],
): Record<string, string> {
	const samples: Record<string, string> = {};
	const put = (part: string, values: readonly unknown[]) =>
		values.forEach((value, index) => {
			const sample = text(value);
			if (sample !== null) samples[`${part}.${index + 1}`] = sample;
		});
	const putNamed = (part: string, values: unknown) => {
		for (const item of list(values)) {
			const name = text(record(item)?.param_name);
			const sample = text(record(item)?.example);
			if (name && sample) samples[`${part}.${name}`] = sample;
		}
	};
	const inHeader = record(header?.example);
	const inBody = record(body?.example);
	put('header', list(inHeader?.header_text));
	putNamed('header', inHeader?.header_text_named_params);
	const positions = list(inBody?.body_text);
	put('body', Array.isArray(positions[0]) ? positions[0] : positions);
	putNamed('body', inBody?.body_text_named_params);
	buttons.forEach((button, index) => {
		const sample = list(record(button)?.example)[0] ?? record(button)?.example;
		if (typeof sample === 'string') samples[`buttons.${index}`] = sample;
	});
	return samples;
}
