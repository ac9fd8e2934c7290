import type { ComponentChildren } from 'preact';
import styles from './help-section.module.css';

export interface HelpSectionProps {
	/** The question that it answers. */
	readonly title: string;
	readonly children: ComponentChildren;
	readonly test?: string;
}

/** What one wants to know once, folded until then. */
export function HelpSection({ title, children, test }: HelpSectionProps) {
	return (
		<details class={styles.help} data-test={test}>
			<summary>{title}</summary>
			<div class={styles.text}>{children}</div>
		</details>
	);
}
