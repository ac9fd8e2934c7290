import type { ComponentChildren } from 'preact';
import styles from './bulk.module.css';

export interface ButtonProps {
	readonly children: ComponentChildren;
	readonly test: string;
	readonly onClick?: () => void;
	readonly look?: 'primary' | 'quiet' | 'link';
	readonly type?: 'button' | 'submit';
	/** Work is under way: it takes no second press. */
	readonly busy?: boolean;
	readonly disabled?: boolean;
}

/** A button of the panel's own; with that of `ui/` the sidebar's first load would grow by another file. */
export function Button({
	children,
	test,
	onClick,
	look,
	type = 'button',
	busy = false,
	disabled,
}: ButtonProps) {
	return (
		<button
			type={type}
			class={`${styles.button} ${look ? styles[look] : ''}`}
			disabled={disabled || busy}
			aria-busy={busy}
			data-test={test}
			onClick={onClick}
		>
			{children}
		</button>
	);
}
