import { List, Moon, Sun } from 'lucide';
import { useState } from 'preact/hooks';
import { foldedBody, type TemplatePreview, visibleButtons } from '../../../shared/domain/template-preview.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Carousel, Offer } from '../../ui/preview-extras.tsx';
import { PreviewButtons, PreviewHeader } from '../../ui/preview-parts.tsx';
import { RichText } from '../../ui/rich-text-view.tsx';
import { t } from '../../ui/text.ts';
import { SamplePicture } from '../sample-picture.tsx';
import styles from './phone-preview.module.css';

export interface PhonePreviewProps {
	readonly preview: TemplatePreview;
	/** Tells several on one page apart. */
	readonly label?: string;
}

/** A template as a phone shows it: folded after five lines, with two buttons of more than three, light or dark. */
export function PhonePreview({ preview, label = t('preview_title') }: PhonePreviewProps) {
	const [theme, setTheme] = useState<'light' | 'dark'>(systemTheme);
	const [open, setOpen] = useState(false);
	const folded = foldedBody(preview.body);
	const { shown, hidden } = visibleButtons(preview.buttons);
	const other = theme === 'light' ? 'dark' : 'light';
	return (
		<section class={styles.phone} data-theme={theme} aria-label={label} data-test="phone-preview">
			<header class={styles.bar}>
				<span>{t('preview_title')}</span>
				<IconButton
					icon={theme === 'light' ? Moon : Sun}
					small
					label={t(other === 'dark' ? 'preview_dark' : 'preview_light')}
					test="preview-theme"
					onClick={() => setTheme(other)}
				/>
			</header>
			<div class={styles.screen} data-direction="inbound" dir="auto">
				<div class={styles.bubble}>
					<PreviewHeader header={preview.header} picture={picture} />
					{preview.offer && <Offer offer={preview.offer} />}
					{preview.body === '' ? (
						<p class={styles.empty}>{t('preview_empty')}</p>
					) : (
						<p>
							<RichText text={open ? preview.body : folded.shown} />
							{folded.folded && !open && (
								<>
									{'… '}
									<Button look="link" test="preview-read-more" onClick={() => setOpen(true)}>
										{t('preview_read_more')}
									</Button>
								</>
							)}
						</p>
					)}
					{preview.footer && <p class={styles.footer}>{preview.footer}</p>}
					<PreviewButtons
						buttons={shown}
						after={
							hidden.length > 0 && (
								<span class={styles.all} data-test="preview-see-all">
									<Icon node={List} size={14} />
									{t('preview_see_all')}
								</span>
							)
						}
					/>
					{preview.cards && <Carousel cards={preview.cards} picture={picture} />}
				</div>
			</div>
		</section>
	);
}

function picture(mediaId: string, alt: string) {
	return <SamplePicture mediaId={mediaId} alt={alt} />;
}

function systemTheme(): 'light' | 'dark' {
	return document.documentElement.dataset.theme === 'dark' ||
		window.matchMedia?.('(prefers-color-scheme: dark)').matches
		? 'dark'
		: 'light';
}
