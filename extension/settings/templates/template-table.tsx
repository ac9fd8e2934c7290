import { useState } from 'preact/hooks';
import { draftOf, lostInDraft } from '../../../shared/domain/template-draft.ts';
import { copyOf } from '../../state/template-copy.ts';
import type { FirstDraft, TemplateList, Templates } from '../../state/templates.ts';
import type { DraftView, TemplateView } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import { lazy } from '../../ui/lazy.tsx';
import { Table } from '../../ui/table.tsx';
import { listOf, plural, t } from '../../ui/text.ts';
import { showToast } from '../../ui/toast.tsx';
import { useSettings } from '../context.ts';
import { DraftRow } from './draft-row.tsx';
import { TemplateRow } from './template-row.tsx';
import styles from './templates-page.module.css';

const PAGE = 200;

/** What a row can begin. */
export interface RowActs {
	ask(asking: Asking): void;
	/** Makes a draft and opens it. */
	begin(first: FirstDraft): void;
	copy(template: TemplateView): void;
	/** Goes on with the change of a template, or begins it. */
	edit(template: TemplateView): void;
}

/** What is asked about one template of the list. */
export type Asking =
	| { readonly kind: 'show' | 'test' | 'history' | 'annotate' | 'remove'; readonly template: TemplateView }
	| { readonly kind: 'remove-draft'; readonly draft: DraftView };

const TemplateDialog = lazy(() => import('./template-dialog.tsx').then(one => one.TemplateDialog));

export interface TemplateTableProps {
	readonly list: TemplateList;
	readonly found: readonly TemplateView[];
	readonly drafts: readonly DraftView[];
	readonly templates: Templates;
}

/** Drafts first, then the templates; each with what can be done about it. */
export function TemplateTable({ list, found, drafts, templates }: TemplateTableProps) {
	const [shown, setShown] = useState(PAGE);
	const [asking, setAsking] = useState<Asking | null>(null);
	const { go, newToken } = useSettings();
	const open = (draftId: string) => go({ filters: { open: draftId } });
	const begin = (first: FirstDraft, lost: readonly string[] = []) => {
		const draftId = newToken();
		void templates.begin(draftId, first).then(error => {
			if (error) {
				showToast(error.message);
				return;
			}
			if (lost.length > 0) showToast(t('draft_leaves_out', { parts: listOf(lost) }));
			open(draftId);
		});
	};
	const acts: RowActs = {
		ask: setAsking,
		begin,
		copy: template => begin(copyOf(template, list.templates), lostInDraft(template)),
		edit: template => {
			const { name, language, notes } = template;
			const begun = list.drafts.find(one => one.edits?.name === name && one.edits.language === language);
			if (begun) open(begun.id);
			else begin({ draft: draftOf(template), notes, edits: { name, language } }, lostInDraft(template));
		},
	};
	return (
		<>
			<Table
				label={t('nav_templates')}
				columns={[
					{ key: 'name', title: t('column_name') },
					{ key: 'status', title: t('column_status') },
					{ key: 'quality', title: t('column_quality') },
					{ key: 'language', title: t('column_language') },
					{ key: 'category', title: t('column_category') },
					{ key: 'synced', title: t('column_synced') },
					{ key: 'act', title: t('column_actions'), hideTitle: true },
				]}
			>
				{drafts.map(draft => (
					<DraftRow key={draft.id} draft={draft} acts={acts} />
				))}
				{found.slice(0, shown).map(template => (
					<TemplateRow
						key={`${template.name}:${template.language}`}
						template={template}
						abilities={list.abilities}
						acts={acts}
					/>
				))}
			</Table>
			<p class={styles.total}>
				{plural('templates_count', found.length)}
				{drafts.length > 0 && ` · ${plural('drafts_count', drafts.length)}`}
				{found.length > shown && (
					<Button look="link" test="templates-more" onClick={() => setShown(shown + PAGE)}>
						{t('list_more')}
					</Button>
				)}
			</p>
			{asking && (
				<TemplateDialog list={list} asking={asking} templates={templates} onClose={() => setAsking(null)} />
			)}
		</>
	);
}
