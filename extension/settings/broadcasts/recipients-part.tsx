import { useState } from 'preact/hooks';
import { audienceOf } from '../../../shared/domain/broadcast.ts';
import type { OneBroadcast } from '../../state/broadcast.ts';
import { createAdding } from '../../state/broadcast-adding.ts';
import { createRecipients } from '../../state/broadcast-recipients.ts';
import { contactFilterOf, createSegments, segmentIdOf } from '../../state/segments.ts';
import type { BroadcastView } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { plural, t } from '../../ui/text.ts';
import { useStateOf } from '../../ui/use-state-of.ts';
import { useSettings } from '../context.ts';
import { AddSources } from './add-sources.tsx';
import { AddedWords } from './added-words.tsx';
import styles from './broadcasts.module.css';
import { DraftPeople } from './draft-people.tsx';
import peopleStyles from './people.module.css';
import planStyles from './plan.module.css';
import { problemWords } from './words.ts';

export interface RecipientsPartProps {
	readonly one: OneBroadcast;
	readonly broadcast: BroadcastView;
	readonly onNext: () => void;
}

/** Who gets it: how many, where more come from, and the list of them. */
export function RecipientsPart({ one, broadcast, onNext }: RecipientsPartProps) {
	const { port, time, upload, place, go } = useSettings();
	const adding = useStateOf(() => createAdding(port, upload, broadcast.id), []);
	const segments = useStateOf(() => createSegments(port), []);
	const people = useStateOf(
		() => createRecipients(port, time, broadcast.id, { bucket: 'all', reason: null, country: null }, ''),
		[],
	);
	const [clearing, setClearing] = useState(false);
	const [problem, setProblem] = useState<string | null>(null);
	const { filters } = place.value;
	const count = audienceOf(broadcast.counts);
	const take = (view: BroadcastView | null) => {
		if (!view) return;
		one.take(view);
		void people.load();
	};
	const wantedSegment = segmentIdOf(filters.from);
	const wantedFilter = contactFilterOf(filters.filter);
	const forget = () => {
		const { from: _from, filter: _filter, ...others } = place.peek().filters;
		go({ filters: others });
	};
	/** Who came from elsewhere with people in mind is offered exactly those. */
	const addWanted = async () => {
		const view = wantedSegment
			? await adding.add({ kind: 'segment', segmentId: wantedSegment })
			: wantedFilter && (await adding.add({ kind: 'filter', filter: wantedFilter as object }));
		if (!view) return;
		take(view);
		forget();
	};
	const removeAll = async () => {
		setClearing(false);
		const answer = await people.remove('all');
		setProblem(answer.ok ? null : problemWords(answer.error));
		if (answer.ok) one.take(answer.value);
	};
	const segment = segments.current.value.value?.find(one => one.id === wantedSegment);
	return (
		<div class={styles.stack}>
			<p class={peopleStyles.audience} role="status" data-test="audience">
				{plural('bc_people', count)}
			</p>
			{(wantedSegment ?? wantedFilter) && (
				<div class={peopleStyles.offer} data-test="wanted-people">
					<p>{segment ? t('bc_wanted_segment', { name: segment.name }) : t('bc_wanted')}</p>
					<Button look="primary" busy={adding.busy.value} test="add-wanted" onClick={() => void addWanted()}>
						{t('bc_add_these')}
					</Button>
					<Button look="quiet" onClick={forget}>
						{t('bc_wanted_not')}
					</Button>
				</div>
			)}
			<AddedWords adding={adding} />
			<AddSources
				adding={adding}
				segments={segments.current.value.value}
				broadcast={broadcast}
				onAdded={take}
			/>
			{problem && (
				<p class={styles.problem} role="alert">
					{problem}
				</p>
			)}
			{count > 0 && (
				<DraftPeople
					people={people}
					onRemoved={answer => {
						setProblem(answer.ok ? null : problemWords(answer.error));
						if (answer.ok) one.take(answer.value);
					}}
					onRemoveAll={() => setClearing(true)}
				/>
			)}
			<div class={planStyles.saveBar}>
				<Button look="primary" disabled={count === 0} test="to-rehearsal" onClick={onNext}>
					{t('bc_next_rehearsal')}
				</Button>
				{count === 0 && <span class={styles.meta}>{t('bc_nobody')}</span>}
			</div>
			{clearing && (
				<Dialog
					title={plural('bc_remove_all_title', count)}
					onClose={() => setClearing(false)}
					actions={
						<>
							<Button onClick={() => setClearing(false)}>{t('cancel')}</Button>
							<Button look="danger" test="people-clear-confirm" onClick={() => void removeAll()}>
								{t('bc_remove_all')}
							</Button>
						</>
					}
				>
					<p>{t('bc_remove_all_text')}</p>
				</Dialog>
			)}
		</div>
	);
}
