import { ArrowDown, ArrowUp } from 'lucide';
import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';
import styles from './table.module.css';

export interface TableColumn {
	readonly key: string;
	readonly title: string;
	readonly hideTitle?: boolean;
	/** Numbers stand at the end of their column. */
	readonly align?: 'end';
	/** Its head is a button that orders the rows; `direction` is null while another column does. */
	readonly sort?: {
		readonly direction: 'ascending' | 'descending' | null;
		readonly onSort: () => void;
	};
}

export interface TableProps {
	/** Names the table for those who cannot see what stands above it. */
	readonly label: string;
	readonly columns: readonly TableColumn[];
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
							<th
								key={column.key}
								scope="col"
								data-align={column.align}
								aria-sort={column.sort?.direction ?? undefined}
							>
								<Head column={column} />
							</th>
						))}
					</tr>
				</thead>
				<tbody>{children}</tbody>
			</table>
		</section>
	);
}

function Head({ column: { key, title, hideTitle, sort } }: { readonly column: TableColumn }) {
	if (hideTitle) return <span class="visually-hidden">{title}</span>;
	if (!sort) return title;
	return (
		<button type="button" class={styles.sort} data-test={`sort-${key}`} onClick={sort.onSort}>
			{title}
			<span class={styles.arrow}>
				{sort.direction && <Icon node={sort.direction === 'ascending' ? ArrowUp : ArrowDown} size={12} />}
			</span>
		</button>
	);
}
