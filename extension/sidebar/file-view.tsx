import { Download, FileText, RotateCw } from 'lucide';
import type { ComponentChildren } from 'preact';
import type { MediaContent } from '../../shared/domain/message.ts';
import type { MessageView } from '../state/views.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { fileSize } from '../ui/size.ts';
import { type TextKey, t } from '../ui/text.ts';
import { useSidebar } from './context.ts';
import styles from './media-view.module.css';

const WORDS: Record<MediaContent['mediaKind'], TextKey> = {
	image: 'photo',
	video: 'video',
	audio: 'audio',
	voice: 'voice',
	document: 'document',
	sticker: 'sticker',
};

export interface FileViewProps {
	readonly message: MessageView;
	readonly content: MediaContent;
}

/** A recording, a film, a document; or a file that is not there, and why. */
export function FileView({ message, content }: FileViewProps) {
	return content.state === 'stored' ? (
		<Stored content={content} />
	) : (
		<Absent message={message} content={content} />
	);
}

function Stored({ content }: { readonly content: MediaContent }) {
	const { media } = useSidebar();
	const name = content.filename ?? t(WORDS[content.mediaKind]);
	const link = media.of(content.mediaId).value;
	if (link.state === 'failed') {
		return (
			<Problem text={link.message}>
				<Button look="link" icon={RotateCw} onClick={() => media.renew(content.mediaId)}>
					{t('try_again')}
				</Button>
			</Problem>
		);
	}
	const url = link.state === 'ready' ? link.url : undefined;
	if (content.mediaKind === 'video') {
		// biome-ignore lint/a11y/useMediaCaption: a customer's own recording has no captions
		return <video class={styles.video} src={url} controls preload="metadata" aria-label={name} />;
	}
	if (content.mediaKind === 'audio' || content.mediaKind === 'voice') {
		// biome-ignore lint/a11y/useMediaCaption: a customer's own recording has no captions
		return <audio class={styles.audio} src={url} controls preload="none" aria-label={name} />;
	}
	return (
		<a
			class={styles.document}
			{...(link.state === 'ready' && { href: link.downloadUrl })}
			target="_blank"
			rel="noreferrer noopener"
			data-test="document"
		>
			<Icon node={FileText} size={20} />
			<span class={styles.file}>
				<span class={styles.name}>{name}</span>
				<span class={styles.size}>
					{[extension(content), content.size !== null && fileSize(content.size)].filter(Boolean).join(' · ')}
				</span>
			</span>
			<Icon node={Download} />
		</a>
	);
}

function Absent({ message, content }: FileViewProps) {
	const { acts } = useSidebar();
	const word = t(WORDS[content.mediaKind]);
	if (content.state === 'fetching') {
		return <div class={styles.absent}>{t('media_fetching', { kind: word })}</div>;
	}
	if (content.state === 'removed') {
		return <div class={styles.absent}>{t('media_removed', { kind: word })}</div>;
	}
	const refused = acts.problems.value.get(message.id);
	return (
		<Problem text={content.problem ?? t('media_failed', { kind: word })}>
			{refused && <p>{refused.message}</p>}
			<Button
				look="link"
				icon={RotateCw}
				busy={acts.busy.value.has(message.id)}
				test="media-fetch"
				onClick={() => void acts.fetchMedia(message)}
			>
				{t('media_fetch_again')}
			</Button>
		</Problem>
	);
}

function Problem({ text, children }: { readonly text: string; readonly children: ComponentChildren }) {
	return (
		<div class={styles.absent}>
			<p class={styles.problem}>{text}</p>
			{children}
		</div>
	);
}

function extension(content: MediaContent): string {
	const name = content.filename ?? '';
	const dot = name.lastIndexOf('.');
	const text = dot > 0 ? name.slice(dot + 1) : (content.mimeType.split('/')[1] ?? '');
	return text.length <= 5 ? text.toUpperCase() : '';
}
