import { Download, ZoomIn, ZoomOut } from 'lucide';
import { useState } from 'preact/hooks';
import type { MediaContent } from '../../shared/domain/message.ts';
import { Dialog } from '../ui/dialog.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { t } from '../ui/text.ts';
import { useSidebar } from './context.ts';
import styles from './viewer.module.css';

const STEPS = [1, 1.5, 2, 3, 4];

export interface ViewerProps {
	readonly content: MediaContent;
	readonly name: string;
	readonly onClose: () => void;
}

/** A picture over the whole sidebar, with zoom and save. */
export function Viewer({ content, name, onClose }: ViewerProps) {
	const { media } = useSidebar();
	const [step, setStep] = useState(0);
	const link = media.of(content.mediaId).value;
	return (
		<Dialog
			title={name}
			size="full"
			onClose={onClose}
			test="viewer"
			tools={
				<>
					<IconButton
						icon={ZoomOut}
						label={t('zoom_out')}
						disabled={step === 0}
						onClick={() => setStep(step - 1)}
					/>
					<IconButton
						icon={ZoomIn}
						label={t('zoom_in')}
						disabled={step === STEPS.length - 1}
						onClick={() => setStep(step + 1)}
					/>
					{link.state === 'ready' && (
						<IconButton
							icon={Download}
							label={t('save_file')}
							onClick={() => window.open(link.downloadUrl, '_blank', 'noopener')}
						/>
					)}
				</>
			}
		>
			<div class={styles.stage}>
				{link.state === 'ready' && (
					<img
						class={styles.picture}
						src={link.url}
						alt={content.caption ?? name}
						style={{ width: `${(STEPS[step] ?? 1) * 100}%` }}
					/>
				)}
				{link.state === 'failed' && <p>{link.message}</p>}
			</div>
		</Dialog>
	);
}
