import { type ReadonlySignal, signal } from '@preact/signals';
import type { MessageView } from '../../shared/contract/views.ts';
import type { Outgoing, Verdict } from '../../shared/domain/send-verdict.ts';
import type { OpenConversation } from './conversation.ts';
import type { Sending } from './sending.ts';

type Reply = Extract<Outgoing, { kind: 'comment-reply' }>;

/** A comment that is being answered, and where. */
export interface CommentTarget {
	readonly message: MessageView;
	readonly mode: Reply['mode'];
}

/** Answers to comments: below them for everybody, or to their writer alone, which is possible once. */
export interface CommentReply {
	readonly current: ReadonlySignal<CommentTarget | null>;
	/** Null ends it. */
	begin(target: CommentTarget | null): void;
	/** Whether this text may answer this comment in this way. */
	check(target: CommentTarget, text: string): Verdict;
	/** Sends the answer; why it does not go, or null when it went. */
	send(text: string): string | null;
}

export function createCommentReply(
	conversation: Pick<OpenConversation, 'messages'>,
	sending: Pick<Sending, 'check' | 'send'>,
): CommentReply {
	const current = signal<CommentTarget | null>(null);
	const check = ({ message, mode }: CommentTarget, text: string) =>
		sending.check({
			kind: 'comment-reply',
			mode,
			text,
			commentAt: message.at,
			privatelyAnswered: conversation.messages.value.some(
				({ content, status }) =>
					content.kind === 'comment-reply' &&
					content.mode === 'private' &&
					content.commentMessageId === message.id &&
					status !== 'failed',
			),
		});
	return {
		current,
		begin: target => {
			current.value = target;
		},
		check,
		send: text => {
			const target = current.peek();
			if (!target) return null;
			const verdict = check(target, text);
			if (!verdict.allowed) return verdict.message;
			sending.send({ kind: 'comment-reply', messageId: target.message.id, mode: target.mode, text });
			return null;
		},
	};
}
