import { MessageCircle } from 'lucide';
import { Icon } from '../ui/icon.tsx';
import { formatNumber, t } from '../ui/text.ts';
import { useSidebar } from './context.ts';
import styles from './folded-strip.module.css';

/** What is left of the sidebar where there is no room for it: one button that asks for more. */
export function FoldedStrip() {
	const { port, list, conversation } = useSidebar();
	const unread = conversation.view.value?.unread ?? list.unreadTotal.value;
	return (
		<nav class={styles.strip} aria-label={t('strip_label')}>
			<button
				type="button"
				class={styles.button}
				title={t('strip_open')}
				aria-label={t('strip_open')}
				onClick={() => port.toPage({ kind: 'resize', width: 380 })}
			>
				<Icon node={MessageCircle} size={20} />
				{unread > 0 && <span class={styles.count}>{formatNumber(unread)}</span>}
			</button>
		</nav>
	);
}
