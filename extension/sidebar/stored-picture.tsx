import { t } from '../ui/text.ts';
import { useSidebar } from './context.ts';
import styles from './media-view.module.css';

export interface StoredPictureProps {
	readonly mediaId: string;
	readonly alt: string;
	readonly onOpen?: () => void;
	readonly sticker?: boolean;
}

/** A picture out of the relay's store. Its place is kept while it loads. */
export function StoredPicture({ mediaId, alt, onOpen, sticker = false }: StoredPictureProps) {
	const { media } = useSidebar();
	const link = media.of(mediaId).value;
	if (link.state === 'failed') return <p class={styles.problem}>{link.message}</p>;
	const picture =
		link.state === 'ready' ? (
			<img class={sticker ? styles.sticker : styles.picture} src={link.url} alt={alt} loading="lazy" />
		) : (
			<span class={sticker ? styles.sticker : styles.picture} role="img" aria-label={alt} />
		);
	if (!onOpen) return picture;
	return (
		<button type="button" class={styles.open} title={t('media_open')} data-test="open-media" onClick={onOpen}>
			{picture}
		</button>
	);
}

/** A stored picture inside of a template's preview. */
export function drawPicture(mediaId: string, alt: string) {
	return <StoredPicture mediaId={mediaId} alt={alt} />;
}
