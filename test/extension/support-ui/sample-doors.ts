import { ok } from '../../../shared/contract/result.ts';
import type {
	ChannelView,
	ContactView,
	ConversationView,
	MessageView,
} from '../../../shared/contract/views.ts';
import { HOUR_MS, MINUTE_MS } from '../../../shared/lib/time.ts';
import { createFakeRelay, type FakeRelay } from './fake-relay.ts';
import { channelOf, conversationOf, messageOf } from './samples.ts';

/** Ann on three messengers: WhatsApp, a Telegram bot and an Instagram account. */
export const DOORS: readonly ChannelView[] = [
	channelOf(),
	channelOf({
		id: 'ch-bot',
		name: 'Workshop bot',
		type: 'telegram',
		provider: 'telegram',
		address: '@wood_works_bot',
		createdAt: 2,
	}),
	channelOf({
		id: 'ch-insta',
		name: 'Wood works',
		type: 'instagram',
		provider: 'instagram',
		address: '@wood.works',
		createdAt: 3,
	}),
];

export const ANN: ContactView = {
	...conversationOf().contact,
	addresses: [
		{ kind: 'phone', value: '+4915550100234' },
		{ kind: 'telegram-chat', value: '351' },
		{ kind: 'instagram-user', value: '17841/998' },
	],
	reach: [{ phone: '+4915550100234', onWhatsApp: true, at: 0 }],
};

const CONVERSATIONS = { 'ch-sales': 'cv-ann', 'ch-bot': 'cv-bot', 'ch-insta': 'cv-insta' } as const;

export interface DoorsOptions {
	readonly now: number;
	/** What was said last on which channel; she is known on these. */
	readonly said: readonly (Partial<MessageView> & {
		readonly id: string;
		readonly on: keyof typeof CONVERSATIONS;
	})[];
}

/** A relay that knows Ann by these messages; it finds her by any of her numbers. */
export function relayWithDoors({ now, said }: DoorsOptions): FakeRelay {
	const relay = createFakeRelay([...DOORS]);
	for (const { on, ...message } of said) {
		relay.put(
			conversationOf({ id: CONVERSATIONS[on], channelId: on, contact: ANN }),
			messageOf({ conversationId: CONVERSATIONS[on], at: now - HOUR_MS, ...message }),
		);
	}
	const known = (): ConversationView[] =>
		Object.values(CONVERSATIONS)
			.filter(id => said.some(one => CONVERSATIONS[one.on] === id))
			.map(id => relay.find(id).view)
			.sort((a, b) => (b.lastMessage?.at ?? 0) - (a.lastMessage?.at ?? 0));
	relay.port.answer('contact:find', () => {
		const conversations = known();
		return ok({ contact: conversations.length > 0 ? ANN : null, conversations });
	});
	relay.port.answer('contact:timeline', () => {
		const conversations = known();
		const messages = conversations.flatMap(one => relay.find(one.id).messages);
		return ok({ messages: messages.sort((a, b) => a.at - b.at), conversations, hasOlder: false });
	});
	relay.port.answer('contact:show', () =>
		ok({
			contact: ANN,
			conversations: known(),
			merges: [{ id: 'mg-1', at: now - 30 * MINUTE_MS, name: 'ann_b', by: 'Mara Lindt' }],
		}),
	);
	return relay;
}

/** A comment under a post. */
export function commentOf<More extends { readonly id: string }>(more: More) {
	return {
		content: {
			kind: 'comment' as const,
			text: 'How much is the oak one?',
			activity: 'feed' as const,
			postId: 'p1',
			postUrl: 'https://www.instagram.com/p/p1',
			parentId: null,
		},
		...more,
	};
}
