import { X } from 'lucide';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { classes } from './classes.ts';
import styles from './dialog.module.css';
import { IconButton } from './icon-button.tsx';
import { useLayer } from './layers.ts';
import { t } from './text.ts';

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

/** A modal dialog of the browser's own kind. Focus goes back to where it was when it closes. */
export function Dialog({ title, onClose, children, actions, size = 'normal', tools, test }: DialogProps) {
	const dialog = useRef<HTMLDialogElement>(null);
	const titleId = useId();
	useLayer(true, onClose);
	useEffect(() => {
		const before = document.activeElement;
		const element = dialog.current;
		if (element && typeof element.showModal === 'function') element.showModal();
		else element?.setAttribute('open', '');
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
			onClick={event => {
				if (event.target === event.currentTarget) onClose();
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
				<div class={styles.body}>{children}</div>
				{actions && <footer class={styles.actions}>{actions}</footer>}
			</div>
		</dialog>
	);
}
