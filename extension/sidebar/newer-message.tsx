import { MessageCircleWarning } from 'lucide';
import { excerpt } from '../../shared/domain/message.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { t } from '../ui/text.ts';
import { useSidebar } from './context.ts';
import styles from './newer-message.module.css';

/** Somebody wrote while this was being written: it waits until a person has decided. */
export function NewerMessage() {
	const { acts, conversation } = useSidebar();
	if (acts.heldBack.value.length === 0) return null;
	const newest = conversation.messages.value.at(-1);
	const inbound = newest?.direction !== 'outbound';
	return (
		<div class={styles.newer} role="alert" data-test="newer-message">
			<Icon node={MessageCircleWarning} />
			<div class={styles.words}>
				<p class={styles.title}>{t(inbound ? 'newer_by_contact' : 'newer_by_colleague')}</p>
				{newest && <p class={styles.excerpt}>{excerpt(newest.content)}</p>}
				<div class={styles.buttons}>
					<Button look="primary" test="look-first" onClick={acts.lookFirst}>
						{t('newer_look')}
					</Button>
					<Button test="send-anyway" onClick={acts.sendAnyway}>
						{t('newer_send')}
					</Button>
				</div>
			</div>
		</div>
	);
}
