import { LockKeyhole, Reply } from 'lucide';
import type { MessageView } from '../state/views.ts';
import { Button } from '../ui/button.tsx';
import { t } from '../ui/text.ts';
import styles from './comment.module.css';
import { useSidebar } from './context.ts';

/** The two ways to answer a comment; one that is not possible any more says why. */
export function CommentActions({ message }: { readonly message: MessageView }) {
	const { composer, conversation, sending } = useSidebar();
	const { commentReply } = composer;
	if (message.conversationId !== conversation.view.value?.id || !sending.capabilities.value?.comments)
		return null;
	const begin = (mode: 'private' | 'public') => {
		commentReply.begin({ message, mode });
		requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-test="composer-input"]')?.focus());
	};
	const privately = commentReply.check({ message, mode: 'private' }, '-');
	return (
		<div class={styles.actions}>
			<Button look="link" icon={Reply} test="comment-public" onClick={() => begin('public')}>
				{t('comment_reply_public')}
			</Button>
			{privately.allowed ? (
				<Button look="link" icon={LockKeyhole} test="comment-private" onClick={() => begin('private')}>
					{t('comment_reply_private')}
				</Button>
			) : (
				<p class={styles.why} data-test="comment-private-why">
					{privately.message}
				</p>
			)}
		</div>
	);
}
