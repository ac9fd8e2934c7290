import field from '../../ui/field.module.css';
import { Field } from '../../ui/field.tsx';
import styles from './more.module.css';

export interface TextAreaProps {
	readonly label: string;
	readonly help?: string | undefined;
	readonly value: string;
	readonly test: string;
	readonly onInput: (value: string) => void;
}

/** A text of several lines. */
export function TextArea({ label, help, value, test, onInput }: TextAreaProps) {
	return (
		<Field label={label} help={help}>
			{ids => (
				<textarea
					{...ids}
					class={`${field.input} ${styles.text}`}
					rows={3}
					dir="auto"
					value={value}
					data-test={test}
					onInput={event => onInput(event.currentTarget.value)}
				/>
			)}
		</Field>
	);
}
