import { RotateCw } from 'lucide';
import type { ComponentChildren } from 'preact';
import type { RelayError } from '../state/views.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { t } from '../ui/text.ts';
import { useSettings } from './context.ts';
import styles from './loaded-view.module.css';

export interface LoadedViewProps<T> {
	readonly loaded: { readonly value: T | null; readonly problem: RelayError | null };
	/** What did not load. */
	readonly failed: string;
	readonly onRetry: () => void;
	readonly children: (value: T) => ComponentChildren;
}

/** What was fetched; before it came, that it comes; and when it did not, why and the way to try again. */
export function LoadedView<T>({ loaded, failed, onRetry, children }: LoadedViewProps<T>) {
	const { link } = useSettings();
	const { value, problem } = loaded;
	// Away from the relay nothing is asked at first, so no answer says so.
	const isAway = problem ? problem.code === 'offline' : link.connection.value?.state === 'offline';
	const why = isAway ? t('open_offline') : problem?.message;
	if (value === null) {
		if (!problem && !isAway) return <Skeleton />;
		return (
			<EmptyState
				title={failed}
				test="load-failed"
				action={
					<Button icon={RotateCw} onClick={onRetry}>
						{t('try_again')}
					</Button>
				}
			>
				{why}
			</EmptyState>
		);
	}
	return (
		<>
			{problem && (
				<p class={styles.behind} role="alert">
					{t('not_up_to_date', { why: why ?? '' })}{' '}
					<Button look="link" onClick={onRetry}>
						{t('try_again')}
					</Button>
				</p>
			)}
			{children(value)}
		</>
	);
}
