import type { ComponentChildren } from 'preact';
import styles from './page-head.module.css';

export interface PageHeadProps {
	readonly title: string;
	readonly children?: ComponentChildren;
}

/** A page's title, with what can be done on it at the right. */
export function PageHead({ title, children }: PageHeadProps) {
	return (
		<header class={styles.head}>
			<h1 class={styles.title}>{title}</h1>
			{children}
		</header>
	);
}
