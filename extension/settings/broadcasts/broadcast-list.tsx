import { Megaphone, Plus } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import { BROADCAST_STATES } from '../../../shared/domain/broadcast.ts';
import type { BroadcastActs } from '../../state/broadcast-acts.ts';
import { type Broadcasts, createBroadcasts, stateOf } from '../../state/broadcasts.ts';
import type { Source } from '../../state/loaded.ts';
import type { BroadcastView, RulesView } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Table } from '../../ui/table.tsx';
import { plural, t } from '../../ui/text.ts';
import { useStateOf } from '../../ui/use-state-of.ts';
import { useSettings } from '../context.ts';
import { FilterSelect } from '../filter-select.tsx';
import { LoadedView } from '../loaded-view.tsx';
import { PageHead } from '../page-head.tsx';
import { AskDialog, type Asked } from './ask-dialog.tsx';
import { BroadcastRow } from './broadcast-row.tsx';
import styles from './broadcasts.module.css';
import { problemWords, STATE_WORDS } from './words.ts';

export interface BroadcastListProps {
	readonly acts: BroadcastActs;
	readonly rules: Source<RulesView>;
}

/** Every broadcast in a table that follows what happens. */
export function BroadcastList({ acts, rules }: BroadcastListProps) {
	const { port, time, place, go, link } = useSettings();
	const { search, filters } = place.value;
	const state = stateOf(filters);
	const broadcasts = useStateOf(() => createBroadcasts(port, time, state, search), [state]);
	useEffect(() => broadcasts.search(search), [broadcasts, search]);
	const { shown } = broadcasts;
	const isEmpty = shown.value.value?.items.length === 0 && state === null && search === '';
	const make = link.may('broadcasts:edit') && (
		<Button
			look="primary"
			icon={Plus}
			test="new-broadcast"
			onClick={() => go({ search: '', filters: { open: 'new' } })}
		>
			{t('bc_new')}
		</Button>
	);
	return (
		<>
			<PageHead title={t('nav_broadcasts')}>{!isEmpty && make}</PageHead>
			{!isEmpty && (
				<div class={styles.tools}>
					<SearchField
						label={t('bc_search')}
						value={search}
						test="broadcasts-search"
						onInput={next => go({ search: next })}
					/>
					<FilterSelect
						label={t('bc_all_states')}
						value={state ?? ''}
						options={BROADCAST_STATES.map(one => ({ value: one, label: t(STATE_WORDS[one].word) }))}
						test="filter-state"
						onChange={next => go({ filters: next === '' ? {} : { state: next } })}
					/>
				</div>
			)}
			<LoadedView loaded={shown.value} failed={t('bc_failed')} onRetry={() => void broadcasts.load()}>
				{({ items, hasMore }) =>
					isEmpty ? (
						<EmptyState icon={Megaphone} title={t('bc_empty')} test="broadcasts-empty" action={make}>
							{t('bc_empty_text')}
						</EmptyState>
					) : (
						<List items={items} hasMore={hasMore} broadcasts={broadcasts} acts={acts} rules={rules} />
					)
				}
			</LoadedView>
		</>
	);
}

interface ListProps extends BroadcastListProps {
	readonly items: readonly BroadcastView[];
	readonly hasMore: boolean;
	readonly broadcasts: Broadcasts;
}

function List({ items, hasMore, broadcasts, acts, rules }: ListProps) {
	const { go } = useSettings();
	const [asked, setAsked] = useState<Asked | null>(null);
	const [problem, setProblem] = useState<string | null>(null);
	if (items.length === 0 && !hasMore) {
		return (
			<EmptyState
				title={t('bc_none_found')}
				test="broadcasts-none"
				action={<Button onClick={() => go({ search: '', filters: {} })}>{t('filters_clear')}</Button>}
			/>
		);
	}
	return (
		<>
			<Table
				label={t('nav_broadcasts')}
				columns={[
					{ key: 'name', title: t('column_name') },
					{ key: 'state', title: t('column_status') },
					{ key: 'audience', title: t('bc_audience'), align: 'end' },
					{ key: 'sent', title: t('bc_bucket_sent'), align: 'end' },
					{ key: 'delivered', title: t('bc_bucket_delivered'), align: 'end' },
					{ key: 'read', title: t('bc_bucket_read'), align: 'end' },
					{ key: 'failed', title: t('bc_bucket_failed'), align: 'end' },
					{ key: 'act', title: t('column_actions'), hideTitle: true },
				]}
			>
				{items.map(one => (
					<BroadcastRow
						key={one.id}
						broadcast={one}
						acts={acts}
						rules={rules}
						onChanged={broadcasts.take}
						onAsk={setAsked}
					/>
				))}
			</Table>
			{problem && (
				<p class={styles.problem} role="alert">
					{problem}
				</p>
			)}
			<p class={styles.total}>
				{plural(hasMore ? 'bc_count_more' : 'bc_count', items.length)}
				{hasMore && (
					<Button
						busy={broadcasts.busy.value}
						test="broadcasts-more"
						onClick={() => void broadcasts.loadMore().then(error => setProblem(error && problemWords(error)))}
					>
						{t('list_more')}
					</Button>
				)}
			</p>
			{asked && (
				<AskDialog
					asked={asked}
					acts={acts}
					onChanged={broadcasts.take}
					onRemoved={() => void broadcasts.load()}
					onClose={() => setAsked(null)}
				/>
			)}
		</>
	);
}
