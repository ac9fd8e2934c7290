import { useState } from 'preact/hooks';
import { BUCKETS, type Bucket, countIn } from '../../../shared/domain/broadcast.ts';
import type { Adding } from '../../state/broadcast-adding.ts';
import { createBroadcasts } from '../../state/broadcasts.ts';
import type { Segment } from '../../state/segments.ts';
import type { BroadcastView } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { SelectField } from '../../ui/field.tsx';
import { formatNumber, plural, t } from '../../ui/text.ts';
import { useStateOf } from '../../ui/use-state-of.ts';
import { useSettings } from '../context.ts';
import { AddCsv } from './add-csv.tsx';
import styles from './broadcasts.module.css';
import peopleStyles from './people.module.css';
import { BUCKET_WORDS } from './words.ts';

export interface AddSourcesProps {
	readonly adding: Adding;
	/** Null where the relay knows none, or has not told yet. */
	readonly segments: readonly Segment[] | null;
	readonly broadcast: BroadcastView;
	readonly onAdded: (broadcast: BroadcastView | null) => void;
}

/** The places that people come from. */
export function AddSources({ adding, segments, broadcast, onAdded }: AddSourcesProps) {
	return (
		<div class={peopleStyles.sources}>
			<details class={peopleStyles.source} name="bc-source" data-test="source-csv">
				<summary>{t('bc_from_csv')}</summary>
				<AddCsv adding={adding} onAdded={onAdded} />
			</details>
			{segments && segments.length > 0 && (
				<details class={peopleStyles.source} name="bc-source" data-test="source-segment">
					<summary>{t('bc_from_segment')}</summary>
					<AddSegment adding={adding} segments={segments} onAdded={onAdded} />
				</details>
			)}
			<details class={peopleStyles.source} name="bc-source" data-test="source-broadcast">
				<summary>{t('bc_from_broadcast')}</summary>
				<AddEarlier adding={adding} broadcast={broadcast} onAdded={onAdded} />
			</details>
			<details class={peopleStyles.source} name="bc-source">
				<summary>{t('bc_from_crm')}</summary>
				<p class={styles.meta}>{t('bc_from_crm_help')}</p>
			</details>
		</div>
	);
}

interface AddSegmentProps {
	readonly adding: Adding;
	readonly segments: readonly Segment[];
	readonly onAdded: (broadcast: BroadcastView | null) => void;
}

function AddSegment({ adding, segments, onAdded }: AddSegmentProps) {
	const [chosen, setChosen] = useState('');
	return (
		<div class={styles.stack}>
			<Combobox
				label={t('bc_segment')}
				value={chosen}
				options={segments.map(({ id, name, count }) => ({
					value: id,
					label: name,
					...(count !== undefined && { detail: plural('bc_people', count) }),
				}))}
				none={t('bc_segment_none')}
				test="segment"
				onChange={setChosen}
			/>
			<div>
				<Button
					busy={adding.busy.value}
					disabled={chosen === ''}
					test="segment-add"
					onClick={() => void adding.add({ kind: 'segment', segmentId: chosen }).then(onAdded)}
				>
					{t('bc_add_people')}
				</Button>
			</div>
		</div>
	);
}

type AddEarlierProps = Pick<AddSourcesProps, 'adding' | 'broadcast' | 'onAdded'>;

function AddEarlier({ adding, broadcast, onAdded }: AddEarlierProps) {
	const { port, time } = useSettings();
	const earlier = useStateOf(() => createBroadcasts(port, time, null, ''), []);
	const [chosen, setChosen] = useState('');
	const [bucket, setBucket] = useState<Bucket>('not-read');
	const begun = (earlier.shown.value.value?.items ?? []).filter(
		one => one.startedAt !== null && one.id !== broadcast.id,
	);
	const from = begun.find(one => one.id === chosen);
	const labelOf = (one: Bucket) => {
		const count = from ? countIn(from.counts, one) : null;
		return count === null ? t(BUCKET_WORDS[one]) : `${t(BUCKET_WORDS[one])} · ${formatNumber(count)}`;
	};
	return (
		<div class={styles.stack}>
			<Combobox
				label={t('bc_earlier')}
				value={chosen}
				options={begun.map(one => ({ value: one.id, label: one.plan.name }))}
				none={t('bc_earlier_none')}
				test="earlier"
				onChange={setChosen}
			/>
			<SelectField
				label={t('bc_earlier_bucket')}
				value={bucket}
				options={BUCKETS.map(one => ({ value: one, label: labelOf(one) }))}
				test="earlier-bucket"
				onChange={next => setBucket(next as Bucket)}
			/>
			<div>
				<Button
					busy={adding.busy.value}
					disabled={chosen === ''}
					test="earlier-add"
					onClick={() => void adding.add({ kind: 'broadcast', broadcastId: chosen, bucket }).then(onAdded)}
				>
					{t('bc_add_people')}
				</Button>
			</div>
		</div>
	);
}
