import { ArrowLeft, Pencil, Trash2 } from 'lucide';
import { useState } from 'preact/hooks';
import { ATTRIBUTE_TYPES, type AttributeType, TAG_LENGTH } from '../../../shared/domain/contact-fields.ts';
import type { ContactFields } from '../../state/contact-fields.ts';
import type { RelayError } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Table } from '../../ui/table.tsx';
import { formatNumber, plural, t } from '../../ui/text.ts';
import { showToast } from '../../ui/toast.tsx';
import { useSettings } from '../context.ts';
import { LoadedView } from '../loaded-view.tsx';
import { PageHead } from '../page-head.tsx';
import styles from './contacts.module.css';
import { TYPE_WORDS, wordsOf } from './words.ts';

/** A tag or an attribute that is made, changed or removed. */
type Open =
	| {
			readonly kind: 'tag' | 'attribute';
			readonly id: string;
			readonly name: string;
			readonly type: AttributeType;
	  }
	| {
			readonly kind: 'remove-tag' | 'remove-attribute';
			readonly id: string;
			readonly name: string;
			readonly contacts: number;
	  };

/** The tags and attributes that there are. */
export function FieldsPage({ fields }: { readonly fields: ContactFields }) {
	const { go } = useSettings();
	const [open, setOpen] = useState<Open | null>(null);
	return (
		<>
			<div class={styles.head}>
				<IconButton icon={ArrowLeft} label={t('contacts_back')} onClick={() => go({ filters: {} })} />
				<PageHead title={t('contacts_fields')} />
			</div>
			<h2 class={styles.title}>{t('contacts_tags')}</h2>
			<p class={styles.lead}>{t('tag_lead')}</p>
			<LoadedView
				loaded={fields.tags.current.value}
				failed={t('tag_failed')}
				onRetry={() => void fields.tags.load()}
			>
				{tags => (
					<FieldTable
						label={t('contacts_tags')}
						rows={tags.map(({ id, name, contacts }) => ({ id, name, contacts, words: '' }))}
						test="tag"
						onEdit={({ id, name }) => setOpen({ kind: 'tag', id, name, type: 'text' })}
						onRemove={row => setOpen({ kind: 'remove-tag', ...row })}
					/>
				)}
			</LoadedView>
			<Button test="tag-new" onClick={() => setOpen({ kind: 'tag', id: '', name: '', type: 'text' })}>
				{t('tag_new')}
			</Button>
			<h2 class={styles.title}>{t('contacts_attributes')}</h2>
			<p class={styles.lead}>{t('attribute_lead')}</p>
			<LoadedView
				loaded={fields.attributes.current.value}
				failed={t('attribute_failed')}
				onRetry={() => void fields.attributes.load()}
			>
				{attributes => (
					<FieldTable
						label={t('contacts_attributes')}
						rows={attributes.map(({ key, label, type, contacts }) => ({
							id: key,
							name: label,
							contacts,
							words: `${t(TYPE_WORDS[type])} · {{ contact.${key} }}`,
						}))}
						test="attribute"
						onEdit={({ id, name }) =>
							setOpen({
								kind: 'attribute',
								id,
								name,
								type: attributes.find(one => one.key === id)?.type ?? 'text',
							})
						}
						onRemove={row => setOpen({ kind: 'remove-attribute', ...row })}
					/>
				)}
			</LoadedView>
			<Button
				test="attribute-new"
				onClick={() => setOpen({ kind: 'attribute', id: '', name: '', type: 'text' })}
			>
				{t('attribute_new')}
			</Button>
			{open && 'contacts' in open && (
				<RemoveDialog open={open} fields={fields} onClose={() => setOpen(null)} />
			)}
			{open && 'type' in open && <NameDialog open={open} fields={fields} onClose={() => setOpen(null)} />}
		</>
	);
}

interface FieldRow {
	readonly id: string;
	readonly name: string;
	readonly contacts: number;
	readonly words: string;
}

interface FieldTableProps {
	readonly label: string;
	readonly rows: readonly FieldRow[];
	readonly test: string;
	readonly onEdit: (row: FieldRow) => void;
	readonly onRemove: (row: FieldRow) => void;
}

function FieldTable({ label, rows, test, onEdit, onRemove }: FieldTableProps) {
	if (rows.length === 0) return <p class={styles.quiet}>{t('contacts_fields_none')}</p>;
	return (
		<Table
			label={label}
			columns={[
				{ key: 'name', title: t('column_name') },
				{ key: 'contacts', title: t('nav_contacts'), align: 'end' },
				{ key: 'act', title: t('column_actions'), hideTitle: true },
			]}
		>
			{rows.map(row => (
				<tr key={row.id} data-test={`${test}-row`} data-id={row.id}>
					<td class={styles.name} dir="auto">
						{row.name}
						{row.words && <p class={styles.quiet}>{row.words}</p>}
					</td>
					<td data-align="end">{formatNumber(row.contacts)}</td>
					<td class={styles.act}>
						<IconButton
							icon={Pencil}
							label={t('contacts_edit', { name: row.name })}
							test={`${test}-edit`}
							onClick={() => onEdit(row)}
						/>
						<IconButton
							icon={Trash2}
							label={t('contacts_remove_named', { name: row.name })}
							test={`${test}-remove`}
							onClick={() => onRemove(row)}
						/>
					</td>
				</tr>
			))}
		</Table>
	);
}

interface DialogProps<O> {
	readonly open: O;
	readonly fields: ContactFields;
	readonly onClose: () => void;
}

function NameDialog({ open, fields, onClose }: DialogProps<Extract<Open, { type: AttributeType }>>) {
	const [name, setName] = useState(open.name);
	const [type, setType] = useState(open.type);
	const [error, setError] = useState<string | null>(null);
	const [busy, setBusy] = useState(false);
	const isNew = open.id === '';
	const saved = async (): Promise<RelayError | null> => {
		if (open.kind === 'tag')
			return isNew ? fields.createTags([name.trim()]) : fields.renameTag(open.id, name.trim());
		const answer = await fields.saveAttribute({ label: name.trim(), type, ...(!isNew && { key: open.id }) });
		return answer.ok ? null : answer.error;
	};
	const save = async () => {
		if (name.trim() === '') return setError(t('error_required'));
		setBusy(true);
		const refused = await saved();
		setBusy(false);
		if (refused) setError(wordsOf(refused));
		else onClose();
	};
	const title =
		open.kind === 'tag' ? (isNew ? 'tag_new' : 'tag_rename') : isNew ? 'attribute_new' : 'attribute_edit';
	return (
		<Dialog
			title={t(title)}
			onClose={onClose}
			actions={
				<>
					<Button onClick={onClose}>{t('cancel')}</Button>
					<Button look="primary" busy={busy} test="field-save" onClick={() => void save()}>
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
					void save();
				}}
			>
				<TextField
					label={t('column_name')}
					value={name}
					error={error}
					maxLength={open.kind === 'tag' ? TAG_LENGTH : 100}
					test="field-name"
					onInput={setName}
				/>
				{open.kind === 'attribute' && (
					<SelectField
						label={t('attribute_type')}
						help={t('attribute_type_help')}
						value={type}
						options={ATTRIBUTE_TYPES.map(one => ({ value: one, label: t(TYPE_WORDS[one]) }))}
						test="field-type"
						onChange={next => setType(next as AttributeType)}
					/>
				)}
			</form>
		</Dialog>
	);
}

function RemoveDialog({ open, fields, onClose }: DialogProps<Extract<Open, { contacts: number }>>) {
	const remove = async () => {
		onClose();
		const error =
			open.kind === 'remove-tag' ? await fields.removeTag(open.id) : await fields.removeAttribute(open.id);
		if (error) showToast(wordsOf(error));
	};
	return (
		<Dialog
			title={t('contacts_remove_title', { name: open.name })}
			onClose={onClose}
			actions={
				<>
					<Button onClick={onClose}>{t('cancel')}</Button>
					<Button look="danger" test="field-remove-confirm" onClick={() => void remove()}>
						{t('contacts_remove_action')}
					</Button>
				</>
			}
		>
			<p>{plural(open.kind === 'remove-tag' ? 'tag_remove_text' : 'attribute_remove_text', open.contacts)}</p>
		</Dialog>
	);
}
