import type { IconNode } from 'lucide';
import type { Ref } from 'preact';
import { classes } from './classes.ts';
import { Icon } from './icon.tsx';
import styles from './icon-button.module.css';

export interface IconButtonProps {
	readonly icon: IconNode;
	/** What it does; spoken, and shown on hover. */
	readonly label: string;
	readonly onClick?: () => void;
	readonly small?: boolean;
	readonly look?: 'quiet' | 'primary';
	readonly disabled?: boolean;
	readonly pressed?: boolean;
	readonly test?: string;
	readonly buttonRef?: Ref<HTMLButtonElement>;
}

/** A button that is only a drawing. */
export function IconButton(props: IconButtonProps) {
	return (
		<button
			ref={props.buttonRef ?? null}
			type="button"
			class={classes(styles.button, props.small && styles.small, props.look === 'primary' && styles.primary)}
			aria-label={props.label}
			aria-pressed={props.pressed}
			title={props.label}
			disabled={props.disabled}
			data-test={props.test}
			onClick={props.onClick}
		>
			<Icon node={props.icon} size={props.small ? 14 : 16} />
		</button>
	);
}
