import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import { optOutOf } from '../../shared/domain/consent.ts';
import { OPEN_OUTLOOK, type SendOutlook } from '../../shared/domain/send-outlook.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import type { Channels } from './channels.ts';
import type { Clock } from './clock.ts';
import type { OpenConversation } from './conversation.ts';
import { type Target, targetKey } from './target.ts';

/** What sending to the open conversation depends on, besides its window. */
export interface Outlook {
	/** Everything open while the relay has not told; what the contact itself said counts from the first moment. */
	readonly value: ReadonlySignal<SendOutlook>;
	/** The relay has told of the conversation on screen. */
	readonly known: ReadonlySignal<boolean>;
	stop(): void;
}

/**
 * Asks the relay when a conversation opens, after each of its changes, when limits, rules or prices change, and when a
 * cap or a block ends by itself.
 */
export function createOutlook(
	port: Pick<RelayPort, 'call' | 'on' | 'onConnection'>,
	channels: Pick<Channels, 'all'>,
	conversation: Pick<OpenConversation, 'target' | 'view' | 'phase' | 'fresh'>,
	clock: Pick<Clock, 'now'>,
): Outlook {
	const told = signal<{ readonly key: string; readonly outlook: SendOutlook } | null>(null);
	let asking: string | null = null;
	let again = false;

	const ask = async () => {
		const target = conversation.target.peek();
		if (!target || !conversation.fresh.peek()) return;
		const key = targetKey(target);
		if (asking === key) {
			again = true;
			return;
		}
		asking = key;
		again = false;
		const answer = await port.call('conversation:outlook', requestOf(target, conversation.view.peek()?.id));
		if (asking !== key) return;
		asking = null;
		if (answer.ok) told.value = { key, outlook: answer.value.outlook };
		if (again) void ask();
	};

	const current = computed(() => {
		const target = conversation.target.value;
		return target && told.value?.key === targetKey(target) ? told.value.outlook : null;
	});
	const value = computed<SendOutlook>(() => {
		const outlook = current.value ?? OPEN_OUTLOOK;
		const target = conversation.target.value;
		const consents = conversation.view.value?.contact.consents;
		const type = channels.all.value?.find(one => one.id === target?.channelId)?.type;
		// A word of consent comes with the conversation itself, before the relay is asked about it.
		return consents && type ? { ...outlook, optOut: optOutOf(consents, type) } : outlook;
	});

	const stops = [
		effect(() => {
			const fresh = conversation.fresh.value && conversation.target.value !== null;
			// Each revision is a reason to ask again.
			void conversation.view.value?.revision;
			if (fresh) untracked(() => void ask());
		}),
		effect(() => {
			const now = clock.now.value;
			untracked(() => {
				if (current.peek() && nextChange(value.peek()) <= now) void ask();
			});
		}),
		port.on('limit:changed', () => void ask()),
		port.on('rules:changed', () => void ask()),
		port.on('price:changed', () => void ask()),
		port.onConnection(connection => {
			if (connection.state === 'online') void ask();
		}),
	];
	return {
		value,
		known: computed(() => current.value !== null),
		stop: () => {
			for (const stop of stops) stop();
		},
	};
}

function requestOf(target: Target, conversationId: string | undefined) {
	if (conversationId !== undefined) return { conversationId };
	return target.kind === 'conversation'
		? { conversationId: target.conversationId }
		: { channelId: target.channelId, address: target.raw };
}

/** The next moment at which time alone changes what is allowed. */
function nextChange({ marketing, pool, restrictions }: SendOutlook): number {
	const times = [
		marketing.freeAt,
		marketing.heldUntil,
		pool?.freeAt ?? null,
		...restrictions.map(one => one.until),
	];
	return Math.min(...times.map(at => at ?? Number.POSITIVE_INFINITY));
}
