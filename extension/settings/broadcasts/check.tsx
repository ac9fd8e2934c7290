import { useId } from 'preact/hooks';
import planStyles from './plan.module.css';

export interface CheckProps {
	readonly label: string;
	readonly help?: string;
	readonly checked: boolean;
	readonly onChange: (checked: boolean) => void;
	readonly test: string;
}

/** A box to tick, with what it means under it. */
export function Check({ label, help, checked, onChange, test }: CheckProps) {
	const id = useId();
	return (
		<div>
			<label class={planStyles.check}>
				<input
					type="checkbox"
					checked={checked}
					aria-describedby={help && id}
					data-test={test}
					onChange={event => onChange(event.currentTarget.checked)}
				/>
				{label}
			</label>
			{help && (
				<p id={id} class={planStyles.checkHelp}>
					{help}
				</p>
			)}
		</div>
	);
}
