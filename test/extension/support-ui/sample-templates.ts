import type { TemplateView } from '../../../shared/contract/sending-views.ts';
import { templateOf } from './samples.ts';

/** Templates of an invented kitchen shop: every kind of part, and some that cannot be sent. */
export const TEMPLATES: TemplateView[] = [
	templateOf({
		name: 'order_update',
		body: 'Hi {{1}}, your order {{2}} will be delivered on {{3}}. Reply here if another day suits you better.',
		footer: 'Berg & Tal Küchen',
		header: { kind: 'text', text: 'Your delivery' },
		buttons: [
			{ kind: 'quick-reply', text: 'That suits me' },
			{ kind: 'url', text: 'Track the delivery', url: 'https://kitchens.example.org/track/{{1}}' },
		],
		samples: { 'body.1': 'Maria', 'body.2': 'KB-10001', 'body.3': '12 May 2026', 'buttons.1': 'KB-10001' },
	}),
	templateOf({
		name: 'appointment_reminder',
		notes: {
			label: 'Reminder of a visit',
			description: 'A day before; sent by the showroom.',
			type: 'standard',
			tags: ['showroom'],
		},
		quality: 'yellow',
		nextCategory: { category: 'marketing', at: null },
		format: 'named',
		body: 'Hello {{first_name}}, see you on {{date}} at {{time}} in our {{city}} showroom.',
		samples: {
			'body.first_name': 'Ann',
			'body.date': '3 June 2026',
			'body.time': '14:30',
			'body.city': 'Berlin',
		},
	}),
	templateOf({
		name: 'follow_up',
		body: 'Hello {{1}}, we talked about your kitchen some days ago. Is there anything that you would like to know?',
		samples: { 'body.1': 'Maria' },
		buttons: [{ kind: 'quick-reply', text: 'Yes, call me' }],
	}),
	templateOf({
		name: 'spring_offer',
		category: 'marketing',
		language: 'de',
		header: { kind: 'image' },
		body: 'Hallo {{1}}, bis Sonntag gibt es auf alle Fronten *10 %* Nachlass.',
		footer: 'Antworten Sie mit STOP, wenn Sie nichts mehr hören möchten.',
		samples: { 'body.1': 'Maria' },
	}),
	templateOf({
		name: 'measuring_visit',
		header: { kind: 'location' },
		body: 'This is where we meet to take the measures.',
	}),
	templateOf({
		name: 'winter_sale',
		category: 'marketing',
		status: 'rejected',
		body: 'LAST CHANCE!!! Kitchens at half the price, only today.',
		rejectedReason: 'INVALID_FORMAT: capital letters and repeated punctuation',
	}),
	templateOf({
		name: 'loyalty_bonus',
		category: 'marketing',
		status: 'paused',
		quality: 'red',
		pausedUntil: Date.UTC(2026, 10, 21, 13),
		body: 'Hello {{1}}, thank you for two kitchens: your bonus is waiting.',
		samples: { 'body.1': 'Maria' },
	}),
	templateOf({ name: 'wood_care', status: 'needs_translation', body: 'How to care for your oak worktop.' }),
	templateOf({
		name: 'feedback_request',
		status: 'pending',
		body: 'How satisfied are you with your new kitchen?',
	}),
	templateOf({
		name: 'product_carousel',
		category: 'marketing',
		body: 'Our newest fronts',
		unsupported: ['CATALOG'],
	}),
];
