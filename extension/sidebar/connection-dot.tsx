import { classes } from '../ui/classes.ts';
import { type TextKey, t } from '../ui/text.ts';
import styles from './connection-dot.module.css';
import { useSidebar } from './context.ts';

const WORDS: Record<'connecting' | 'online' | 'offline' | 'refused', TextKey> = {
	connecting: 'state_connecting',
	online: 'state_online',
	offline: 'state_offline',
	refused: 'state_refused',
};

/** How the relay is reached, as a dot with its word. */
export function ConnectionDot() {
	const state = useSidebar().link.connection.value?.state;
	if (!state || state === 'unpaired') return null;
	const word = t(WORDS[state]);
	return (
		<span
			class={classes(styles.state, styles[state])}
			data-test="relay-state"
			data-state={state}
			title={word}
		>
			<span class={styles.dot} aria-hidden="true" />
			<span class={state === 'online' ? 'visually-hidden' : styles.word}>{word}</span>
		</span>
	);
}
