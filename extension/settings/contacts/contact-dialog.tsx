import { formatPhone } from '../../../shared/lib/phone.ts';
import { type ContactEdit, createContactEdit } from '../../state/contact-edit.ts';
import type { ContactFields } from '../../state/contact-fields.ts';
import type { AttributeView, ContactChangeView, ContactRowView } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import field from '../../ui/field.module.css';
import { Field, SelectField, TextField } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import { ago, exactTime } from '../../ui/time.ts';
import { showToast } from '../../ui/toast.tsx';
import { useStateOf } from '../../ui/use-state-of.ts';
import { useSettings } from '../context.ts';
import { LoadedView } from '../loaded-view.tsx';
import styles from './contacts.module.css';
import { TagPicker } from './tag-picker.tsx';
import { fieldWords, sourceWords, wordsOf } from './words.ts';

export interface ContactDialogProps {
	readonly contact: ContactRowView;
	readonly fields: ContactFields;
	readonly onSaved: (row: ContactRowView) => void;
	readonly onClose: () => void;
}

/** One contact: its name, tags and attributes to change, and what was changed before. */
export function ContactDialog({ contact, fields, onSaved, onClose }: ContactDialogProps) {
	const { port } = useSettings();
	const state = useStateOf(() => createContactEdit(port, contact), [contact.id]);
	const { name, tags, attributes } = state.values.value;
	const problem = state.problem.value;
	const errorOf = (field: string) => problem?.fields?.[field] && problem.message;
	const save = async () => {
		const row = await state.save();
		if (row) {
			onSaved(row);
			showToast(t('contacts_saved', { name: row.name }));
		}
	};
	const createTag = async (tag: string) => {
		const error = await fields.createTags([tag]);
		if (error) showToast(wordsOf(error));
		return error === null;
	};
	return (
		<Dialog
			title={contact.name}
			size="wide"
			test="contact-dialog"
			onClose={onClose}
			actions={
				<>
					<Button onClick={onClose}>{t('close')}</Button>
					<Button
						look="primary"
						disabled={!state.dirty.value}
						busy={state.busy.value}
						test="contact-save"
						onClick={() => void save()}
					>
						{t('save')}
					</Button>
				</>
			}
		>
			<form
				class={styles.edit}
				noValidate
				onSubmit={event => {
					event.preventDefault();
					if (state.dirty.peek()) void save();
				}}
			>
				{problem && (
					<p class={styles.problem} role="alert" data-test="contact-problem">
						{wordsOf(problem)}
					</p>
				)}
				<Facts contact={contact} />
				<TextField
					label={t('column_name')}
					value={name}
					error={errorOf('name')}
					maxLength={200}
					test="contact-name"
					onInput={next => state.write({ name: next })}
				/>
				<TagPicker
					label={t('contacts_tags')}
					known={(fields.tags.current.value.value ?? []).map(tag => tag.name)}
					chosen={tags}
					error={errorOf('addTags') || null}
					test="contact-tags"
					onCreate={createTag}
					onChange={next => state.write({ tags: next })}
				/>
				{(fields.attributes.current.value.value ?? []).map(one => (
					<AttributeField
						key={one.key}
						attribute={one}
						value={attributes[one.key] ?? ''}
						error={errorOf(`attributes.${one.key}`) || null}
						onInput={value => state.write({ attributes: { ...attributes, [one.key]: value } })}
					/>
				))}
			</form>
			<History state={state} />
		</Dialog>
	);
}

function Facts({ contact }: { readonly contact: ContactRowView }) {
	const { phone, others, source, firstMessage } = contact;
	return (
		<dl class={styles.facts}>
			<dt>{t('contacts_phone')}</dt>
			<dd>{[...(phone === null ? [] : [formatPhone(phone)]), ...others].join(', ') || '–'}</dd>
			<dt>{t('contacts_source')}</dt>
			<dd>{sourceWords(source)}</dd>
			{firstMessage !== null && (
				<>
					<dt>{t('contacts_first_message')}</dt>
					<dd dir="auto">{firstMessage}</dd>
				</>
			)}
		</dl>
	);
}

interface AttributeFieldProps {
	readonly attribute: AttributeView;
	readonly value: string;
	readonly error: string | null;
	readonly onInput: (value: string) => void;
}

function AttributeField({ attribute, value, error, onInput }: AttributeFieldProps) {
	const { key, label, type } = attribute;
	const test = `attribute-${key}`;
	if (type === 'yes-no')
		return (
			<SelectField
				label={label}
				value={value}
				error={error}
				options={[
					{ value: '', label: t('attribute_none') },
					{ value: 'yes', label: t('attribute_yes') },
					{ value: 'no', label: t('attribute_no') },
				]}
				test={test}
				onChange={onInput}
			/>
		);
	return (
		<Field label={label} error={error}>
			{ids => (
				<input
					{...ids}
					class={field.input}
					// Preact types inputs by their type, one by one; one of several kinds is none of them.
					type={(type === 'date' ? 'date' : 'text') as 'text'}
					inputMode={type === 'number' ? 'decimal' : undefined}
					dir="auto"
					value={value}
					data-test={test}
					onInput={event => onInput(event.currentTarget.value)}
				/>
			)}
		</Field>
	);
}

function History({ state }: { readonly state: ContactEdit }) {
	return (
		<section class={styles.history} aria-label={t('contacts_history')}>
			<h3>{t('contacts_history')}</h3>
			<LoadedView
				loaded={state.history.current.value}
				failed={t('contacts_history_failed')}
				onRetry={() => void state.history.load()}
			>
				{changes =>
					changes.length === 0 ? (
						<p class={styles.quiet}>{t('contacts_history_empty')}</p>
					) : (
						<ul>
							{changes.map(one => (
								<Change key={one.id} change={one} />
							))}
						</ul>
					)
				}
			</LoadedView>
		</section>
	);
}

function Change({ change }: { readonly change: ContactChangeView }) {
	const { clock } = useSettings();
	const { at, field, label, before, after, byName, byImport } = change;
	return (
		<li data-test="contact-change">
			<strong>{fieldWords(field, label)}</strong> <span dir="auto">{before ?? '–'}</span> →{' '}
			<span dir="auto">{after ?? '–'}</span>
			<span class={styles.quiet}>
				{' · '}
				{[byName, byImport && t('contacts_by_import')].filter(Boolean).join(', ')}
				{' · '}
				<time dateTime={new Date(at).toISOString()} title={exactTime(at)}>
					{ago(at, clock.now.value)}
				</time>
			</span>
		</li>
	);
}
