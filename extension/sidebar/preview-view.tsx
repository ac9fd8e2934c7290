import type { IconNode } from 'lucide';
import { Copy, ExternalLink, FileText, Image, MapPin, Phone, Reply, Video } from 'lucide';
import type { TemplatePreview } from '../../shared/domain/template-preview.ts';
import { Icon } from '../ui/icon.tsx';
import { RichText } from '../ui/rich-text-view.tsx';
import { t } from '../ui/text.ts';
import styles from './preview-view.module.css';
import { StoredPicture } from './stored-picture.tsx';

const BUTTON_ICONS: Record<string, IconNode> = {
	url: ExternalLink,
	phone: Phone,
	'copy-code': Copy,
	otp: Copy,
	'quick-reply': Reply,
};

/** A template as the recipient sees it: header, text, footer, buttons. */
export function PreviewView({ preview }: { readonly preview: TemplatePreview }) {
	return (
		<div class={styles.preview}>
			{preview.header && <Header header={preview.header} />}
			<RichText text={preview.body} />
			{preview.footer && <p class={styles.footer}>{preview.footer}</p>}
			{preview.buttons.length > 0 && (
				<ul class={styles.buttons}>
					{preview.buttons.map((button, index) => (
						<li key={index} class={styles.button} title={button.value ?? undefined}>
							<Icon node={BUTTON_ICONS[button.kind] ?? Reply} size={14} />
							<span>{button.text}</span>
						</li>
					))}
				</ul>
			)}
		</div>
	);
}

function Header({ header }: { readonly header: NonNullable<TemplatePreview['header']> }) {
	switch (header.kind) {
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
			return header.mediaId ? (
				<StoredPicture mediaId={header.mediaId} alt={header.filename ?? t('photo')} />
			) : (
				<Missing icon={Image} label={t('photo')} />
			);
		case 'video':
			return <Missing icon={Video} label={header.filename ?? t('video')} />;
		case 'document':
			return <Missing icon={FileText} label={header.filename ?? t('document')} />;
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
