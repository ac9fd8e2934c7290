import { signal } from '@preact/signals';
import styles from './toast.module.css';

const shown = signal<{ readonly text: string } | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

/** Says one sentence for five seconds, for what needs no answer. A newer one takes its place. */
export function showToast(text: string): void {
	clearTimeout(timer);
	shown.value = { text };
	timer = setTimeout(() => {
		shown.value = null;
	}, 5000);
}

/** The place where toasts appear; once per page. */
export function Toasts() {
	return (
		<div class={styles.place} role="status" aria-live="polite">
			{shown.value && <div class={styles.toast}>{shown.value.text}</div>}
		</div>
	);
}
