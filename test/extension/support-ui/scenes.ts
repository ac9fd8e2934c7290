import type { MessageView } from '../../../shared/contract/views.ts';
import { DELIVERY_CODES, type DeliveryCode } from '../../../shared/domain/delivery-codes.ts';
import { templatePreview } from '../../../shared/domain/template-preview.ts';
import { HOUR_MS, MINUTE_MS } from '../../../shared/lib/time.ts';
import { DOORS_SCENES } from './doors-scenes.ts';
import { createFakeRelay, type FakeRelay } from './fake-relay.ts';
import { TEMPLATES } from './sample-templates.ts';
import { channelOf, conversationOf, messageOf, RECORD, text } from './samples.ts';
import { sendingScenes } from './sending-scenes.ts';

/** One state of the sidebar to look at: how the relay is, and what is done before the picture. */
export interface Scene {
	readonly relay: () => FakeRelay;
	readonly page?: 'record' | 'none' | 'no-number' | 'bad-number';
	/** Clicks and inputs by CSS selector, in order. */
	readonly steps?: readonly (readonly ['click' | 'type' | 'fill' | 'hover' | 'wait', string, string?])[];
	readonly after?: (relay: FakeRelay) => void;
	/** What happens when all steps are done. */
	readonly finally?: (relay: FakeRelay) => void;
}

const channels = () => [
	channelOf(),
	channelOf({ id: 'ch-service', name: 'Service & repairs', address: '+49 30 5550 4321', createdAt: 2 }),
];

function problemOf(code: DeliveryCode, providerCode: string | null = null): MessageView['problem'] {
	const { sentence, nextStep, retry, stops } = DELIVERY_CODES[code];
	return {
		code,
		sentence,
		nextStep,
		retry,
		stops,
		providerCode,
		detail: providerCode && 'Message failed to send',
		retryAt: null,
	};
}

function talk(lastInboundAgo: number, extra: (at: number) => readonly MessageView[] = () => []): FakeRelay {
	const relay = createFakeRelay(channels(), [...TEMPLATES]);
	const view = conversationOf();
	const now = Date.now();
	const base = now - lastInboundAgo;
	const order = TEMPLATES[0];
	const sentTemplate = order && {
		kind: 'template' as const,
		name: order.name,
		language: 'en',
		category: 'utility',
		parameters: {},
		preview: templatePreview(order, {
			body: { 1: 'Ann', 2: 'KB-20417', 3: '4 December 2026' },
			buttons: { 1: 'KB-20417' },
		}),
	};
	const list: MessageView[] = [
		messageOf({
			id: 'm1',
			at: base - 30 * HOUR_MS,
			content: text('Good morning! Do you have the *blue* fronts in stock?'),
			referral: {
				source: 'ad',
				url: 'https://ads.example.org/1',
				headline: 'Kitchens in blue',
				body: 'Made in eight weeks',
				clickId: null,
			},
		}),
		messageOf({
			id: 'm2',
			direction: 'outbound',
			at: base - 29.9 * HOUR_MS,
			status: 'read',
			content: text(
				'Good morning Ann, yes: two sets left.\nDetails: https://kitchens.example.org/fronts/blue',
			),
		}),
		...(sentTemplate
			? [
					messageOf({
						id: 'm3',
						direction: 'outbound' as const,
						at: base - 3 * HOUR_MS,
						status: 'read' as const,
						content: sentTemplate,
					}),
				]
			: []),
		messageOf({
			id: 'm4',
			at: base - 40 * MINUTE_MS,
			content: {
				kind: 'media',
				mediaKind: 'image',
				mediaId: 'blue-kitchen',
				mimeType: 'image/jpeg',
				filename: null,
				size: 240_000,
				caption: 'Like this one',
				state: 'stored',
				problem: null,
			},
			reactions: [{ from: 'us', emoji: '👍' }],
		}),
		messageOf({
			id: 'm5',
			direction: 'outbound',
			at: base - 35 * MINUTE_MS,
			status: 'delivered',
			author: { userId: 'u-jo', name: 'Jo Wirth' },
			content: {
				kind: 'media',
				mediaKind: 'document',
				mediaId: 'offer',
				mimeType: 'application/pdf',
				filename: 'Offer KB-20417 Berger kitchen with island.pdf',
				size: 1_240_000,
				caption: null,
				state: 'stored',
				problem: null,
			},
		}),
		messageOf({
			id: 'm6',
			at: base - 2 * MINUTE_MS,
			content: text('Thank you! Is the worktop included?'),
			replyTo: {
				messageId: 'm5',
				direction: 'outbound',
				excerpt: 'Offer KB-20417 Berger kitchen with island.pdf',
			},
		}),
		messageOf({
			id: 'm7',
			at: base,
			content: text('And can you deliver before Christmas?'),
			reactions: [{ from: 'contact', emoji: '🙏' }],
		}),
		...extra(base),
	];
	for (const [seq, message] of list.entries()) relay.put(view, { ...message, seq });
	return relay;
}

/** Ten thousand messages, some of several lines. */
const long = (): FakeRelay => {
	const relay = createFakeRelay(channels(), [...TEMPLATES]);
	const now = Date.now();
	for (let index = 0; index < 10_000; index++) {
		const outbound = index % 3 === 0;
		const words = `Message ${index}. ${'It has some more words. '.repeat(index % 7)}`;
		relay.put(
			conversationOf(),
			messageOf({
				id: `x${index}`,
				seq: index,
				at: now - (10_000 - index) * 7 * MINUTE_MS,
				direction: outbound ? 'outbound' : 'inbound',
				content: text(words),
			}),
		);
	}
	return relay;
};

const kinds = (): FakeRelay => {
	const relay = createFakeRelay(channels(), [...TEMPLATES]);
	const now = Date.now();
	const contents: MessageView['content'][] = [
		{
			kind: 'location',
			latitude: 52.39,
			longitude: 13.06,
			name: 'Building site',
			address: 'Gartenweg 3, Potsdam',
		},
		{
			kind: 'contacts',
			contacts: [
				{
					name: 'Tom Fischer',
					phones: ['+49 1555 0100888'],
					emails: ['tom@example.org'],
					company: 'Fischer electrics',
				},
			],
		},
		{ kind: 'choice', text: 'That suits me', detail: null, id: 'yes' },
		{
			kind: 'form',
			name: 'Measuring visit',
			fields: [
				{ label: 'Day', value: 'Tuesday' },
				{ label: 'Floor', value: '3rd, no lift' },
			],
		},
		{
			kind: 'order',
			text: 'Two of each',
			items: [{ productId: 'FRONT-BLUE-60', quantity: 2, price: 89.9, currency: 'EUR' }],
		},
		{ kind: 'notice', notice: 'number-changed', text: 'Ann Berger changed her number to +49 1555 0100999.' },
		{ kind: 'unsupported', type: 'poll', reason: null },
		{
			kind: 'media',
			mediaKind: 'voice',
			mediaId: 'voice',
			mimeType: 'audio/ogg',
			filename: null,
			size: 9000,
			caption: null,
			state: 'stored',
			problem: null,
		},
		{
			kind: 'media',
			mediaKind: 'image',
			mediaId: 'x',
			mimeType: 'image/jpeg',
			filename: null,
			size: null,
			caption: null,
			state: 'fetching',
			problem: null,
		},
		{
			kind: 'media',
			mediaKind: 'video',
			mediaId: 'y',
			mimeType: 'video/mp4',
			filename: null,
			size: null,
			caption: null,
			state: 'failed',
			problem: 'The video is gone from WhatsApp: it keeps files for 30 days.',
		},
	];
	for (const [seq, content] of contents.entries())
		relay.put(conversationOf(), messageOf({ id: `k${seq}`, at: now - (20 - seq) * MINUTE_MS, seq, content }));
	relay.put(
		conversationOf(),
		messageOf({ id: 'k-revoked', at: now - 5 * MINUTE_MS, revokedAt: now, content: text('gone') }),
	);
	relay.put(
		conversationOf(),
		messageOf({
			id: 'k-edited',
			at: now - 4 * MINUTE_MS,
			editedAt: now,
			forwarded: true,
			content: text('Tuesday _at_ ~nine~ ten, `​` and ```let code = 1;```'),
		}),
	);
	return relay;
};

const many = (): FakeRelay => {
	const relay = createFakeRelay(channels(), [...TEMPLATES]);
	const people = [
		'Ann Berger',
		'Tom Fischer',
		'Elif Demir',
		'Pietro Bianchi',
		'Jonas & Marie Lindqvist-Oberhausen',
		'+49 1555 0100345',
		'Sofia Marques',
	];
	const words = [
		'And can you deliver before Christmas?',
		'The fitter comes at nine',
		'Thank you!',
		'Photo: Like this one',
		'Your delivery is on 4 December',
		'Hello',
		'Voice message',
	];
	people.forEach((name, index) => {
		const view = conversationOf({
			id: `cv-${index}`,
			channelId: index % 3 === 1 ? 'ch-service' : 'ch-sales',
			contact: {
				id: `ct-${index}`,
				name,
				profileName: null,
				addresses: [{ kind: 'phone', value: `+4915550100${300 + index}` }],
				consents: [],
				reach: [],
			},
		});
		const at = Date.now() - index * index * 3 * HOUR_MS - 4 * MINUTE_MS;
		const out = index === 1 || index === 4;
		relay.put(
			view,
			messageOf({
				id: `l${index}`,
				conversationId: view.id,
				at,
				direction: out ? 'outbound' : 'inbound',
				status: out ? (index === 4 ? 'failed' : 'read') : index < 4 ? 'delivered' : 'read',
				content: text(words[index] ?? ''),
			}),
		);
	});
	return relay;
};

const troubles = (base: number): readonly MessageView[] => [
	messageOf({
		id: 't1',
		direction: 'outbound',
		at: base + MINUTE_MS,
		status: 'failed',
		content: text('The worktop is included.'),
		problem: problemOf('not-on-whatsapp', '131026'),
	}),
	messageOf({
		id: 't2',
		direction: 'outbound',
		at: base + 2 * MINUTE_MS,
		status: 'unknown',
		content: text('We deliver on the 4th.'),
		problem: problemOf('no-answer'),
	}),
	messageOf({
		id: 't3',
		direction: 'outbound',
		at: base + 3 * MINUTE_MS,
		status: 'failed',
		content: text('Shall I reserve it?'),
		problem: problemOf('rejected', '131000'),
	}),
	messageOf({
		id: 't4',
		direction: 'outbound',
		at: base + 4 * MINUTE_MS,
		status: 'queued',
		content: text('One moment.'),
		problem: {
			...(problemOf('throttled') as NonNullable<MessageView['problem']>),
			retryAt: Date.now() + MINUTE_MS,
		},
	}),
];

const waiting = (relay: FakeRelay) => {
	relay.port.setConnection({
		state: 'offline',
		since: Date.now() - 3 * MINUTE_MS,
		reason: 'The relay does not answer.',
	});
	const to = { conversationId: 'cv-ann' };
	relay.port.setOutbox([
		{
			request: {
				...to,
				clientId: 'client-0001',
				content: { kind: 'text', text: 'Yes, the worktop is included.' },
			},
			madeAt: Date.now() - MINUTE_MS,
			state: 'waiting',
			error: null,
		},
		{
			request: {
				...to,
				clientId: 'client-0002',
				content: { kind: 'text', text: 'We deliver on 4 December.' },
			},
			madeAt: Date.now(),
			state: 'waiting',
			error: null,
		},
	]);
};

/** Every state that is looked at, by name. */
export const SCENES: Readonly<Record<string, Scene>> = {
	conversation: { relay: () => talk(12 * MINUTE_MS) },
	writing: {
		relay: () => talk(23.4 * HOUR_MS),
		steps: [
			[
				'type',
				'[data-test=composer-input]',
				'Yes, the worktop is included. We deliver on Friday the 4th, between nine and twelve. Does that suit you?',
			],
			['click', '[data-message-id=m7] [data-test=reply]'],
		],
	},
	closed: { relay: () => talk(26 * HOUR_MS) },
	troubles: { relay: () => talk(30 * MINUTE_MS, troubles) },
	kinds: { relay: kinds },
	long: { relay: long },
	offline: { relay: () => talk(30 * MINUTE_MS), after: waiting },
	newer: {
		relay: () => talk(2 * MINUTE_MS),
		after: relay =>
			relay.port.setOutbox([
				{
					request: {
						conversationId: 'cv-ann',
						clientId: 'client-0003',
						content: { kind: 'text', text: 'Yes, on the 4th.' },
					},
					madeAt: Date.now(),
					state: 'refused',
					error: { code: 'refused', refusal: 'newer-message', message: 'The customer wrote since.' },
				},
			]),
	},
	empty: { relay: () => createFakeRelay(channels(), [...TEMPLATES]) },
	list: { relay: many, page: 'none', steps: [['click', '[data-test=filter-all]']] },
	'contact-menu': { relay: () => talk(12 * MINUTE_MS), steps: [['click', '[data-test=contact-menu]']] },
	templates: { relay: () => talk(26 * HOUR_MS), steps: [['click', '[data-test=choose-template]']] },
	'template-form': {
		relay: () => talk(26 * HOUR_MS),
		steps: [
			['click', '[data-test=choose-template]'],
			['click', '[data-name=order_update]'],
		],
	},
	'template-named': {
		relay: () => talk(26 * HOUR_MS),
		steps: [
			['click', '[data-test=choose-template]'],
			['click', '[data-name=appointment_reminder]'],
			['click', '[data-test=template-send]'],
		],
	},
	...sendingScenes(talk),
	...DOORS_SCENES,
	'no-number': { relay: () => talk(MINUTE_MS), page: 'no-number' },
	'bad-number': { relay: () => talk(MINUTE_MS), page: 'bad-number' },
	'no-channel': { relay: () => createFakeRelay([]) },
	unpaired: {
		relay: () => createFakeRelay([]),
		after: relay => relay.port.setConnection({ state: 'unpaired' }),
	},
	'not-confirmed': { relay: () => createFakeRelay([]), after: relay => relay.port.notConfirm() },
	invalidated: { relay: () => createFakeRelay([]), after: relay => relay.port.invalidate() },
	keys: {
		relay: () => talk(12 * MINUTE_MS),
		steps: [
			['click', '[data-test=contact-name]'],
			['type', 'body', '?'],
		],
	},
};

/** The record that a scene's page shows. */
export function recordOf(scene: Scene): typeof RECORD | null {
	if (scene.page === 'none') return null;
	const [main] = RECORD.contacts;
	if (!main || scene.page === undefined || scene.page === 'record') return RECORD;
	const phones =
		scene.page === 'no-number' ? [] : [{ raw: 'call office', shown: 'call office', label: null }];
	return { ...RECORD, contacts: [{ ...main, phones }] };
}
