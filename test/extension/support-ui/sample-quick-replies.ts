import type { QuickReplyView } from '../../../shared/contract/sending-views.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/lib/time.ts';

/** Quick replies of an invented kitchen shop. */

export function quickReplyOf(more: Partial<QuickReplyView> & { readonly id: string }): QuickReplyView {
	return {
		name: `Reply ${more.id}`,
		description: '',
		type: 'text',
		text: 'Hello',
		media: null,
		channelId: null,
		used: 0,
		lastUsedAt: null,
		updatedAt: 0,
		...more,
	};
}

export function sampleQuickReplies(now: number): QuickReplyView[] {
	return [
		quickReplyOf({
			id: 'qr-delivery',
			name: 'Delivery day',
			description: 'When somebody asks when it comes',
			text: 'Hello {{ contact.first_name | default: "there" }}, your order {{ crm.lead.cf.1205 }} comes on {{ crm.lead.cf.1206 }}. {{ agent.first_name }}',
			used: 214,
			lastUsedAt: now - 2 * HOUR_MS,
		}),
		quickReplyOf({
			id: 'qr-hours',
			name: 'Opening hours',
			text: 'We are here Monday to Saturday, 9 to 18. The showroom is at Gartenweg 3, Potsdam.',
			used: 98,
			lastUsedAt: now - 3 * DAY_MS,
		}),
		quickReplyOf({
			id: 'qr-discount',
			name: 'Discount code',
			text: 'Your personal code is {{ crm.lead.discount }}, {{ contact.first_name }}. It holds until {{ crm.lead.valid_until }}.',
			used: 3,
			lastUsedAt: now - DAY_MS,
			channelId: 'ch-sales',
		}),
		quickReplyOf({
			id: 'qr-price-list',
			name: 'Price list',
			type: 'document',
			text: 'Here are all our prices.',
			media: {
				mediaId: 'price-list',
				filename: 'Prices autumn 2026.pdf',
				mimeType: 'application/pdf',
				size: 640_000,
			},
			used: 41,
			lastUsedAt: now - 5 * DAY_MS,
		}),
		quickReplyOf({
			id: 'qr-map',
			name: 'Way to the showroom',
			type: 'image',
			media: { mediaId: 'blue-kitchen', filename: 'map.png', mimeType: 'image/png', size: 120_000 },
			text: '',
			channelId: 'ch-service',
		}),
	];
}
