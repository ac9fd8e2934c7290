import { useState } from 'preact/hooks';
import type { Recipients } from '../../state/broadcast-recipients.ts';
import { Button } from '../../ui/button.tsx';
import { plural, t } from '../../ui/text.ts';
import styles from './broadcasts.module.css';
import { problemWords } from './words.ts';

export interface MorePeopleProps {
	readonly people: Recipients;
	readonly shown: number;
	readonly hasMore: boolean;
}

/** How many are shown, and the way to more of them. */
export function MorePeople({ people, shown, hasMore }: MorePeopleProps) {
	const [problem, setProblem] = useState<string | null>(null);
	return (
		<>
			{problem && (
				<p class={styles.problem} role="alert">
					{problem}
				</p>
			)}
			<p class={styles.total}>
				{plural(hasMore ? 'bc_people_first' : 'bc_people_shown', shown)}
				{hasMore && (
					<Button
						busy={people.busy.value}
						test="people-more"
						onClick={() => void people.loadMore().then(error => setProblem(error && problemWords(error)))}
					>
						{t('list_more')}
					</Button>
				)}
			</p>
		</>
	);
}
