import { Columns3, ListFilter } from 'lucide';
import { useId, useState } from 'preact/hooks';
import type { ContactFields } from '../../state/contact-fields.ts';
import { filterOf, partsOf } from '../../state/contact-place.ts';
import { Icon } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { plural, t } from '../../ui/text.ts';
import { useSettings } from '../context.ts';
import styles from './contacts.module.css';
import { FilterPanel } from './filter-panel.tsx';
import { Segments } from './segments.tsx';

/** What narrows the list, and what the table shows. All of it stands in the address. */
export function ListTools({ fields }: { readonly fields: ContactFields }) {
	const { place, go } = useSettings();
	const [open, setOpen] = useState(false);
	const panelId = useId();
	const { search, filters } = place.value;
	const on = partsOf(filterOf(place.value));
	return (
		<>
			<div class={styles.tools}>
				<SearchField
					label={t('contacts_search')}
					value={search}
					test="contacts-search"
					onInput={next => go({ search: next })}
				/>
				<button
					type="button"
					class={styles.filterButton}
					aria-expanded={open}
					aria-controls={open ? panelId : undefined}
					data-test="contacts-filter"
					onClick={() => setOpen(!open)}
				>
					<Icon node={ListFilter} />
					{t('contacts_filter')}
					{on > 0 && (
						<>
							<span class={styles.dot} aria-hidden="true" data-test="filter-dot" />
							<span class="visually-hidden">{plural('contacts_filters_on', on)}</span>
						</>
					)}
				</button>
				<Segments fields={fields} />
				<Columns fields={fields} shown={columnsOf(filters.columns)} />
			</div>
			{open && (
				<section id={panelId} class={styles.panel} aria-label={t('contacts_filter')}>
					<FilterPanel fields={fields} onClose={() => setOpen(false)} />
				</section>
			)}
		</>
	);
}

/** The attributes that the address wants to see, by key. */
export function columnsOf(columns: string | undefined): string[] {
	return columns?.split(',').filter(Boolean) ?? [];
}

interface ColumnsProps {
	readonly fields: ContactFields;
	readonly shown: readonly string[];
}

function Columns({ fields, shown }: ColumnsProps) {
	const { place, go } = useSettings();
	const all = fields.attributes.current.value.value ?? [];
	if (all.length === 0) return null;
	const toggle = (key: string) => {
		const next = shown.includes(key) ? shown.filter(one => one !== key) : [...shown, key];
		const { columns: _, ...others } = place.value.filters;
		go({ filters: { ...others, ...(next.length > 0 && { columns: next.join(',') }) } });
	};
	return (
		<Menu
			label={t('contacts_columns')}
			test="contacts-columns"
			buttonClass={styles.filterButton}
			items={all.map(({ key, label }) => ({
				id: key,
				label,
				checked: shown.includes(key),
				test: 'contacts-column',
				onSelect: () => toggle(key),
			}))}
		>
			<Icon node={Columns3} />
			{t('contacts_columns')}
		</Menu>
	);
}
