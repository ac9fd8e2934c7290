import { useEffect, useState } from 'preact/hooks';
import type { Attaching } from '../../state/attachment.ts';
import { FileField } from '../../ui/file-field.tsx';
import { safeLink } from '../../ui/safe-link.ts';
import { t } from '../../ui/text.ts';
import styles from './profile.module.css';

/** Below this many pixels WhatsApp shows it blurred or refuses it; from the other on it is sharp everywhere. */
const LEAST = 192;
const ADVISED = 640;

export interface PhotoFieldProps {
	readonly attaching: Attaching;
	/** What is shown now; its address lives for days only. */
	readonly current: string | null;
	readonly id: string;
}

/** The profile's photo: a square picture, with what is not ideal about the chosen one. */
export function PhotoField({ attaching, current, id }: PhotoFieldProps) {
	const file = attaching.current.value;
	const [size, setSize] = useState<{ readonly width: number; readonly height: number } | null>(null);
	const [url, setUrl] = useState<string | null>(null);
	useEffect(() => {
		setSize(null);
		if (!file?.file) return;
		const made = URL.createObjectURL(file.file);
		setUrl(made);
		return () => {
			URL.revokeObjectURL(made);
			setUrl(null);
		};
	}, [file?.file]);
	const stored = safeLink(current)?.href ?? null;
	const shown = url ?? stored;
	const warnings = size ? warningsOf(size) : [];
	return (
		<div class={styles.photo}>
			{shown && (
				<img
					class={styles.picture}
					src={shown}
					alt={t(url ? 'profile_photo_new' : 'profile_photo_now')}
					onLoad={event => {
						const { naturalWidth, naturalHeight } = event.currentTarget;
						if (url) setSize({ width: naturalWidth, height: naturalHeight });
					}}
				/>
			)}
			<div class={styles.choose}>
				<FileField
					id={id}
					label={t('profile_photo')}
					help={t('profile_photo_help')}
					file={file}
					accept="image/jpeg,image/png"
					test="profile-photo"
					onChoose={chosen => void attaching.attach(chosen)}
					onRetry={() => void attaching.retry()}
					onRemove={attaching.clear}
				/>
				{warnings.map(warning => (
					<p key={warning} class={styles.warning} role="status" data-test="photo-warning">
						{warning}
					</p>
				))}
			</div>
		</div>
	);
}

function warningsOf({ width, height }: { readonly width: number; readonly height: number }): string[] {
	const size = t('profile_photo_size', { width, height });
	const short = Math.min(width, height);
	return [
		...(width !== height ? [`${size} ${t('profile_photo_square')}`] : []),
		...(short < LEAST ? [`${size} ${t('profile_photo_small', { least: LEAST })}`] : []),
		...(short >= LEAST && short < ADVISED
			? [`${size} ${t('profile_photo_advised', { advised: ADVISED })}`]
			: []),
	];
}
