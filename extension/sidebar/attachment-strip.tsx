import { FileText, Mic, RotateCw, X } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import type { Attaching, Attachment } from '../state/attachment.ts';
import { Button } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { fileSize } from '../ui/size.ts';
import { t } from '../ui/text.ts';
import { useSidebar } from './context.ts';
import styles from './strip.module.css';

export interface AttachmentStripProps {
	/** Others were given with it, and left. */
	readonly several: boolean;
}

/** The draft's file. */
export function AttachmentStrip({ several }: AttachmentStripProps) {
	const { composer } = useSidebar();
	return <FileStrip attaching={composer.attaching} waits={composer.waitsForFile.value} several={several} />;
}

export interface FileStripProps {
	readonly attaching: Attaching;
	/** The message goes as soon as the file is up. */
	readonly waits?: boolean;
	/** Others were given with it, and left. */
	readonly several?: boolean;
}

/** One chosen file: its upload, what is wrong with it, and the way to take it off. */
export function FileStrip({ attaching, waits = false, several = false }: FileStripProps) {
	const file = attaching.current.value;
	if (!file) return null;
	const bad = file.state === 'failed' || file.state === 'refused';
	return (
		<div class={classes(styles.strip, bad && styles.bad)} data-test="attachment" data-state={file.state}>
			<Thumbnail file={file} />
			<div class={styles.words}>
				<span class={styles.title}>
					{file.mediaKind === 'voice' ? t('voice') : file.filename || t('document')}
				</span>
				{bad ? (
					<span role="alert">{file.problem}</span>
				) : (
					<span class={styles.line}>
						{file.state === 'uploading'
							? t(waits ? 'sends_after_upload' : 'uploading')
							: file.size > 0 && fileSize(file.size)}
					</span>
				)}
				{several && (
					<span role="status" data-test="attach-one">
						{t('attach_only_first')}
					</span>
				)}
				{file.state === 'uploading' && (
					<progress class={styles.progress} max={1} value={file.progress} aria-label={t('uploading')} />
				)}
			</div>
			{file.state === 'failed' && (
				<Button look="link" icon={RotateCw} onClick={() => void attaching.retry()}>
					{t('try_again')}
				</Button>
			)}
			<IconButton
				icon={X}
				small
				label={t(file.state === 'uploading' ? 'upload_cancel' : 'attachment_remove')}
				test="attachment-remove"
				onClick={attaching.clear}
			/>
		</div>
	);
}

function Thumbnail({ file }: { readonly file: Attachment }) {
	const [url, setUrl] = useState<string | null>(null);
	useEffect(() => {
		if (!file.file || !file.mimeType.startsWith('image/')) return;
		const made = URL.createObjectURL(file.file);
		setUrl(made);
		return () => URL.revokeObjectURL(made);
	}, [file.file]);
	return url ? (
		<img class={styles.thumbnail} src={url} alt="" />
	) : (
		<Icon node={file.mediaKind === 'voice' ? Mic : FileText} size={20} />
	);
}
