import type { TemplateButton } from '../../../shared/domain/template.ts';
import { HOUR_MS } from '../../../shared/lib/time.ts';
import type { ProviderEvent, TemplateChange } from '../events.ts';
import { type Json, list, record, seconds, text } from '../wire.ts';
import { readButton } from './template-parts.ts';

/** The quality ladder: the first pause lasts 3 h, the second 6 h (providers.md §4.5, Dec 2025). Others end when Meta says. */
const PAUSES: Record<string, number> = { FIRST_PAUSE: 3 * HOUR_MS, SECOND_PAUSE: 6 * HOUR_MS };

/** Events that make a template sendable again. */
const APPROVING = new Set(['REINSTATED', 'UNARCHIVED', 'UNPAUSED']);

/** Webhook fields about a template (providers.md §2.10). Null for one that names none, or says nothing. */
export function fromTemplate(field: string, value: Json, at: number): ProviderEvent | null {
	const name = text(value.message_template_name);
	// Meta writes `en-US` here and `en_US` in its lists.
	const language = text(value.message_template_language)?.replace('-', '_') ?? '';
	if (name === null) return null;
	const event = (what: string, change: TemplateChange, reason: string | null = null): ProviderEvent => ({
		kind: 'template',
		key: `${what}:${name}:${language}:${at}`,
		name,
		language,
		at,
		change,
		reason,
	});
	switch (field) {
		case 'message_template_status_update': {
			const said = text(value.event);
			if (said === null) return null;
			return event(`template:${said}`, statusChange(said, value, at), reasonOf(value));
		}
		case 'message_template_quality_update': {
			const quality = text(value.new_quality_score);
			return quality === null ? null : event(`quality:${quality}`, { quality: quality.toLowerCase() });
		}
		case 'template_category_update':
			return categoryEvent(value, event);
		case 'message_template_components_update':
			return event('content', { content: readContent(value) });
		default:
			return null;
	}
}

function statusChange(said: string, value: Json, at: number): TemplateChange {
	const title = text(record(value.other_info)?.title);
	const status = APPROVING.has(said) || title === 'UNPAUSE' ? 'approved' : said.toLowerCase();
	const pause = title === null ? undefined : PAUSES[title];
	return {
		status,
		rejectedReason: status === 'rejected' ? reasonOf(value) : null,
		pausedUntil: status === 'paused' && pause !== undefined && at > 0 ? at + pause : null,
	};
}

/** The sentence of a reviewer says more than the reason's name. */
function reasonOf(value: Json): string | null {
	const rejection = record(value.rejection_info);
	const words = [text(rejection?.reason), text(rejection?.recommendation)].filter(part => part !== null);
	if (words.length > 0) return words.join(' ');
	const date = text(record(value.disable_info)?.disable_date);
	return (
		text(record(value.other_info)?.description) ??
		(date === null ? null : `It is switched off from ${date} on.`) ??
		noneAsNull(text(value.reason))
	);
}

function noneAsNull(reason: string | null): string | null {
	return reason === null || reason.toUpperCase() === 'NONE' ? null : reason;
}

/** In the pending form `new_category` is the present one and `correct_category` the coming one (providers.md §2.10). */
function categoryEvent(
	value: Json,
	event: (what: string, change: TemplateChange) => ProviderEvent,
): ProviderEvent | null {
	const category = text(value.new_category)?.toLowerCase() ?? null;
	const correct = text(value.correct_category)?.toLowerCase() ?? null;
	if (correct !== null && correct !== category)
		return event(`category-soon:${correct}`, {
			nextCategory: { category: correct, at: seconds(value.category_update_timestamp) },
		});
	return category === null ? null : event(`category:${category}`, { category, nextCategory: null });
}

function readContent(value: Json): NonNullable<TemplateChange['content']> {
	const body = text(value.message_template_element);
	const title = text(value.message_template_title);
	const footer = text(value.message_template_footer);
	const buttons = list(value.message_template_buttons).map(item => readNamedButton(record(item) ?? {}));
	return {
		...(body !== null && { body }),
		...(title !== null && { header: { kind: 'text', text: title } }),
		...(footer !== null && { footer }),
		...(buttons.length > 0 && { buttons }),
	};
}

function readNamedButton(button: Json): TemplateButton {
	return readButton({
		type: button.message_template_button_type,
		text: button.message_template_button_text,
		url: button.message_template_button_url,
		phone_number: button.message_template_button_phone_number,
	});
}
