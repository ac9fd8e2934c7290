import { X } from 'lucide';
import { excerpt } from '../../shared/domain/message.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { useLayer } from '../ui/layers.ts';
import { t } from '../ui/text.ts';
import { useSidebar } from './context.ts';
import styles from './strip.module.css';

/** The message that the draft answers. */
export function ReplyStrip() {
	const { composer, conversation } = useSidebar();
	const message = composer.replyTo.value;
	useLayer(message !== null, () => composer.reply(null));
	if (!message) return null;
	return (
		<div class={styles.strip} data-test="reply-strip">
			<div class={styles.words}>
				<span class={styles.title}>
					{message.direction === 'outbound'
						? t('reply_to_us')
						: t('reply_to', { name: conversation.name.value })}
				</span>
				<span class={styles.line}>{excerpt(message.content)}</span>
			</div>
			<IconButton icon={X} small label={t('reply_cancel')} onClick={() => composer.reply(null)} />
		</div>
	);
}
