import { Inbox, RotateCw } from 'lucide';
import type { ConversationView } from '../state/views.ts';
import { Button } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { formatNumber, plural, t } from '../ui/text.ts';
import { exactTime, listTime } from '../ui/time.ts';
import { useSidebar } from './context.ts';
import styles from './conversation-list.module.css';
import { Ticks } from './ticks.tsx';

/** All conversations, so that the sidebar is of use on any page. */
export function ConversationList() {
	const { list } = useSidebar();
	const items = list.items.value;
	return (
		<section class={styles.list} aria-label={t('list_title')}>
			<div class={styles.tools}>
				<SearchField
					label={t('list_search')}
					value={list.search.value}
					test="list-search"
					onInput={list.setSearch}
				/>
				<fieldset class={styles.filter}>
					<legend class="visually-hidden">{t('list_filter')}</legend>
					{(['unread', 'all'] as const).map(filter => (
						<button
							key={filter}
							type="button"
							class={styles.segment}
							aria-pressed={list.filter.value === filter}
							data-test={`filter-${filter}`}
							onClick={() => list.setFilter(filter)}
						>
							{t(filter === 'all' ? 'list_all' : 'list_unread')}
							{filter === 'unread' && list.unreadTotal.value > 0 && (
								<span class={styles.total}>{formatNumber(list.unreadTotal.value)}</span>
							)}
						</button>
					))}
				</fieldset>
			</div>
			{items === null ? <Waiting /> : items.length === 0 ? <Nothing /> : <Items items={items} />}
		</section>
	);
}

function Waiting() {
	const { list } = useSidebar();
	const problem = list.problem.value;
	if (!problem) return <Skeleton lines={5} />;
	return (
		<EmptyState
			title={t('list_failed')}
			action={
				<Button icon={RotateCw} onClick={() => void list.load()}>
					{t('try_again')}
				</Button>
			}
		>
			{problem.code === 'offline' ? t('open_offline') : problem.message}
		</EmptyState>
	);
}

function Nothing() {
	const { list } = useSidebar();
	if (list.search.value.trim() !== '') {
		return <EmptyState title={t('list_none_found')}>{t('list_none_found_text')}</EmptyState>;
	}
	if (list.filter.value === 'unread') {
		return (
			<EmptyState
				icon={Inbox}
				title={t('list_all_read')}
				action={<Button onClick={() => list.setFilter('all')}>{t('list_show_all')}</Button>}
			/>
		);
	}
	return (
		<EmptyState icon={Inbox} title={t('list_empty')}>
			{t('list_empty_text')}
		</EmptyState>
	);
}

function Items({ items }: { readonly items: readonly ConversationView[] }) {
	const { list } = useSidebar();
	return (
		<ul class={styles.items}>
			{items.map(item => (
				<Item key={item.id} item={item} />
			))}
			{list.hasMore.value && (
				<li class={styles.more}>
					<Button look="quiet" onClick={() => void list.loadMore()}>
						{t('list_more')}
					</Button>
				</li>
			)}
		</ul>
	);
}

function Item({ item }: { readonly item: ConversationView }) {
	const { place, channels, clock } = useSidebar();
	const several = (channels.all.value?.length ?? 0) > 1;
	const channel = channels.all.value?.find(one => one.id === item.channelId);
	const last = item.lastMessage;
	return (
		<li>
			<button
				type="button"
				class={classes(styles.item, item.unread > 0 && styles.unread)}
				data-test="conversation-item"
				data-id={item.id}
				onClick={() => place.showConversation(item)}
			>
				<span class={styles.top}>
					<span class={styles.who}>{item.contact.name}</span>
					{last && (
						<time class={styles.when} dateTime={new Date(last.at).toISOString()} title={exactTime(last.at)}>
							{listTime(last.at, clock.now.value)}
						</time>
					)}
				</span>
				<span class={styles.bottom}>
					<span class={styles.excerpt}>
						{last?.direction === 'outbound' && <Ticks status={last.status} />}
						{last?.excerpt ?? t('list_no_message')}
					</span>
					{several && channel && <span class={styles.channel}>{channel.name}</span>}
					{item.unread > 0 && (
						<span class={styles.count} role="img" aria-label={plural('list_unread_count', item.unread)}>
							{formatNumber(item.unread)}
						</span>
					)}
				</span>
			</button>
		</li>
	);
}
