import { Plus, X } from 'lucide';
import { BUCKETS, type Bucket } from '../../../shared/domain/broadcast.ts';
import type { ContactFilter } from '../../../shared/domain/contact-filter.ts';
import { createBroadcastNames } from '../../state/broadcast-names.ts';
import type { AttributeView } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { type TextKey, t } from '../../ui/text.ts';
import { useStateOf } from '../../ui/use-state-of.ts';
import { useSettings } from '../context.ts';
import styles from './contacts.module.css';

type Condition = NonNullable<ContactFilter['attributes']>[number];

const IS_WORDS: Record<Condition['is'], TextKey> = {
	equal: 'attribute_is_equal',
	'not-equal': 'attribute_is_not_equal',
	contains: 'attribute_is_contains',
	filled: 'attribute_is_filled',
	empty: 'attribute_is_empty',
};
const IS = Object.keys(IS_WORDS) as Condition['is'][];

export interface AttributePartsProps {
	readonly attributes: readonly AttributeView[];
	readonly conditions: readonly Condition[];
	readonly onChange: (conditions: readonly Condition[]) => void;
}

/** What must hold of attributes, one a line. */
export function AttributeParts({ attributes, conditions, onChange }: AttributePartsProps) {
	const [first] = attributes;
	if (!first && conditions.length === 0) return null;
	const put = (index: number, change: Partial<Condition>) =>
		onChange(conditions.map((one, at) => (at === index ? { ...one, ...change } : one)));
	return (
		<div class={styles.conditions}>
			{conditions.map((one, index) => (
				<div key={index} class={styles.condition}>
					<SelectField
						label={t('attribute_label')}
						value={one.key}
						options={named(attributes, one.key)}
						test="condition-key"
						onChange={key => put(index, { key })}
					/>
					<SelectField
						label={t('attribute_is')}
						value={one.is}
						options={IS.map(is => ({ value: is, label: t(IS_WORDS[is]) }))}
						test="condition-is"
						onChange={is => put(index, { is: is as Condition['is'] })}
					/>
					{one.is !== 'filled' && one.is !== 'empty' && (
						<TextField
							label={t('attribute_value')}
							value={one.value ?? ''}
							test="condition-value"
							onInput={value => put(index, { value })}
						/>
					)}
					<IconButton
						icon={X}
						label={t('attribute_condition_remove')}
						test="condition-remove"
						onClick={() => onChange(conditions.filter((_, at) => at !== index))}
					/>
				</div>
			))}
			{first && (
				<Button
					look="link"
					icon={Plus}
					test="condition-add"
					onClick={() => onChange([...conditions, { key: first.key, is: 'filled' }])}
				>
					{t('attribute_condition_add')}
				</Button>
			)}
		</div>
	);
}

/** An attribute that is no more stays to be seen and taken off. */
function named(attributes: readonly AttributeView[], key: string) {
	const options = attributes.map(one => ({ value: one.key, label: one.label }));
	return options.some(one => one.value === key) ? options : [...options, { value: key, label: key }];
}

const BUCKET_WORDS: Record<Bucket, TextKey> = {
	all: 'contacts_bucket_all',
	waiting: 'contacts_bucket_waiting',
	sent: 'contacts_bucket_sent',
	delivered: 'contacts_bucket_delivered',
	read: 'contacts_bucket_read',
	'not-read': 'contacts_bucket_not_read',
	clicked: 'contacts_bucket_clicked',
	'not-clicked': 'contacts_bucket_not_clicked',
	replied: 'contacts_bucket_replied',
	'not-replied': 'contacts_bucket_not_replied',
	failed: 'contacts_bucket_failed',
	skipped: 'contacts_bucket_skipped',
	'not-sent': 'contacts_bucket_not_sent',
	unknown: 'contacts_bucket_unknown',
	stopped: 'contacts_bucket_stopped',
};

export interface BroadcastPartProps {
	readonly filter: ContactFilter;
	readonly onWrite: (change: Partial<ContactFilter>) => void;
}

/** Who got a broadcast, and how far it came. */
export function BroadcastPart({ filter, onWrite }: BroadcastPartProps) {
	const { port } = useSettings();
	const names = useStateOf(() => createBroadcastNames(port), []);
	const all = names.list.current.value.value ?? [];
	const { broadcast } = filter;
	const known = !broadcast || all.some(one => one.id === broadcast.id);
	return (
		<>
			<SelectField
				label={t('contacts_got')}
				value={broadcast?.id ?? ''}
				options={[
					{ value: '', label: t('contacts_any') },
					...all.map(one => ({ value: one.id, label: one.name })),
					...(known ? [] : [{ value: broadcast.id, label: broadcast.id }]),
				]}
				test="filter-broadcast"
				onChange={id =>
					onWrite({ broadcast: id === '' ? undefined : { id, bucket: broadcast?.bucket ?? 'all' } })
				}
			/>
			{broadcast && (
				<SelectField
					label={t('contacts_bucket')}
					value={broadcast.bucket}
					options={BUCKETS.map(bucket => ({ value: bucket, label: t(BUCKET_WORDS[bucket]) }))}
					test="filter-bucket"
					onChange={bucket => onWrite({ broadcast: { ...broadcast, bucket: bucket as Bucket } })}
				/>
			)}
		</>
	);
}
