import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useLayer } from '../ui/layers.ts';
import { placeBelow } from '../ui/place-below.ts';
import { SearchField } from '../ui/search-field.tsx';
import { t } from '../ui/text.ts';
import { useSidebar } from './context.ts';
import styles from './variable-panel.module.css';

export interface VariablePanelProps {
	readonly anchor: HTMLElement;
	readonly onChoose: (value: string) => void;
	readonly onClose: () => void;
}

/** The values of this contact, of the record and of the channel, to be put into the text. */
export function VariablePanel({ anchor, onChoose, onClose }: VariablePanelProps) {
	const { assist } = useSidebar();
	const panel = useRef<HTMLDivElement>(null);
	const search = useRef<HTMLInputElement>(null);
	const [words, setWords] = useState('');
	const close = () => {
		onClose();
		anchor.focus();
	};
	useLayer(true, close);
	useEffect(() => void assist.load(), []);
	const picker = assist.picker.value;
	useLayoutEffect(() => {
		const element = panel.current;
		if (!element || !picker) return;
		element.showPopover?.();
		placeBelow(element, anchor);
		search.current?.focus();
	}, [picker]);
	useEffect(() => {
		const outside = (event: Event) => {
			if (!panel.current?.contains(event.target as Node)) onClose();
		};
		document.addEventListener('pointerdown', outside, true);
		return () => document.removeEventListener('pointerdown', outside, true);
	}, []);
	if (!picker) return null;
	const wanted = words.toLowerCase().split(/\s+/);
	const found = picker.variables.value.filter(({ label, name, value }) =>
		wanted.every(word => `${label} ${name} ${value ?? ''}`.toLowerCase().includes(word)),
	);
	const options = () => [...(panel.current?.querySelectorAll<HTMLElement>('[role="option"]') ?? [])];
	const walk = (event: KeyboardEvent) => {
		const all = options();
		const at = all.indexOf(document.activeElement as HTMLElement);
		if (event.key === 'ArrowDown') all[Math.min(at + 1, all.length - 1)]?.focus();
		else if (event.key === 'ArrowUp' && at <= 0) search.current?.focus();
		else if (event.key === 'ArrowUp') all[at - 1]?.focus();
		else if (event.key === 'Enter' && at < 0) options()[0]?.click();
		else return;
		event.preventDefault();
	};
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: the arrows walk between the field and the list
		<div ref={panel} class={styles.panel} popover="manual" data-test="variable-panel" onKeyDown={walk}>
			<SearchField
				inputRef={search}
				label={t('variable_search')}
				value={words}
				test="variable-search"
				onInput={setWords}
			/>
			<div class={styles.list} role="listbox" aria-label={t('variable_choose')}>
				{found.map(({ name, label, value }) => (
					<button
						key={name}
						type="button"
						class={styles.option}
						role="option"
						aria-selected={false}
						aria-disabled={value === null}
						data-test="variable-option"
						data-name={name}
						onClick={() => {
							if (value === null) return;
							onClose();
							onChoose(value);
						}}
					>
						<span class={styles.label}>{label}</span>
						<span class={value === null ? styles.none : styles.value}>{value ?? t('variable_no_value')}</span>
					</button>
				))}
			</div>
			{found.length === 0 && <p class={styles.none}>{t('variable_none_found')}</p>}
		</div>
	);
}
