import { useEffect, useState } from 'preact/hooks';
import { templateSendability } from '../../../shared/domain/template-status.ts';
import { shownName } from '../../state/template-filter.ts';
import type { Templates } from '../../state/templates.ts';
import type { RelayError, TemplateChangeView, TemplateView } from '../../state/views.ts';
import { categoryWord } from '../../ui/category.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { qualityWord } from '../../ui/template-badges.tsx';
import { type TextKey, t } from '../../ui/text.ts';
import { diffTexts } from '../../ui/text-diff.ts';
import { exactTime } from '../../ui/time.ts';
import { LoadedView } from '../loaded-view.tsx';
import styles from './dialogs.module.css';

export interface HistoryDialogProps {
	readonly template: TemplateView;
	readonly templates: Templates;
	readonly onClose: () => void;
}

/** What changed about a template, the newest first, each with the words before and after. */
export function HistoryDialog({ template, templates, onClose }: HistoryDialogProps) {
	const [changes, setChanges] = useState<readonly TemplateChangeView[] | null>(null);
	const [problem, setProblem] = useState<RelayError | null>(null);
	const load = async () => {
		const result = await templates.history(template);
		setProblem(result.ok ? null : result.error);
		if (result.ok) setChanges(result.value.changes);
	};
	useEffect(() => void load(), [template.changedAt]);
	return (
		<Dialog
			title={t('history_title', { name: shownName(template) })}
			size="wide"
			onClose={onClose}
			test="template-history-dialog"
		>
			<LoadedView
				loaded={{ value: changes, problem }}
				failed={t('history_failed')}
				onRetry={() => void load()}
			>
				{lines =>
					lines.length === 0 ? (
						<p>{t('history_empty')}</p>
					) : (
						<ol class={styles.history}>
							{lines.map(change => (
								<Line key={change.id} change={change} />
							))}
						</ol>
					)
				}
			</LoadedView>
		</Dialog>
	);
}

const WHAT: Record<TemplateChangeView['what'], TextKey> = {
	submitted: 'history_submitted',
	edited: 'history_edited',
	status: 'history_status',
	quality: 'history_quality',
	category: 'history_category',
	content: 'history_content',
	removed: 'history_removed',
	found: 'history_found',
};

function Line({ change }: { readonly change: TemplateChangeView }) {
	const { what, before, after, reason, byName } = change;
	return (
		<li data-test="history-line" data-what={what}>
			<p class={styles.when}>
				<strong>{t(WHAT[what])}</strong>
				<time dateTime={new Date(change.at).toISOString()}>{exactTime(change.at)}</time>
				<span>{byName === null ? t('history_by_provider') : t('history_by', { name: byName })}</span>
			</p>
			{what === 'content' || what === 'edited' ? (
				<TextDiff before={before ?? ''} after={after ?? ''} />
			) : (
				(before !== null || after !== null) && (
					<p class={styles.change}>
						{before !== null && (
							<>
								<del>{word(what, before)}</del>
								<span aria-hidden="true"> → </span>
							</>
						)}
						{after !== null && <ins>{word(what, after)}</ins>}
					</p>
				)
			)}
			{reason && <p class={styles.reason}>{t('history_reason', { reason })}</p>}
		</li>
	);
}

function TextDiff({ before, after }: { readonly before: string; readonly after: string }) {
	if (before === '' && after === '') return null;
	return (
		<p class={styles.diff} dir="auto">
			{diffTexts(before, after).map(({ kind, text }, index) => {
				if (kind === 'removed') return <del key={index}>{text}</del>;
				if (kind === 'added') return <ins key={index}>{text}</ins>;
				return <span key={index}>{text}</span>;
			})}
		</p>
	);
}

function word(what: TemplateChangeView['what'], value: string): string {
	if (what === 'status') return templateSendability(value).label;
	if (what === 'quality') return qualityWord(value);
	return what === 'category' ? categoryWord(value) : value;
}
