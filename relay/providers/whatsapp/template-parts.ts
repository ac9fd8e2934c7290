import type { TemplateButton, TemplateHeader } from '../../../shared/domain/template.ts';
import { type Json, list, record, text } from '../wire.ts';

/** A HEADER component; null for a format that this product does not know. */
export function readHeader(header: Json): TemplateHeader | null {
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

export function readButton(button: Json): TemplateButton {
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

/** The samples of a template's or (with `cards.0.` in front) a card's parts, by slot id. Samples of media are links that expire, and stay out. */
export function readSamples(
	prefix: string,
	header: Json | null,
	body: Json | null,
	buttons: readonly Json[],
): Record<string, string> {
	const samples: Record<string, string> = {};
	const put = (part: string, values: readonly unknown[]) =>
		values.forEach((value, index) => {
			const sample = text(value);
			if (sample !== null) samples[`${prefix}${part}.${index + 1}`] = sample;
		});
	const putNamed = (part: string, values: unknown) => {
		for (const item of list(values)) {
			const name = text(record(item)?.param_name);
			const sample = text(record(item)?.example);
			if (name && sample) samples[`${prefix}${part}.${name}`] = sample;
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
		const sample = list(button.example)[0] ?? button.example;
		if (typeof sample === 'string') samples[`${prefix}buttons.${index}`] = sample;
	});
	return samples;
}
