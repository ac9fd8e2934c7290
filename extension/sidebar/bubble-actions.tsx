import { Reply, SmilePlus } from 'lucide';
import { useRef, useState } from 'preact/hooks';
import type { MessageView } from '../state/views.ts';
import { classes } from '../ui/classes.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { t } from '../ui/text.ts';
import styles from './bubble-actions.module.css';
import { useSidebar } from './context.ts';
import { EmojiPanel } from './emoji-panel.tsx';

/** What stands beside a bubble under the pointer or the focus: reply, and react where the window allows it. */
export function BubbleActions({ message }: { readonly message: MessageView }) {
	const { composer, sending, acts } = useSidebar();
	const [reacting, setReacting] = useState(false);
	const anchor = useRef<HTMLButtonElement>(null);
	const capabilities = sending.capabilities.value;
	const closed = sending.window.value?.state === 'closed';
	if (!capabilities || closed || message.status === 'failed' || message.status === 'queued') return null;
	return (
		<div class={classes(styles.actions, reacting && styles.open)}>
			{capabilities.replies && (
				<IconButton
					icon={Reply}
					small
					label={t('reply')}
					test="reply"
					onClick={() => composer.reply(message)}
				/>
			)}
			{capabilities.reactions && (
				<IconButton
					icon={SmilePlus}
					small
					label={t('react')}
					test="react"
					buttonRef={anchor}
					onClick={() => setReacting(true)}
				/>
			)}
			{reacting && anchor.current && (
				<EmojiPanel
					anchor={anchor.current}
					onChoose={emoji => acts.react(message, emoji)}
					onClose={() => setReacting(false)}
				/>
			)}
		</div>
	);
}
