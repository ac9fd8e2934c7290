import type {
	ChannelView,
	ContactView,
	ConversationView,
	MessageView,
	UserView,
} from '../../shared/contract/views.ts';
import { type Address, isLasting } from '../../shared/domain/address.ts';
import type { ConsentEntry } from '../../shared/domain/consent.ts';
import type { Content, Direction, Referral } from '../../shared/domain/message.ts';
import { excerpt } from '../../shared/domain/message.ts';
import { can } from '../../shared/domain/roles.ts';
import type { Status } from '../../shared/domain/status.ts';
import { formatPhone } from '../../shared/lib/phone.ts';
import type { LiveChannel } from '../channels.ts';
import type { UserSettings } from '../settings.ts';
import type { StoreParts } from '../store/store.ts';
import type { AddressRow, ContactRow, ConversationRow, MessageRow } from '../store/tables.ts';
import type { Parts } from './parts.ts';
import { costView } from './price/record.ts';

/** Rows of the store as the extension sees them. */

export function userView(user: UserSettings): UserView {
	return { id: user.id, name: user.name, role: user.role };
}

export function webhookUrl(parts: Parts, channel: LiveChannel): string {
	return `${parts.publicUrl()}/webhooks/${channel.row.id}/${channel.webhookSecret}`;
}

export async function channelViews(
	parts: Parts,
	channels: readonly LiveChannel[],
	viewer: UserSettings,
): Promise<ChannelView[]> {
	const received = await parts.store.inbox.lastReceived();
	return channels.map(channel => channelView(parts, channel, viewer, received.get(channel.row.id) ?? null));
}

function channelView(
	parts: Parts,
	channel: LiveChannel,
	viewer: UserSettings,
	lastReceivedAt: number | null,
): ChannelView {
	const { row } = channel;
	const manages = can(viewer.role, 'channels:manage');
	return {
		id: row.id,
		name: row.name,
		type: row.type,
		provider: row.provider,
		address: row.address,
		account: channel.connection.identity,
		state: row.state,
		problem: row.problem,
		credentials: manages ? row.lastFour : {},
		settings: manages ? row.plain : {},
		apiUrl: manages ? row.apiUrl : null,
		webhookUrl: manages ? webhookUrl(parts, channel) : null,
		webhook: {
			state: row.webhookState,
			lastReceivedAt,
			problem: row.webhookProblem,
			verifyToken: manages ? (channel.connection.webhook?.verifyToken ?? null) : null,
		},
		templatesSyncedAt: row.templatesSyncedAt,
		responsibleUserId: row.responsibleUserId,
		pipeline: row.pipeline,
		stage: row.stage,
		checks: can(viewer.role, 'channels:check') ? row.checks : [],
		checkedAt: row.checkedAt,
		authorizedUntil: channel.connection.renewal?.endsAt ?? null,
		createdAt: row.createdAt,
	};
}

export function contactView(
	row: ContactRow,
	addresses: readonly AddressRow[],
	consents: readonly ConsentEntry[],
): ContactView {
	const own = addresses.filter(address => address.contact_id === row.id).map(readAddress);
	return {
		id: row.id,
		name: row.name ?? row.profile_name ?? addressName(own),
		profileName: row.profile_name,
		addresses: own,
		reach: addresses.flatMap(one =>
			one.contact_id === row.id && one.kind === 'phone' && one.on_whatsapp !== null
				? [{ phone: one.value, onWhatsApp: one.on_whatsapp === 1, at: Number(one.on_whatsapp_at) }]
				: [],
		),
		consents: consents.filter(entry => entry.contactId === row.id),
	};
}

export function readAddress(row: AddressRow): Address {
	return { kind: row.kind as Address['kind'], value: row.value };
}

function addressName(addresses: readonly Address[]): string {
	const phone = addresses.find(address => address.kind === 'phone');
	if (phone) return formatPhone(phone.value);
	const username = addresses.find(address => !isLasting(address.kind));
	return username ? `@${username.value}` : (addresses[0]?.value ?? 'Unknown contact');
}

/** Views of conversations in the order given, with five queries however many they are. */
export async function conversationViews(
	store: StoreParts,
	rows: readonly ConversationRow[],
): Promise<ConversationView[]> {
	const contactIds = [...new Set(rows.map(row => row.contact_id))];
	const [contacts, addresses, consents, newest] = await Promise.all([
		store.contacts.findMany(contactIds),
		store.contacts.addresses(contactIds),
		store.consents.newestOf(contactIds),
		store.messages.bySeqs(rows.map(row => Number(row.last_message_seq)).filter(seq => seq > 0)),
	]);
	const contactById = new Map(contacts.map(contact => [contact.id, contact]));
	const newestBySeq = new Map(newest.map(message => [Number(message.seq), message]));
	return rows.flatMap(row => {
		const contact = contactById.get(row.contact_id);
		if (!contact) return [];
		const last = newestBySeq.get(Number(row.last_message_seq));
		return [
			{
				id: row.id,
				channelId: row.channel_id,
				contact: contactView(contact, addresses, consents),
				revision: Number(row.revision),
				lastInboundAt: row.last_inbound_at,
				entryPoint:
					row.entry_source === null
						? null
						: { source: row.entry_source as 'ad' | 'post', freeUntil: row.entry_free_until },
				unread: Number(row.unread),
				lastMessage: last
					? {
							excerpt:
								last.revoked_at === null ? excerpt(JSON.parse(last.content) as Content) : 'Deleted message',
							direction: last.direction as Direction,
							at: Number(last.at),
							status: last.status as Status,
						}
					: null,
				createdAt: Number(row.created_at),
			},
		];
	});
}

export async function conversationView(store: StoreParts, id: string): Promise<ConversationView | null> {
	const row = await store.conversations.find(id);
	return row ? ((await conversationViews(store, [row]))[0] ?? null) : null;
}

/** A reaction as the store keeps it: a removed one stays with a null emoji, so that an older one cannot come back. */
export interface StoredReaction {
	readonly from: 'contact' | 'us';
	readonly emoji: string | null;
	readonly at: number;
}

/** Views of messages of one channel, with one query more for what they quote. */
export async function messageViews(store: StoreParts, rows: readonly MessageRow[]): Promise<MessageView[]> {
	const channelId = rows[0]?.channel_id;
	const quotedIds = [...new Set(rows.map(row => row.reply_to_external_id).filter(id => id !== null))];
	const quoted =
		channelId === undefined || quotedIds.length === 0
			? []
			: await store.messages.byExternalIds(channelId, quotedIds);
	const quotedById = new Map(quoted.map(row => [row.external_id, row]));
	return rows.map(row =>
		messageView(
			row,
			row.reply_to_external_id === null ? undefined : quotedById.get(row.reply_to_external_id),
		),
	);
}

function messageView(row: MessageRow, quoted: MessageRow | undefined): MessageView {
	const reactions = row.reactions === null ? [] : (JSON.parse(row.reactions) as StoredReaction[]);
	return {
		id: row.id,
		conversationId: row.conversation_id,
		direction: row.direction as Direction,
		content:
			row.revoked_at === null
				? (JSON.parse(row.content) as Content)
				: { kind: 'notice', notice: 'other', text: 'This message was deleted.' },
		status: row.status as Status,
		at: Number(row.at),
		seq: Number(row.seq),
		receivedAt: Number(row.received_at),
		clientId: row.client_id,
		author: row.author_id === null ? null : { userId: row.author_id, name: row.author_name ?? '' },
		replyTo:
			row.reply_to_external_id === null
				? null
				: quoted
					? {
							messageId: quoted.id,
							direction: quoted.direction as Direction,
							excerpt:
								quoted.revoked_at === null
									? excerpt(JSON.parse(quoted.content) as Content)
									: 'Deleted message',
						}
					: { messageId: null, direction: 'outbound', excerpt: 'An earlier message' },
		reactions: reactions.flatMap(({ from, emoji }) => (emoji === null ? [] : [{ from, emoji }])),
		times: {
			sentAt: row.sent_at,
			deliveredAt: row.delivered_at,
			readAt: row.read_at,
			failedAt: row.failed_at,
		},
		problem: row.problem === null ? null : (JSON.parse(row.problem) as MessageView['problem']),
		editedAt: row.edited_at,
		revokedAt: row.revoked_at,
		forwarded: row.forwarded === 1,
		referral: row.referral === null ? null : (JSON.parse(row.referral) as Referral),
		cost: costView(row.cost),
		retryOf: row.retry_of,
		retriedBy: row.retried_by,
		revision: Number(row.revision),
	};
}
