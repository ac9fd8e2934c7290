import type { BulkList } from '../connection/bulk-messages.ts';
import { formatNumber, plural, t } from '../ui/text.ts';
import styles from './bulk.module.css';
import { Button } from './button.tsx';
import type { CountStep } from './page-list.ts';
import { problemWords } from './problem-words.ts';

export interface ChooseRowsProps {
	/** Null when the page shows no list any more. */
	readonly list: BulkList | null;
	/** Null while nothing was counted. */
	readonly counted: CountStep | null;
	readonly what: 'ticked' | 'filter';
	readonly onChoose: (what: 'ticked' | 'filter') => void;
	readonly onCount: () => void;
}

/** The ticked rows, or all that the filter matches; each with how many that is, or why it cannot be. */
export function ChooseRows({ list, counted, what, onChoose, onCount }: ChooseRowsProps) {
	const failed = list?.filter.state === 'readable' && counted?.state === 'failed' ? counted : null;
	const ticked = list?.ticked ?? 0;
	return (
		<fieldset class={styles.fieldset}>
			<legend class={styles.legend}>{t('bulk_who')}</legend>
			{list === null && (
				<p class={styles.problem} role="alert" data-test="bulk-no-list">
					{t('bulk_problem_page_gone')}
				</p>
			)}
			<label class={styles.choice}>
				<input
					type="radio"
					name="what"
					checked={what === 'ticked'}
					data-test="bulk-ticked"
					onChange={() => onChoose('ticked')}
				/>
				<span>
					<strong>{t('bulk_ticked')}</strong>
					<span class={styles.quiet} data-test="bulk-ticked-count">
						{ticked === 0 ? t('bulk_ticked_none') : plural('bulk_ticked_count', ticked)}
					</span>
				</span>
			</label>
			<label class={styles.choice}>
				<input
					type="radio"
					name="what"
					checked={what === 'filter'}
					data-test="bulk-filter"
					onChange={() => onChoose('filter')}
				/>
				<span>
					<strong>{t('bulk_filter')}</strong>
					<span class={styles.quiet} data-test="bulk-filter-count" role="status">
						{filterWords(list, counted)}
					</span>
				</span>
			</label>
			{failed && (
				<div class={styles.indented}>
					<Button test="bulk-count-again" onClick={onCount}>
						{t('bulk_count_again')}
					</Button>
				</div>
			)}
		</fieldset>
	);
}

function filterWords(list: BulkList | null, counted: CountStep | null): string {
	switch (list?.filter.state) {
		case undefined:
			return '';
		case 'unknown':
			return t('bulk_filter_unknown', { names: list.filter.names.join(', ') });
		case 'no-total':
			return t('bulk_filter_no_total');
		case 'readable':
			break;
	}
	if (counted?.state === 'failed') return problemWords(counted);
	if (counted?.state === 'counted') {
		return counted.total === 0 ? t('bulk_filter_none') : plural('bulk_filter_count', counted.total);
	}
	return t('bulk_counting', { count: formatNumber(counted?.total ?? 0) });
}
