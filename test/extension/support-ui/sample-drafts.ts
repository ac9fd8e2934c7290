import type { DraftView, TemplateChangeView } from '../../../shared/contract/sending-views.ts';
import { emptyDraft } from '../../../shared/domain/template-draft.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/lib/time.ts';

/** Drafts of an invented kitchen shop. */

export function draftViewOf(more: Partial<DraftView> & { readonly id: string }): DraftView {
	return {
		channelId: 'ch-sales',
		draft: emptyDraft('en', 'marketing'),
		notes: { label: '', description: '', type: 'standard', tags: [] },
		edits: null,
		authorName: 'Mara Lindt',
		updatedAt: 0,
		refused: null,
		...more,
	};
}

export function sampleDrafts(now: number): DraftView[] {
	const base = emptyDraft('en', 'marketing');
	return [
		draftViewOf({
			id: 'draft-autumn',
			draft: {
				...base,
				name: 'autumn_fronts',
				header: { kind: 'image' },
				body: 'Hello {{1}},\nour *autumn fronts* are here.\n\nThree new woods,\nfour new colours,\nand _one_ price for all.\nCome and see them.',
				footer: 'Reply STOP to unsubscribe',
				buttons: [
					{ kind: 'quick-reply', text: 'Show me' },
					{ kind: 'quick-reply', text: 'Call me' },
					{ kind: 'url', text: 'Open the catalogue', url: 'https://kitchens.example.org/autumn/{{1}}' },
					{ kind: 'phone', text: 'Call the showroom', phone: '+493055501234' },
				],
				samples: { 'body.1': 'Maria', 'header.media': 'blue-kitchen', 'buttons.2': 'oak' },
			},
			notes: {
				label: 'Autumn fronts',
				description: 'For customers who asked for wood.',
				type: 'extended',
				tags: ['season', 'wood'],
			},
			updatedAt: now - 12 * MINUTE_MS,
		}),
		draftViewOf({
			id: 'draft-carousel',
			draft: {
				...base,
				name: 'three_kitchens',
				body: 'Three kitchens that fit your room.',
				cards: [0, 1, 2].map(index => ({
					header: { kind: 'image' },
					body: ['Oak and white', 'Blue lacquer', 'Concrete'][index] ?? '',
					buttons: [{ kind: 'quick-reply', text: 'Tell me more' }],
				})),
				samples: {
					'cards.0.header.media': 'blue-kitchen',
					'cards.1.header.media': 'blue-kitchen',
					'cards.2.header.media': 'blue-kitchen',
				},
			},
			notes: { label: 'Three kitchens', description: '', type: 'extended', tags: [] },
			updatedAt: now - 3 * HOUR_MS,
			refused:
				'WhatsApp refused it: the sample of card 2 could not be read (131053). Choose another picture.',
		}),
		draftViewOf({
			id: 'draft-code',
			draft: { ...emptyDraft('de', 'authentication'), name: 'login_code' },
			notes: { label: 'Login code', description: '', type: 'standard', tags: [] },
			updatedAt: now - DAY_MS,
		}),
		draftViewOf({
			id: 'draft-bad',
			draft: {
				...emptyDraft('en', 'utility'),
				name: 'Buy Now',
				header: {
					kind: 'text',
					text: 'A header line that is much too long for what a phone can show above it',
				},
				body: '{{1}} {{3}} buy now and save 50 %!',
				footer: 'Ends {{1}}',
				buttons: [
					{ kind: 'quick-reply', text: 'A quick reply that is far too long' },
					{ kind: 'url', text: 'Go', url: 'bit.ly/{{1}}/offer' },
					{ kind: 'quick-reply', text: 'No' },
				],
			},
			notes: { label: 'Buy now', description: '', type: 'extended', tags: [] },
			updatedAt: now - 2 * DAY_MS,
		}),
	];
}

export function sampleHistory(now: number): TemplateChangeView[] {
	return [
		{
			id: 'h1',
			at: now - 2 * HOUR_MS,
			what: 'status',
			before: 'approved',
			after: 'paused',
			reason: 'Recipients react badly to it',
			byName: null,
		},
		{
			id: 'h2',
			at: now - 5 * HOUR_MS,
			what: 'quality',
			before: 'green',
			after: 'red',
			reason: null,
			byName: null,
		},
		{
			id: 'h3',
			at: now - DAY_MS,
			what: 'content',
			before: 'Hi {{1}}, your order {{2}} is on its way. Reply if the day does not suit you.',
			after:
				'Hi {{1}}, your order {{2}} will be delivered on {{3}}. Reply here if another day suits you better.',
			reason: null,
			byName: null,
		},
		{
			id: 'h4',
			at: now - 9 * DAY_MS,
			what: 'category',
			before: 'utility',
			after: 'marketing',
			reason: null,
			byName: null,
		},
		{
			id: 'h5',
			at: now - 10 * DAY_MS,
			what: 'submitted',
			before: null,
			after: null,
			reason: null,
			byName: 'Mara Lindt',
		},
	];
}
