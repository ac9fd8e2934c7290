import type { Adding } from '../../state/broadcast-adding.ts';
import { Button } from '../../ui/button.tsx';
import { plural, t } from '../../ui/text.ts';
import styles from './broadcasts.module.css';
import peopleStyles from './people.module.css';
import { problemWords } from './words.ts';

/** What came of adding people: how many, how many were in already, and which could not be read, to copy and mend. */
export function AddedWords({ adding }: { readonly adding: Adding }) {
	const added = adding.added.value;
	const problem = adding.problem.value;
	if (problem) {
		return (
			<p class={styles.problem} role="alert" data-test="add-refused">
				{problemWords(problem)} {Object.values(problem.fields ?? {}).join(' ')}
			</p>
		);
	}
	if (!added) return null;
	const { unreadable, unreadableCount } = added;
	const lines = unreadable.map(one => [one.label, one.value, one.problem].join('\t')).join('\n');
	return (
		<div class={peopleStyles.added} role="status" data-test="added">
			<p>
				{plural('bc_added', added.added)}
				{added.repeated > 0 && ` ${plural('bc_repeated', added.repeated)}`}
				{unreadableCount > 0 && ` ${plural('bc_unreadable', unreadableCount)}`}
			</p>
			{unreadable.length > 0 && (
				<details>
					<summary>{t('bc_unreadable_show')}</summary>
					<textarea
						class={peopleStyles.lines}
						readOnly
						rows={Math.min(10, unreadable.length)}
						value={lines}
						aria-label={t('bc_unreadable_show')}
						data-test="unreadable"
						onFocus={event => event.currentTarget.select()}
					/>
					{unreadableCount > unreadable.length && (
						<p class={styles.meta}>{plural('bc_unreadable_first', unreadable.length)}</p>
					)}
				</details>
			)}
			<Button look="link" onClick={adding.dismiss}>
				{t('close')}
			</Button>
		</div>
	);
}
