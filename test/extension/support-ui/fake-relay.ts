import { fail, ok } from '../../../shared/contract/result.ts';
import type { DraftView, TemplateView } from '../../../shared/contract/sending-views.ts';
import type { ChannelView, ConversationView, MessageView } from '../../../shared/contract/views.ts';
import { matchKey, parseAddress } from '../../../shared/domain/address.ts';
import { excerpt } from '../../../shared/domain/message.ts';
import { OPEN_OUTLOOK, type SendOutlook } from '../../../shared/domain/send-outlook.ts';
import { createFakePort, type FakePort, type Handlers, MARA } from './fake-port.ts';
import { KINDS } from './sample-kinds.ts';

/** A relay in memory that keeps the contract's revision rules: enough to hold the sidebar's state against. */
export interface FakeRelay {
	readonly port: FakePort;
	readonly channels: ChannelView[];
	readonly templates: TemplateView[];
	readonly drafts: DraftView[];
	/** Marked steps of the guides. */
	readonly steps: Record<string, Record<string, 'none' | 'pending' | 'done'>>;
	/** What `conversation:outlook` answers. */
	outlook: SendOutlook;
	/** Stores or changes a message and pushes it, unless the line is cut. */
	put(conversation: ConversationView, message: MessageView): void;
	find(conversationId: string): {
		readonly view: ConversationView;
		readonly messages: readonly MessageView[];
	};
	/** Whether pushes reach the port. */
	connected: boolean;
}

interface Kept {
	view: ConversationView;
	readonly messages: Map<string, MessageView>;
}

const byPlace = (a: MessageView, b: MessageView) => a.at - b.at || a.seq - b.seq;

/** Makes a relay with these channels and templates, and its port. */
export function createFakeRelay(channels: ChannelView[], templates: TemplateView[] = []): FakeRelay {
	const kept = new Map<string, Kept>();
	const sorted = (one: Kept) => [...one.messages.values()].sort(byPlace);
	const handlers: Handlers = {
		'channel:list': () => ok({ channels: relay.channels }),
		'channel:kinds': () => ok({ kinds: [...KINDS] }),
		'channel:partner': () => ok({ partner: null }),
		'channel:partner-numbers': () => ok({ numbers: [] }),
		'user:list': () => ok({ users: [MARA] }),
		'checklist:show': () => ok({ steps: relay.steps }),
		'checklist:mark': ({ guide, step, state }) => {
			relay.steps[guide] = { ...relay.steps[guide], [step]: state };
			return ok({});
		},
		'template:list': ({ channelId }) =>
			ok({
				templates: relay.templates.filter(one => one.channelId === channelId),
				drafts: relay.drafts.filter(one => one.channelId === channelId),
				abilities: { create: true, edit: true, remove: true },
				syncedAt: channels[0]?.templatesSyncedAt ?? null,
			}),
		'conversation:open': ({ conversationId, channelId, address, limit = 50 }) => {
			const read = typeof address === 'string' ? parseAddress(address) : (address ?? null);
			if (conversationId === undefined && !read) {
				return fail('invalid', 'This is not an address.', { fields: { address: 'is not a phone number' } });
			}
			const one = [...kept.values()].find(({ view }) =>
				conversationId === undefined
					? view.channelId === channelId &&
						read &&
						view.contact.addresses.some(other => matchKey(other) === matchKey(read))
					: view.id === conversationId,
			);
			if (!one) {
				if (conversationId !== undefined) return fail('not-found', 'There is no such conversation.');
				return ok({ conversation: null, messages: [], hasOlder: false, matchedBy: null, address: read });
			}
			const all = sorted(one);
			const exact = one.view.contact.addresses.some(other => other.value === read?.value);
			return ok({
				conversation: one.view,
				messages: all.slice(-limit),
				hasOlder: all.length > limit,
				matchedBy: read ? (exact ? 'exact' : 'variant') : null,
				address: read,
			});
		},
		'conversation:read': ({ conversationId, before, limit = 50 }) => {
			const one = kept.get(conversationId);
			if (!one) return fail('not-found', 'There is no such conversation.');
			const older = sorted(one).filter(
				message =>
					!before || message.at < before.at || (message.at === before.at && message.seq < before.seq),
			);
			return ok({ messages: older.slice(-limit), hasOlder: older.length > limit });
		},
		'conversation:sync': ({ conversationId, afterRevision, limit = 200 }) => {
			const one = kept.get(conversationId);
			if (!one) return fail('not-found', 'There is no such conversation.');
			const changed = [...one.messages.values()]
				.filter(message => message.revision > afterRevision)
				.sort((a, b) => a.revision - b.revision);
			const page = changed.slice(0, limit);
			const hasMore = changed.length > page.length;
			return ok({
				conversation: one.view,
				messages: page,
				revision: hasMore ? (page.at(-1)?.revision ?? one.view.revision) : one.view.revision,
				hasMore,
				anew: false,
			});
		},
		'conversation:list': ({ filter = 'all', search = '' }) => {
			const words = search.toLowerCase();
			const all = [...kept.values()]
				.map(one => one.view)
				.sort((a, b) => (b.lastMessage?.at ?? 0) - (a.lastMessage?.at ?? 0));
			return ok({
				conversations: all.filter(
					one =>
						(filter === 'all' || one.unread > 0) &&
						(one.contact.name.toLowerCase().includes(words) ||
							one.contact.addresses.some(address => address.value.includes(words))),
				),
				hasMore: false,
				unreadTotal: all.filter(one => one.unread > 0).length,
			});
		},
		'conversation:mark-read': ({ conversationId }) => {
			const one = kept.get(conversationId);
			if (!one) return fail('not-found', 'There is no such conversation.');
			change(one, { unread: 0 }, []);
			return ok({ unread: 0 });
		},
		'conversation:typing': () => ok({}),
		'conversation:outlook': () => ok({ outlook: relay.outlook }),
		'media:link': ({ mediaId }) =>
			ok({
				url: `/media/${mediaId}.svg`,
				downloadUrl: `/media/${mediaId}.svg`,
				mimeType: 'image/svg+xml',
				filename: null,
				size: 1000,
				expiresAt: Date.now() + 3_600_000,
			}),
		'media:fetch': () => ok({}),
	};

	const change = (one: Kept, view: Partial<ConversationView>, messages: readonly MessageView[]) => {
		const previousRevision = one.view.revision;
		one.view = { ...one.view, ...view, revision: previousRevision + 1 };
		const stamped = messages.map(message => ({ ...message, revision: one.view.revision }));
		for (const message of stamped) one.messages.set(message.id, message);
		if (relay.connected && relay.port.connection?.state === 'online') {
			relay.port.emit('conversation:changed', {
				previousRevision,
				conversation: one.view,
				messages: stamped,
			});
		}
	};

	const relay: FakeRelay = {
		port: createFakePort(handlers),
		channels,
		templates,
		drafts: [],
		steps: {},
		outlook: OPEN_OUTLOOK,
		connected: true,
		put: (conversation, message) => {
			const one = kept.get(conversation.id) ?? {
				view: { ...conversation, revision: 0 },
				messages: new Map<string, MessageView>(),
			};
			const isNew = !one.messages.has(message.id);
			kept.set(conversation.id, one);
			const last = sorted(one).at(-1);
			const newest = !last || byPlace(last, message) <= 0 ? message : last;
			const inbound = message.direction === 'inbound';
			change(
				one,
				{
					lastMessage: {
						excerpt: excerpt(newest.content),
						direction: newest.direction,
						at: newest.at,
						status: newest.status,
					},
					...(inbound &&
						message.content.kind !== 'comment' && {
							lastInboundAt: Math.max(one.view.lastInboundAt ?? 0, message.at),
						}),
					...(inbound && isNew && message.status === 'delivered' && { unread: one.view.unread + 1 }),
				},
				[message],
			);
		},
		find: id => {
			const one = kept.get(id);
			if (!one) throw new Error(`There is no conversation ${id}.`);
			return { view: one.view, messages: sorted(one) };
		},
	};
	return relay;
}
