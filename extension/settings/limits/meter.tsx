import type { ComponentChildren } from 'preact';
import styles from './limits.module.css';

export interface MeterProps {
	readonly label: string;
	/** The same in words: "640 of 1,000". */
	readonly words: string;
	/** 0 to 1, more is shown as full. */
	readonly share: number;
	readonly tone: 'plain' | 'good' | 'warn' | 'bad';
	/** What it means. */
	readonly children?: ComponentChildren;
	readonly test: string;
}

/** A bar that fills, with its numbers beside it. */
export function Meter({ label, words, share, tone, children, test }: MeterProps) {
	return (
		<div class={styles.meter} data-test={test}>
			<p class={styles.words}>
				<span>{label}</span>
				<strong>{words}</strong>
			</p>
			<progress
				class={styles.bar}
				max={1}
				value={Math.min(1, share)}
				aria-label={label}
				aria-valuetext={words}
				data-tone={tone}
			/>
			{children && <p class={styles.quiet}>{children}</p>}
		</div>
	);
}
