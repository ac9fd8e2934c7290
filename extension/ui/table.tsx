import type { ComponentChildren } from 'preact';
import styles from './table.module.css';

export interface TableProps {
	/** Names the table for those who cannot see what stands above it. */
	readonly label: string;
	readonly columns: readonly { readonly key: string; readonly title: string; readonly hideTitle?: boolean }[];
	readonly children: ComponentChildren;
}

/** A table with a head that stays. Rows are given as `<tr>`. */
export function Table({ label, columns, children }: TableProps) {
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by the keyboard
		<section class={styles.box} aria-label={label} tabIndex={0}>
			<table class={styles.table}>
				<thead>
					<tr>
						{columns.map(column => (
							<th key={column.key} scope="col">
								{column.hideTitle ? <span class="visually-hidden">{column.title}</span> : column.title}
							</th>
						))}
					</tr>
				</thead>
				<tbody>{children}</tbody>
			</table>
		</section>
	);
}
