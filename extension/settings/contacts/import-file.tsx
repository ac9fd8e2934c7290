import { Upload } from 'lucide';
import { useRef, useState } from 'preact/hooks';
import type { ContactImport } from '../../state/contact-import.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { t } from '../../ui/text.ts';
import steps from './import.module.css';

const SAMPLE = 'Name,Phone,Tags,Source,First message,Opted in\r\n';

/**
 * The first step: which file. Its own field: the shared one would bring its icon into a chunk that the sidebar loads
 * first.
 */
export function ImportFile({ state }: { readonly state: ContactImport }) {
	const input = useRef<HTMLInputElement>(null);
	const [refused, setRefused] = useState<string | null>(null);
	const uploading = state.uploading.value;
	const take = async (file: File | undefined) => {
		if (!file) return;
		setRefused(null);
		if (!(await state.take(file))) setRefused(t('import_not_csv', { name: file.name }));
	};
	return (
		<>
			<p>{t('import_lead')}</p>
			<Field label={t('import_file')} help={t('import_file_help')} error={refused}>
				{ids => (
					// biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way to the button
					<div
						class={steps.drop}
						data-test="import-drop"
						onDragOver={event => {
							if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
						}}
						onDrop={event => {
							event.preventDefault();
							void take(event.dataTransfer?.files[0]);
						}}
					>
						<input
							{...ids}
							ref={input}
							class="visually-hidden"
							type="file"
							accept=".csv"
							tabIndex={-1}
							data-test="import-choose"
							onChange={event => {
								void take(event.currentTarget.files?.[0]);
								// The same file can be chosen again once it was mended.
								event.currentTarget.value = '';
							}}
						/>
						<Button
							icon={Upload}
							busy={uploading !== null}
							test="import-open"
							onClick={() => input.current?.click()}
						>
							{t('slot_choose_file')}
						</Button>
						{uploading && (
							<span role="status">
								{uploading.filename} <progress max={1} value={uploading.part} aria-label={t('uploading')} />
							</span>
						)}
					</div>
				)}
			</Field>
			<p>
				<Button look="link" test="import-sample" onClick={() => saveFile('contacts.csv', 'text/csv', SAMPLE)}>
					{t('import_sample')}
				</Button>
			</p>
		</>
	);
}
