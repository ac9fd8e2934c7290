import type { TemplateSlot } from '../../../../shared/domain/template.ts';
import { withSample } from '../../../state/draft-edits.ts';
import { createSampleUpload } from '../../../state/sample-upload.ts';
import { FileField } from '../../../ui/file-field.tsx';
import { t } from '../../../ui/text.ts';
import { useStateOf } from '../../../ui/use-state-of.ts';
import { useSettings } from '../../context.ts';
import { SamplePicture } from '../../sample-picture.tsx';
import { useBuilder } from './context.ts';
import { marksAt, placeId } from './places.ts';

const ACCEPT: Record<string, string> = { image: 'image/jpeg,image/png', video: 'video/mp4,video/3gpp' };

/** The sample of a header or a card that shows a file. */
export function SampleFile({ slot }: { readonly slot: TemplateSlot }) {
	const { port, upload, channel } = useSettings();
	const builder = useBuilder();
	const store = (value: string) => builder.change(draft => withSample(draft, slot.id, value), slot.id);
	const uploading = useStateOf(
		() =>
			createSampleUpload(port, upload, channel.peek()?.type ?? 'whatsapp', kindOf(slot), file =>
				store(file.mediaId),
			),
		[slot.id, slot.kind],
	);
	const current = uploading.current.value;
	const stored = slot.sample !== null && current?.mediaId !== slot.sample;
	const file =
		current ??
		(stored ? { filename: '', size: 0, state: 'ready' as const, progress: 1, problem: null } : null);
	const { error } = marksAt(builder, slot.id);
	return (
		<FileField
			id={placeId(slot.id)}
			label={t(
				slot.kind === 'image' ? 'sample_image' : slot.kind === 'video' ? 'sample_video' : 'sample_document',
			)}
			help={t('sample_file_help')}
			error={error}
			file={file}
			accept={ACCEPT[slot.kind] ?? (slot.kind === 'document' ? 'application/pdf' : undefined)}
			picture={
				slot.kind === 'image' && slot.sample ? (
					<SamplePicture mediaId={slot.sample} alt={t('photo')} />
				) : undefined
			}
			test={`sample-${slot.id}`}
			onChoose={chosen => void uploading.attach(chosen)}
			onRetry={() => void uploading.retry()}
			onRemove={() => {
				uploading.clear();
				store('');
			}}
		/>
	);
}

function kindOf({ kind }: TemplateSlot): 'image' | 'video' | 'document' {
	return kind === 'image' || kind === 'video' ? kind : 'document';
}
