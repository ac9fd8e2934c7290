import { t } from '../../../ui/text.ts';
import styles from './builder.module.css';
import { useBuilder } from './context.ts';

/** Whether what is written is kept. */
export function SaveState() {
	const { saved } = useBuilder();
	const now = saved.value;
	if (now.state === 'failed') {
		return (
			<span class={styles.unsaved} role="alert" data-test="save-state" data-state="failed">
				{now.error.code === 'offline'
					? t('draft_not_saved_offline')
					: t('draft_not_saved', { why: now.error.message })}
			</span>
		);
	}
	return (
		<span class={styles.quiet} role="status" data-test="save-state" data-state={now.state}>
			{wordOf(now.state)}
		</span>
	);
}

function wordOf(state: 'new' | 'saved' | 'changed' | 'saving'): string {
	if (state === 'saved') return t('draft_saved');
	return state === 'new' ? t('draft_new') : t('draft_saving');
}
