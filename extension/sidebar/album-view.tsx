import { ExternalLink } from 'lucide';
import type { Content, MediaContent } from '../../shared/domain/message.ts';
import type { MessageView } from '../state/views.ts';
import { Icon } from '../ui/icon.tsx';
import { RichText } from '../ui/rich-text-view.tsx';
import { safeLink } from '../ui/safe-link.ts';
import { t } from '../ui/text.ts';
import styles from './content-view.module.css';
import { MediaView } from './media-view.tsx';

export interface AlbumViewProps {
	readonly message: MessageView;
	readonly content: { readonly items: readonly MediaContent[]; readonly caption: string | null };
}

/** Several files that came as one. */
export function AlbumView({ message, content }: AlbumViewProps) {
	return (
		<div class={styles.stack} data-test="album">
			<ul class={styles.album}>
				{content.items.map((item, index) => (
					<li key={index}>
						<MediaView message={message} content={item} />
					</li>
				))}
			</ul>
			{content.caption && <RichText text={content.caption} />}
		</div>
	);
}

/** A file that the network fetched by its address. */
export function FileLinkView({ content }: { readonly content: Extract<Content, { kind: 'file-link' }> }) {
	const { url, filename, caption } = content;
	const name = filename ?? url.replace(/^https?:\/\//i, '');
	return (
		<div class={styles.stack} data-test="file-link">
			<a
				class={styles.linked}
				{...safeLink(url)}
				target="_blank"
				rel="noreferrer noopener"
				title={t('file_link_title', { url })}
			>
				<Icon node={ExternalLink} size={14} />
				<span>{name}</span>
			</a>
			{caption && <RichText text={caption} />}
		</div>
	);
}
