import { Plus, Zap } from 'lucide';
import { useState } from 'preact/hooks';
import { createQuickReplies, findQuickReplies, type QuickReplies } from '../../state/quick-replies.ts';
import type { QuickReplyView } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { plural, t } from '../../ui/text.ts';
import { useStateOf } from '../../ui/use-state-of.ts';
import { useSettings } from '../context.ts';
import { FilterSelect } from '../filter-select.tsx';
import { LoadedView } from '../loaded-view.tsx';
import { PageHead } from '../page-head.tsx';
import styles from './quick-replies.module.css';
import { QuickReplyFormView } from './quick-reply-form-view.tsx';
import { QuickReplyTable } from './quick-reply-table.tsx';

/** The quick replies of all channels, or the one that is being written. */
export function QuickRepliesPage() {
	const { port, place, link, go, newToken } = useSettings();
	const quickReplies = useStateOf(() => createQuickReplies(port), []);
	const { open } = place.value.filters;
	const may = link.may('quick-replies:edit');
	const list = quickReplies.list.current.value;
	if (open !== undefined && may) {
		return (
			<LoadedView
				loaded={list}
				failed={t('quick_replies_failed')}
				onRetry={() => void quickReplies.list.load()}
			>
				{all => (
					<QuickReplyFormView
						key={open}
						quickReplyId={open}
						kept={all.find(one => one.id === open) ?? null}
					/>
				)}
			</LoadedView>
		);
	}
	return (
		<>
			<PageHead title={t('nav_quick_replies')}>
				{may && (
					<Button
						look="primary"
						icon={Plus}
						test="new-quick-reply"
						onClick={() => go({ filters: { open: newToken() } })}
					>
						{t('quick_reply_new')}
					</Button>
				)}
			</PageHead>
			<LoadedView
				loaded={list}
				failed={t('quick_replies_failed')}
				onRetry={() => void quickReplies.list.load()}
			>
				{all => <List all={all} quickReplies={quickReplies} />}
			</LoadedView>
		</>
	);
}

const PAGE = 200;

interface ListProps {
	readonly all: readonly QuickReplyView[];
	readonly quickReplies: QuickReplies;
}

function List({ all, quickReplies }: ListProps) {
	const { place, go, channels, link } = useSettings();
	const [shown, setShown] = useState(PAGE);
	const { channelId, search } = place.value;
	if (all.length === 0) {
		return (
			<EmptyState icon={Zap} title={t('quick_replies_empty')}>
				{t(link.may('quick-replies:edit') ? 'quick_replies_empty_text' : 'quick_replies_empty_others')}
			</EmptyState>
		);
	}
	const fitting = all.filter(
		one => channelId === null || one.channelId === null || one.channelId === channelId,
	);
	const found = findQuickReplies(fitting, search);
	return (
		<>
			<div class={styles.tools}>
				<SearchField
					label={t('quick_replies_search')}
					value={search}
					test="quick-replies-search"
					onInput={next => go({ search: next })}
				/>
				<FilterSelect
					label={t('filter_channel')}
					value={channelId ?? ''}
					options={(channels.all.value ?? []).map(one => ({ value: one.id, label: one.name }))}
					test="filter-channel"
					onChange={next => go({ channelId: next === '' ? null : next })}
				/>
			</div>
			{found.length === 0 ? (
				<EmptyState
					title={t('quick_replies_none_found')}
					action={<Button onClick={() => go({ search: '', channelId: null })}>{t('filters_clear')}</Button>}
				/>
			) : (
				<>
					<QuickReplyTable found={found.slice(0, shown)} quickReplies={quickReplies} />
					<p class={styles.total}>
						{plural('quick_replies_count', found.length)}
						{found.length > shown && (
							<Button look="link" onClick={() => setShown(shown + PAGE)}>
								{t('list_more')}
							</Button>
						)}
					</p>
				</>
			)}
		</>
	);
}
