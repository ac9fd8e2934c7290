import { ArrowLeft } from 'lucide';
import { useCallback, useEffect, useRef } from 'preact/hooks';
import {
	createQuickReplyForm,
	QUICK_REPLY_TYPES,
	type QuickReplyField,
	type QuickReplyForm,
	type QuickReplyType,
} from '../../state/quick-reply-form.ts';
import type { QuickReplyView } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { FileField } from '../../ui/file-field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { type TextKey, t } from '../../ui/text.ts';
import { useStateOf } from '../../ui/use-state-of.ts';
import { useSettings } from '../context.ts';
import { ErrorSummary } from '../error-summary.tsx';
import form from '../form.module.css';
import { useLeaveWarning } from '../leave-dialog.tsx';
import { PageHead } from '../page-head.tsx';
import { SamplePicture } from '../sample-picture.tsx';
import styles from './quick-replies.module.css';
import { TYPE_WORDS } from './type-words.ts';
import { VariableText } from './variable-text.tsx';

export interface QuickReplyFormViewProps {
	readonly quickReplyId: string;
	readonly kept: QuickReplyView | null;
}

/** Writes or changes one quick reply. */
export function QuickReplyFormView({ quickReplyId, kept }: QuickReplyFormViewProps) {
	const { port, upload, go, channels, place } = useSettings();
	const state = useStateOf(
		() => createQuickReplyForm({ port, upload, quickReplyId, kept, channelId: place.peek().channelId }),
		[quickReplyId],
	);
	const summary = useRef<HTMLDivElement>(null);
	useLeaveWarning(useCallback(() => state.dirty.peek(), [state]));
	useEffect(() => document.getElementById(fieldId('name'))?.focus(), []);
	const values = state.values.value;
	const wrong = Object.keys(state.errors.value) as QuickReplyField[];
	const back = () => go({ filters: {} });
	const save = async () => {
		if (await state.save()) back();
		else requestAnimationFrame(() => summary.current?.focus());
	};
	return (
		<>
			<div class={styles.head}>
				<IconButton icon={ArrowLeft} label={t('quick_replies_back')} onClick={back} />
				<PageHead title={kept ? kept.name : t('quick_reply_new')} />
			</div>
			<form
				class={form.form}
				noValidate
				onSubmit={event => {
					event.preventDefault();
					void save();
				}}
			>
				<ErrorSummary
					boxRef={summary}
					wrong={wrong.map(one => ({ id: fieldId(one), label: t(LABELS[one]), error: errorOf(state, one) }))}
					problem={state.problem.value?.message ?? null}
				/>
				<TextField
					id={fieldId('name')}
					label={t('column_name')}
					help={t('quick_reply_name_help')}
					value={values.name}
					error={errorOf(state, 'name')}
					test="quick-reply-name"
					onInput={name => state.write({ name })}
				/>
				<TextField
					label={t('builder_description')}
					optional={t('optional')}
					value={values.description}
					test="quick-reply-description"
					onInput={description => state.write({ description })}
				/>
				<SelectField
					label={t('quick_reply_type')}
					value={values.type}
					options={QUICK_REPLY_TYPES.map(type => ({ value: type, label: t(TYPE_WORDS[type]) }))}
					test="quick-reply-type"
					onChange={type => state.setType(type as QuickReplyType)}
				/>
				<File state={state} />
				{values.type !== 'text' && state.takesText.value && (
					<label class={styles.check}>
						<input
							type="checkbox"
							checked={values.caption}
							data-test="quick-reply-caption"
							onChange={event => state.write({ caption: event.currentTarget.checked })}
						/>
						{t('quick_reply_with_caption')}
					</label>
				)}
				{(values.type === 'text' || (values.caption && state.takesText.value)) && (
					<VariableText
						id={fieldId('text')}
						label={t(values.type === 'text' ? 'type_text' : 'quick_reply_caption')}
						value={values.text}
						error={errorOf(state, 'text')}
						onInput={text => state.write({ text })}
					/>
				)}
				<SelectField
					label={t('quick_reply_for')}
					value={values.channelId ?? ''}
					options={[
						{ value: '', label: t('all_channels') },
						...(channels.all.value ?? []).map(one => ({ value: one.id, label: one.name })),
					]}
					test="quick-reply-channel"
					onChange={channelId => state.write({ channelId: channelId === '' ? null : channelId })}
				/>
				<div class={form.buttons}>
					<Button look="primary" type="submit" busy={state.busy.value} test="quick-reply-save">
						{t('save')}
					</Button>
					<Button look="quiet" onClick={back}>
						{t('cancel')}
					</Button>
				</div>
			</form>
		</>
	);
}

const LABELS: Record<QuickReplyField, TextKey> = {
	name: 'column_name',
	text: 'type_text',
	mediaId: 'quick_reply_file',
};

function File({ state }: { readonly state: QuickReplyForm }) {
	const { type } = state.values.value;
	const uploading = state.uploading.value;
	if (type === 'text' || !uploading) return null;
	const stored = state.file.value;
	const current = uploading.current.value;
	return (
		<FileField
			id={fieldId('mediaId')}
			label={t(TYPE_WORDS[type])}
			error={errorOf(state, 'mediaId')}
			file={current ?? (stored && { ...stored, state: 'ready' as const, progress: 1, problem: null })}
			accept={ACCEPT[type]}
			picture={
				type === 'image' && stored ? (
					<SamplePicture mediaId={stored.mediaId} alt={stored.filename} />
				) : undefined
			}
			test="quick-reply-file"
			onChoose={file => void uploading.attach(file)}
			onRetry={() => void uploading.retry()}
			onRemove={state.removeFile}
		/>
	);
}

const ACCEPT: Record<QuickReplyType, string | undefined> = {
	text: undefined,
	image: 'image/jpeg,image/png',
	video: 'video/mp4,video/3gpp',
	document: undefined,
	audio: 'audio/*',
};

function fieldId(field: QuickReplyField): string {
	return `quick-reply-${field}`;
}

function errorOf(state: QuickReplyForm, field: QuickReplyField): string | null {
	const error = state.errors.value[field];
	if (!error) return null;
	return 'said' in error ? error.said : t('error_required');
}
