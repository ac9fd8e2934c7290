import { Megaphone } from 'lucide';
import type { MessageView } from '../state/views.ts';
import { Icon } from '../ui/icon.tsx';
import { t } from '../ui/text.ts';
import styles from './referral.module.css';

/** The ad or post that the contact came from. */
export function Referral({ referral }: { readonly referral: NonNullable<MessageView['referral']> }) {
	const safe = referral.url && /^https?:\/\//i.test(referral.url) ? referral.url : null;
	return (
		<div class={styles.referral} data-test="referral">
			<span class={styles.kind}>
				<Icon node={Megaphone} size={12} />
				{t(referral.source === 'ad' ? 'referral_ad' : 'referral_post')}
			</span>
			{referral.headline && <span class={styles.headline}>{referral.headline}</span>}
			{referral.body && <span class={styles.body}>{referral.body}</span>}
			{safe && (
				<a href={safe} target="_blank" rel="noreferrer noopener">
					{t('referral_open')}
				</a>
			)}
		</div>
	);
}
