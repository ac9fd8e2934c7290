import { useEffect, useState } from 'preact/hooks';
import type { BulkList } from '../connection/bulk-messages.ts';
import { t } from '../ui/text.ts';
import styles from './bulk.module.css';
import { Button } from './button.tsx';
import { ChooseBroadcasts } from './choose-broadcasts.tsx';
import { ChooseRows } from './choose-rows.tsx';
import type { CountStep, PageList } from './page-list.ts';
import type { Broadcasts, Into } from './use-broadcasts.ts';

/** What was decided: which rows, how many those are, and where they go. */
export interface Decision {
	readonly what: 'ticked' | 'filter';
	readonly total: number;
	readonly into: readonly Into[];
}

export interface ChoosingProps {
	readonly list: PageList;
	readonly shown: BulkList | null;
	readonly broadcasts: Broadcasts;
	readonly isOnline: boolean;
	readonly onDecide: (decision: Decision) => void;
}

/** Which rows, into which broadcasts. */
export function Choosing({ list, shown, broadcasts, isOnline, onDecide }: ChoosingProps) {
	const [counted, setCounted] = useState<CountStep | null>(null);
	const [wish, setWish] = useState<'ticked' | 'filter' | null>(null);
	const [problem, setProblem] = useState<string | null>(null);
	const [tries, setTries] = useState(0);
	const [isSaving, setSaving] = useState(false);
	const key = shown?.filter.state === 'readable' ? shown.key : null;
	// Counted at once, for each filter: the number is what a person chooses by.
	useEffect(() => {
		setCounted(null);
		return key === null ? undefined : list.count(setCounted);
	}, [key, tries]);

	const ticked = shown?.ticked ?? 0;
	const what = wish ?? (ticked > 0 || key === null ? 'ticked' : 'filter');
	const matching = key !== null && counted?.state === 'counted' ? counted.total : 0;
	const total = what === 'ticked' ? ticked : matching;
	const isCounting = key !== null && (counted === null || counted.state === 'counting');
	const needed = what === 'ticked' ? 'bulk_need_rows' : isCounting ? 'bulk_need_count' : 'bulk_need_filter';

	const decide = async () => {
		const missing = total === 0 ? needed : broadcasts.missing;
		setProblem(missing && t(missing));
		if (missing || isSaving) return;
		setSaving(true);
		const into = await broadcasts.settle();
		setSaving(false);
		if (into.ok) onDecide({ what, total, into: into.value });
		else setProblem(into.error.message);
	};

	return (
		<form
			class={styles.form}
			onSubmit={event => {
				event.preventDefault();
				void decide();
			}}
		>
			<div class={styles.body}>
				{!isOnline && (
					<p class={styles.notice} role="status" data-test="bulk-offline">
						{t('bulk_offline')}
					</p>
				)}
				<ChooseRows
					list={shown}
					counted={counted}
					what={what}
					onChoose={setWish}
					onCount={() => setTries(tries + 1)}
				/>
				<ChooseBroadcasts broadcasts={broadcasts} />
			</div>
			<footer class={styles.foot}>
				{problem !== null && (
					<p class={styles.problem} role="alert" data-test="bulk-problem">
						{problem}
					</p>
				)}
				<Button look="primary" type="submit" busy={isSaving} test="bulk-add">
					{t('bulk_add')}
				</Button>
			</footer>
		</form>
	);
}
