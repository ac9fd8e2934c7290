import type { ChannelField, ChannelKind } from '../../../shared/contract/channel-views.ts';

function fieldOf(
	more: Partial<ChannelField> & { readonly key: string; readonly label: string },
): ChannelField {
	return { required: true, secret: true, help: null, options: null, standard: null, ...more };
}

/** What a relay can connect, one way of each sort. */
export const KINDS: readonly ChannelKind[] = [
	{
		type: 'whatsapp',
		provider: 'dialog360',
		name: 'WhatsApp by 360dialog',
		addressFrom: 'person',
		authorizes: false,
		redirectUrl: null,
		byPartner: true,
		link: 'https://wa.me/{address}',
		fields: [
			fieldOf({ key: 'apiKey', label: 'API key' }),
			fieldOf({ key: 'channelId', label: 'Channel ID', required: false, secret: false }),
		],
	},
	{
		type: 'whatsapp',
		provider: 'cloud-api',
		name: 'WhatsApp Cloud API',
		addressFrom: 'person',
		authorizes: false,
		redirectUrl: null,
		byPartner: false,
		link: 'https://wa.me/{address}',
		fields: [
			fieldOf({ key: 'phoneNumberId', label: 'Phone number ID', secret: false }),
			fieldOf({ key: 'businessAccountId', label: 'Account ID', secret: false }),
			fieldOf({ key: 'accessToken', label: 'Access token' }),
			fieldOf({ key: 'appSecret', label: 'App secret' }),
			fieldOf({ key: 'verifyToken', label: 'Verify token' }),
		],
	},
	{
		type: 'telegram',
		provider: 'telegram',
		name: 'Telegram bot',
		addressFrom: 'provider',
		authorizes: false,
		redirectUrl: null,
		byPartner: false,
		link: 'https://t.me/{address}',
		fields: [fieldOf({ key: 'botToken', label: 'Bot token' })],
	},
	{
		type: 'instagram',
		provider: 'instagram',
		name: 'Instagram',
		addressFrom: 'provider',
		authorizes: true,
		redirectUrl: 'https://relay.example/oauth/instagram/callback',
		byPartner: false,
		link: 'https://ig.me/m/{address}',
		fields: [
			fieldOf({ key: 'appId', label: 'Instagram app ID', secret: false }),
			fieldOf({ key: 'appSecret', label: 'Instagram app secret' }),
			fieldOf({
				key: 'activities',
				label: 'What makes messages',
				secret: false,
				standard: 'direct,feed',
				options: [
					{ id: 'direct', label: 'Direct messages' },
					{ id: 'feed', label: 'Comments under posts' },
					{ id: 'reels', label: 'Comments under reels' },
					{ id: 'stories', label: 'Comments under stories' },
					{ id: 'notes', label: 'Comments on notes' },
				],
			}),
		],
	},
];

/** The ways of one provider's messenger, its own first. */
export function kindsOf(provider: string): [ChannelKind, ...ChannelKind[]] {
	const own = KINDS.find(one => one.provider === provider);
	if (!own) throw new Error(`There is no ${provider}.`);
	return [own, ...KINDS.filter(one => one.type === own.type && one !== own)];
}
