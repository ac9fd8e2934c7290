import { FileText, Paperclip, RotateCw, X } from 'lucide';
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { Button } from './button.tsx';
import { classes } from './classes.ts';
import { Field, type FieldProps } from './field.tsx';
import styles from './file-field.module.css';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';
import { fileSize } from './size.ts';
import { t } from './text.ts';

/** As much of a file as the field shows. */
export interface ShownFile {
	readonly filename: string;
	readonly size: number;
	readonly state: 'uploading' | 'ready' | 'failed' | 'refused';
	/** 0 to 1. */
	readonly progress: number;
	readonly problem: string | null;
}

export interface FileFieldProps extends Omit<FieldProps, 'children'> {
	readonly file: ShownFile | null;
	readonly accept?: string | undefined;
	readonly onChoose: (file: File) => void;
	readonly onRetry: () => void;
	readonly onRemove: () => void;
	/** A picture of what is stored. */
	readonly picture?: ComponentChildren;
	readonly test?: string;
}

/** A field for one file: choose or drop it, see it go up, try again, take it off. */
export function FileField(props: FileFieldProps) {
	const { file, accept, onChoose, onRetry, onRemove, picture, test, ...about } = props;
	const input = useRef<HTMLInputElement>(null);
	const bad = file?.state === 'failed' || file?.state === 'refused';
	return (
		<Field {...about}>
			{ids => (
				// biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way to the button
				<div
					class={styles.drop}
					onDragOver={event => {
						if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
					}}
					onDrop={event => {
						const [dropped] = event.dataTransfer?.files ?? [];
						if (!dropped) return;
						event.preventDefault();
						onChoose(dropped);
					}}
				>
					{file && (
						<div
							class={classes(styles.file, bad && styles.bad)}
							data-state={file.state}
							data-test={test && `${test}-file`}
						>
							{picture ?? <Icon node={FileText} size={20} />}
							<div class={styles.words}>
								<span class={styles.name}>{file.filename || t('file_stored')}</span>
								{bad ? (
									<span role="alert">{file.problem}</span>
								) : (
									<span class={styles.quiet}>
										{file.state === 'uploading' ? t('uploading') : file.size > 0 && fileSize(file.size)}
									</span>
								)}
								{file.state === 'uploading' && (
									<progress
										class={styles.progress}
										max={1}
										value={file.progress}
										aria-label={t('uploading')}
									/>
								)}
							</div>
							{file.state === 'failed' && (
								<Button look="link" icon={RotateCw} onClick={onRetry}>
									{t('try_again')}
								</Button>
							)}
							<IconButton icon={X} small label={t('attachment_remove')} onClick={onRemove} />
						</div>
					)}
					<input
						{...ids}
						ref={input}
						class="visually-hidden"
						type="file"
						accept={accept}
						tabIndex={-1}
						data-test={test}
						onChange={event => {
							const [chosen] = event.currentTarget.files ?? [];
							if (chosen) onChoose(chosen);
							// The same file can be chosen again after it was taken off.
							event.currentTarget.value = '';
						}}
					/>
					<Button icon={Paperclip} onClick={() => input.current?.click()}>
						{t(file ? 'slot_other_file' : 'slot_choose_file')}
					</Button>
				</div>
			)}
		</Field>
	);
}
