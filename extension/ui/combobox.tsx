import { ChevronDown } from 'lucide';
import { useId, useRef, useState } from 'preact/hooks';
import styles from './combobox.module.css';
import field from './field.module.css';
import { Field, type FieldProps } from './field.tsx';
import { Icon } from './icon.tsx';
import { useLayer } from './layers.ts';

export interface ComboboxOption {
	readonly value: string;
	readonly label: string;
	/** Stands quietly beside it and is searched too. */
	readonly detail?: string;
}

export interface ComboboxProps extends Omit<FieldProps, 'children'> {
	readonly value: string;
	readonly options: readonly ComboboxOption[];
	readonly onChange: (value: string) => void;
	/** Said when the search finds nothing. */
	readonly none: string;
	readonly disabled?: boolean;
	readonly test?: string;
}

/** A choice of many: typing narrows the list, arrows walk it, Enter takes, Escape leaves the choice as it was. */
export function Combobox({ value, options, onChange, none, disabled, test, ...about }: ComboboxProps) {
	const [typed, setTyped] = useState<string | null>(null);
	const [at, setAt] = useState(0);
	const list = useRef<HTMLDivElement>(null);
	const listId = useId();
	const open = typed !== null;
	const close = () => setTyped(null);
	useLayer(open, close);
	const chosen = options.find(option => option.value === value);
	const words = (typed ?? '').toLowerCase().split(/\s+/);
	const found = open
		? options.filter(({ label, detail = '' }) =>
				words.every(word => `${label} ${detail}`.toLowerCase().includes(word)),
			)
		: [];
	const active = Math.min(at, found.length - 1);
	const begin = () => {
		if (open || disabled) return;
		setTyped('');
		setAt(
			Math.max(
				0,
				options.findIndex(option => option.value === value),
			),
		);
		requestAnimationFrame(() => show());
	};
	const show = () =>
		list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView?.({ block: 'nearest' });
	const take = (option: ComboboxOption | undefined) => {
		if (!option) return;
		close();
		if (option.value !== value) onChange(option.value);
	};
	const walk = (event: KeyboardEvent) => {
		if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
			event.preventDefault();
			if (!open) return begin();
			setAt(Math.max(0, Math.min(found.length - 1, active + (event.key === 'ArrowDown' ? 1 : -1))));
			requestAnimationFrame(() => show());
		} else if (event.key === 'Enter' && open) {
			event.preventDefault();
			take(found[active]);
		} else if (event.key === 'Tab') close();
	};
	return (
		<Field {...about}>
			{ids => (
				<div class={styles.box}>
					<input
						{...ids}
						class={field.input}
						type="text"
						role="combobox"
						aria-expanded={open}
						aria-controls={listId}
						aria-autocomplete="list"
						aria-activedescendant={open && found[active] ? `${listId}-${active}` : undefined}
						autocomplete="off"
						spellcheck={false}
						disabled={disabled}
						value={typed ?? chosen?.label ?? value}
						placeholder={chosen?.label}
						data-test={test}
						onClick={begin}
						onInput={event => {
							setTyped(event.currentTarget.value);
							setAt(0);
							list.current?.scrollTo?.(0, 0);
						}}
						onKeyDown={walk}
						onBlur={close}
					/>
					<Icon node={ChevronDown} size={14} />
					<div
						ref={list}
						id={listId}
						class={styles.list}
						role="listbox"
						aria-label={about.label}
						hidden={!open}
					>
						{found.map((option, index) => (
							// biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's, which keeps the focus
							<div
								key={option.value}
								id={`${listId}-${index}`}
								class={styles.option}
								role="option"
								tabIndex={-1}
								aria-selected={index === active}
								data-test={test && `${test}-option`}
								data-value={option.value}
								// The input keeps the focus, so that its blur does not close the list first.
								onPointerDown={event => event.preventDefault()}
								onClick={() => take(option)}
							>
								<span>{option.label}</span>
								{option.detail && <span class={styles.detail}>{option.detail}</span>}
							</div>
						))}
						{open && found.length === 0 && (
							<div class={styles.none} role="option" tabIndex={-1} aria-selected={false} aria-disabled="true">
								{none}
							</div>
						)}
					</div>
				</div>
			)}
		</Field>
	);
}
