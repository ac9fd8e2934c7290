import { Download } from 'lucide';
import type { ContactImport } from '../../state/contact-import.ts';
import { Button } from '../../ui/button.tsx';
import { formatNumber, t } from '../../ui/text.ts';
import { showToast } from '../../ui/toast.tsx';
import { useSettings } from '../context.ts';
import styles from './contacts.module.css';
import steps from './import.module.css';
import { ImportCounts } from './import-counts.tsx';
import { STATE_WORDS, undoneWords } from './import-words.ts';
import { wordsOf } from './words.ts';

/** The last step: how far it is, and how it ended. It goes on when the page is left. */
export function ImportRun({ state }: { readonly state: ContactImport }) {
	const { port, go, openTab } = useSettings();
	const one = state.running.value;
	if (!one) return null;
	const isUnderWay = one.state === 'running' || one.state === 'undoing';
	const end = one.state === 'undoing' ? one.added + one.updated : one.total;
	const report = async () => {
		const answer = await port.call('contacts:import-report', { importId: one.id });
		if (answer.ok) openTab(answer.value.url);
		else showToast(wordsOf(answer.error));
	};
	return (
		<>
			<p role="status" data-test="import-state">
				{isUnderWay
					? t('import_progress', { done: formatNumber(one.done), total: formatNumber(end) })
					: t(STATE_WORDS[one.state])}
			</p>
			{isUnderWay && (
				<progress class={steps.progress} max={end} value={one.done} aria-label={t('import_step_run')} />
			)}
			{one.problem && (
				<p class={styles.problem} role="alert">
					{one.problem}
				</p>
			)}
			{one.undone && one.state === 'undone' && <p>{undoneWords(one.undone)}</p>}
			<ImportCounts counts={one} />
			{isUnderWay ? (
				<p class={styles.quiet}>{t('import_goes_on')}</p>
			) : (
				<div class={styles.buttons}>
					<Button look="primary" test="import-to-list" onClick={() => go({ filters: {} })}>
						{t('import_to_list')}
					</Button>
					<Button icon={Download} test="import-report" onClick={() => void report()}>
						{t('import_report')}
					</Button>
					<Button look="quiet" test="import-to-history" onClick={() => go({ filters: { open: 'imports' } })}>
						{t('import_history')}
					</Button>
				</div>
			)}
		</>
	);
}
