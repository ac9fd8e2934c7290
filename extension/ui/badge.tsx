import type { ComponentChildren } from 'preact';
import styles from './badge.module.css';
import { classes } from './classes.ts';

export type Tone = 'neutral' | 'good' | 'warn' | 'bad' | 'accent';

/** A word about a state. The word carries the meaning; the colour only helps the eye. */
export function Badge({
	tone = 'neutral',
	children,
}: {
	readonly tone?: Tone;
	readonly children: ComponentChildren;
}) {
	return <span class={classes(styles.badge, styles[tone])}>{children}</span>;
}
