import type { IconNode } from 'lucide';
import { h } from 'preact';
import styles from './icon.module.css';

/** One drawing of the lucide set. It is decoration: the control around it carries the name. */
export function Icon({ node, size = 16 }: { readonly node: IconNode; readonly size?: number }) {
	return (
		<svg
			class={styles.icon}
			width={size}
			height={size}
			viewBox="0 0 24 24"
			fill="none"
			stroke="currentColor"
			stroke-width="2"
			stroke-linecap="round"
			stroke-linejoin="round"
			aria-hidden="true"
			focusable="false"
		>
			{node.map(([tag, attributes], index) => h(tag, { key: index, ...attributes }))}
		</svg>
	);
}
