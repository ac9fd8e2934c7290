import { CircleCheck, TriangleAlert } from 'lucide';
import type { Saved } from '../../state/channel-form.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/text.ts';
import { CopyText } from '../copy-text.tsx';
import styles from '../form.module.css';
import { PageHead } from '../page-head.tsx';

export interface ChannelSavedProps {
	readonly saved: Saved;
	readonly onDone: () => void;
}

/** What came of adding or changing a channel, and what is left to do. */
export function ChannelSaved({ saved, onDone }: ChannelSavedProps) {
	const { channel, warnings } = saved;
	const verifyToken = saved.verifyToken || (channel.webhook.verifyToken ?? '');
	const byHand = channel.webhook.state === 'by-hand';
	return (
		<div data-test="channel-saved">
			<PageHead title={channel.name} />
			<div class={styles.form}>
				<p class={styles.secret}>
					<Icon node={warnings.length > 0 ? TriangleAlert : CircleCheck} />
					{t(warnings.length > 0 ? 'channel_saved_but' : 'channel_saved', { address: channel.address })}
				</p>
				{warnings.map(warning => (
					<p key={warning} class={styles.warning} data-test="channel-warning">
						{warning}
					</p>
				))}
				{byHand && channel.webhookUrl && (
					<>
						{saved.verifyToken !== '' && <p class={styles.lead}>{t('webhook_by_hand')}</p>}
						<CopyText label={t('webhook_url')} value={channel.webhookUrl} test="webhook-url" />
						{verifyToken !== '' && (
							<CopyText label={t('field_verify_token')} value={verifyToken} test="webhook-token" />
						)}
					</>
				)}
				<div class={styles.buttons}>
					<Button look="primary" test="channel-done" onClick={onDone}>
						{t('done')}
					</Button>
				</div>
			</div>
		</div>
	);
}
