import { Lock } from 'lucide';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { t } from '../ui/text.ts';
import { ago, exactTime } from '../ui/time.ts';
import { useSidebar } from './context.ts';
import styles from './window-closed.module.css';

/** What is possible while the window is closed, in one line with its button. */
export function WindowClosed() {
	const { sending, clock, composer, templates } = useSidebar();
	const window = sending.window.value;
	if (window?.state !== 'closed') return null;
	const { closedAt } = window;
	return (
		<div class={styles.closed}>
			<Icon node={Lock} />
			<p title={closedAt === null ? undefined : exactTime(closedAt)}>
				{closedAt === null ? t('closed_never') : t('closed_since', { since: ago(closedAt, clock.now.value) })}
				{composer.text.value !== '' && <span class={styles.kept}> {t('closed_draft_kept')}</span>}
			</p>
			<Button look="primary" test="choose-template" onClick={templates.open}>
				{t('choose_template')}
			</Button>
		</div>
	);
}
