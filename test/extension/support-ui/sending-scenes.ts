import { ok } from '../../../shared/contract/result.ts';
import type { AlertView, TemplateView } from '../../../shared/contract/sending-views.ts';
import type { MessageView } from '../../../shared/contract/views.ts';
import type { CostEstimate } from '../../../shared/domain/pricing.ts';
import { OPEN_OUTLOOK, type SendOutlook } from '../../../shared/domain/send-outlook.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/lib/time.ts';
import type { FakeRelay } from './fake-relay.ts';
import { consentLineOf } from './sample-consents.ts';
import { sampleQuickReplies } from './sample-quick-replies.ts';
import { conversationOf, messageOf, text } from './samples.ts';
import type { Scene } from './scenes.ts';

/** A conversation whose customer wrote so long ago, with more messages after it. */
type Talk = (lastInboundAgo: number, extra?: (at: number) => readonly MessageView[]) => FakeRelay;

export function costOf(more: Partial<CostEstimate> = {}): CostEstimate {
	return {
		category: 'marketing',
		amount: 113_100,
		currency: 'EUR',
		reason: 'rate',
		market: 'Germany',
		...more,
	};
}

const PRICES: SendOutlook['prices'] = {
	marketing: costOf(),
	utility: costOf({ category: 'utility', amount: 55_000 }),
	authentication: costOf({ category: 'authentication', amount: 64_000 }),
	service: costOf({ category: 'service', amount: 0, reason: 'free-allowance' }),
};

export function alertOf(more: Partial<AlertView> & { readonly id: string }): AlertView {
	return {
		at: 0,
		severity: 'warning',
		title: 'Template “loyalty_bonus” is paused',
		text: 'Recipients react badly to it. 2 messages that wait with it will not go out.',
		channelId: 'ch-sales',
		template: { name: 'loyalty_bonus', language: 'en' },
		action: { page: 'templates' },
		dismissedAt: null,
		dismissedBy: null,
		...more,
	};
}

const alerts = (now: number): AlertView[] => [
	alertOf({ id: 'a1', at: now - 4 * MINUTE_MS }),
	alertOf({
		id: 'a2',
		at: now - 3 * HOUR_MS,
		severity: 'bad',
		title: 'The number +49 30 5550 4321 is restricted',
		text: 'Templates do not go out until the 24 hours end. Replies do.',
		action: { page: 'limits' },
	}),
	alertOf({
		id: 'a3',
		at: now - DAY_MS,
		severity: 'info',
		title: 'The messaging limit is now 2,000 people in 24 hours',
		text: 'You can open more conversations than before.',
		action: null,
	}),
];

/** Every state of what can be sent, quick replies, costs, alerts and consent. */
export function sendingScenes(talk: Talk): Readonly<Record<string, Scene>> {
	const ready = (relay: FakeRelay, outlook: Partial<SendOutlook> = {}): FakeRelay => {
		const now = Date.now();
		relay.outlook = { ...OPEN_OUTLOOK, templatesSyncedAt: now, country: 'DE', prices: PRICES, ...outlook };
		relay.port.answer('quick-reply:list', () => ok({ quickReplies: sampleQuickReplies(now) }));
		relay.port.answer('alert:list', () => ok({ alerts: alerts(now) }));
		relay.port.answer('consent:list', () =>
			ok({
				lines: [
					consentLineOf({ id: 'l1', at: now - 2 * DAY_MS, text: 'STOP' }),
					consentLineOf({
						id: 'l2',
						at: now - 90 * DAY_MS,
						word: 'opt-in',
						source: 'person',
						text: 'form on our site, 21 August',
						byName: 'Mara Lindt',
					}),
				],
				hasMore: false,
			}),
		);
		return relay;
	};
	const open = (outlook: Partial<SendOutlook> = {}) => ready(talk(12 * MINUTE_MS), outlook);
	const closed = (outlook: Partial<SendOutlook> = {}) => ready(talk(26 * HOUR_MS), outlook);
	const optedOut = (relay: FakeRelay): FakeRelay => {
		const { contact } = conversationOf();
		const line = consentLineOf({
			id: 'l1',
			contactId: contact.id,
			at: Date.now() - 2 * DAY_MS,
			text: 'STOP',
		});
		// The word comes with the conversation.
		const before = relay.find('cv-ann');
		relay.port.answer('conversation:open', () =>
			ok({
				conversation: { ...before.view, contact: { ...contact, consents: [line] } },
				messages: [...before.messages],
				hasOlder: false,
				matchedBy: 'exact',
				address: contact.addresses[0] ?? null,
			}),
		);
		return relay;
	};
	const write = (words: string) => ['type', '[data-test=composer-input]', words] as const;
	return {
		quick: { relay: () => open(), steps: [write('/'), ['wait', '[data-test=quick-reply-option]']] },
		'quick-search': {
			relay: () => open(),
			steps: [write('Hello /price'), ['wait', '[data-test=quick-reply-option]']],
		},
		'quick-none': { relay: () => open(), steps: [write('/zebra'), ['wait', '[data-test=quick-panel]']] },
		'quick-filled': {
			relay: () => open(),
			steps: [write('/'), ['click', '[data-id=qr-delivery]']],
		},
		'quick-file': {
			relay: () => open(),
			steps: [write('/'), ['click', '[data-id=qr-price-list]']],
		},
		'quick-missing': {
			relay: () => open(),
			steps: [write('/'), ['click', '[data-id=qr-discount]'], ['wait', '[data-test=missing-strip]']],
		},
		variables: {
			relay: () => open(),
			steps: [
				['click', '[data-test=variable-open]'],
				['wait', '[data-test=variable-option]'],
			],
		},
		'opted-out': { relay: () => optedOut(open()) },
		'opted-out-closed': { relay: () => optedOut(closed()) },
		capped: {
			relay: () =>
				closed({
					marketing: { unanswered: 2, cap: 2, freeAt: Date.now() + 5 * HOUR_MS, heldUntil: null },
				}),
		},
		'limit-reached': {
			relay: () =>
				closed({
					pool: {
						poolId: 'p1',
						name: 'Sales',
						limit: 250,
						used: 250,
						counted: false,
						freeAt: Date.now() + 2 * HOUR_MS,
					},
				}),
		},
		unpaid: { relay: () => open({ paid: false }) },
		unreachable: { relay: () => open({ country: 'CU', unreachable: 'Cuba', refuseUnreachable: true }) },
		'unreachable-warning': { relay: () => open({ country: 'CU', unreachable: 'Cuba' }) },
		restricted: {
			relay: () =>
				closed({
					restrictions: [{ type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', until: Date.now() + 20 * HOUR_MS }],
				}),
		},
		'cost-writing': {
			relay: () => open({ prices: { ...PRICES, service: costOf({ category: 'service', amount: 45_600 }) } }),
			steps: [write('Yes, the worktop is included.')],
		},
		'template-cost': {
			relay: () => closed(),
			steps: [
				['click', '[data-test=choose-template]'],
				['click', '[data-name=order_update]'],
				['wait', '[data-test=cost]'],
			],
		},
		'template-refused': {
			relay: () => optedOut(closed()),
			steps: [
				['click', '[data-test=choose-template]'],
				['type', '[data-test=template-search]', 'marketing'],
			],
		},
		'template-paused': {
			relay: () => closed(),
			steps: [
				['click', '[data-test=choose-template]'],
				['click', '[data-name=order_update]'],
				['wait', '[data-test=template-send]'],
			],
			finally: relay => {
				const at = relay.templates.findIndex(one => one.name === 'order_update');
				const template = relay.templates[at];
				if (template) relay.templates[at] = paused(template);
				relay.port.emit('template:changed', { channelId: 'ch-sales' });
			},
		},
		alerts: {
			relay: () => open(),
			steps: [
				['click', '[data-test=alerts-bell]'],
				['wait', '[data-test=alert]'],
			],
		},
		consent: {
			relay: () => open(),
			steps: [
				['click', '[data-test=contact-menu]'],
				['click', '[data-test=consent-out]'],
				['wait', '[data-test=consent-line]'],
			],
		},
		details: {
			relay: () =>
				ready(
					talk(40 * MINUTE_MS, at => [
						messageOf({
							id: 'd1',
							direction: 'outbound',
							at: at + MINUTE_MS,
							status: 'read',
							content: text('The worktop is included.'),
							times: {
								sentAt: at + MINUTE_MS,
								deliveredAt: at + 2 * MINUTE_MS,
								readAt: at + 9 * MINUTE_MS,
								failedAt: null,
							},
							cost: { billable: true, category: 'service', amount: 45_600, currency: 'EUR' },
						}),
					]),
				),
			steps: [['click', '[data-message-id=d1] [data-test=details]']],
		},
	};
}

/** What the sync brings while a template's form is open. */
export function paused(template: TemplateView): TemplateView {
	return { ...template, status: 'paused', quality: 'red', pausedUntil: Date.now() + 3 * HOUR_MS };
}
