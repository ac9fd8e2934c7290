import { useState } from 'preact/hooks';
import type { ContactImport } from '../../state/contact-import.ts';
import { Button } from '../../ui/button.tsx';
import { FileField } from '../../ui/file-field.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { t } from '../../ui/text.ts';

const SAMPLE = 'Name,Phone,Tags,Source,First message,Opted in\r\n';

/** The first step: which file. */
export function ImportFile({ state }: { readonly state: ContactImport }) {
	const [refused, setRefused] = useState<string | null>(null);
	const uploading = state.uploading.value;
	const take = async (file: File) => {
		setRefused(null);
		if (!(await state.take(file))) setRefused(t('import_not_csv', { name: file.name }));
	};
	return (
		<>
			<p>{t('import_lead')}</p>
			<FileField
				label={t('import_file')}
				help={t('import_file_help')}
				error={refused}
				accept=".csv"
				file={
					uploading && {
						filename: uploading.filename,
						size: 0,
						state: 'uploading',
						progress: uploading.part,
						problem: null,
					}
				}
				test="import-choose"
				onChoose={file => void take(file)}
				onRetry={() => undefined}
				onRemove={state.back}
			/>
			<p>
				<Button look="link" test="import-sample" onClick={() => saveFile('contacts.csv', 'text/csv', SAMPLE)}>
					{t('import_sample')}
				</Button>
			</p>
		</>
	);
}
