import { CopyPlus, EllipsisVertical, Eye, History, Megaphone, Pencil, Send, Tag, Trash2 } from 'lucide';
import { rejectionWords, templateSendability } from '../../../shared/domain/template-status.ts';
import { shownName } from '../../state/template-filter.ts';
import type { TemplateList } from '../../state/templates.ts';
import type { TemplateView } from '../../state/views.ts';
import { Badge } from '../../ui/badge.tsx';
import { categoryWord } from '../../ui/category.ts';
import { Icon } from '../../ui/icon.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { languageName } from '../../ui/names.ts';
import { QualityBadge, StatusBadge } from '../../ui/template-badges.tsx';
import { plural, t } from '../../ui/text.ts';
import { ago, exactTime } from '../../ui/time.ts';
import { useSettings } from '../context.ts';
import type { RowActs } from './template-table.tsx';
import styles from './templates-page.module.css';

/** Where one asks WhatsApp to look at a decision again. */
const APPEAL_URL = 'https://business.facebook.com/wa/manage/message-templates/';

export interface TemplateRowProps {
	readonly template: TemplateView;
	readonly abilities: TemplateList['abilities'];
	readonly acts: RowActs;
}

/** One template: its names, how it stands, and what can be done about it. */
export function TemplateRow({ template, abilities, acts }: TemplateRowProps) {
	const { clock } = useSettings();
	const name = shownName(template);
	const items = useActions(template, abilities, acts);
	return (
		<tr
			data-test="template-row"
			data-name={template.name}
			data-language={template.language}
			data-status={template.status}
		>
			<td class={styles.name}>
				<button
					type="button"
					class={styles.open}
					data-test="template-open"
					onClick={() => acts.ask({ kind: 'show', template })}
				>
					{name}
				</button>
				{name !== template.name && <p class={styles.meta}>{breakable(template.name)}</p>}
				{template.notes.description && <p class={styles.meta}>{template.notes.description}</p>}
				{template.notes.tags.length > 0 && (
					<p class={styles.tags}>
						{template.notes.tags.map(tag => (
							<Badge key={tag}>{tag}</Badge>
						))}
					</p>
				)}
			</td>
			<td class={styles.status}>
				<StatusBadge status={template.status} />
				<Circumstances template={template} />
			</td>
			<td>{template.quality ? <QualityBadge quality={template.quality} /> : '–'}</td>
			<td title={template.language}>{languageName(template.language)}</td>
			<td>{categoryWord(template.category)}</td>
			<td class={styles.synced} title={exactTime(template.syncedAt)}>
				{ago(template.syncedAt, clock.now.value)}
			</td>
			<td class={styles.act}>
				<Menu label={t('row_actions', { name })} buttonClass={styles.dots} test="template-menu" items={items}>
					<Icon node={EllipsisVertical} />
				</Menu>
			</td>
		</tr>
	);
}

/** What stands under a status: why, until when, and what comes next. */
function Circumstances({ template }: { readonly template: TemplateView }) {
	const { clock } = useSettings();
	const { status, rejectedReason, pausedUntil, nextCategory } = template;
	const { sendable, sentence } = templateSendability(status);
	return (
		<>
			{rejectedReason && <p class={styles.reason}>{rejectionWords(rejectedReason)}</p>}
			{!sendable && <p class={styles.meta}>{sentence}</p>}
			{pausedUntil !== null && (
				<p class={styles.meta}>{t('template_paused_until', { at: exactTime(pausedUntil) })}</p>
			)}
			{nextCategory && (
				<p class={styles.warn}>
					{nextCategory.at === null || nextCategory.at < clock.now.value
						? t('template_next_category', { category: categoryWord(nextCategory.category) })
						: t('template_next_category_at', {
								category: categoryWord(nextCategory.category),
								at: exactTime(nextCategory.at),
							})}
				</p>
			)}
		</>
	);
}

function useActions(template: TemplateView, abilities: TemplateList['abilities'], acts: RowActs): MenuItem[] {
	const { link } = useSettings();
	const may = link.may('templates:edit');
	const { edit } = template;
	const ask = (kind: 'show' | 'test' | 'history' | 'annotate' | 'remove') => () =>
		acts.ask({ kind, template });
	return [
		{ id: 'show', label: t('template_show'), icon: Eye, onSelect: ask('show') },
		...(link.may('conversations:use') && templateSendability(template.status).sendable
			? [{ id: 'test', label: t('test_begin'), icon: Send, test: 'template-test', onSelect: ask('test') }]
			: []),
		...(may
			? [
					{
						id: 'edit',
						label: t('template_edit'),
						icon: Pencil,
						detail: edit.allowed ? editsLeft(edit) : edit.reason,
						disabled: !edit.allowed,
						test: 'template-edit',
						onSelect: () => acts.edit(template),
					},
				]
			: []),
		...(may && abilities.create
			? [
					{
						id: 'copy',
						label: t('template_copy'),
						icon: CopyPlus,
						test: 'template-copy',
						onSelect: () => acts.copy(template),
					},
				]
			: []),
		...(may ? [{ id: 'annotate', label: t('template_annotate'), icon: Tag, onSelect: ask('annotate') }] : []),
		{
			id: 'history',
			label: t('template_history'),
			icon: History,
			test: 'template-history',
			onSelect: ask('history'),
		},
		...(template.status === 'rejected'
			? [
					{
						id: 'appeal',
						label: t('template_appeal'),
						detail: t('template_appeal_where'),
						icon: Megaphone,
						test: 'template-appeal',
						onSelect: () => window.open(APPEAL_URL, '_blank', 'noopener'),
					},
				]
			: []),
		...(may && abilities.remove
			? [
					{
						id: 'remove',
						label: t('template_remove'),
						icon: Trash2,
						test: 'template-remove',
						onSelect: ask('remove'),
					},
				]
			: []),
	];
}

function editsLeft(edit: Extract<TemplateView['edit'], { allowed: true }>): string | undefined {
	if (edit.leftToday === null || edit.leftIn30Days === null) return undefined;
	return `${plural('edits_left_today', edit.leftToday)} ${plural('edits_left_month', edit.leftIn30Days)}`;
}

/** A name that may break after its underscores, and stays one word when it is copied. */
function breakable(name: string) {
	return name.split('_').map((part, index) => (
		<span key={index}>
			{index > 0 && (
				<>
					_<wbr />
				</>
			)}
			{part}
		</span>
	));
}
