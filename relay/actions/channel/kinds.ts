import type { ChannelKind } from '../../../shared/contract/channel-views.ts';
import { ok } from '../../../shared/contract/result.ts';
import type { Provider } from '../../providers/provider.ts';
import type { Action, Parts } from '../parts.ts';

const MESSENGERS = { whatsapp: 'WhatsApp', telegram: 'Telegram', instagram: 'Instagram' } as const;

/** What can be connected: forms are made from it, so that a new provider needs none of its own. */
export const listKinds: Action<'channel:kinds'> = async parts =>
	ok({ kinds: parts.channels.providers().map(provider => kindView(parts, provider)) });

/** Where a provider's page sends people back to. */
export function redirectUrl(parts: Parts, providerId: string): string {
	return `${parts.publicUrl()}/oauth/${providerId}/callback`;
}

function kindView(parts: Parts, provider: Provider): ChannelKind {
	const { id, channelType, fields, addressFrom } = provider;
	const messenger = MESSENGERS[channelType];
	return {
		type: channelType,
		provider: id,
		name: provider.name.startsWith(messenger) ? provider.name : `${messenger} by ${provider.name}`,
		fields: fields.flatMap(field =>
			field.brought
				? []
				: [
						{
							key: field.key,
							label: field.label,
							required: field.required,
							secret: field.secret,
							help: field.help ?? null,
							options: field.options ?? null,
							standard: field.standard ?? null,
						},
					],
		),
		addressFrom,
		authorizes: provider.authorization !== undefined,
		redirectUrl: provider.authorization ? redirectUrl(parts, provider.id) : null,
		byPartner: provider.partner !== undefined,
		link: provider.link ?? null,
	};
}
