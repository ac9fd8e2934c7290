import { LayoutTemplate, RefreshCw } from 'lucide';
import { useState } from 'preact/hooks';
import { searchTemplates } from '../state/template-search.ts';
import type { TemplateView } from '../state/views.ts';
import { Badge, type Tone } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Table } from '../ui/table.tsx';
import { plural, t } from '../ui/text.ts';
import { ago, exactTime } from '../ui/time.ts';
import { showToast } from '../ui/toast.tsx';
import { useSettings } from './context.ts';
import { PageHead } from './page-head.tsx';
import styles from './templates-page.module.css';

const PAGE = 200;

/** The templates of one channel as last synced. */
export function TemplatesPage() {
	const { channels, templateChannel, templates, place, go } = useSettings();
	const all = channels.all.value;
	const channel = templateChannel.value;
	const { value, problem } = templates.value;
	return (
		<>
			<PageHead title={t('nav_templates')}>
				{all && all.length > 0 && (
					<label class={styles.channel}>
						<span class="visually-hidden">{t('templates_channel')}</span>
						<select
							value={channel?.id ?? ''}
							data-test="templates-channel"
							onChange={event => go({ channelId: event.currentTarget.value })}
						>
							{all.map(one => (
								<option key={one.id} value={one.id}>
									{one.name}
								</option>
							))}
						</select>
					</label>
				)}
			</PageHead>
			{all?.length === 0 ? (
				<EmptyState
					icon={LayoutTemplate}
					title={t('no_channel_title')}
					action={<Button onClick={() => go({ section: 'channels' })}>{t('nav_channels')}</Button>}
				>
					{t('templates_no_channel')}
				</EmptyState>
			) : (
				<>
					<div class={styles.tools}>
						<SearchField
							label={t('template_search')}
							value={place.value.search}
							test="templates-search"
							onInput={search => go({ search })}
						/>
						<SyncButton />
					</div>
					{problem ? (
						<EmptyState title={t('templates_failed')}>{problem.message}</EmptyState>
					) : value === null ? (
						<Skeleton />
					) : (
						<Rows templates={value} />
					)}
				</>
			)}
		</>
	);
}

function SyncButton() {
	const { link, sync, templateChannel, clock } = useSettings();
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<string | null>(null);
	const syncedAt = templateChannel.value?.templatesSyncedAt ?? null;
	const run = async () => {
		setBusy(true);
		const result = await sync();
		setBusy(false);
		setProblem(result.ok ? null : result.error.message);
		if (result.ok) {
			const { added, changed, removed, total } = result.value;
			showToast(t('templates_synced', { total: plural('templates_count', total), added, changed, removed }));
		}
	};
	return (
		<div class={styles.sync}>
			<span class={styles.quiet} title={syncedAt === null ? undefined : exactTime(syncedAt)}>
				{syncedAt === null
					? t('templates_never_synced')
					: t('templates_synced_at', { since: ago(syncedAt, clock.now.value) })}
			</span>
			{link.may('templates:sync') ? (
				<Button icon={RefreshCw} busy={busy} test="sync-templates" onClick={() => void run()}>
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

const TONES: Record<string, Tone> = { approved: 'good', rejected: 'bad', disabled: 'bad' };

function Rows({ templates }: { readonly templates: readonly TemplateView[] }) {
	const { place, link } = useSettings();
	const [shown, setShown] = useState(PAGE);
	const found = searchTemplates(templates, place.value.search);
	if (found.length === 0) {
		return place.value.search.trim() === '' ? (
			<EmptyState icon={LayoutTemplate} title={t('templates_empty')}>
				{t(link.may('templates:sync') ? 'templates_empty_text' : 'templates_empty_others')}
			</EmptyState>
		) : (
			<EmptyState title={t('templates_none_found')}>{t('templates_none_found_text')}</EmptyState>
		);
	}
	return (
		<>
			<Table
				label={t('nav_templates')}
				columns={[
					{ key: 'name', title: t('column_name') },
					{ key: 'text', title: t('column_text') },
					{ key: 'category', title: t('column_category') },
					{ key: 'language', title: t('column_language') },
					{ key: 'status', title: t('column_status') },
				]}
			>
				{found.slice(0, shown).map(({ template }) => (
					<tr
						key={`${template.name}:${template.language}`}
						data-test="template-row"
						data-name={template.name}
						data-language={template.language}
						data-status={template.status}
					>
						<td class={styles.name}>{breakable(template.name)}</td>
						<td class={styles.text}>
							{template.body}
							{template.rejectedReason && <p class={styles.reason}>{template.rejectedReason}</p>}
						</td>
						<td>{template.category}</td>
						<td>{template.language}</td>
						<td>
							<Badge tone={TONES[template.status] ?? 'warn'}>{template.status}</Badge>
						</td>
					</tr>
				))}
			</Table>
			<p class={styles.total}>
				{plural('templates_count', found.length)}
				{found.length > shown && (
					<Button look="link" onClick={() => setShown(shown + PAGE)}>
						{t('list_more')}
					</Button>
				)}
			</p>
		</>
	);
}

/** A name that may break after its underscores, and stays one word when it is copied. */
function breakable(name: string) {
	return name.split('_').map((part, index) => (
		<span key={part}>
			{index > 0 && (
				<>
					_<wbr />
				</>
			)}
			{part}
		</span>
	));
}
