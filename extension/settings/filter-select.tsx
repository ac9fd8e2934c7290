import styles from './channel-select.module.css';

export interface FilterSelectProps {
	/** Names the filter, and stands in it while it narrows nothing. */
	readonly label: string;
	readonly value: string;
	readonly options: readonly { readonly value: string; readonly label: string }[];
	readonly onChange: (value: string) => void;
	readonly test?: string;
}

/** Narrows a list to one of a few words; empty shows all. */
export function FilterSelect({ label, value, options, onChange, test }: FilterSelectProps) {
	// What the address asks for stays to be seen and taken off, even when nothing of the kind is left.
	const known = value === '' || options.some(option => option.value === value);
	return (
		<label>
			<span class="visually-hidden">{label}</span>
			<select
				class={styles.select}
				value={value}
				data-test={test}
				onChange={event => onChange(event.currentTarget.value)}
			>
				<option value="">{label}</option>
				{!known && <option value={value}>{value}</option>}
				{options.map(option => (
					<option key={option.value} value={option.value}>
						{option.label}
					</option>
				))}
			</select>
		</label>
	);
}
