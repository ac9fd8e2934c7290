import { Save, Trash2 } from 'lucide';
import { useState } from 'preact/hooks';
import type { ContactFields } from '../../state/contact-fields.ts';
import { filterOf, placeOfFilter, sameFilter } from '../../state/contact-place.ts';
import type { SegmentView } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { t } from '../../ui/text.ts';
import { showToast } from '../../ui/toast.tsx';
import { useSettings } from '../context.ts';
import { FilterSelect } from '../filter-select.tsx';
import { wordsOf } from './words.ts';

/** Saved filters: choose one, save the one that is on, change and remove. */
export function Segments({ fields }: { readonly fields: ContactFields }) {
	const { place, go, link } = useSettings();
	const [dialog, setDialog] = useState<'save' | 'remove' | null>(null);
	const all = fields.segments.current.value.value ?? [];
	const { segment: id, ...filters } = place.value.filters;
	const current = all.find(one => one.id === id) ?? null;
	const filter = filterOf(place.value);
	const may = link.may('segments:edit');
	const isChanged = current !== null && !sameFilter(current.filter, filter);
	const choose = (next: string) => {
		const chosen = all.find(one => one.id === next);
		const to = placeOfFilter(chosen?.filter ?? {}, filters);
		go(chosen ? { ...to, filters: { ...to.filters, segment: chosen.id } } : to);
	};
	const update = async (segment: SegmentView) => {
		const error = await fields.saveSegment({ id: segment.id, name: segment.name, filter });
		showToast(error ? wordsOf(error) : t('segment_saved', { name: segment.name }));
	};
	return (
		<>
			{(all.length > 0 || id !== undefined) && (
				<FilterSelect
					label={t('segment_all')}
					value={current?.id ?? ''}
					options={all.map(one => ({ value: one.id, label: one.name }))}
					test="segment-select"
					onChange={choose}
				/>
			)}
			{may && isChanged && (
				<Button icon={Save} test="segment-update" onClick={() => void update(current)}>
					{t('segment_update', { name: current.name })}
				</Button>
			)}
			{may && !sameFilter(filter, {}) && (current === null || isChanged) && (
				<Button look="quiet" icon={Save} test="segment-save" onClick={() => setDialog('save')}>
					{t('segment_save')}
				</Button>
			)}
			{may && current && (
				<IconButton
					icon={Trash2}
					label={t('segment_remove_named', { name: current.name })}
					test="segment-remove"
					onClick={() => setDialog('remove')}
				/>
			)}
			{dialog === 'save' && <SaveDialog fields={fields} onClose={() => setDialog(null)} />}
			{dialog === 'remove' && current && (
				<Dialog
					title={t('segment_remove_title', { name: current.name })}
					onClose={() => setDialog(null)}
					actions={
						<>
							<Button onClick={() => setDialog(null)}>{t('cancel')}</Button>
							<Button
								look="danger"
								test="segment-remove-confirm"
								onClick={() => {
									setDialog(null);
									go({ filters });
									void fields.removeSegment(current.id).then(error => {
										if (error) showToast(wordsOf(error));
									});
								}}
							>
								{t('segment_remove')}
							</Button>
						</>
					}
				>
					<p>{t('segment_remove_text')}</p>
				</Dialog>
			)}
		</>
	);
}

function SaveDialog({ fields, onClose }: { readonly fields: ContactFields; readonly onClose: () => void }) {
	const { place, go, newToken } = useSettings();
	const [name, setName] = useState('');
	const [error, setError] = useState<string | null>(null);
	const [id] = useState(() => `seg-${newToken()}`);
	const save = async () => {
		if (name.trim() === '') return setError(t('error_required'));
		const refused = await fields.saveSegment({ id, name: name.trim(), filter: filterOf(place.value) });
		if (refused) return setError(wordsOf(refused));
		onClose();
		go({ filters: { ...place.value.filters, segment: id } });
	};
	return (
		<Dialog
			title={t('segment_save_title')}
			onClose={onClose}
			actions={
				<>
					<Button onClick={onClose}>{t('cancel')}</Button>
					<Button look="primary" test="segment-save-confirm" onClick={() => void save()}>
						{t('save')}
					</Button>
				</>
			}
		>
			<form
				noValidate
				onSubmit={event => {
					event.preventDefault();
					void save();
				}}
			>
				<TextField
					label={t('segment_name')}
					help={t('segment_name_help')}
					value={name}
					error={error}
					maxLength={100}
					test="segment-name"
					onInput={setName}
				/>
			</form>
		</Dialog>
	);
}
