import { RefreshCw } from 'lucide';
import { useState } from 'preact/hooks';
import type { Templates } from '../../state/templates.ts';
import { Button } from '../../ui/button.tsx';
import { plural, t } from '../../ui/text.ts';
import { ago, exactTime } from '../../ui/time.ts';
import { showToast } from '../../ui/toast.tsx';
import { useSettings } from '../context.ts';
import styles from './templates-page.module.css';

export interface SyncButtonProps {
	readonly templates: Templates;
	/** True where it stands by itself, as the one next step. */
	readonly alone?: boolean;
}

/** Fetches the templates from the provider, says what that changed, and when it was last done. */
export function SyncButton({ templates, alone = false }: SyncButtonProps) {
	const { link, clock } = useSettings();
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<string | null>(null);
	const syncedAt = templates.list.current.value.value?.syncedAt ?? null;
	const run = async () => {
		setBusy(true);
		const result = await templates.sync();
		setBusy(false);
		setProblem(result.ok ? null : result.error.message);
		if (result.ok) {
			const { added, changed, removed, total } = result.value;
			showToast(t('templates_synced', { total: plural('templates_count', total), added, changed, removed }));
		}
	};
	return (
		<div class={styles.sync}>
			{!alone && (
				<span class={styles.quiet} title={syncedAt === null ? undefined : exactTime(syncedAt)}>
					{syncedAt === null
						? t('templates_never_synced')
						: t('templates_synced_at', { since: ago(syncedAt, clock.now.value) })}
				</span>
			)}
			{link.may('templates:sync') ? (
				<Button
					icon={RefreshCw}
					look={alone ? 'primary' : 'plain'}
					busy={busy}
					test={alone ? 'sync-first' : 'sync-templates'}
					onClick={() => void run()}
				>
					{t('templates_sync')}
				</Button>
			) : (
				<span class={styles.quiet}>{t('templates_sync_others')}</span>
			)}
			{problem && (
				<p class={styles.problem} role="alert">
					{problem}
				</p>
			)}
		</div>
	);
}
