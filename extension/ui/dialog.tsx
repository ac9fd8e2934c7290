import { X } from 'lucide';
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { classes } from './classes.ts';
import styles from './dialog.module.css';
import { IconButton } from './icon-button.tsx';
import { useLayer } from './layers.ts';
import { t } from './text.ts';

/** What one types or chooses in. */
const FIELD = 'input:not([type=hidden], [type=file], [readonly]), textarea, select';

export interface DialogProps {
	readonly title: string;
	readonly onClose: () => void;
	readonly children: ComponentChildren;
	/** The buttons below; the one that acts comes last. */
	readonly actions?: ComponentChildren;
	/** `full` covers the page, for pictures. */
	readonly size?: 'normal' | 'wide' | 'full';
	/** Stand beside the close button. */
	readonly tools?: ComponentChildren;
	readonly test?: string;
}

/**
 * A modal dialog of the browser's own kind. Its first field has the keyboard, or without one whatever the browser takes;
 * focus goes back to where it was when it closes.
 */
export function Dialog({ title, onClose, children, actions, size = 'normal', tools, test }: DialogProps) {
	const dialog = useRef<HTMLDialogElement>(null);
	const body = useRef<HTMLDivElement>(null);
	const titleId = useId();
	// What keeps a click beside it from closing: something typed, or a press that began inside, as to mark a text.
	const keeps = useRef<unknown>(null);
	useLayer(true, onClose);
	// Before it is drawn: whoever types at once would else be taken out of the field, to the cross that a space presses.
	useLayoutEffect(() => {
		const before = document.activeElement;
		const element = dialog.current;
		if (element && typeof element.showModal === 'function') element.showModal();
		else element?.setAttribute('open', '');
		body.current?.querySelector<HTMLElement>(FIELD)?.focus();
		return () => {
			if (element?.open && typeof element.close === 'function') element.close();
			if (before instanceof HTMLElement) before.focus();
		};
	}, []);
	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: the click beside the dialog has Escape as its key
		<dialog
			ref={dialog}
			class={classes(styles.dialog, size !== 'normal' && styles[size])}
			aria-labelledby={titleId}
			data-test={test}
			onCancel={event => {
				event.preventDefault();
				onClose();
			}}
			onInput={() => {
				keeps.current = dialog;
			}}
			onMouseDown={event => {
				if (keeps.current !== dialog) keeps.current = event.target !== event.currentTarget;
			}}
			onClick={event => {
				if (event.target === event.currentTarget && !keeps.current) onClose();
			}}
		>
			<div class={styles.inside}>
				<header class={styles.head}>
					<h2 class={styles.title} id={titleId}>
						{title}
					</h2>
					{tools}
					<IconButton icon={X} label={t('close')} onClick={onClose} />
				</header>
				<div ref={body} class={styles.body}>
					{children}
				</div>
				{actions && <footer class={styles.actions}>{actions}</footer>}
			</div>
		</dialog>
	);
}
