import type { Address } from '../../../shared/domain/address.ts';
import type { MediaKind } from '../../../shared/domain/channel.ts';
import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import {
	isAuthentication,
	type Template,
	type TemplateButton,
	type TemplateCard,
	type TemplateParameters,
	variablesOf,
} from '../../../shared/domain/template.ts';
import type { OutboundMessage } from '../outbound.ts';
import { toChoices, toContacts, toLinkButton, toLocationRequest } from './to-interactive.ts';

/** The body of `POST …/messages` (providers.md §2.1 to §2.3). */
export function toWhatsApp(message: OutboundMessage): Record<string, unknown> {
	const { content } = message;
	return {
		messaging_product: 'whatsapp',
		recipient_type: 'individual',
		...toRecipient(message.to),
		...toContent(content),
		// A reaction may not be a reply (providers.md §2.2).
		...(message.replyToExternalId !== null &&
			content.kind !== 'reaction' && { context: { message_id: message.replyToExternalId } }),
		biz_opaque_callback_data: message.id,
	};
}

/** Always with `+`: without it Meta may put the business's own country code in front (providers.md §2.1). */
function toRecipient(to: Address): Record<string, string> {
	return to.kind === 'whatsapp-user' ? { recipient: to.value } : { to: to.value };
}

function toContent(content: OutboundMessage['content']): Record<string, unknown> {
	switch (content.kind) {
		case 'text':
			return { type: 'text', text: { body: content.text, preview_url: /https?:\/\//.test(content.text) } };
		case 'media': {
			const type = wireType(content.mediaKind);
			return {
				type,
				[type]: {
					id: content.ref,
					...(content.caption !== null && content.caption !== '' && { caption: content.caption }),
					...(type === 'document' && content.filename !== null && { filename: content.filename }),
					...(content.mediaKind === 'voice' && { voice: true }),
				},
			};
		}
		case 'template':
			return {
				type: 'template',
				template: toTemplate(content),
			};
		case 'reaction':
			return { type: 'reaction', reaction: { message_id: content.externalId, emoji: content.emoji } };
		case 'choices':
			return { type: 'interactive', interactive: toChoices(content) };
		case 'link-button':
			return { type: 'interactive', interactive: toLinkButton(content) };
		case 'location-request':
			return { type: 'interactive', interactive: toLocationRequest(content.text) };
		case 'location': {
			const { latitude, longitude, name, address } = content;
			return {
				type: 'location',
				location: { latitude, longitude, ...(name && { name }), ...(address && { address }) },
			};
		}
		case 'contacts':
			return { type: 'contacts', contacts: toContacts(content) };
		case 'file-link': {
			const type = wireType(content.mediaKind);
			const { caption, filename } = content;
			return {
				type,
				[type]: {
					link: content.url,
					...(caption && type !== 'audio' && { caption }),
					...(filename && type === 'document' && { filename }),
				},
			};
		}
		case 'album':
		case 'comment-reply':
			throw new DeliveryError('unsupported', { detail: `WhatsApp carries no ${content.kind}` });
	}
}

function wireType(kind: MediaKind): string {
	return kind === 'voice' ? 'audio' : kind;
}

type TemplateToSend = Extract<OutboundMessage['content'], { kind: 'template' }>;

function toTemplate({ template, parameters, mediaRef, cardRefs }: TemplateToSend): Record<string, unknown> {
	const { cards, offer } = template;
	const components = [
		toHeader(template, parameters, mediaRef),
		toBody(template, template.body, parameters.body ?? {}),
		offer?.hasExpiration && parameters.offerEndsAt !== undefined ? toOffer(parameters.offerEndsAt) : null,
		...toButtons(template, template.buttons, parameters.buttons ?? {}, parameters.body?.['1'] ?? ''),
		cards && {
			type: 'carousel',
			cards: cards.map((card, index) => toCard(template, card, index, parameters, cardRefs[index] ?? null)),
		},
	];
	const given = components.filter(component => component !== null);
	return {
		name: template.name,
		language: { code: template.language },
		...(given.length > 0 && { components: given }),
	};
}

function toHeader(
	template: Template,
	parameters: TemplateParameters,
	mediaRef: string | null,
): Record<string, unknown> | null {
	const { header } = template;
	if (!header) return null;
	if (header.kind === 'text') {
		const values = toValues(template, variablesOf(header.text), parameters.header?.text ?? {});
		return values.length > 0 ? { type: 'header', parameters: values } : null;
	}
	if (header.kind === 'location') {
		const place = parameters.header?.location;
		if (!place) return null;
		const location = { ...place, latitude: String(place.latitude), longitude: String(place.longitude) };
		return { type: 'header', parameters: [{ type: 'location', location }] };
	}
	if (mediaRef === null) return null;
	const filename = parameters.header?.filename;
	const media = { id: mediaRef, ...(header.kind === 'document' && filename !== undefined && { filename }) };
	return { type: 'header', parameters: [{ type: header.kind, [header.kind]: media }] };
}

function toBody(
	template: Template,
	body: string,
	given: Readonly<Record<string, string>>,
): Record<string, unknown> | null {
	const values = toValues(template, variablesOf(body), given);
	return values.length > 0 ? { type: 'body', parameters: values } : null;
}

function toOffer(endsAt: number): Record<string, unknown> {
	return {
		type: 'limited_time_offer',
		parameters: [{ type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: endsAt } }],
	};
}

/** One card; all that were approved go, in their order (providers.md §2.3). */
function toCard(
	template: Template,
	card: TemplateCard,
	index: number,
	parameters: TemplateParameters,
	mediaRef: string | null,
): Record<string, unknown> {
	const given = parameters.cards?.[index];
	const components = [
		card.header && mediaRef !== null
			? {
					type: 'header',
					parameters: [{ type: card.header.kind, [card.header.kind]: { id: mediaRef } }],
				}
			: null,
		toBody(template, card.body, given?.body ?? {}),
		...toButtons(template, card.buttons, given?.buttons ?? {}, ''),
	];
	return { card_index: index, components: components.filter(component => component !== null) };
}

function toValues(
	template: Template,
	names: readonly string[],
	values: Readonly<Record<string, string>>,
): Record<string, string>[] {
	const ordered = template.format === 'positional' ? [...names].sort((a, b) => Number(a) - Number(b)) : names;
	return ordered.map(name => ({
		type: 'text',
		...(template.format === 'named' && { parameter_name: name }),
		text: values[name] ?? '',
	}));
}

function toButtons(
	template: Template,
	buttons: readonly TemplateButton[],
	given: Readonly<Record<string, string>>,
	code: string,
): Record<string, unknown>[] {
	const components: Record<string, unknown>[] = [];
	buttons.forEach((button, index) => {
		const value = given[String(index)];
		const add = (subType: string, parameter: Record<string, unknown>) =>
			components.push({ type: 'button', sub_type: subType, index: String(index), parameters: [parameter] });
		// An authentication template says its code once more in its button, which reads back as an URL button (§4.3).
		if (isAuthentication(template) && (button.kind === 'otp' || button.kind === 'url')) {
			add('url', { type: 'text', text: code });
		} else if (button.kind === 'url' && variablesOf(button.url).length > 0 && value !== undefined) {
			add('url', { type: 'text', text: value });
		} else if (button.kind === 'copy-code' && value !== undefined) {
			add('copy_code', { type: 'coupon_code', coupon_code: value });
		} else if (button.kind === 'quick-reply' && value !== undefined) {
			add('quick_reply', { type: 'payload', payload: value });
		}
	});
	return components;
}
