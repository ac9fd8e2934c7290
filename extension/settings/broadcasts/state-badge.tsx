import type { BroadcastState } from '../../../shared/domain/broadcast.ts';
import { Badge } from '../../ui/badge.tsx';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/text.ts';
import styles from './broadcasts.module.css';
import { STATE_WORDS } from './words.ts';

/** The state of a broadcast: word, sign and colour. */
export function StateBadge({ state }: { readonly state: BroadcastState }) {
	const { word, icon, tone } = STATE_WORDS[state];
	return (
		<Badge tone={tone}>
			<span class={styles.state} data-test="broadcast-state" data-state={state}>
				<Icon node={icon} size={12} />
				{t(word)}
			</span>
		</Badge>
	);
}
