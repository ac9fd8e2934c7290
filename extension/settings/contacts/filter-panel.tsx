import type { ContactFilter } from '../../../shared/domain/contact-filter.ts';
import type { ContactFields } from '../../state/contact-fields.ts';
import { dayOf, filterOf, placeOfFilter, startOfDay } from '../../state/contact-place.ts';
import { Button } from '../../ui/button.tsx';
import field from '../../ui/field.module.css';
import { Field, SelectField, TextField } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import { useSettings } from '../context.ts';
import styles from './contacts.module.css';
import { AttributeParts, BroadcastPart } from './filter-parts.tsx';
import { TagPicker } from './tag-picker.tsx';

export interface FilterPanelProps {
	readonly fields: ContactFields;
	readonly onClose: () => void;
}

/** Every part of a filter. Each change narrows the list at once. */
export function FilterPanel({ fields, onClose }: FilterPanelProps) {
	const { place, go } = useSettings();
	const filter = filterOf(place.value);
	const write = (change: Partial<ContactFilter>) =>
		go(placeOfFilter({ ...filter, ...change }, place.value.filters));
	const tags = (fields.tags.current.value.value ?? []).map(tag => tag.name);
	return (
		<>
			<div class={styles.parts}>
				<Days label={t('contacts_seen')} name="seen" filter={filter} onWrite={write} />
				<Days label={t('contacts_created')} name="created" filter={filter} onWrite={write} />
				<SelectField
					label={t('contacts_consent')}
					value={filter.consent ?? ''}
					options={[
						{ value: '', label: t('contacts_any') },
						{ value: 'in', label: t('consent_in') },
						{ value: 'out', label: t('consent_out') },
						{ value: 'none', label: t('contacts_consent_none') },
					]}
					test="filter-consent"
					onChange={next => write({ consent: next === '' ? undefined : (next as 'in' | 'out' | 'none') })}
				/>
				<SelectField
					label={t('contacts_blocked')}
					value={filter.blocked === undefined ? '' : String(filter.blocked)}
					options={[
						{ value: '', label: t('contacts_any') },
						{ value: 'true', label: t('contacts_blocked_yes') },
						{ value: 'false', label: t('contacts_blocked_no') },
					]}
					test="filter-blocked"
					onChange={next => write({ blocked: next === '' ? undefined : next === 'true' })}
				/>
				<SelectField
					label={t('contacts_reach')}
					value={filter.reachableOn ?? ''}
					options={[
						{ value: '', label: t('contacts_any') },
						{ value: 'whatsapp', label: 'WhatsApp' },
						{ value: 'telegram', label: 'Telegram' },
						{ value: 'instagram', label: 'Instagram' },
					]}
					test="filter-reach"
					onChange={next =>
						write({
							reachableOn: next === '' ? undefined : (next as NonNullable<ContactFilter['reachableOn']>),
						})
					}
				/>
				<TextField
					label={t('contacts_source')}
					help={t('contacts_source_help')}
					value={filter.source ?? ''}
					test="filter-source"
					onInput={source => write({ source: source === '' ? undefined : source })}
				/>
				<TagPicker
					label={t('contacts_tags_any')}
					known={tags}
					chosen={filter.tags?.any ?? []}
					test="filter-tags-any"
					onChange={any => write({ tags: { ...filter.tags, any } })}
				/>
				<TagPicker
					label={t('contacts_tags_none')}
					known={tags}
					chosen={filter.tags?.none ?? []}
					test="filter-tags-none"
					onChange={none => write({ tags: { ...filter.tags, none } })}
				/>
				<BroadcastPart filter={filter} onWrite={write} />
			</div>
			<AttributeParts
				attributes={fields.attributes.current.value.value ?? []}
				conditions={filter.attributes ?? []}
				onChange={attributes => write({ attributes })}
			/>
			<div class={styles.buttons}>
				<Button test="filter-close" onClick={onClose}>
					{t('close')}
				</Button>
				<Button
					look="quiet"
					test="filter-clear"
					onClick={() => go({ search: '', filters: { ...placeOfFilter({}, place.value.filters).filters } })}
				>
					{t('filters_clear')}
				</Button>
			</div>
		</>
	);
}

interface DaysProps {
	readonly label: string;
	readonly name: 'seen' | 'created';
	readonly filter: ContactFilter;
	readonly onWrite: (change: Partial<ContactFilter>) => void;
}

/** First and last day, both included, in the reader's zone. */
function Days({ label, name, filter, onWrite }: DaysProps) {
	const range = filter[name];
	// The end of a filter is not in it: it is the day after.
	const last = range?.to === undefined ? '' : dayOf(range.to - 1);
	const write = (change: { from?: number | undefined; to?: number | undefined }) =>
		onWrite({ [name]: { ...range, ...change } });
	return (
		<fieldset class={styles.days}>
			<legend>{label}</legend>
			<Field label={t('contacts_from')}>
				{ids => (
					<input
						{...ids}
						class={field.input}
						type="date"
						value={dayOf(range?.from)}
						data-test={`filter-${name}-from`}
						onChange={event => write({ from: startOfDay(event.currentTarget.value) })}
					/>
				)}
			</Field>
			<Field label={t('contacts_to')}>
				{ids => (
					<input
						{...ids}
						class={field.input}
						type="date"
						value={last}
						data-test={`filter-${name}-to`}
						onChange={event => write({ to: startOfDay(event.currentTarget.value, 1) })}
					/>
				)}
			</Field>
		</fieldset>
	);
}
