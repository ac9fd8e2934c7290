import { Info, Reply, SmilePlus } from 'lucide';
import { useRef, useState } from 'preact/hooks';
import type { MessageView } from '../state/views.ts';
import { classes } from '../ui/classes.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { t } from '../ui/text.ts';
import styles from './bubble-actions.module.css';
import { useSidebar } from './context.ts';
import { EmojiPanel, MessageDetails } from './later.ts';

/** What stands beside a bubble under the pointer or the focus: reply and react where the window allows it, and details. */
export function BubbleActions({ message }: { readonly message: MessageView }) {
	const { composer, sending, acts, conversation } = useSidebar();
	const [reacting, setReacting] = useState(false);
	const [details, setDetails] = useState(false);
	const anchor = useRef<HTMLButtonElement>(null);
	const capabilities = sending.capabilities.value;
	const isComment = message.content.kind === 'comment';
	const settled = message.status !== 'failed' && message.status !== 'queued';
	const answerable = capabilities && settled && !isComment && sending.prospect.value.text.allowed;
	const outbound = message.direction === 'outbound';
	const reactions = capabilities?.reactions ?? 'none';
	// A message of another conversation stands here only to be read.
	if (message.conversationId !== conversation.view.value?.id) return null;
	if (!answerable && !outbound) return null;
	return (
		<div class={classes(styles.actions, reacting && styles.open)}>
			{answerable && capabilities.replies && (
				<IconButton
					icon={Reply}
					small
					label={t('reply')}
					test="reply"
					onClick={() => composer.reply(message)}
				/>
			)}
			{answerable && reactions !== 'none' && (
				<IconButton
					icon={SmilePlus}
					small
					label={t('react')}
					test="react"
					buttonRef={anchor}
					onClick={() => setReacting(true)}
				/>
			)}
			{outbound && (
				<IconButton icon={Info} small label={t('details')} test="details" onClick={() => setDetails(true)} />
			)}
			{details && <MessageDetails message={message} onClose={() => setDetails(false)} />}
			{reacting && anchor.current && (
				<EmojiPanel
					anchor={anchor.current}
					{...(typeof reactions !== 'string' && { only: reactions })}
					onChoose={emoji => acts.react(message, emoji)}
					onClose={() => setReacting(false)}
				/>
			)}
		</div>
	);
}
