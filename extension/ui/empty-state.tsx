import type { IconNode } from 'lucide';
import type { ComponentChildren } from 'preact';
import styles from './empty-state.module.css';
import { Icon } from './icon.tsx';

export interface EmptyStateProps {
	readonly icon?: IconNode;
	readonly title: string;
	/** One sentence that teaches. */
	readonly children?: ComponentChildren;
	/** One button. */
	readonly action?: ComponentChildren;
	readonly test?: string;
}

/** What stands where nothing is yet, and the one next step. */
export function EmptyState({ icon, title, children, action, test }: EmptyStateProps) {
	return (
		<div class={styles.empty} data-test={test}>
			{icon && (
				<span class={styles.icon}>
					<Icon node={icon} size={24} />
				</span>
			)}
			<p class={styles.title}>{title}</p>
			{children && <div class={styles.text}>{children}</div>}
			{action && <div class={styles.action}>{action}</div>}
		</div>
	);
}
