import type { TemplatePreview } from '../../shared/domain/template-preview.ts';
import { lazy } from './lazy.tsx';
import { type DrawPicture, PreviewButtons, PreviewHeader } from './preview-parts.tsx';
import styles from './preview-view.module.css';
import { RichText } from './rich-text-view.tsx';

export interface PreviewViewProps {
	readonly preview: TemplatePreview;
	readonly picture: DrawPicture;
}

const Carousel = lazy(() => import('./preview-extras.tsx').then(one => one.Carousel));
const Offer = lazy(() => import('./preview-extras.tsx').then(one => one.Offer));

/** A template as the recipient gets it, whole: header, text, footer, buttons, cards. */
export function PreviewView({ preview, picture }: PreviewViewProps) {
	return (
		<div class={styles.preview}>
			<PreviewHeader header={preview.header} picture={picture} />
			{preview.offer && <Offer offer={preview.offer} />}
			<RichText text={preview.body} />
			{preview.footer && <p class={styles.footer}>{preview.footer}</p>}
			<PreviewButtons buttons={preview.buttons} />
			{preview.cards && <Carousel cards={preview.cards} picture={picture} />}
		</div>
	);
}
