import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { t } from '../ui/text.ts';

export interface SendAgainDialogProps {
	readonly onClose: () => void;
	readonly onSend: () => void;
}

/** Asks before a message goes out that may have arrived already. */
export function SendAgainDialog({ onClose, onSend }: SendAgainDialogProps) {
	return (
		<Dialog
			title={t('send_again_title')}
			onClose={onClose}
			actions={
				<>
					<Button onClick={onClose}>{t('cancel')}</Button>
					<Button
						look="primary"
						test="send-again-confirm"
						onClick={() => {
							onClose();
							onSend();
						}}
					>
						{t('send_again')}
					</Button>
				</>
			}
		>
			<p>{t('send_again_text')}</p>
		</Dialog>
	);
}
