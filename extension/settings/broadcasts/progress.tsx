import { audienceOf } from '../../../shared/domain/broadcast.ts';
import { progressOf } from '../../state/broadcast-numbers.ts';
import type { BroadcastView } from '../../state/views.ts';
import { formatNumber, t } from '../../ui/text.ts';
import styles from './broadcasts.module.css';

/** How far a broadcast has come. */
export function Progress({ broadcast: { counts, state } }: { readonly broadcast: BroadcastView }) {
	const audience = audienceOf(counts);
	const share = progressOf(counts);
	const words = t('bc_progress', {
		done: formatNumber(Math.round(share * audience)),
		count: formatNumber(audience),
	});
	return (
		<div class={styles.progress} data-test="broadcast-progress">
			<progress
				max={1}
				value={share}
				aria-label={t('bc_progress_label')}
				aria-valuetext={words}
				data-tone={state === 'paused' ? 'warn' : undefined}
			/>
			<span>{words}</span>
		</div>
	);
}
