import { createQuickReplies } from '../../state/quick-replies.ts';
import { Combobox } from '../../ui/combobox.tsx';
import { FileField } from '../../ui/file-field.tsx';
import { t } from '../../ui/text.ts';
import { useStateOf } from '../../ui/use-state-of.ts';
import { useSettings } from '../context.ts';
import { VariableText } from '../quick-replies/variable-text.tsx';
import type { ContentPartProps } from './content-part.tsx';

/** A text with variables. */
export function TextContent({ content, id, error, prefix }: ContentPartProps) {
	return (
		<VariableText
			id={id}
			label={t('type_text')}
			value={content.text.value}
			error={error}
			test={`${prefix}-text`}
			onInput={text => content.write({ text })}
		/>
	);
}

/** A file with a caption. */
export function FileContent({ content, id, error, prefix }: ContentPartProps) {
	const { upload, file } = content;
	const stored = file.value && { ...file.value, state: 'ready' as const, progress: 1, problem: null };
	return (
		<>
			<FileField
				id={id}
				label={t('quick_reply_file')}
				error={error}
				file={upload.current.value ?? stored}
				test={`${prefix}-file`}
				onChoose={chosen => void upload.attach(chosen)}
				onRetry={() => void upload.retry()}
				onRemove={content.removeFile}
			/>
			<VariableText
				id={`${id}-caption`}
				label={t('quick_reply_caption')}
				value={content.caption.value}
				error={null}
				test={`${prefix}-caption`}
				onInput={caption => content.write({ caption })}
			/>
		</>
	);
}

/** One of the quick replies, with its file if it has one. */
export function QuickReplyContent({ content, id, error, prefix }: ContentPartProps) {
	const { port } = useSettings();
	const quickReplies = useStateOf(() => createQuickReplies(port), []);
	const all = quickReplies.list.current.value.value ?? [];
	const value = content.quickReplyId.value;
	return (
		<Combobox
			id={id}
			label={t('bc_kind_quick_reply')}
			value={value}
			options={[
				...all.map(one => ({ value: one.id, label: one.name, detail: one.text.slice(0, 60) })),
				...(value !== '' && !all.some(one => one.id === value)
					? [{ value, label: t('bc_quick_reply_gone') }]
					: []),
			]}
			error={error}
			none={t('quick_replies_none_found')}
			test={`${prefix}-quick-reply`}
			onChange={quickReplyId => content.write({ quickReplyId })}
		/>
	);
}
