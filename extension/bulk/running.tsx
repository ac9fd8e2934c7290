import { formatNumber, plural, t } from '../ui/text.ts';
import type { AddingState } from './adding.ts';
import styles from './bulk.module.css';
import { Button } from './button.tsx';
import { problemWords } from './problem-words.ts';
import type { Into } from './use-broadcasts.ts';

export interface RunningProps {
	readonly state: AddingState;
	readonly what: 'ticked' | 'filter';
	readonly into: readonly Into[];
	readonly onCancel: () => void;
	readonly onGoOn: () => void;
	readonly onAgain: () => void;
	readonly onOpen: (broadcastId: string) => void;
}

const TITLES = {
	running: 'bulk_adding',
	done: 'bulk_done',
	stopped: 'bulk_stopped',
	failed: 'bulk_failed',
} as const;

/** How far it is, and in the end what has become of everybody. */
export function Running({ state, what, into, onCancel, onGoOn, onAgain, onOpen }: RunningProps) {
	const { phase, read, total, problem } = state;
	const numbers = { read: formatNumber(read), total: formatNumber(total), rest: formatNumber(total - read) };
	const isOver = phase === 'done';
	return (
		<>
			<div class={styles.body}>
				<h2 class={styles.legend} data-test="bulk-phase">
					{t(TITLES[phase])}
				</h2>
				<progress class={styles.progress} max={Math.max(1, total)} value={isOver ? total : read} />
				<p role="status" data-test="bulk-progress">
					{phase === 'running' || isOver ? t('bulk_progress', numbers) : t('bulk_rest', numbers)}
				</p>
				{problem && (
					<p class={styles.problem} role="alert" data-test="bulk-run-problem">
						{problem.at === 'relay' ? problem.message : problemWords(problem)}
					</p>
				)}
				<Numbers
					state={state}
					missing={isOver && what === 'ticked' ? total - read : 0}
					several={into.length}
				/>
				{phase !== 'running' && (
					<ul class={styles.links}>
						{into.map(({ id, name }) => (
							<li key={id}>
								<Button look="link" test="bulk-open-broadcast" onClick={() => onOpen(id)}>
									{t('bulk_open_broadcast', { name })}
								</Button>
							</li>
						))}
					</ul>
				)}
			</div>
			<footer class={styles.foot}>
				{phase === 'running' ? (
					<Button test="bulk-cancel" onClick={onCancel}>
						{t('cancel')}
					</Button>
				) : (
					<>
						{!isOver && (
							<Button look="primary" test="bulk-go-on" onClick={onGoOn}>
								{t('bulk_go_on')}
							</Button>
						)}
						<Button test="bulk-again" onClick={onAgain}>
							{t('bulk_again')}
						</Button>
					</>
				)}
			</footer>
		</>
	);
}

interface NumbersProps {
	readonly state: AddingState;
	/** Ticked rows that the CRM did not give. */
	readonly missing: number;
	readonly several: number;
}

/** Who was added, who was in, and who could not be, with the reasons. */
function Numbers({ state, missing, several }: NumbersProps) {
	const { added, repeated, unreadable, unreadableCount } = state;
	const more = unreadableCount - unreadable.length;
	return (
		<ul class={styles.numbers}>
			<li data-test="bulk-added">
				{plural('bulk_added', added)}
				{several > 1 && <span class={styles.quiet}> · {plural('bulk_summed', several)}</span>}
			</li>
			{repeated > 0 && <li data-test="bulk-repeated">{plural('bulk_repeated', repeated)}</li>}
			{missing > 0 && <li data-test="bulk-missing">{plural('bulk_missing', missing)}</li>}
			{unreadableCount > 0 && (
				<li>
					<details data-test="bulk-unreadable">
						<summary>{plural('bulk_unreadable', unreadableCount)}</summary>
						<ul class={styles.reasons}>
							{unreadable.map(({ label, value, problem }, at) => (
								<li key={at}>
									<strong>{label}</strong>
									{value !== '' && ` · ${value}`}
									<span class={styles.reason}>{problem}</span>
								</li>
							))}
							{more > 0 && <li>{plural('bulk_unreadable_more', more)}</li>}
						</ul>
					</details>
				</li>
			)}
		</ul>
	);
}
