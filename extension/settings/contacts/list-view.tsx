import { Download, Megaphone, MoreHorizontal, Upload, Users } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import type { ContactFields } from '../../state/contact-fields.ts';
import { type ContactList, type ContactPage, createContactList } from '../../state/contact-list.ts';
import { filterOf, sameFilter, sortOf } from '../../state/contact-place.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';
import { formatNumber, plural, t } from '../../ui/text.ts';
import { showToast } from '../../ui/toast.tsx';
import { useStateOf } from '../../ui/use-state-of.ts';
import { useSettings } from '../context.ts';
import { LoadedView } from '../loaded-view.tsx';
import { PageHead } from '../page-head.tsx';
import { ContactDialog } from './contact-dialog.tsx';
import { ContactTable } from './contact-table.tsx';
import styles from './contacts.module.css';
import { ListTools } from './list-tools.tsx';
import { wordsOf } from './words.ts';

/** The contacts that fit the filter in the address. */
export function ListView({ fields }: { readonly fields: ContactFields }) {
	const { port, place } = useSettings();
	const filter = filterOf(place.value);
	const sort = sortOf(place.value.filters);
	const list = useStateOf(() => createContactList(port, { filter, sort }), [JSON.stringify(filter), sort]);
	return (
		<>
			<Head list={list} />
			<p class={styles.lead}>{t('contacts_lead')}</p>
			<ListTools fields={fields} />
			<LoadedView
				loaded={list.shown.current.value}
				failed={t('contacts_failed')}
				onRetry={() => void list.shown.load()}
			>
				{page => <Rows page={page} list={list} fields={fields} />}
			</LoadedView>
		</>
	);
}

function Head({ list }: { readonly list: ContactList }) {
	const { link, go, newToken, openTab } = useSettings();
	const [busy, setBusy] = useState(false);
	const save = async () => {
		setBusy(true);
		const answer = await list.export();
		setBusy(false);
		if (answer.ok) openTab(answer.value.url);
		else showToast(wordsOf(answer.error));
	};
	return (
		<PageHead title={t('nav_contacts')}>
			{link.may('contacts:export') && (
				<Button icon={Download} busy={busy} test="contacts-export" onClick={() => void save()}>
					{t('contacts_export')}
				</Button>
			)}
			{link.may('contacts:import') && (
				<>
					<Button
						look="primary"
						icon={Upload}
						test="contacts-import"
						onClick={() => go({ search: '', filters: { open: `import-${newToken()}` } })}
					>
						{t('contacts_import')}
					</Button>
					<Menu
						label={t('contacts_more')}
						test="contacts-more"
						items={[
							{
								id: 'imports',
								label: t('import_history'),
								test: 'contacts-imports',
								onSelect: () => go({ search: '', filters: { open: 'imports' } }),
							},
							{
								id: 'fields',
								label: t('contacts_fields'),
								test: 'contacts-fields',
								onSelect: () => go({ search: '', filters: { open: 'fields' } }),
							},
						]}
					>
						<Icon node={MoreHorizontal} />
					</Menu>
				</>
			)}
		</PageHead>
	);
}

interface RowsProps {
	readonly page: ContactPage;
	readonly list: ContactList;
	readonly fields: ContactFields;
}

function Rows({ page, list, fields }: RowsProps) {
	const { place, go } = useSettings();
	const [problem, setProblem] = useState<string | null>(null);
	const filter = filterOf(place.value);
	const isNarrowed = !sameFilter(filter, {});
	const { open, ...others } = place.value.filters;
	const opened = page.contacts.find(one => one.id === open);
	if (page.contacts.length === 0) {
		return isNarrowed ? (
			<EmptyState
				title={t('contacts_none_found')}
				test="contacts-none"
				action={<Button onClick={() => go({ search: '', filters: {} })}>{t('filters_clear')}</Button>}
			/>
		) : (
			<EmptyState icon={Users} title={t('contacts_empty')} test="contacts-empty">
				{t('contacts_empty_text')}
			</EmptyState>
		);
	}
	const more = async () => {
		const error = await list.loadMore();
		setProblem(error && wordsOf(error));
	};
	return (
		<>
			<SelectAll total={page.total} fields={fields} />
			<ContactTable contacts={page.contacts} attributes={fields.attributes.current.value.value ?? []} />
			{problem && (
				<p class={styles.problem} role="alert">
					{problem}
				</p>
			)}
			<p class={styles.total}>
				<span data-test="contacts-total">
					{page.next
						? t('contacts_some', {
								shown: formatNumber(page.contacts.length),
								count: formatNumber(page.total),
							})
						: plural('contacts_count', page.total)}
				</span>
				{page.next && (
					<Button look="link" busy={list.busy.value} test="contacts-load" onClick={() => void more()}>
						{t('list_more')}
					</Button>
				)}
			</p>
			{opened && (
				<ContactDialog
					key={opened.id}
					contact={opened}
					fields={fields}
					onSaved={list.put}
					onClose={() => go({ filters: others })}
				/>
			)}
		</>
	);
}

/** All that fit, however many pages they are, and what can be done with them. */
function SelectAll({ total, fields }: { readonly total: number; readonly fields: ContactFields }) {
	const { place, go, link } = useSettings();
	const filter = filterOf(place.value);
	const [chosen, setChosen] = useState(false);
	const key = JSON.stringify(filter);
	// Others than those that were chosen.
	useEffect(() => setChosen(false), [key]);
	if (!link.may('broadcasts:edit')) return null;
	const { segment: id } = place.value.filters;
	const segment = fields.segments.current.value.value?.find(one => one.id === id);
	const broadcast = () =>
		go({
			section: 'broadcasts',
			search: '',
			channelId: null,
			filters:
				segment && sameFilter(segment.filter, filter)
					? { open: 'new', from: `segment:${segment.id}` }
					: { open: 'new', filter: JSON.stringify(filter) },
		});
	return (
		<div class={styles.chosen}>
			<label class={styles.check}>
				<input
					type="checkbox"
					checked={chosen}
					data-test="contacts-all"
					onChange={event => setChosen(event.currentTarget.checked)}
				/>
				{plural('contacts_select', total)}
			</label>
			{chosen && (
				<Button icon={Megaphone} test="contacts-broadcast" onClick={broadcast}>
					{plural('contacts_broadcast', total)}
				</Button>
			)}
		</div>
	);
}
