import { useRef, useState } from 'preact/hooks';
import type { PriceImport } from '../../state/price-import.ts';
import { Button } from '../../ui/button.tsx';
import field from '../../ui/field.module.css';
import { Field } from '../../ui/field.tsx';
import { plural, t } from '../../ui/text.ts';
import { errorOf, fieldId } from './import-words.ts';
import styles from './prices.module.css';

/** The rates themselves: pasted, or out of a file. */
export function RatesField({ state }: { readonly state: PriceImport }) {
	const [filename, setFilename] = useState<string | null>(null);
	const file = useRef<HTMLInputElement>(null);
	const read = state.read.value;
	const take = async (chosen: File | undefined) => {
		if (!chosen) return;
		state.write({ csv: await chosen.text() });
		setFilename(chosen.name);
	};
	return (
		<Field
			id={fieldId('csv')}
			label={t('price_table')}
			help={t('price_table_help')}
			error={errorOf(state, 'csv') ?? (read && 'problem' in read ? read.problem : null)}
		>
			{ids => (
				// biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way to the button
				<div
					class={styles.drop}
					onDragOver={event => {
						if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
					}}
					onDrop={event => {
						const [dropped] = event.dataTransfer?.files ?? [];
						if (dropped) event.preventDefault();
						void take(dropped);
					}}
				>
					<textarea
						{...ids}
						class={field.input}
						rows={10}
						dir="ltr"
						spellcheck={false}
						placeholder={PLACEHOLDER}
						value={state.values.value.csv}
						data-test="import-csv"
						onInput={event => {
							state.write({ csv: event.currentTarget.value });
							setFilename(null);
						}}
					/>
					<input
						ref={file}
						class="visually-hidden"
						type="file"
						accept=".csv,.tsv,.txt,text/csv,text/plain"
						aria-label={t('price_file')}
						tabIndex={-1}
						data-test="import-file"
						onChange={event => {
							void take(event.currentTarget.files?.[0]);
							event.currentTarget.value = '';
						}}
					/>
					<div class={styles.file}>
						<Button onClick={() => file.current?.click()}>{t('price_file')}</Button>
						<span class={styles.quiet} role="status" data-test="import-read">
							{[filename, read && 'markets' in read && plural('price_markets_read', read.markets)]
								.filter(Boolean)
								.join(' · ')}
						</span>
					</div>
				</div>
			)}
		</Field>
	);
}

const PLACEHOLDER = 'Market,Marketing,Utility,Authentication,Authentication-International,Service';
