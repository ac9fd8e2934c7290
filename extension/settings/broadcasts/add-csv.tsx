import type { Adding } from '../../state/broadcast-adding.ts';
import type { BroadcastView } from '../../state/views.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/field.tsx';
import { FileField } from '../../ui/file-field.tsx';
import { t } from '../../ui/text.ts';
import styles from './broadcasts.module.css';

export interface AddCsvProps {
	readonly adding: Adding;
	readonly onAdded: (broadcast: BroadcastView | null) => void;
}

/** People out of a file: which column is their number, which their name; the others are values for variables. */
export function AddCsv({ adding, onAdded }: AddCsvProps) {
	const file = adding.csv.value;
	const head = file?.head;
	const options = (head?.columns ?? []).map((column, index) => {
		const example = head?.example[index];
		return { value: column, label: example ? t('bc_csv_column', { column, example }) : column };
	});
	const others = (head?.columns ?? []).filter(
		column => column !== adding.addressColumn.value && column !== adding.nameColumn.value,
	);
	return (
		<div class={styles.stack}>
			<FileField
				label={t('bc_csv')}
				help={t('bc_csv_help')}
				file={file && { ...file, problem: file.state === 'refused' ? t('bc_csv_refused') : file.problem }}
				accept=".csv,text/csv"
				test="csv"
				onChoose={chosen => void adding.chooseCsv(chosen)}
				onRetry={() => void adding.retryCsv()}
				onRemove={adding.clearCsv}
			/>
			{head && (
				<>
					<SelectField
						label={t('bc_csv_address')}
						value={adding.addressColumn.value}
						options={[{ value: '', label: t('bc_csv_choose') }, ...options]}
						test="csv-address"
						onChange={address => adding.setColumn({ address })}
					/>
					<SelectField
						label={t('bc_csv_name')}
						optional={t('optional')}
						value={adding.nameColumn.value}
						options={[{ value: '', label: t('bc_csv_no_name') }, ...options]}
						test="csv-name"
						onChange={name => adding.setColumn({ name })}
					/>
					{others.length > 0 && (
						<p class={styles.meta}>
							{t('bc_csv_values')}{' '}
							{others.map((column, index) => (
								<span key={column}>
									{index > 0 && ', '}
									<code>{column}</code>
								</span>
							))}
						</p>
					)}
					<div>
						<Button
							busy={adding.busy.value}
							disabled={file?.state !== 'ready' || adding.addressColumn.value === ''}
							test="csv-add"
							onClick={() => void adding.addCsv().then(onAdded)}
						>
							{t('bc_add_people')}
						</Button>
					</div>
				</>
			)}
		</div>
	);
}
