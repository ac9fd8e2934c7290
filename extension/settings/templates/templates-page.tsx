import { LayoutTemplate, Plus } from 'lucide';
import { useRef } from 'preact/hooks';
import { templateSendability } from '../../../shared/domain/template-status.ts';
import { filterChoices, filterDrafts, filterTemplates } from '../../state/template-filter.ts';
import { createTemplates, type TemplateList, type Templates } from '../../state/templates.ts';
import { Button } from '../../ui/button.tsx';
import { categoryWord } from '../../ui/category.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { lazy } from '../../ui/lazy.tsx';
import { languageName } from '../../ui/names.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { t } from '../../ui/text.ts';
import { useStateOf } from '../../ui/use-state-of.ts';
import { ChannelSelect } from '../channel-select.tsx';
import { useSettings } from '../context.ts';
import { FilterSelect } from '../filter-select.tsx';
import { LoadedView } from '../loaded-view.tsx';
import { PageHead } from '../page-head.tsx';
import { SyncButton } from './sync-button.tsx';
import { TemplateTable } from './template-table.tsx';
import styles from './templates-page.module.css';

const BuilderPage = lazy(() => import('./builder/builder-page.tsx').then(one => one.BuilderPage));

/** The templates of one channel and the drafts of new ones, or the draft that is being written. */
export function TemplatesPage() {
	const { channels, channel, go, place } = useSettings();
	const one = channel.value;
	const { channelId: asked, filters } = place.value;
	const { open } = filters;
	// A draft stays with the channel that it was opened in: when that one is removed, what was written is not lost from
	// sight and does not go on in another.
	const written = useRef<{ readonly open: string; readonly channelId: string } | null>(null);
	if (open === undefined) written.current = null;
	else if (one) {
		const kept = written.current?.open === open ? written.current.channelId : one.id;
		written.current = { open, channelId: asked ?? kept };
	}
	if (written.current) {
		const { channelId, open: draftId } = written.current;
		return <BuilderPage key={`${channelId}:${draftId}`} channelId={channelId} draftId={draftId} />;
	}
	if (channels.all.value?.length === 0) {
		return (
			<>
				<PageHead title={t('nav_templates')} />
				<EmptyState
					icon={LayoutTemplate}
					title={t('no_channel_title')}
					action={<Button onClick={() => go({ section: 'channels' })}>{t('nav_channels')}</Button>}
				>
					{t('templates_no_channel')}
				</EmptyState>
			</>
		);
	}
	if (!one) return <PageHead title={t('nav_templates')} />;
	return <List key={one.id} channelId={one.id} />;
}

function List({ channelId }: { readonly channelId: string }) {
	const { port, link, go, place, newToken } = useSettings();
	const templates = useStateOf(() => createTemplates(port, channelId), [channelId]);
	const list = templates.list.current.value;
	const canCreate = link.may('templates:edit') && list.value?.abilities.create === true;
	const start = () => go({ filters: { open: newToken() } });
	return (
		<>
			<PageHead title={t('nav_templates')}>
				<ChannelSelect />
				{canCreate && (
					<Button look="primary" icon={Plus} test="new-template" onClick={start}>
						{t('template_new')}
					</Button>
				)}
			</PageHead>
			<div class={styles.tools}>
				<SearchField
					label={t('templates_search')}
					value={place.value.search}
					test="templates-search"
					onInput={search => go({ search })}
				/>
				{list.value && <Filters list={list.value} />}
				<SyncButton templates={templates} />
			</div>
			<LoadedView loaded={list} failed={t('templates_failed')} onRetry={() => void templates.list.load()}>
				{value => <Found list={value} templates={templates} />}
			</LoadedView>
		</>
	);
}

function Filters({ list }: { readonly list: TemplateList }) {
	const { place, go } = useSettings();
	const { filters } = place.value;
	const choices = filterChoices(list.templates, list.drafts);
	const narrow = (change: typeof filters) => go({ filters: { ...filters, ...change } });
	return (
		<div class={styles.filters}>
			<FilterSelect
				label={t('filter_status')}
				value={filters.status ?? ''}
				options={choices.status.map(value => ({ value, label: templateSendability(value).label }))}
				test="filter-status"
				onChange={status => narrow({ status })}
			/>
			<FilterSelect
				label={t('filter_category')}
				value={filters.category ?? ''}
				options={choices.category.map(value => ({ value, label: categoryWord(value) }))}
				test="filter-category"
				onChange={category => narrow({ category })}
			/>
			<FilterSelect
				label={t('filter_language')}
				value={filters.language ?? ''}
				options={choices.language.map(value => ({ value, label: languageName(value) }))}
				test="filter-language"
				onChange={language => narrow({ language })}
			/>
			{(choices.tag.length > 0 || filters.tag) && (
				<FilterSelect
					label={t('filter_tag')}
					value={filters.tag ?? ''}
					options={choices.tag.map(value => ({ value, label: value }))}
					test="filter-tag"
					onChange={tag => narrow({ tag })}
				/>
			)}
		</div>
	);
}

function Found({ list, templates }: { readonly list: TemplateList; readonly templates: Templates }) {
	const { place, go, link } = useSettings();
	const { status = '', category = '', language = '', tag = '' } = place.value.filters;
	const filter = { search: place.value.search, status, category, language, tag };
	const found = filterTemplates(list.templates, filter);
	const drafts = filterDrafts(list.drafts, filter);
	if (found.length > 0 || drafts.length > 0)
		return <TemplateTable list={list} found={found} drafts={drafts} templates={templates} />;
	if (list.templates.length > 0 || list.drafts.length > 0) {
		return (
			<EmptyState
				title={t('templates_none_found')}
				action={<Button onClick={() => go({ search: '', filters: {} })}>{t('filters_clear')}</Button>}
			>
				{t('templates_none_found_text')}
			</EmptyState>
		);
	}
	const may = link.may('templates:sync');
	return (
		<EmptyState
			icon={LayoutTemplate}
			title={t(list.syncedAt === null ? 'templates_sync_first' : 'templates_empty')}
			action={may && list.syncedAt === null && <SyncButton templates={templates} alone />}
		>
			{t(may ? 'templates_empty_text' : 'templates_empty_others')}
		</EmptyState>
	);
}
