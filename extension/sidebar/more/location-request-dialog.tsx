import { useState } from 'preact/hooks';
import { t } from '../../ui/text.ts';
import { SendDialog } from './send-dialog.tsx';
import { TextArea } from './text-area.tsx';

/** Asks the contact where they are. */
export function LocationRequestDialog({ onClose }: { readonly onClose: () => void }) {
	const [text, setText] = useState(t('location_request_text'));
	const words = text.trim();
	return (
		<SendDialog
			title={t('more_location_request')}
			test="location-request-dialog"
			missing={t('error_text_missing')}
			message={
				words === ''
					? null
					: {
							outgoing: { kind: 'location-request', text: words },
							content: { kind: 'location-request', text: words },
						}
			}
			onClose={onClose}
		>
			<TextArea
				label={t('choices_text')}
				help={t('location_request_help')}
				value={text}
				test="location-request-text"
				onInput={setText}
			/>
		</SendDialog>
	);
}
