import { ok } from '../../../shared/contract/result.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/lib/time.ts';
import { ANN, commentOf, relayWithDoors } from './sample-doors.ts';
import type { Scene } from './scenes.ts';

const out = { direction: 'outbound', status: 'sent' } as const;

function everyKind() {
	const now = Date.now();
	return relayWithDoors({
		now,
		said: [
			{ id: 'w1', on: 'ch-sales', at: now - 3 * DAY_MS },
			{
				id: 't1',
				on: 'ch-bot',
				at: now - 60 * MINUTE_MS,
				content: { kind: 'text', text: 'Which day suits you?' },
				referral: { source: 'link', url: null, headline: null, body: null, clickId: null },
			},
			{
				...out,
				id: 't2',
				on: 'ch-bot',
				at: now - 50 * MINUTE_MS,
				content: {
					kind: 'choices',
					text: 'Choose a day:',
					footer: null,
					listLabel: null,
					form: 'buttons',
					options: ['Monday', 'Tuesday'].map(title => ({ id: title, title, detail: null })),
				},
			},
			{
				id: 't3',
				on: 'ch-bot',
				at: now - 48 * MINUTE_MS,
				content: { kind: 'choice', text: 'Tuesday', detail: null, id: 'Tuesday' },
			},
			{
				...out,
				id: 't4',
				on: 'ch-bot',
				at: now - 40 * MINUTE_MS,
				content: {
					kind: 'link-button',
					text: 'All our prices:',
					label: 'Open prices',
					url: 'https://kitchens.example.org',
				},
			},
			{
				...out,
				id: 't5',
				on: 'ch-bot',
				at: now - 30 * MINUTE_MS,
				content: { kind: 'location-request', text: 'Where shall we deliver?' },
			},
			{
				...out,
				id: 't6',
				on: 'ch-bot',
				at: now - 20 * MINUTE_MS,
				content: {
					kind: 'file-link',
					mediaKind: 'document',
					url: 'https://kitchens.example.org/prices.pdf',
					filename: 'prices.pdf',
					caption: null,
				},
			},
			{
				id: 't7',
				on: 'ch-bot',
				at: now - 10 * MINUTE_MS,
				content: {
					kind: 'album',
					caption: 'Our kitchen now',
					items: ['a', 'b', 'c'].map((mediaId, index) => ({
						kind: 'media',
						mediaKind: 'image',
						mediaId,
						mimeType: 'image/jpeg',
						filename: null,
						size: 1000,
						caption: null,
						state: index === 2 ? 'removed' : 'stored',
						problem: null,
					})),
				},
			},
		],
	});
}

function comments() {
	const now = Date.now();
	return relayWithDoors({
		now,
		said: [
			{ id: 'w1', on: 'ch-sales', at: now - 3 * DAY_MS },
			{ ...commentOf({ id: 'c1', at: now - HOUR_MS }), on: 'ch-insta' },
			{
				...out,
				id: 'c2',
				on: 'ch-insta',
				at: now - 50 * MINUTE_MS,
				content: {
					kind: 'comment-reply',
					mode: 'public',
					text: 'We have sent you a message.',
					commentMessageId: 'c1',
				},
			},
		],
	});
}

function story() {
	const now = Date.now();
	return relayWithDoors({
		now,
		said: [
			{
				id: 'i1',
				on: 'ch-insta',
				at: now - 30 * HOUR_MS,
				content: { kind: 'text', text: 'Beautiful!' },
				referral: {
					source: 'story',
					url: 'https://www.instagram.com/stories/x',
					headline: null,
					body: null,
					clickId: null,
				},
			},
		],
	});
}

/** One person on several messengers, and what only some of them carry. */
export const DOORS_SCENES: Readonly<Record<string, Scene>> = {
	'kinds-telegram': { relay: everyKind, steps: [['wait', '[data-test=album]']] },
	'more-panel': { relay: everyKind, steps: [['click', '[data-test=more-open]']] },
	'choices-dialog': {
		relay: everyKind,
		steps: [
			['click', '[data-test=more-open]'],
			['click', '[data-test=more-choices]'],
			['type', '[data-test=choices-text]', 'When may we come?'],
			['type', '[data-test=choices-option]', 'Monday'],
		],
	},
	doors: { relay: everyKind, steps: [['click', '[data-test=channel-select]']] },
	timeline: {
		relay: everyKind,
		steps: [
			['click', '[data-test=contact-menu]'],
			['click', '[data-test=timeline-toggle]'],
		],
	},
	merge: {
		relay: () => {
			const relay = everyKind();
			relay.port.answer('contact:search', () =>
				ok({
					contacts: [
						{
							...ANN,
							id: 'ct-2',
							name: 'ann_b',
							addresses: [{ kind: 'instagram-username', value: 'ann_b' }],
						},
					],
				}),
			);
			return relay;
		},
		steps: [
			['click', '[data-test=contact-menu]'],
			['click', '[data-test=merge-open]'],
			['type', '[data-test=merge-search]', 'ann'],
			['wait', '[data-test=merge-option]'],
		],
	},
	comment: {
		relay: comments,
		steps: [
			['click', '[data-test=comment-private]'],
			['type', '[data-test=composer-input]', 'Hello Ann, it is 890 € with delivery.'],
		],
	},
	'human-agent': { relay: story, steps: [['wait', '[data-test=note-human]']] },
	'long-text': {
		relay: everyKind,
		steps: [['fill', '[data-test=composer-input]', 'A long word. '.repeat(700)]],
	},
	invite: {
		relay: () => {
			const relay = relayWithDoors({
				now: Date.now(),
				said: [{ id: 'w1', on: 'ch-sales', at: Date.now() - HOUR_MS }],
			});
			relay.port.answer('contact:invite', () =>
				ok({ url: 'https://t.me/wood_works_bot?start=Zk3Vw9', expiresAt: Date.now() + 30 * DAY_MS }),
			);
			return relay;
		},
		steps: [
			['click', '[data-test=channel-select]'],
			['click', '[data-id=ch-bot]'],
			['click', '[data-test=note-invite]'],
		],
	},
};
