import { useContext } from 'preact/hooks';
import type { MessageView } from '../state/views.ts';
import { t } from '../ui/text.ts';
import { useSidebar } from './context.ts';
import { JumpContext } from './jump.ts';
import styles from './quote.module.css';

/** The message that is answered; a click goes there. */
export function Quote({ reply }: { readonly reply: NonNullable<MessageView['replyTo']> }) {
	const jump = useContext(JumpContext);
	const { conversation } = useSidebar();
	const who = reply.direction === 'outbound' ? t('you') : conversation.name.value;
	const id = reply.messageId;
	const words = (
		<>
			<span class={styles.who}>{who}</span>
			<span class={styles.excerpt}>{reply.excerpt}</span>
		</>
	);
	if (id === null) return <div class={styles.quote}>{words}</div>;
	return (
		<button
			type="button"
			class={styles.quote}
			title={t('quote_jump')}
			data-test="quote"
			onClick={() => jump(id)}
		>
			{words}
		</button>
	);
}
