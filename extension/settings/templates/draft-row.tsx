import { CopyPlus, EllipsisVertical, Pencil, Trash2 } from 'lucide';
import { shownName } from '../../state/template-filter.ts';
import type { DraftView } from '../../state/views.ts';
import { categoryWord } from '../../ui/category.ts';
import { Icon } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';
import { languageName } from '../../ui/names.ts';
import { StatusBadge } from '../../ui/template-badges.tsx';
import { t } from '../../ui/text.ts';
import { ago } from '../../ui/time.ts';
import { useSettings } from '../context.ts';
import type { RowActs } from './template-table.tsx';
import styles from './templates-page.module.css';

export interface DraftRowProps {
	readonly draft: DraftView;
	readonly acts: RowActs;
}

/** A template that is still being written. */
export function DraftRow({ draft: view, acts }: DraftRowProps) {
	const { go, clock, link } = useSettings();
	const { draft, notes, edits } = view;
	const open = () => go({ filters: { open: view.id } });
	const name = shownName({ name: draft.name, notes }) || t('draft_no_name');
	const may = link.may('templates:edit');
	return (
		<tr data-test="draft-row" data-id={view.id}>
			<td class={styles.name}>
				<button type="button" class={styles.open} disabled={!may} data-test="draft-open" onClick={open}>
					{name}
				</button>
				{draft.name !== name && <p class={styles.meta}>{draft.name}</p>}
			</td>
			<td class={styles.status}>
				<StatusBadge status="draft" />
				<p class={styles.meta}>
					{t('draft_by', { name: view.authorName, since: ago(view.updatedAt, clock.now.value) })}
				</p>
				{edits && <p class={styles.meta}>{t('draft_edits', { name: edits.name })}</p>}
				{view.refused && <p class={styles.reason}>{view.refused}</p>}
			</td>
			<td>–</td>
			<td>{languageName(draft.language)}</td>
			<td>{categoryWord(draft.category)}</td>
			<td>–</td>
			<td class={styles.act}>
				{may && (
					<Menu
						label={t('row_actions', { name })}
						buttonClass={styles.dots}
						test="draft-menu"
						items={[
							{
								id: 'open',
								label: t('draft_continue'),
								icon: Pencil,
								test: 'draft-continue',
								onSelect: open,
							},
							{
								id: 'copy',
								label: t('template_copy'),
								icon: CopyPlus,
								onSelect: () => acts.begin({ draft, notes, edits: null }),
							},
							{
								id: 'remove',
								label: t('draft_remove'),
								icon: Trash2,
								test: 'draft-remove',
								onSelect: () => acts.ask({ kind: 'remove-draft', draft: view }),
							},
						]}
					>
						<Icon node={EllipsisVertical} />
					</Menu>
				)}
			</td>
		</tr>
	);
}
