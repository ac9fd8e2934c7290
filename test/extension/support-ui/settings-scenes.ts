import { fail, ok } from '../../../shared/contract/result.ts';
import type { DraftView } from '../../../shared/contract/sending-views.ts';
import type { CheckLine } from '../../../shared/domain/channel-check.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/lib/time.ts';
import { answerBroadcasts, broadcastScenes } from './broadcast-scenes.ts';
import { answerChannels } from './channel-answers.ts';
import { contactScenes } from './contact-scenes.ts';
import { MARA } from './fake-port.ts';
import { createFakeRelay, type FakeRelay } from './fake-relay.ts';
import { answerPages, pagesScenes } from './pages-scenes.ts';
import { draftViewOf, sampleDrafts, sampleHistory } from './sample-drafts.ts';
import { sampleQuickReplies } from './sample-quick-replies.ts';
import { RULES } from './sample-rules.ts';
import { TEMPLATES } from './sample-templates.ts';
import { channelOf } from './samples.ts';
import { alertOf } from './sending-scenes.ts';

/** One state of the settings page. */
export interface SettingsScene {
	readonly relay: () => FakeRelay;
	readonly hash: string;
	readonly steps?: readonly (readonly ['click' | 'type' | 'wait' | 'choose', string, string?])[];
}

function relay(channels = true): FakeRelay {
	const now = Date.now();
	const made = createFakeRelay(
		channels
			? [
					channelOf({
						templatesSyncedAt: now - 2 * HOUR_MS,
						webhook: {
							state: 'registered',
							lastReceivedAt: now - 3 * MINUTE_MS,
							problem: null,
							verifyToken: null,
						},
					}),
					channelOf({
						id: 'ch-service',
						name: 'Service & repairs',
						provider: 'cloud-api',
						address: '+49 30 5550 4321',
						state: 'paused',
						problem:
							'360dialog refused the key (401). A newer key was made for this number. Paste the newest one.',
						createdAt: 2,
					}),
				]
			: [],
		TEMPLATES,
	);
	const { port } = made;
	port.answer('session:show', () =>
		ok({ user: MARA, deviceId: 'd1', relay: { version: '0.1.0', protocol: 1, time: now } }),
	);
	port.answer('device:list', () =>
		ok({
			devices: [
				{
					id: 'd1',
					name: 'Chrome on Linux',
					user: MARA,
					createdAt: now - 9 * DAY_MS,
					lastSeenAt: now,
					current: true,
				},
				{
					id: 'd2',
					name: 'Firefox on Windows',
					user: { id: 'u-jo', name: 'Jo Wirth', role: 'agent' },
					createdAt: now - 4 * DAY_MS,
					lastSeenAt: now - 5 * HOUR_MS,
					current: false,
				},
				{
					id: 'd3',
					name: 'Edge on Windows',
					user: { id: 'u-el', name: 'Elif Demir', role: 'manager' },
					createdAt: now - 2 * DAY_MS,
					lastSeenAt: null,
					current: false,
				},
			],
		}),
	);
	port.answer('user:invite', () =>
		ok({ code: 'https://relay.example.org#K7QF-2M9D-XW4T', expiresAt: now + 15 * MINUTE_MS }),
	);
	made.drafts.push(...sampleDrafts(now));
	port.answer('alert:list', () =>
		ok({
			alerts: [
				alertOf({ id: 'a1', at: now - 4 * MINUTE_MS }),
				alertOf({
					id: 'a2',
					at: now - 3 * HOUR_MS,
					severity: 'bad',
					title: 'The number +49 30 5550 4321 is restricted',
					text: 'Templates do not go out until the 24 hours end. Replies do.',
					action: { page: 'limits' },
				}),
			],
		}),
	);
	port.answer('quick-reply:list', () => ok({ quickReplies: sampleQuickReplies(now) }));
	port.answer('quick-reply:save', () =>
		fail('conflict', 'There is a quick reply called “Opening hours” already.', {
			fields: { name: 'This name is taken.' },
		}),
	);
	port.answer('rules:show', () => ok({ rules: RULES }));
	answerPages(made, now);
	answerBroadcasts(made, now);
	port.answer('template:save-draft', ({ draftId, draft, notes }) =>
		ok({
			draft: draftViewOf({
				id: draftId,
				draft: draft as DraftView['draft'],
				notes: { ...notes, tags: notes.tags ?? [] },
				updatedAt: now,
			}),
		}),
	);
	port.answer('template:history', () => ok({ changes: sampleHistory(now) }));
	port.answer('template:submit', () =>
		fail(
			'refused',
			'WhatsApp refused it: a template of this name was deleted less than 30 days ago (2388023).',
		),
	);
	port.answer('template:sync', () => ok({ added: 1, changed: 2, removed: 0, total: 8, syncedAt: now }));
	port.answer('channel:check', ({ channelId }) => {
		const channel = made.channels.find(one => one.id === channelId) ?? channelOf();
		return ok({ channel: { ...channel, checks: CHECKS, checkedAt: now }, lines: [...CHECKS] });
	});
	answerChannels(made);
	port.answer('channel:add', ({ name, provider }) =>
		provider === 'dialog360'
			? fail('invalid', '360dialog refused the key (401). Paste the newest one.', {
					fields: { 'credentials.apiKey': 'was refused by 360dialog' },
				})
			: ok({
					channel: channelOf({
						name,
						provider,
						webhook: { state: 'by-hand', lastReceivedAt: null, problem: null, verifyToken: null },
					}),
					warnings: ['The webhook is not registered yet: nothing arrives until it is.'],
				}),
	);
	return made;
}

/** What a check of a number found. */
const CHECKS: readonly CheckLine[] = [
	{ check: 'credentials', result: 'ok', message: 'The key works.' },
	{ check: 'number', result: 'ok', message: 'The key belongs to +49 30 5550 1234.' },
	{
		check: 'webhook',
		result: 'warning',
		message: 'The webhook pointed elsewhere and was registered again.',
	},
	{
		check: 'health',
		result: 'failed',
		message: 'The quality rating is red: WhatsApp may lower the messaging limit.',
	},
];

const whatsapp = '#channels?open=new.whatsapp';

/** Every state of the settings page that is looked at. */
export const SETTINGS_SCENES: Readonly<Record<string, SettingsScene>> = {
	's-channels': { relay, hash: '#channels', steps: [['click', '[data-test=channel-check]']] },
	's-messengers': { relay, hash: '#channels', steps: [['click', '[data-test=add-channel]']] },
	's-add': { relay, hash: whatsapp, steps: [['wait', '[data-test=channel-save]']] },
	's-refused': {
		relay,
		hash: whatsapp,
		steps: [
			['type', '[data-test=channel-name]', 'Sales Spain'],
			['type', '[data-test=channel-address]', '+34 600 000 000'],
			['type', '[data-test=channel-api-key]', 'key-0001'],
			['click', '[data-test=channel-save]'],
		],
	},
	's-missing': {
		relay,
		hash: whatsapp,
		steps: [
			['type', '[data-test=channel-name]', 'Abc'],
			['type', '[data-test=channel-channel-id]', 'https://hub.360dialog.com/dashboard/channels/ABcdefGH'],
			['click', '[data-test=channel-save]'],
		],
	},
	's-saved': {
		relay,
		hash: '#channels?open=new.telegram',
		steps: [
			['type', '[data-test=channel-name]', 'Workshop bot'],
			['type', '[data-test=channel-bot-token]', '123456789:AAHd'],
			['click', '[data-test=channel-save]'],
		],
	},
	's-authorize': {
		relay,
		hash: '#channels?open=new.instagram',
		steps: [
			['type', '[data-test=channel-name]', 'Wood works'],
			['type', '[data-test=channel-app-id]', '4711'],
			['type', '[data-test=channel-app-secret]', 'very secret'],
			['click', '[data-test=authorize]'],
			['click', '[data-test=authorize-look]'],
		],
	},
	's-edit': {
		relay,
		hash: '#channels?open=edit.ch-sales',
		steps: [['click', '[data-test=replace-apiKey]']],
	},
	's-move': {
		relay,
		hash: '#channels?open=edit.ch-sales',
		steps: [['choose', '[data-test=channel-provider]', 'cloud-api']],
	},
	's-guide': {
		relay,
		hash: '#channels?open=guide.dialog360',
		steps: [['click', '[data-test=guide-branch] summary']],
	},
	's-guide-instagram': {
		relay,
		hash: '#channels?open=guide.instagram',
		steps: [['wait', '[data-test=guide]']],
	},
	's-profile': {
		relay,
		hash: '#channels?open=profile.ch-sales',
		steps: [
			['type', '[data-test=profile-websites-1]', 'no-scheme.example.org'],
			['click', '[data-test=profile-save]'],
		],
	},
	's-remove': { relay, hash: '#channels', steps: [['click', '[data-test=channel-remove]']] },
	's-no-channel': { relay: () => relay(false), hash: '#channels' },
	's-templates': { relay, hash: '#templates', steps: [['click', '[data-test=sync-templates]']] },
	's-templates-never': {
		relay: () => {
			const made = relay();
			made.port.answer('template:list', () =>
				ok({
					templates: [],
					drafts: [],
					syncedAt: null,
					abilities: { create: true, edit: true, remove: true },
				}),
			);
			return made;
		},
		hash: '#templates',
	},
	's-templates-failed': {
		relay: () => {
			const made = relay();
			made.port.answer('template:list', () => fail('internal', 'The relay has a fault of its own.'));
			return made;
		},
		hash: '#templates',
	},
	's-template-menu': { relay, hash: '#templates?q=winter', steps: [['click', '[data-test=template-menu]']] },
	's-template-show': { relay, hash: '#templates?q=order', steps: [['click', '[data-test=template-open]']] },
	's-template-history': {
		relay,
		hash: '#templates?q=order',
		steps: [
			['click', '[data-test=template-menu]'],
			['click', '[data-test=template-history]'],
		],
	},
	's-template-remove': {
		relay,
		hash: '#templates?q=order',
		steps: [
			['click', '[data-test=template-menu]'],
			['click', '[data-test=template-remove]'],
		],
	},
	's-quick-replies': { relay, hash: '#quick-replies' },
	's-quick-replies-empty': {
		relay: () => {
			const made = relay();
			made.port.answer('quick-reply:list', () => ok({ quickReplies: [] }));
			return made;
		},
		hash: '#quick-replies',
	},
	's-quick-reply': {
		relay,
		hash: '#quick-replies?open=qr-delivery',
		steps: [['click', '[data-test=quick-reply-variable]']],
	},
	's-quick-reply-file': { relay, hash: '#quick-replies?open=qr-map' },
	's-quick-reply-refused': {
		relay,
		hash: '#quick-replies?open=qr-hours',
		steps: [
			['click', '[data-test=quick-reply-save]'],
			['wait', '[data-test=form-summary]'],
		],
	},
	's-quick-reply-missing': {
		relay,
		hash: '#quick-replies?open=qr-new',
		steps: [['click', '[data-test=quick-reply-save]']],
	},
	's-builder-new': { relay, hash: '#templates?open=draft-new' },
	's-builder': { relay, hash: '#templates?open=draft-autumn' },
	's-builder-bad': {
		relay,
		hash: '#templates?open=draft-bad',
		steps: [['click', '[data-test=builder-submit]']],
	},
	's-builder-carousel': { relay, hash: '#templates?open=draft-carousel' },
	's-builder-code': { relay, hash: '#templates?open=draft-code' },
	's-builder-refused': {
		relay,
		hash: '#templates?open=draft-code',
		steps: [
			['click', '[data-test=builder-submit]'],
			['wait', '[data-test=builder-refused]'],
		],
	},
	's-builder-language': {
		relay,
		hash: '#templates?open=draft-code',
		steps: [
			['click', '[data-test=builder-language]'],
			['type', '[data-test=builder-language]', 'span'],
		],
	},
	...pagesScenes(relay),
	...broadcastScenes(relay),
	...contactScenes(relay),
	's-alerts': {
		relay,
		hash: '#devices',
		steps: [
			['click', '[data-test=alerts-bell]'],
			['wait', '[data-test=alert]'],
		],
	},
	's-devices': {
		relay,
		hash: '#devices',
		steps: [
			['type', '[data-test=invite-name]', 'Tom Fischer'],
			['click', '[data-test=invite-create]'],
		],
	},
	's-relay': { relay, hash: '#relay' },
	's-pair': {
		relay: () => {
			const made = relay(false);
			made.port.setConnection({ state: 'unpaired' });
			return made;
		},
		hash: '#relay',
	},
};
