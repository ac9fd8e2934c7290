import type { TemplateView } from '../../../shared/contract/sending-views.ts';
import type { ChannelView, ConversationView, MessageView } from '../../../shared/contract/views.ts';
import type { CrmRecord } from '../../../shared/domain/crm-record.ts';
import type { Content } from '../../../shared/domain/message.ts';

/** Builders of views with sensible defaults. All people and numbers are invented. */

export function channelOf(more: Partial<ChannelView> = {}): ChannelView {
	return {
		id: 'ch-sales',
		name: 'Sales DE',
		type: 'whatsapp',
		provider: 'dialog360',
		address: '+49 30 5550 1234',
		state: 'active',
		problem: null,
		credentials: { apiKey: '…k3y9' },
		settings: {},
		apiUrl: null,
		account: null,
		webhookUrl: 'https://relay.example.org/webhooks/ch-sales/4f7c',
		webhook: { state: 'registered', lastReceivedAt: null, problem: null, verifyToken: null },
		templatesSyncedAt: null,
		responsibleUserId: null,
		pipeline: null,
		stage: null,
		checks: [],
		checkedAt: null,
		authorizedUntil: null,
		createdAt: 1,
		...more,
	};
}

export function conversationOf(more: Partial<ConversationView> = {}): ConversationView {
	return {
		id: 'cv-ann',
		channelId: 'ch-sales',
		contact: {
			id: 'ct-ann',
			name: 'Ann Berger',
			profileName: 'Ann B.',
			addresses: [{ kind: 'phone', value: '+4915550100234' }],
			consents: [],
			reach: [],
		},
		revision: 0,
		lastInboundAt: null,
		entryPoint: null,
		unread: 0,
		lastMessage: null,
		createdAt: 0,
		...more,
	};
}

export function messageOf(more: Partial<MessageView> & { readonly id: string }): MessageView {
	const inbound = (more.direction ?? 'inbound') === 'inbound';
	return {
		conversationId: 'cv-ann',
		direction: 'inbound',
		content: { kind: 'text', text: `Text of ${more.id}` },
		status: inbound ? 'read' : 'delivered',
		at: 0,
		seq: 0,
		receivedAt: more.at ?? 0,
		clientId: null,
		author: inbound ? null : { userId: 'u-mara', name: 'Mara Lindt' },
		replyTo: null,
		reactions: [],
		times: { sentAt: null, deliveredAt: null, readAt: null, failedAt: null },
		problem: null,
		editedAt: null,
		revokedAt: null,
		forwarded: false,
		referral: null,
		cost: null,
		retryOf: null,
		retriedBy: null,
		revision: 0,
		...more,
	};
}

export const text = (words: string): Content => ({ kind: 'text', text: words });

export function templateOf(more: Partial<TemplateView> & { readonly name: string }): TemplateView {
	return {
		channelId: 'ch-sales',
		syncedAt: 0,
		language: 'en',
		category: 'utility',
		status: 'approved',
		format: 'positional',
		header: null,
		body: 'Hello',
		footer: null,
		buttons: [],
		cards: null,
		offer: null,
		authentication: null,
		unsupported: [],
		rejectedReason: null,
		quality: 'green',
		samples: {},
		notes: { label: '', description: '', type: 'standard', tags: [] },
		pausedUntil: null,
		nextCategory: null,
		edit: { allowed: true, leftToday: 1, leftIn30Days: 10 },
		changedAt: null,
		...more,
	};
}

export const RECORD: CrmRecord = {
	crm: 'kommo',
	kind: 'lead',
	id: '9001',
	title: 'Kitchen, Berger',
	url: 'https://example.kommo.com/leads/detail/9001',
	user: 'Mara Lindt',
	contacts: [
		{
			id: '501',
			name: 'Ann Berger',
			isMain: true,
			incomplete: false,
			phones: [
				{ raw: '+4915550100234', shown: '+49 1555 0100234', label: 'Mobile' },
				{ raw: '+493055509876', shown: '+49 30 5550 9876', label: 'Work' },
			],
		},
		{
			id: '502',
			name: 'Jonas Berger',
			isMain: false,
			incomplete: false,
			phones: [{ raw: '+4915550100777', shown: '+49 1555 0100777', label: null }],
		},
		{ id: '503', name: 'Building site office', isMain: false, incomplete: true, phones: [] },
	],
	fields: [
		{ key: 'lead.name', label: 'Lead', value: 'Kitchen, Berger' },
		{ key: 'lead.price', label: 'Sale', value: '12,400 €' },
		{ key: 'contact.501.first_name', label: 'First name', value: 'Ann' },
		{ key: 'contact.501.last_name', label: 'Last name', value: 'Berger' },
		{ key: 'lead.cf.1205', label: 'Order number', value: 'KB-20417' },
		{ key: 'lead.cf.1206', label: 'Delivery date', value: '4 December 2026' },
		{ key: 'lead.cf.1207', label: 'City', value: 'Potsdam' },
	],
};
