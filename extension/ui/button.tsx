import type { IconNode } from 'lucide';
import type { ComponentChildren, Ref, TargetedMouseEvent } from 'preact';
import styles from './button.module.css';
import { classes } from './classes.ts';
import { Icon } from './icon.tsx';

export interface ButtonProps {
	readonly children: ComponentChildren;
	readonly onClick?: (event: TargetedMouseEvent<HTMLButtonElement>) => void;
	readonly look?: 'primary' | 'plain' | 'quiet' | 'danger' | 'link';
	readonly icon?: IconNode;
	readonly type?: 'button' | 'submit';
	readonly disabled?: boolean;
	/** Work is under way: it stays in place and takes no second press. */
	readonly busy?: boolean;
	readonly test?: string;
	readonly title?: string | undefined;
	readonly buttonRef?: Ref<HTMLButtonElement>;
}

/** A button with a verb on it. */
export function Button(props: ButtonProps) {
	const { look = 'plain', busy = false, disabled = false, type = 'button' } = props;
	return (
		<button
			ref={props.buttonRef ?? null}
			type={type}
			class={classes(styles.button, styles[look], busy && styles.busy)}
			disabled={disabled}
			aria-busy={busy}
			aria-disabled={busy || undefined}
			title={props.title}
			data-test={props.test}
			onClick={busy ? event => event.preventDefault() : props.onClick}
		>
			{props.icon && <Icon node={props.icon} />}
			<span>{props.children}</span>
		</button>
	);
}
