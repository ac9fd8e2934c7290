import { Search } from 'lucide';
import type { Ref } from 'preact';
import { Icon } from './icon.tsx';
import styles from './search-field.module.css';

export interface SearchFieldProps {
	/** Says what can be searched; also stands in the empty field. */
	readonly label: string;
	readonly value: string;
	readonly onInput: (text: string) => void;
	readonly test: string;
	readonly inputRef?: Ref<HTMLInputElement>;
}

/** A field that narrows the list under it. */
export function SearchField({ label, value, onInput, test, inputRef }: SearchFieldProps) {
	return (
		<label class={styles.search}>
			<Icon node={Search} size={14} />
			<span class="visually-hidden">{label}</span>
			<input
				ref={inputRef ?? null}
				type="search"
				value={value}
				placeholder={label}
				data-test={test}
				onInput={event => onInput(event.currentTarget.value)}
			/>
		</label>
	);
}
