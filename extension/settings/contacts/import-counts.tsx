import type { ImportCheckView } from '../../state/views.ts';
import { formatNumber, t } from '../../ui/text.ts';
import steps from './import.module.css';

/** How many rows end how; together they are all of them. */
export function ImportCounts({ counts }: { readonly counts: ImportCheckView['counts'] }) {
	const rows = [
		['added', t('import_added'), counts.added],
		['updated', t('import_updated'), counts.updated],
		['unchanged', t('import_unchanged'), counts.unchanged],
		['failed', t('import_failed'), counts.failed],
		['aside', t('import_aside'), counts.setAside],
		['total', t('import_total'), counts.total],
	] as const;
	return (
		<dl class={steps.counts}>
			{rows.map(([key, label, count]) => (
				<div key={key} data-test={`count-${key}`}>
					<dt>{label}</dt>
					<dd>{formatNumber(count)}</dd>
				</div>
			))}
		</dl>
	);
}
