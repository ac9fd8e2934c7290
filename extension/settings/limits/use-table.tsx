import { useState } from 'preact/hooks';
import {
	FIRST_ORDER,
	nextOrder,
	shareOf,
	sortUses,
	USE_COLUMNS,
	type UseColumn,
} from '../../state/template-uses.ts';
import type { TemplateUseView } from '../../state/views.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { categoryWord } from '../../ui/category.ts';
import { languageName } from '../../ui/names.ts';
import { Table } from '../../ui/table.tsx';
import { QualityBadge } from '../../ui/template-badges.tsx';
import { formatNumber, type TextKey, t, textLocale } from '../../ui/text.ts';
import { useSettings } from '../context.ts';
import styles from './limits.module.css';

const TITLES: Record<UseColumn, TextKey> = {
	name: 'limit_column_template',
	language: 'column_language',
	category: 'column_category',
	quality: 'column_quality',
	sent: 'limit_column_sent',
	delivered: 'limit_column_delivered',
	read: 'limit_column_read',
	failed: 'limit_column_failed',
	optedOut: 'limit_column_opted_out',
};
const NUMBERS: ReadonlySet<UseColumn> = new Set(['sent', 'delivered', 'read', 'failed', 'optedOut']);
const PAGE = 200;

/** How the templates of the last seven days did: where a falling quality comes from. */
export function UseTable({ templates }: { readonly templates: readonly TemplateUseView[] }) {
	const [order, setOrder] = useState(FIRST_ORDER);
	const [shown, setShown] = useState(PAGE);
	const sorted = sortUses(templates, order);
	return (
		<section class={styles.uses}>
			<h2 class={styles.name}>{t('limit_templates')}</h2>
			<p class={styles.quiet}>
				{t(templates.length === 0 ? 'limit_templates_none' : 'limit_templates_help')}
			</p>
			{templates.length > 0 && (
				<Table
					label={t('limit_templates')}
					columns={USE_COLUMNS.map(column => ({
						key: column,
						title: t(TITLES[column]),
						...(NUMBERS.has(column) && { align: 'end' as const }),
						sort: {
							direction: order.by === column ? order.direction : null,
							onSort: () => setOrder(nextOrder(order, column)),
						},
					}))}
				>
					{sorted.slice(0, shown).map(use => (
						<Row key={`${use.channelId} ${use.name} ${use.language} ${use.category}`} use={use} />
					))}
				</Table>
			)}
			{sorted.length > shown && (
				<Button look="link" onClick={() => setShown(shown + PAGE)}>
					{t('list_more')}
				</Button>
			)}
		</section>
	);
}

function Row({ use }: { readonly use: TemplateUseView }) {
	const { channels } = useSettings();
	const all = channels.all.value ?? [];
	const channel = all.length > 1 && all.find(one => one.id === use.channelId);
	return (
		<tr data-test="use-row">
			<td class={styles.template}>
				{use.name} {use.isNew && <Badge tone="accent">{t('limit_new')}</Badge>}
				{channel && <p class={styles.quiet}>{channel.name}</p>}
			</td>
			<td>{languageName(use.language)}</td>
			<td>{categoryWord(use.category)}</td>
			<td>
				<QualityBadge quality={use.quality} />
			</td>
			<td data-align="end">{formatNumber(use.sent)}</td>
			<Share part={use.delivered} sent={use.sent} />
			<Share part={use.read} sent={use.sent} />
			<Share part={use.failed} sent={use.sent} />
			<td data-align="end">{formatNumber(use.optedOut)}</td>
		</tr>
	);
}

/** A share of what was sent, with the count on hover. */
function Share({ part, sent }: { readonly part: number; readonly sent: number }) {
	const share = shareOf(part, sent);
	return (
		<td data-align="end" title={t('limit_of', { count: formatNumber(part), limit: formatNumber(sent) })}>
			{share === null
				? '–'
				: new Intl.NumberFormat(textLocale(), { style: 'percent', maximumFractionDigits: 1 }).format(share)}
		</td>
	);
}
