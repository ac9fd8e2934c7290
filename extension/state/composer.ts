import { batch, computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { MessageView } from '../../shared/contract/views.ts';
import type { Draft, DraftFile, DraftStore } from '../connection/drafts.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import type { Upload } from '../connection/upload.ts';
import { type Attaching, createAttaching, fileOf } from './attachment.ts';
import type { TimeSource } from './clock.ts';
import { type CommentReply, createCommentReply } from './comment-reply.ts';
import type { OpenConversation } from './conversation.ts';
import { contentsOf, type OutgoingPlan, planOutgoing, refusalOf } from './outgoing-plan.ts';
import { newestId, type Sending } from './sending.ts';
import { addressKey, targetKey } from './target.ts';

const TYPING_EVERY_MS = 20_000;
/** A variable as quick replies have it; one that is left has no value. */
const IN_BRACES = /\{\{[^{}]*\}\}/;

/** What a message held, back out of the outbox. */
export interface GivenBack {
	readonly text: string;
	readonly replyToMessageId: string | null;
	readonly mediaId: string | null;
}

/** What is being written to the open conversation. */
export interface Composer {
	readonly text: ReadonlySignal<string>;
	readonly replyTo: ReadonlySignal<MessageView | null>;
	readonly attaching: Attaching;
	/** The comment that is answered where it stands, instead of writing a message. */
	readonly commentReply: CommentReply;
	/** What the draft goes as; null while the channel is not known. */
	readonly plan: ReadonlySignal<OutgoingPlan | null>;
	/** Places in double braces wait for their value: sending waits too. */
	readonly unfilled: ReadonlySignal<boolean>;
	/** Sent as soon as the file is up. */
	readonly waitsForFile: ReadonlySignal<boolean>;
	/** Why the last try to send did not go, until the draft changes. */
	readonly problem: ReadonlySignal<string | null>;
	write(text: string): void;
	reply(message: MessageView | null): void;
	/** Remembers the quick reply that stands in the text, until the draft is sent or emptied. */
	useQuickReply(quickReplyId: string): void;
	/** Sends the draft, and clears it in the same moment: a second press finds nothing to send. */
	send(): void;
	/** Puts a text back, before what was written since. */
	giveBack(given: GivenBack): void;
	stop(): void;
}

export interface ComposerParts {
	readonly port: Pick<RelayPort, 'call'>;
	readonly sending: Sending;
	readonly conversation: OpenConversation;
	readonly drafts: DraftStore;
	readonly upload: Upload;
	readonly time: TimeSource;
	/** True while the newest message is in sight. */
	readonly atNewest: ReadonlySignal<boolean>;
}

/** Makes the composer of the open conversation. Drafts are kept per conversation and come back with it. */
export function createComposer(parts: ComposerParts): Composer {
	const { port, sending, conversation, drafts, time } = parts;
	const text = signal('');
	const replyTo = signal<MessageView | null>(null);
	const problem = signal<string | null>(null);
	const waitsForFile = signal(false);
	const unfilled = computed(() => IN_BRACES.test(text.value));
	const attaching = createAttaching(port, sending, parts.upload);
	const commentReply = createCommentReply(conversation, sending);
	const plan = computed(() => {
		const carried = sending.capabilities.value;
		return carried && planOutgoing(carried, text.value.trim(), attaching.current.value);
	});
	/** What was sent from here, for the case that it comes back. */
	const sentFiles = new Map<string, DraftFile>();
	let quickReplyId: string | null = null;
	let lastSeen: string | null = null;
	let typingAt = Number.NEGATIVE_INFINITY;
	let replyToWanted: string | null = null;
	/** Where the draft on screen is kept; null while none is loaded. */
	let key: string | null = null;

	const seeNewest = () => {
		if (parts.atNewest.peek()) lastSeen = newestId(conversation.messages.peek());
	};

	const keep = () => {
		if (key === null) return;
		const draft: Draft = {
			text: text.peek(),
			replyToMessageId: replyTo.peek()?.id ?? replyToWanted,
			attachment: fileOf(attaching.current.peek()),
		};
		const empty = draft.text === '' && !draft.attachment && !draft.replyToMessageId;
		void drafts.keep(key, empty ? null : draft);
	};

	const show = (draft: Draft | null) => {
		batch(() => {
			text.value = draft?.text ?? '';
			replyToWanted = draft?.replyToMessageId ?? null;
			replyTo.value = findMessage(replyToWanted);
			if (draft?.attachment) attaching.restore(draft.attachment);
			else attaching.clear();
			waitsForFile.value = false;
			problem.value = null;
			quickReplyId = null;
			commentReply.begin(null);
		});
		seeNewest();
	};

	const findMessage = (id: string | null) =>
		id === null ? null : (conversation.messages.peek().find(message => message.id === id) ?? null);

	/** The keys under which a draft for what is open may lie, the best first. */
	const keysNow = (): string[] => {
		const target = conversation.target.value;
		if (!target) return [];
		const view = conversation.view.value;
		const address = conversation.address.value;
		return [
			...(view ? [`c:${view.id}`] : []),
			...(address ? [addressKey(target.channelId, address)] : []),
			targetKey(target),
		];
	};

	/** Shows the draft kept under the best of these keys, unless somebody has begun to write meanwhile. */
	const load = async (keys: readonly string[]) => {
		for (const from of keys) {
			const draft = await drafts.find(from);
			if (key !== keys[0] || !isEmpty()) return;
			if (!draft) continue;
			show(draft);
			if (from !== key) {
				void drafts.keep(from, null);
				keep();
			}
			return;
		}
	};

	const isEmpty = () => text.peek() === '' && !attaching.current.peek() && !replyTo.peek() && !replyToWanted;

	const stopKeys = effect(() => {
		const keys = keysNow();
		const best = keys[0] ?? null;
		if (best === key) return;
		const old = key;
		const moved = old !== null && keys.includes(old);
		key = best;
		untracked(() => {
			if (moved && !isEmpty()) {
				// The same draft under a better name: the address has become a conversation.
				void drafts.keep(old, null);
				keep();
				return;
			}
			if (!moved) show(null);
			void load(keys);
		});
	});

	const stopReply = effect(() => {
		const messages = conversation.messages.value;
		if (replyToWanted === null || replyTo.peek()) return;
		const found = messages.find(message => message.id === replyToWanted);
		if (found) replyTo.value = found;
	});

	const stopFile = effect(() => {
		const state = attaching.current.value?.state;
		untracked(() => {
			if (state === 'ready') {
				seeNewest();
				keep();
			}
			if (!waitsForFile.peek()) return;
			if (state === 'ready') send();
			else if (state !== 'uploading') waitsForFile.value = false;
		});
	});

	const tellTyping = (next: string) => {
		const view = conversation.view.peek();
		if (next.trim() === '' || !view || !sending.capabilities.peek()?.typing) return;
		if (sending.window.peek()?.state === 'closed' || time.now() - typingAt < TYPING_EVERY_MS) return;
		typingAt = time.now();
		void port.call('conversation:typing', { conversationId: view.id });
	};

	const send = () => {
		const words = text.peek().trim();
		if (unfilled.peek()) return;
		if (commentReply.current.peek()) {
			problem.value = commentReply.send(words);
			if (problem.peek() === null) clear();
			return;
		}
		const file = attaching.current.peek();
		if (file?.state === 'uploading') {
			waitsForFile.value = true;
			return;
		}
		const going = plan.peek();
		if (!going || (!file && going.texts.length === 0)) return;
		if (file && (file.state !== 'ready' || !file.mediaId || !file.mediaKind)) return;
		problem.value = refusalOf(sending, going, file);
		if (problem.peek() !== null) return;
		const reply = replyTo.peek()?.id ?? replyToWanted;
		const used = quickReplyId === null ? {} : { quickReplyId };
		// What is answered, and what it came from, is said of the first message only.
		let more = { ...used, ...(reply && { replyToMessageId: reply }), lastSeenMessageId: lastSeen };
		batch(() => {
			const kept = fileOf(file);
			if (kept) sentFiles.set(kept.mediaId, kept);
			for (const content of contentsOf(going, file)) {
				sending.send(content, more);
				more = { lastSeenMessageId: lastSeen };
			}
			clear();
		});
	};

	const clear = () => {
		show(null);
		keep();
	};

	return {
		text,
		replyTo,
		attaching,
		commentReply,
		plan,
		unfilled,
		waitsForFile,
		problem,
		useQuickReply: id => {
			quickReplyId = id;
		},
		write: next => {
			text.value = next;
			problem.value = null;
			if (next.trim() === '' && !attaching.current.peek()) quickReplyId = null;
			seeNewest();
			keep();
			tellTyping(next);
		},
		reply: message => {
			replyToWanted = message?.id ?? null;
			replyTo.value = message;
			seeNewest();
			keep();
		},
		send,
		giveBack: given => {
			const since = text.peek();
			text.value = since === '' || given.text === '' ? given.text + since : `${given.text}\n${since}`;
			if (given.mediaId !== null)
				attaching.restore(sentFiles.get(given.mediaId) ?? unknownFile(given.mediaId));
			if (given.replyToMessageId) {
				replyToWanted = given.replyToMessageId;
				replyTo.value = findMessage(given.replyToMessageId);
			}
			problem.value = null;
			seeNewest();
			keep();
		},
		stop: () => {
			stopKeys();
			stopReply();
			stopFile();
		},
	};
}

// After a reload only the relay knows the file: it went up as one that could be sent, so it can be sent again.
function unknownFile(mediaId: string): DraftFile {
	return { mediaId, mimeType: 'application/octet-stream', filename: '', size: 1 };
}
