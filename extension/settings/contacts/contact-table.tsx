import { Pencil } from 'lucide';
import { formatPhone } from '../../../shared/lib/phone.ts';
import { type ContactSort, sortOf } from '../../state/contact-place.ts';
import type { AttributeView, ContactRowView } from '../../state/views.ts';
import { Badge } from '../../ui/badge.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Table } from '../../ui/table.tsx';
import { t } from '../../ui/text.ts';
import { ago, exactTime } from '../../ui/time.ts';
import { useSettings } from '../context.ts';
import styles from './contacts.module.css';
import { columnsOf } from './list-tools.tsx';
import { sourceWords } from './words.ts';

export interface ContactTableProps {
	readonly contacts: readonly ContactRowView[];
	readonly attributes: readonly AttributeView[];
}

/** One contact a row. */
export function ContactTable({ contacts, attributes }: ContactTableProps) {
	const { place, go } = useSettings();
	const { filters } = place.value;
	const sorted = sortOf(filters);
	const shown = attributes.filter(one => columnsOf(filters.columns).includes(one.key));
	const sort = (by: ContactSort) => ({
		direction: sorted !== by ? null : by === 'name' ? ('ascending' as const) : ('descending' as const),
		onSort: () => go({ filters: { ...filters, sort: by } }),
	});
	return (
		<Table
			label={t('nav_contacts')}
			columns={[
				{ key: 'name', title: t('column_name'), sort: sort('name') },
				{ key: 'phone', title: t('contacts_phone') },
				{ key: 'tags', title: t('contacts_tags') },
				...shown.map(one => ({ key: `attribute-${one.key}`, title: one.label })),
				{ key: 'seen', title: t('contacts_seen'), sort: sort('lastSeen') },
				{ key: 'created', title: t('contacts_created'), sort: sort('created') },
				{ key: 'source', title: t('contacts_source') },
				{ key: 'act', title: t('column_actions'), hideTitle: true },
			]}
		>
			{contacts.map(one => (
				<Row key={one.id} contact={one} shown={shown} />
			))}
		</Table>
	);
}

interface RowProps {
	readonly contact: ContactRowView;
	readonly shown: readonly AttributeView[];
}

function Row({ contact, shown }: RowProps) {
	const { go, place, link } = useSettings();
	const { id, name, phone, others, tags, attributes, lastSeenAt, createdAt, source, consent } = contact;
	return (
		<tr data-test="contact-row" data-id={id}>
			<td class={styles.name} dir="auto">
				{name}
				{consent === 'out' && (
					<>
						{' '}
						<Badge tone="warn">{t('consent_out')}</Badge>
					</>
				)}
			</td>
			<td class={styles.phone} title={others.join(' ') || undefined}>
				{phone === null ? (others[0] ?? '–') : formatPhone(phone)}
			</td>
			<td>
				<div class={styles.tags}>
					{tags.map(tag => (
						<Badge key={tag}>{tag}</Badge>
					))}
				</div>
			</td>
			{shown.map(({ key }) => (
				<td key={key} class={styles.value} dir="auto">
					{attributes[key] ?? '–'}
				</td>
			))}
			<td class={styles.when}>{lastSeenAt === null ? t('contacts_never') : <When at={lastSeenAt} />}</td>
			<td class={styles.when}>
				<When at={createdAt} />
			</td>
			<td class={styles.value}>{sourceWords(source)}</td>
			<td class={styles.act}>
				{link.may('contacts:edit') && (
					<IconButton
						icon={Pencil}
						label={t('contacts_edit', { name })}
						test="contact-edit"
						onClick={() => go({ filters: { ...place.value.filters, open: id } })}
					/>
				)}
			</td>
		</tr>
	);
}

function When({ at }: { readonly at: number }) {
	const { clock } = useSettings();
	return (
		<time dateTime={new Date(at).toISOString()} title={exactTime(at)}>
			{ago(at, clock.now.value)}
		</time>
	);
}
