import { CircleUserRound, type IconNode, Link, Megaphone } from 'lucide';
import type { MessageView } from '../state/views.ts';
import { Icon } from '../ui/icon.tsx';
import { safeLink } from '../ui/safe-link.ts';
import { type TextKey, t } from '../ui/text.ts';
import styles from './referral.module.css';

type ReferralOf = NonNullable<MessageView['referral']>;

const SOURCES: Record<ReferralOf['source'], { readonly icon: IconNode; readonly word: TextKey }> = {
	ad: { icon: Megaphone, word: 'referral_ad' },
	post: { icon: Megaphone, word: 'referral_post' },
	story: { icon: CircleUserRound, word: 'referral_story' },
	'story-mention': { icon: CircleUserRound, word: 'referral_story_mention' },
	link: { icon: Link, word: 'referral_link' },
};

/** What the contact came from, or what of ours they write about. */
export function Referral({ referral }: { readonly referral: ReferralOf }) {
	const link = safeLink(referral.url);
	const { icon, word } = SOURCES[referral.source];
	return (
		<div class={styles.referral} data-test="referral" data-source={referral.source}>
			<span class={styles.kind}>
				<Icon node={icon} size={12} />
				{t(word)}
			</span>
			{referral.headline && <span class={styles.headline}>{referral.headline}</span>}
			{referral.body && <span class={styles.body}>{referral.body}</span>}
			{link && (
				<a {...link} target="_blank" rel="noreferrer noopener">
					{t('referral_open')}
				</a>
			)}
		</div>
	);
}
