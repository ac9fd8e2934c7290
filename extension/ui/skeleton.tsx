import styles from './skeleton.module.css';
import { t } from './text.ts';

/** Grey lines in the place of what comes. They appear only after 200 ms, so that a quick answer never flickers. */
export function Skeleton({ lines = 4 }: { readonly lines?: number }) {
	return (
		<div class={styles.skeleton} role="status" aria-label={t('loading')}>
			{Array.from({ length: lines }, (_, index) => (
				<span key={index} class={styles.line} data-side={index % 3 === 1 ? 'end' : 'start'} />
			))}
		</div>
	);
}
