import { useSettings } from './context.ts';
import styles from './sample-picture.module.css';

/** A stored sample file as a picture. */
export function SamplePicture({ mediaId, alt }: { readonly mediaId: string; readonly alt: string }) {
	const { media } = useSettings();
	const link = media.of(mediaId).value;
	if (link.state === 'failed') return <p>{link.message}</p>;
	return link.state === 'ready' ? (
		<img class={styles.picture} src={link.url} alt={alt} />
	) : (
		<span class={styles.picture} role="img" aria-label={alt} />
	);
}
