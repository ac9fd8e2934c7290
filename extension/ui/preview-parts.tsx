import type { IconNode } from 'lucide';
import { Copy, ExternalLink, FileText, Image, MapPin, Phone, Reply, Video } from 'lucide';
import type { ComponentChild } from 'preact';
import type { PreviewButton, TemplatePreview } from '../../shared/domain/template-preview.ts';
import { Icon } from './icon.tsx';
import styles from './preview-view.module.css';
import { t } from './text.ts';

/** Draws a stored picture; pages know where theirs come from. */
export type DrawPicture = (mediaId: string, alt: string) => ComponentChild;

const BUTTON_ICONS: Record<string, IconNode> = {
	url: ExternalLink,
	phone: Phone,
	'copy-code': Copy,
	otp: Copy,
	'quick-reply': Reply,
};

export interface PreviewButtonsProps {
	readonly buttons: readonly PreviewButton[];
	/** What stands below the last one. */
	readonly after?: ComponentChild;
}

/** The buttons under a message. */
export function PreviewButtons({ buttons, after }: PreviewButtonsProps) {
	if (buttons.length === 0) return null;
	return (
		<ul class={styles.buttons}>
			{buttons.map((button, index) => (
				<li key={index} class={styles.button} title={button.value ?? undefined}>
					<Icon node={BUTTON_ICONS[button.kind] ?? Reply} size={14} />
					<span>{button.text}</span>
				</li>
			))}
			{after && <li class={styles.button}>{after}</li>}
		</ul>
	);
}

export interface PreviewHeaderProps {
	readonly header: TemplatePreview['header'];
	readonly picture: DrawPicture;
}

/** What stands above the text: a line, a file or a place. */
export function PreviewHeader({ header, picture }: PreviewHeaderProps) {
	switch (header?.kind) {
		case 'text':
			return <p class={styles.title}>{header.text}</p>;
		case 'location':
			return (
				<div class={styles.place}>
					<Icon node={MapPin} size={24} />
					<span>{header.name ?? t('location')}</span>
					{header.address && <span>{header.address}</span>}
				</div>
			);
		case 'image':
			return (
				<>
					{header.mediaId ? (
						picture(header.mediaId, header.filename ?? t('photo'))
					) : (
						<Missing icon={Image} label={t('photo')} />
					)}
				</>
			);
		case 'video':
			return <Missing icon={Video} label={header.filename ?? t('video')} />;
		case 'document':
			return <Missing icon={FileText} label={header.filename ?? t('document')} />;
		default:
			return null;
	}
}

function Missing({ icon, label }: { readonly icon: IconNode; readonly label: string }) {
	return (
		<div class={styles.place}>
			<Icon node={icon} size={24} />
			<span>{label}</span>
		</div>
	);
}
