import type { IconNode } from 'lucide';
import type { ComponentChildren } from 'preact';
import styles from './empty-state.module.css';
import { Icon } from './icon.tsx';

export interface EmptyStateProps {
	readonly icon?: IconNode;
	readonly title: string;
	/** True where it is all that the page shows. */
	readonly alone?: boolean;
	/** One sentence that teaches. */
	readonly children?: ComponentChildren;
	/** One button. */
	readonly action?: ComponentChildren;
	readonly test?: string;
}

/** What stands where nothing is yet, and the one next step. */
export function EmptyState({ icon, title, alone = false, children, action, test }: EmptyStateProps) {
	return (
		<div class={styles.empty} data-test={test}>
			{icon && (
				<span class={styles.icon}>
					<Icon node={icon} size={24} />
				</span>
			)}
			{alone ? <h1 class={styles.title}>{title}</h1> : <h2 class={styles.title}>{title}</h2>}
			{children && <div class={styles.text}>{children}</div>}
			{action && <div class={styles.action}>{action}</div>}
		</div>
	);
}
