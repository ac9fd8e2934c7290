import { ArrowLeft, Download, Undo2 } from 'lucide';
import { useState } from 'preact/hooks';
import { type ContactImports, createContactImports } from '../../state/contact-imports.ts';
import type { ImportView } from '../../state/views.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Table } from '../../ui/table.tsx';
import { formatNumber, t } from '../../ui/text.ts';
import { ago, exactTime } from '../../ui/time.ts';
import { showToast } from '../../ui/toast.tsx';
import { useStateOf } from '../../ui/use-state-of.ts';
import { useSettings } from '../context.ts';
import { LoadedView } from '../loaded-view.tsx';
import { PageHead } from '../page-head.tsx';
import styles from './contacts.module.css';
import { STATE_TONES, STATE_WORDS, undoneWords } from './import-words.ts';
import { UndoDialog } from './undo-dialog.tsx';
import { wordsOf } from './words.ts';

/** Every import: how its rows ended, its report, and the way to take it back. */
export function ImportsPage() {
	const { port, go } = useSettings();
	const imports = useStateOf(() => createContactImports(port), []);
	return (
		<>
			<div class={styles.head}>
				<IconButton icon={ArrowLeft} label={t('contacts_back')} onClick={() => go({ filters: {} })} />
				<PageHead title={t('import_history')} />
			</div>
			<LoadedView
				loaded={imports.shown.current.value}
				failed={t('import_history_failed')}
				onRetry={() => void imports.shown.load()}
			>
				{page =>
					page.imports.length === 0 ? (
						<EmptyState title={t('import_none')} test="imports-empty">
							{t('import_none_text')}
						</EmptyState>
					) : (
						<ImportTable all={page.imports} hasMore={page.hasMore} imports={imports} />
					)
				}
			</LoadedView>
		</>
	);
}

interface ImportTableProps {
	readonly all: readonly ImportView[];
	readonly hasMore: boolean;
	readonly imports: ContactImports;
}

function ImportTable({ all, hasMore, imports }: ImportTableProps) {
	const { openTab } = useSettings();
	const [undoing, setUndoing] = useState<ImportView | null>(null);
	const report = async (importId: string) => {
		const answer = await imports.report(importId);
		if (answer.ok) openTab(answer.value.url);
		else showToast(wordsOf(answer.error));
	};
	const number = (key: string, title: string) => ({ key, title, align: 'end' as const });
	return (
		<>
			<Table
				label={t('import_history')}
				columns={[
					{ key: 'file', title: t('import_file') },
					number('added', t('import_added')),
					number('updated', t('import_updated')),
					number('unchanged', t('import_unchanged')),
					number('failed', t('import_failed')),
					number('aside', t('import_aside')),
					number('total', t('import_total')),
					{ key: 'act', title: t('column_actions'), hideTitle: true },
				]}
			>
				{all.map(one => (
					<Row key={one.id} one={one} onReport={() => void report(one.id)} onUndo={() => setUndoing(one)} />
				))}
			</Table>
			{hasMore && (
				<Button
					look="link"
					test="imports-more"
					onClick={() =>
						void imports.loadMore().then(error => {
							if (error) showToast(wordsOf(error));
						})
					}
				>
					{t('list_more')}
				</Button>
			)}
			{undoing && (
				<UndoDialog
					one={undoing}
					onClose={() => setUndoing(null)}
					onUndo={async () => {
						setUndoing(null);
						const error = await imports.undo(undoing.id);
						if (error) showToast(wordsOf(error));
					}}
				/>
			)}
		</>
	);
}

interface RowProps {
	readonly one: ImportView;
	readonly onReport: () => void;
	readonly onUndo: () => void;
}

function Row({ one, onReport, onUndo }: RowProps) {
	const { clock } = useSettings();
	const { filename, state, createdAt, byName, problem } = one;
	const canUndo = (state === 'done' || state === 'failed') && one.added + one.updated > 0;
	return (
		<tr data-test="import-row" data-id={one.id}>
			<td class={styles.name}>
				{filename}
				<p class={styles.quiet}>
					{byName}
					{' · '}
					<time dateTime={new Date(createdAt).toISOString()} title={exactTime(createdAt)}>
						{ago(createdAt, clock.now.value)}
					</time>
				</p>
				<Badge tone={STATE_TONES[state]}>{t(STATE_WORDS[state])}</Badge>
				{problem && <p class={styles.quiet}>{problem}</p>}
				{one.undone && state === 'undone' && <p class={styles.quiet}>{undoneWords(one.undone)}</p>}
			</td>
			{[one.added, one.updated, one.unchanged, one.failed, one.setAside, one.total].map((count, index) => (
				<td key={index} data-align="end">
					{formatNumber(count)}
				</td>
			))}
			<td class={styles.act}>
				<IconButton
					icon={Download}
					label={t('import_report_of', { name: filename })}
					test="import-report"
					onClick={onReport}
				/>
				{canUndo && (
					<IconButton
						icon={Undo2}
						label={t('import_undo_of', { name: filename })}
						test="import-undo"
						onClick={onUndo}
					/>
				)}
			</td>
		</tr>
	);
}
