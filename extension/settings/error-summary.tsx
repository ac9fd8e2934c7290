import type { Ref } from 'preact';
import form from './form.module.css';

export interface ErrorSummaryProps {
	/** The fields that are wrong, in the form's order. */
	readonly wrong: readonly { readonly id: string; readonly label: string; readonly error: string | null }[];
	/** What is wrong with the whole; null for nothing. */
	readonly problem: string | null;
	readonly boxRef: Ref<HTMLDivElement>;
}

/** Everything that keeps a form from being saved, each with a link to its field. Nothing when nothing does. */
export function ErrorSummary({ wrong, problem, boxRef }: ErrorSummaryProps) {
	if (wrong.length === 0 && problem === null) return null;
	// What is said at a field already is not said of the whole again.
	const whole = wrong.some(({ error }) => error === problem) ? null : problem;
	return (
		<div ref={boxRef} class={form.summary} role="alert" tabIndex={-1} data-test="form-summary">
			{whole !== null && <p>{whole}</p>}
			<ul>
				{wrong.map(({ id, label, error }) => (
					<li key={id}>
						<a
							href={`#${id}`}
							onClick={event => {
								event.preventDefault();
								document.getElementById(id)?.focus();
							}}
						>
							{label}: {error}
						</a>
					</li>
				))}
			</ul>
		</div>
	);
}
