import { describe, expect, it } from 'vitest';
import type { ProviderEvent } from '../../../relay/providers/events.ts';
import { parseWhatsApp } from '../../../relay/providers/whatsapp/from-whatsapp.ts';
import { webhook, webhookNames } from '../../support/fixtures.ts';

const parse = (name: string) => parseWhatsApp(webhook(name)).map(one => one.event);
const only = (name: string): ProviderEvent => {
	const events = parse(name);
	expect(events, name).toHaveLength(1);
	return events[0] as ProviderEvent;
};
const jonas = [
	{ kind: 'phone', value: '+491713920001' },
	{ kind: 'whatsapp-user', value: 'DE.70000000000001' },
];
const AT = 1_793_000_000_000;

/** What each fixture of an inbound message reads as. Every fixture stands in one of the tables of this file. */
const CONTENTS: Record<string, object> = {
	text: { kind: 'text', text: 'Is the blue one in stock?' },
	text__reply: { kind: 'text', text: 'That one' },
	text__forwarded: { kind: 'text', text: 'Look' },
	text__ad: { kind: 'text', text: 'Hello' },
	text__user_id_only: { kind: 'text', text: 'No phone here' },
	text__user_id_in_from: { kind: 'text', text: 'Odd but seen' },
	image: {
		kind: 'media',
		mediaKind: 'image',
		ref: '880001',
		mimeType: 'image/jpeg',
		filename: null,
		caption: 'My balcony',
	},
	video: {
		kind: 'media',
		mediaKind: 'video',
		ref: '880002',
		mimeType: 'video/mp4',
		filename: null,
		caption: null,
	},
	audio: {
		kind: 'media',
		mediaKind: 'audio',
		ref: '880003',
		mimeType: 'audio/mpeg',
		filename: null,
		caption: null,
	},
	audio__voice: {
		kind: 'media',
		mediaKind: 'voice',
		ref: '880004',
		mimeType: 'audio/ogg',
		filename: null,
		caption: null,
	},
	document: {
		kind: 'media',
		mediaKind: 'document',
		ref: '880005',
		mimeType: 'application/pdf',
		filename: 'offer.pdf',
		caption: 'signed',
	},
	sticker: {
		kind: 'media',
		mediaKind: 'sticker',
		ref: '880006',
		mimeType: 'image/webp',
		filename: null,
		caption: null,
	},
	location: { kind: 'location', latitude: 52.52, longitude: 13.4, name: 'Depot', address: 'Teststrasse 1' },
	contacts: {
		kind: 'contacts',
		contacts: [
			{
				name: 'Miriam Vogt',
				phones: ['+49 176 0406902'],
				emails: ['m@shop.example'],
				company: 'Lindenblatt',
			},
		],
	},
	contacts__nameless: {
		kind: 'contacts',
		contacts: [{ name: '491760406902', phones: ['491760406902'], emails: [], company: null }],
	},
	button: { kind: 'choice', text: 'Yes', detail: null, id: 'YES' },
	interactive__button: { kind: 'choice', text: 'Monday', detail: null, id: 'a' },
	interactive__list: { kind: 'choice', text: 'Morning', detail: '8 to 12', id: 'r1' },
	interactive__form: {
		kind: 'form',
		name: 'flow',
		fields: [
			{ label: 'city', value: 'Berlin' },
			{ label: 'floors', value: '3' },
		],
	},
	interactive__form_not_object: {
		kind: 'form',
		name: 'flow',
		fields: [{ label: 'answer', value: 'just text' }],
	},
	interactive__call_permission: { kind: 'notice', notice: 'call' },
	order: {
		kind: 'order',
		text: 'Two, quickly',
		items: [{ productId: 'chair-1', quantity: 2, price: 49.5, currency: 'EUR' }],
	},
	system__identity: { kind: 'notice', notice: 'identity-changed', text: 'Security code changed' },
	unsupported: { kind: 'unsupported', type: 'poll', reason: 'Message type is currently not supported.' },
	unsupported__of_tomorrow: { kind: 'unsupported', type: 'hologram', reason: null },
	request_welcome: { kind: 'notice', notice: 'other' },
	ephemeral: { kind: 'unsupported', type: 'ephemeral' },
	smb_message_echoes: { kind: 'text', text: 'Typed on the phone' },
};

/** The same for everything that is not a message. */
const OTHERS: Record<string, object> = {
	reaction: { kind: 'reaction', from: 'contact', targetId: 'wamid.ours', emoji: '👍', at: AT },
	reaction__removed: { kind: 'reaction', targetId: 'wamid.ours', emoji: null },
	edit: {
		kind: 'edit',
		targetId: 'wamid.text',
		content: { kind: 'text', text: 'Is the green one in stock?' },
	},
	revoke: { kind: 'revoke', targetId: 'wamid.text' },
	system__new_number: { kind: 'identity', after: [{ kind: 'phone', value: '+491713920009' }] },
	system__new_user_id: { kind: 'identity', after: [{ kind: 'whatsapp-user', value: 'DE.70000000099999' }] },
	status__sent: {
		kind: 'status',
		externalId: 'wamid.ours',
		reference: 'msg_ours',
		status: 'sent',
		at: AT + 10_000,
		error: null,
		price: { billable: false, category: 'referral_conversion', model: 'PMP', type: 'free_entry_point' },
		freeUntil: 1_793_259_200_000,
	},
	status__delivered: { kind: 'status', status: 'delivered', recipient: jonas, freeUntil: null },
	status__read: { kind: 'status', status: 'read' },
	status__played: { kind: 'status', status: 'read' },
	status__failed: {
		kind: 'status',
		status: 'failed',
		error: { code: 'marketing-capped', providerCode: '131049' },
	},
	status__failed_unknown_code: {
		kind: 'status',
		status: 'failed',
		error: { code: 'rejected', providerCode: '999999', detail: 'New thing' },
	},
	status__deleted: { kind: 'ignored' },
	errors__system: {
		kind: 'channel-notice',
		severity: 'warning',
		text: 'WhatsApp reports: Too many. (130429)',
	},
	template_status__rejected: {
		kind: 'template',
		name: 'order_update',
		language: 'en_US',
		change: {
			status: 'rejected',
			rejectedReason: 'Variables are next to each other. Put words between.',
		},
		reason: 'Variables are next to each other. Put words between.',
	},
	template_status__paused: {
		kind: 'template',
		language: 'en_US',
		at: AT + 50_000,
		change: { status: 'paused', pausedUntil: AT + 50_000 + 3 * 3_600_000 },
		reason: 'Paused for 3 hours: recipients gave it low marks.',
	},
	template_status__unpaused: { kind: 'template', change: { status: 'approved', pausedUntil: null } },
	template_category__pending: {
		kind: 'template',
		change: { nextCategory: { category: 'marketing', at: 1_793_086_400_000 } },
	},
	template_components: {
		kind: 'template',
		change: {
			content: {
				header: { kind: 'text', text: 'News' },
				body: 'Hello {{1}}, your parcel {{2}} is on its way.',
				footer: 'The shop',
				buttons: [
					{ kind: 'url', text: 'Track', url: 'https://shop.example/t/{{1}}' },
					{ kind: 'phone', text: 'Call', phone: '+493023125100' },
				],
			},
		},
	},
	phone_number_quality__upgrade: {
		kind: 'standing',
		phone: '493023125100',
		report: { tier: 'TIER_10K' },
	},
	phone_number_quality__throughput: {
		kind: 'standing',
		report: { tier: 'TIER_UNLIMITED', throughput: 1000 },
	},
	phone_number_quality__flagged: { kind: 'standing', report: { numberStatus: 'flagged' } },
	business_capability: { kind: 'standing', phone: null, report: { tier: 'TIER_2K' } },
	business_capability__unlimited: { kind: 'standing', report: { tier: 'TIER_UNLIMITED' } },
	phone_number_name__approved: { kind: 'standing', report: { verifiedName: 'Garden shop' } },
	phone_number_name__rejected: {
		kind: 'channel-notice',
		severity: 'warning',
		text: expect.stringContaining('Best shop'),
	},
	account_review: { kind: 'channel-notice', severity: 'warning' },
	template_status__second_pause: { change: { status: 'paused', pausedUntil: AT + 60_000 + 6 * 3_600_000 } },
	template_status__rate_limited: { change: { status: 'paused', pausedUntil: null }, reason: null },
	template_status__disabled: {
		change: { status: 'disabled' },
		reason: 'It is switched off from October 20, 2026 on.',
	},
	template_status__reinstated: { change: { status: 'approved' } },
	template_status__of_tomorrow: {
		kind: 'template',
		change: { status: 'hibernating' },
		reason: 'SLEEPY',
		at: AT + 60_000,
	},
	account_update__violation: {
		kind: 'channel-notice',
		severity: 'warning',
		text: expect.stringContaining('scam'),
	},
	account_update__reinstated: { kind: 'channel-notice', severity: 'info' },
	account_update__disable_scheduled: {
		kind: 'channel-notice',
		severity: 'warning',
		text: expect.stringContaining('October 27, 2026'),
	},
	account_update__partner_removed: {
		kind: 'channel-notice',
		severity: 'stop',
		text: expect.stringContaining('primary inactivity'),
	},
	account_update__restriction_dated: {
		kind: 'standing',
		report: {
			restrictions: [
				{ type: 'RESTRICTED_UTILITY_TEMPLATES', until: Date.UTC(2026, 9, 28) },
				{ type: 'RESTRICTED_OF_TOMORROW', until: null },
			],
		},
	},
	account_update__restriction_lifted: { kind: 'standing', report: { restrictions: [] } },
	account_alerts__limit_refused: {
		kind: 'channel-notice',
		severity: 'warning',
		text: expect.stringContaining('Verify the business'),
	},
	security__pin_changed: {
		kind: 'channel-notice',
		severity: 'warning',
		text: expect.stringContaining('PIN was changed'),
	},
	business_username: {
		kind: 'channel-notice',
		severity: 'info',
		text: expect.stringContaining('garden.shop'),
	},
	business_capability__legacy: { kind: 'standing', report: { tier: 'TIER_UNLIMITED' } },
	status__sent_older_version: {
		kind: 'status',
		freeUntil: null,
		price: { billable: true, category: 'marketing', model: 'CBP', type: 'regular' },
	},
	template_status__approved: { kind: 'template', change: { status: 'approved', rejectedReason: null } },
	template_quality: { kind: 'template', change: { quality: 'yellow' } },
	template_category: { kind: 'template', change: { category: 'marketing', nextCategory: null } },
	user_preferences__stop: { kind: 'preference', optedOut: true, at: AT + 30_000 },
	account_update__disabled: { kind: 'channel-notice', severity: 'stop' },
	account_update__restricted: {
		kind: 'standing',
		phone: null,
		report: { restrictions: [{ type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', until: 1_793_100_000_000 }] },
	},
	account_alerts: { kind: 'channel-notice', severity: 'info' },
	smb_app_state_sync: { kind: 'ignored' },
	history__declined: { kind: 'ignored', reason: expect.stringContaining('turned off') },
	history__file: { kind: 'message', history: true, direction: 'outbound', content: { kind: 'media' } },
	unknown_field: { kind: 'ignored', reason: 'a change of field_of_tomorrow' },
};

describe('parseWhatsApp', () => {
	it.each(Object.entries(CONTENTS))('reads the content of %s', (name, content) => {
		expect(only(name)).toMatchObject({ kind: 'message', content });
	});
	it.each(Object.entries(OTHERS))('reads %s', (name, event) => {
		expect(only(name)).toMatchObject(event);
	});
	it('has a fixture for each row and a row for each fixture', () => {
		expect([...Object.keys(CONTENTS), ...Object.keys(OTHERS), 'batch', 'history'].sort()).toEqual(
			webhookNames().sort(),
		);
	});

	it('reads former messages in order, as nobody’s news, with how far ours had come', () => {
		const jonasPhone = [{ kind: 'phone', value: '+491713920001' }];
		expect(parse('history')).toMatchObject([
			{ kind: 'message', direction: 'inbound', history: true, party: { addresses: jonasPhone } },
			{ kind: 'message', direction: 'outbound', history: true, party: { addresses: jonasPhone } },
			{ kind: 'status', externalId: 'wamid.old.2', status: 'read' },
			{
				kind: 'message',
				direction: 'outbound',
				content: { kind: 'unsupported' },
				party: { addresses: jonasPhone },
			},
		]);
	});
	it('names who wrote by every address there is', () => {
		expect(only('text')).toMatchObject({
			direction: 'inbound',
			party: { addresses: jonas, profileName: 'Jonas Weber' },
			at: AT,
			opensWindow: true,
		});
		expect(only('text__user_id_only')).toMatchObject({
			party: {
				addresses: [
					{ kind: 'whatsapp-user', value: 'GB.70000000000010' },
					{ kind: 'whatsapp-username', value: 'noor.h' },
				],
			},
		});
		expect(only('text__user_id_in_from')).toMatchObject({
			party: { addresses: [{ kind: 'whatsapp-user', value: 'GB.70000000000010' }] },
		});
	});
	it('keeps what a message answers, that it was forwarded, and the ad it came from', () => {
		expect(only('text__reply')).toMatchObject({ replyToExternalId: 'wamid.ours' });
		expect(only('text__forwarded')).toMatchObject({ forwarded: true, replyToExternalId: null });
		expect(only('text__ad')).toMatchObject({
			referral: { source: 'ad', headline: 'Chairs', clickId: 'clid-1' },
		});
	});
	it('keeps the raw message of a kind that it does not know', () => {
		expect(only('unsupported__of_tomorrow')).toMatchObject({ raw: { hologram: { beam: true } } });
	});
	it('takes what the phone itself sent as outbound, and as no word of the contact', () => {
		expect(only('smb_message_echoes')).toMatchObject({
			direction: 'outbound',
			opensWindow: false,
			party: { addresses: [{ kind: 'phone', value: '+491713920001' }] },
		});
		expect(only('system__identity')).toMatchObject({ opensWindow: false });
	});
	it('reads every entry × change × message × status of a batch, messages before statuses', () => {
		const events = parse('batch');
		expect(events.filter(event => event.kind === 'message')).toHaveLength(27);
		expect(events.filter(event => event.kind === 'status')).toHaveLength(27);
		expect(events.slice(0, 4).map(event => event.kind)).toEqual(['message', 'message', 'message', 'status']);
	});

	it.each([
		null,
		3,
		'text',
		[],
		{},
		{ entry: 'x' },
		{ entry: [null, 1, { changes: [null, { value: 3 }, { field: 'messages', value: {} }] }] },
	])('throws nothing and makes nothing up from %j', body => {
		expect(parseWhatsApp(body).every(({ event }) => event.kind === 'ignored')).toBe(true);
	});
	it('throws nothing whatever part of a real body is missing or of another type', () => {
		for (const name of webhookNames()) {
			for (const broken of variations(webhook(name)))
				expect(() => parseWhatsApp(broken), `${name}: ${JSON.stringify(broken)}`).not.toThrow();
		}
	});
});

/** The body with each of its parts in turn replaced by something else. */
function* variations(value: unknown): Generator<unknown> {
	for (const other of [null, 'x', 7, [], {}, [null]]) yield other;
	if (Array.isArray(value)) {
		for (const [index, item] of value.slice(0, 1).entries())
			for (const broken of variations(item)) yield value.with(index, broken);
	} else if (typeof value === 'object' && value !== null) {
		for (const [key, item] of Object.entries(value))
			for (const broken of variations(item)) yield { ...value, [key]: broken };
	}
}
