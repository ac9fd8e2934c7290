import { useState } from 'preact/hooks';
import { countIn } from '../../../shared/domain/broadcast.ts';
import type { BroadcastActs } from '../../state/broadcast-acts.ts';
import { RETARGETS } from '../../state/broadcast-numbers.ts';
import type { BroadcastView } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import { formatNumber, t } from '../../ui/text.ts';
import styles from './broadcasts.module.css';
import peopleStyles from './people.module.css';
import { BUCKET_WORDS, problemWords } from './words.ts';

export interface RetargetChoicesProps {
	readonly broadcast: BroadcastView;
	readonly acts: BroadcastActs;
	readonly onMade: (made: BroadcastView) => void;
}

/** A new broadcast to some of an earlier one's people: the choice of which. */
export function RetargetChoices({ broadcast, acts, onMade }: RetargetChoicesProps) {
	const [problem, setProblem] = useState<string | null>(null);
	const busy = acts.busy.value;
	return (
		<div class={styles.stack}>
			<p>{t('bc_retarget_text')}</p>
			{problem && (
				<p class={styles.problem} role="alert">
					{problem}
				</p>
			)}
			<ul class={peopleStyles.choices}>
				{RETARGETS.map(({ bucket, content }) => {
					const count = countIn(broadcast.counts, bucket);
					return (
						<li key={bucket}>
							<Button
								look="plain"
								disabled={count === 0 || busy !== null}
								test={`retarget-${bucket}`}
								onClick={() =>
									void acts.derive(broadcast.id, bucket, content).then(answer => {
										if (answer.ok) onMade(answer.value);
										else setProblem(problemWords(answer.error));
									})
								}
							>
								{t(BUCKET_WORDS[bucket])}
								{count !== null && ` · ${formatNumber(count)}`}
							</Button>
						</li>
					);
				})}
			</ul>
		</div>
	);
}
