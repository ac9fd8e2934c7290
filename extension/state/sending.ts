import { computed, effect, type ReadonlySignal } from '@preact/signals';
import type { ChannelView, MessageView } from '../../shared/contract/views.ts';
import { sendableAddress } from '../../shared/domain/address.ts';
import { capabilitiesOf } from '../../shared/domain/capabilities.ts';
import type { Capabilities } from '../../shared/domain/channel.ts';
import { checkSend } from '../../shared/domain/send-rules.ts';
import type { Outgoing, SendFacts, Verdict } from '../../shared/domain/send-verdict.ts';
import type { Template } from '../../shared/domain/template.ts';
import { checkTemplateFor } from '../../shared/domain/template-send-rules.ts';
import { type MessagingWindow, messagingWindow } from '../../shared/domain/window.ts';
import { HOUR_MS } from '../../shared/lib/time.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import type { Channels } from './channels.ts';
import type { Clock } from './clock.ts';
import type { OpenConversation } from './conversation.ts';
import type { Outlook } from './outlook.ts';

type SendRequest = Parameters<RelayPort['send']>[0];
export type SendContentInput = SendRequest['content'];

/** What the open conversation allows now, and the one way out for its messages. */
export interface Sending {
	readonly channel: ReadonlySignal<ChannelView | null>;
	readonly capabilities: ReadonlySignal<Capabilities | null>;
	/** Null until the conversation is known. Changes by itself at the moment it closes. */
	readonly window: ReadonlySignal<MessagingWindow | null>;
	/** The window is in its last hour. */
	readonly closesSoon: ReadonlySignal<boolean>;
	/** What may go now, before anybody has written or chosen anything. */
	readonly prospect: ReadonlySignal<Prospect>;
	/** The relay's rule, asked with what is known here. */
	check(outgoing: Outgoing): Verdict;
	/** Whether a template may go now, whatever its values will be. */
	checkTemplate(template: Template): Verdict;
	/** Puts one message into the outbox. Null when no conversation is open. Answers its client id. */
	send(content: SendContentInput, more?: SendOptions): string | null;
	stop(): void;
}

/** The rule's verdict on any text, any template, and any marketing template. */
export interface Prospect {
	readonly text: Verdict;
	readonly template: Verdict;
	readonly marketing: Verdict;
}

export interface SendOptions {
	readonly replyToMessageId?: string;
	/** Leave it out to have nothing compared. */
	readonly lastSeenMessageId?: string | null;
	readonly clientId?: string;
	/** The quick reply that the text came from. */
	readonly quickReplyId?: string;
}

const NOT_KNOWN: Verdict = {
	allowed: false,
	refusal: 'not-supported',
	message: '',
	problems: [],
	next: 'change',
	until: null,
};

/** A template that nothing is wrong with but what is wrong with all. */
const ANY_TEMPLATE: Template = {
	name: '',
	language: '',
	category: 'utility',
	status: 'approved',
	format: 'positional',
	header: null,
	body: '',
	footer: null,
	buttons: [],
	cards: null,
	offer: null,
	authentication: null,
	unsupported: [],
	rejectedReason: null,
	quality: null,
	samples: {},
};

/** Makes the sending state of the open conversation. */
export function createSending(
	port: Pick<RelayPort, 'send'>,
	channels: Pick<Channels, 'all'>,
	conversation: Pick<OpenConversation, 'target' | 'view' | 'address' | 'phase'>,
	outlook: Pick<Outlook, 'value'>,
	clock: Pick<Clock, 'now' | 'wakeAt'>,
	newId: () => string,
): Sending {
	const channel = computed(() => {
		const id = conversation.target.value?.channelId;
		return channels.all.value?.find(one => one.id === id) ?? null;
	});
	const capabilities = computed(() => (channel.value ? capabilitiesOf(channel.value.type) : null));
	const window = computed<MessagingWindow | null>(() => {
		if (!channel.value || conversation.phase.value !== 'ready') return null;
		return messagingWindow({
			channelType: channel.value.type,
			lastInboundAt: conversation.view.value?.lastInboundAt ?? null,
			now: clock.now.value,
		});
	});
	const stop = effect(() => {
		const now = window.value;
		clock.wakeAt(now && 'closesAt' in now ? now.closesAt : null);
	});

	/** Null while the channel or the conversation is not known. */
	const facts = computed<Omit<SendFacts, 'outgoing'> | null>(() => {
		const carried = capabilities.value;
		const open = window.value;
		if (!channel.value || !carried || !open) return null;
		const contact = conversation.view.value?.contact ?? null;
		return {
			capabilities: carried,
			window: open,
			channelState: channel.value.state,
			reachable:
				contact === null ||
				sendableAddress(channel.value.type, contact.addresses, channel.value.account) !== null,
			begun: (conversation.view.value?.lastInboundAt ?? null) !== null,
			outlook: outlook.value.value,
			now: clock.now.value,
		};
	});

	const check = (outgoing: Outgoing) => (facts.value ? checkSend({ ...facts.value, outgoing }) : NOT_KNOWN);
	const checkTemplate = (template: Template) =>
		facts.value?.capabilities.templates ? checkTemplateFor(facts.value, template) : NOT_KNOWN;

	return {
		channel,
		capabilities,
		window,
		prospect: computed(() => ({
			text: check({ kind: 'text', text: '-' }),
			template: checkTemplate(ANY_TEMPLATE),
			marketing: checkTemplate({ ...ANY_TEMPLATE, category: 'marketing' }),
		})),
		closesSoon: computed(() => {
			const now = window.value;
			return now?.state === 'open' && now.closesAt - clock.now.value < HOUR_MS;
		}),
		check,
		checkTemplate,
		send: (content, more = {}) => {
			const target = conversation.target.peek();
			if (!target) return null;
			const clientId = more.clientId ?? newId();
			const view = conversation.view.peek();
			const id = view?.id ?? (target.kind === 'conversation' ? target.conversationId : null);
			const to = id
				? { conversationId: id }
				: {
						channelId: target.channelId,
						to:
							(conversation.address.peek() as SendRequest['to']) ??
							(target.kind === 'address' ? target.raw : ''),
						name: target.name,
					};
			port.send({
				clientId,
				...to,
				content,
				...(more.replyToMessageId !== undefined && { replyToMessageId: more.replyToMessageId }),
				...(more.lastSeenMessageId !== undefined && { lastSeenMessageId: more.lastSeenMessageId }),
				...(more.quickReplyId !== undefined && { quickReplyId: more.quickReplyId }),
			});
			return clientId;
		},
		stop,
	};
}

/** The newest message of a list, whose id says how far somebody has seen. */
export function newestId(messages: readonly MessageView[]): string | null {
	return messages.at(-1)?.id ?? null;
}
