import type { ComponentChildren, FocusEventHandler, Ref } from 'preact';
import { useId } from 'preact/hooks';
import { classes } from './classes.ts';
import styles from './field.module.css';

/** What a control inside a field needs so that its label, help and error are tied to it. */
export interface FieldIds {
	readonly id: string;
	readonly 'aria-describedby': string | undefined;
	readonly 'aria-invalid': boolean;
}

export interface FieldProps {
	readonly label: string;
	readonly help?: ComponentChildren;
	readonly error?: string | null | undefined;
	/** Stands quietly beside the label. */
	readonly optional?: string | undefined;
	/** A fixed id, so that a summary of errors can link to the control. */
	readonly id?: string;
	readonly children: (ids: FieldIds) => ComponentChildren;
}

/** A label above, help and error under its control. */
export function Field({ label, help, error, optional, id: given, children }: FieldProps) {
	const made = useId();
	const id = given ?? made;
	const described = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ');
	return (
		<div class={classes(styles.field, error && styles.invalid)}>
			<label class={styles.label} for={id}>
				{label}
				{optional && <span class={styles.optional}>{optional}</span>}
			</label>
			{children({ id, 'aria-describedby': described || undefined, 'aria-invalid': Boolean(error) })}
			{error && (
				<p class={styles.error} id={`${id}-error`}>
					{error}
				</p>
			)}
			{help && (
				<div class={styles.help} id={`${id}-help`}>
					{help}
				</div>
			)}
		</div>
	);
}

const EXACT = { spellcheck: false, autocomplete: 'off', autocapitalize: 'off' } as const;

export interface TextFieldProps extends Omit<FieldProps, 'children'> {
	readonly value: string;
	readonly onInput: (value: string) => void;
	readonly type?: 'text' | 'password' | 'tel' | 'url' | 'search';
	readonly placeholder?: string | undefined;
	readonly test?: string;
	/** Secrets and codes: no spelling, no filling in by the browser. */
	readonly exact?: boolean;
	readonly readOnly?: boolean;
	/** No more characters than this can be written or pasted. */
	readonly maxLength?: number;
	readonly inputRef?: Ref<HTMLInputElement>;
	readonly onFocus?: FocusEventHandler<HTMLInputElement>;
	readonly onBlur?: FocusEventHandler<HTMLInputElement>;
}

/** A field with one line of text. */
export function TextField(props: TextFieldProps) {
	return (
		<Field {...pick(props)}>
			{ids => (
				<input
					{...ids}
					ref={props.inputRef ?? null}
					class={styles.input}
					// Preact types inputs by their type, one by one; a text of several kinds is none of them.
					type={(props.type ?? 'text') as 'text'}
					value={props.value}
					placeholder={props.placeholder}
					data-test={props.test}
					readOnly={props.readOnly}
					maxLength={props.maxLength}
					{...(props.exact && EXACT)}
					onInput={event => props.onInput(event.currentTarget.value)}
					onFocus={props.onFocus}
					onBlur={props.onBlur}
				/>
			)}
		</Field>
	);
}

export interface SelectFieldProps extends Omit<FieldProps, 'children'> {
	readonly value: string;
	readonly options: readonly { readonly value: string; readonly label: string }[];
	readonly onChange: (value: string) => void;
	readonly disabled?: boolean;
	readonly test?: string;
}

/** A field with a choice of a few. The browser's own control: it works with every keyboard and reader. */
export function SelectField(props: SelectFieldProps) {
	return (
		<Field {...pick(props)}>
			{ids => (
				<select
					{...ids}
					class={styles.input}
					value={props.value}
					disabled={props.disabled}
					data-test={props.test}
					onChange={event => props.onChange(event.currentTarget.value)}
				>
					{props.options.map(option => (
						<option key={option.value} value={option.value}>
							{option.label}
						</option>
					))}
				</select>
			)}
		</Field>
	);
}

function pick({ label, help, error, optional, id }: Omit<FieldProps, 'children'>) {
	return {
		label,
		...(help !== undefined && { help }),
		...(error !== undefined && { error }),
		...(optional !== undefined && { optional }),
		...(id !== undefined && { id }),
	};
}
