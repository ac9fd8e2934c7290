import { useState } from 'preact/hooks';
import type { MediaContent } from '../../shared/domain/message.ts';
import type { MessageView } from '../state/views.ts';
import { lazy } from '../ui/lazy.tsx';
import { RichText } from '../ui/rich-text-view.tsx';
import { t } from '../ui/text.ts';
import styles from './media-view.module.css';
import { StoredPicture } from './stored-picture.tsx';

// Not out of later.ts: what stands there shows files itself.
const FileView = lazy(() => import('./file-view.tsx').then(one => one.FileView));
const Viewer = lazy(() => import('./viewer.tsx').then(one => one.Viewer));

export interface MediaViewProps {
	readonly message: MessageView;
	readonly content: MediaContent;
}

/** A file in a bubble, as far as it is there. */
export function MediaView({ message, content }: MediaViewProps) {
	const isPicture = content.mediaKind === 'image' || content.mediaKind === 'sticker';
	return (
		<div class={styles.media} data-state={content.state}>
			{isPicture && content.state === 'stored' ? (
				<Picture content={content} />
			) : (
				<FileView message={message} content={content} />
			)}
			{content.caption && <RichText text={content.caption} />}
		</div>
	);
}

function Picture({ content }: { readonly content: MediaContent }) {
	const [open, setOpen] = useState(false);
	const isSticker = content.mediaKind === 'sticker';
	const name = content.filename ?? t(isSticker ? 'sticker' : 'photo');
	return (
		<>
			<StoredPicture
				mediaId={content.mediaId}
				alt={content.caption ?? name}
				sticker={isSticker}
				onOpen={() => setOpen(true)}
			/>
			{open && <Viewer content={content} name={name} onClose={() => setOpen(false)} />}
		</>
	);
}
