import { Check, type IconNode } from 'lucide';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { classes } from './classes.ts';
import { Icon } from './icon.tsx';
import { useLayer } from './layers.ts';
import styles from './menu.module.css';
import { placeBelow } from './place-below.ts';

export interface MenuItem {
	readonly id: string;
	readonly label: string;
	/** A second line: a number, a reason. */
	readonly detail?: string | undefined;
	readonly icon?: IconNode;
	/** Present: the item is one of a choice. */
	readonly checked?: boolean;
	/** It stands there, with the reason in `detail`, and cannot be chosen. */
	readonly disabled?: boolean;
	/** A line above, with these words, begins a new part. */
	readonly heading?: string | undefined;
	readonly test?: string;
	readonly onSelect?: () => void;
}

export interface MenuProps {
	/** Names the button where its content does not. */
	readonly label?: string;
	/** What the button shows. */
	readonly children: ComponentChildren;
	readonly items: readonly MenuItem[];
	readonly buttonClass?: string | undefined;
	readonly test?: string;
	readonly disabled?: boolean;
}

/** A button that opens a list of choices: arrows walk, a letter jumps, Escape closes and gives the focus back. */
export function Menu({ label, children, items, buttonClass, test, disabled = false }: MenuProps) {
	const [open, setOpen] = useState(false);
	const button = useRef<HTMLButtonElement>(null);
	const list = useRef<HTMLDivElement>(null);
	const id = useId();
	const close = () => {
		setOpen(false);
		button.current?.focus();
	};
	useLayer(open, close);
	useLayoutEffect(() => {
		const element = list.current;
		if (!open || !element || !button.current) return;
		element.showPopover?.();
		placeBelow(element, button.current);
		const start =
			element.querySelector<HTMLElement>('[aria-checked="true"]') ??
			element.querySelector<HTMLElement>('[role^="menuitem"]:not([aria-disabled="true"])');
		start?.focus();
	}, [open]);
	useEffect(() => {
		if (!open) return;
		const outside = (event: Event) => {
			const target = event.target as Node;
			if (!list.current?.contains(target) && !button.current?.contains(target)) setOpen(false);
		};
		const leave = () => setOpen(false);
		document.addEventListener('pointerdown', outside, true);
		window.addEventListener('blur', leave);
		return () => {
			document.removeEventListener('pointerdown', outside, true);
			window.removeEventListener('blur', leave);
		};
	}, [open]);

	const choose = (item: MenuItem) => {
		if (item.disabled || !item.onSelect) return;
		close();
		item.onSelect();
	};

	return (
		<>
			<button
				ref={button}
				type="button"
				class={classes(styles.button, buttonClass)}
				aria-haspopup="menu"
				aria-expanded={open}
				aria-controls={open ? id : undefined}
				aria-label={label}
				title={label}
				data-test={test}
				disabled={disabled}
				onClick={() => setOpen(!open)}
			>
				{children}
			</button>
			{open && (
				<div
					ref={list}
					id={id}
					class={styles.menu}
					role="menu"
					aria-label={label}
					popover="manual"
					onKeyDown={event => walk(event, list.current)}
				>
					{items.map(item => (
						<div key={item.id} role="none">
							{item.heading && (
								<div class={styles.heading} role="presentation">
									{item.heading}
								</div>
							)}
							{/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: aria-checked goes with the role menuitemradio only */}
							<button
								type="button"
								role={item.checked === undefined ? 'menuitem' : 'menuitemradio'}
								aria-checked={item.checked}
								aria-disabled={item.disabled}
								tabIndex={-1}
								class={styles.item}
								data-test={item.test}
								data-id={item.id}
								onClick={() => choose(item)}
							>
								{item.icon && <Icon node={item.icon} />}
								<span class={styles.words}>
									<span>{item.label}</span>
									{item.detail && <span class={styles.detail}>{item.detail}</span>}
								</span>
								{item.checked && <Icon node={Check} />}
							</button>
						</div>
					))}
				</div>
			)}
		</>
	);
}

function walk(event: KeyboardEvent, list: HTMLElement | null): void {
	const all = [...(list?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])];
	const at = all.indexOf(document.activeElement as HTMLElement);
	const go = (index: number) => {
		event.preventDefault();
		all[(index + all.length) % all.length]?.focus();
	};
	if (event.key === 'ArrowDown') go(at + 1);
	else if (event.key === 'ArrowUp') go(at - 1);
	else if (event.key === 'Home') go(0);
	else if (event.key === 'End') go(all.length - 1);
	else if (event.key === 'Tab') go(event.shiftKey ? at - 1 : at + 1);
	else if (event.key.length === 1 && /\S/.test(event.key) && !event.ctrlKey && !event.metaKey) {
		const letter = event.key.toLowerCase();
		const next = [...all.slice(at + 1), ...all.slice(0, at + 1)].find(item =>
			item.textContent?.trim().toLowerCase().startsWith(letter),
		);
		if (next) go(all.indexOf(next));
	}
}
