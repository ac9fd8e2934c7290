import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { RelayError } from '../../shared/contract/result.ts';
import type { PriceCardView } from '../../shared/contract/sending-views.ts';
import { parsePriceCsv } from '../../shared/domain/price-csv.ts';
import type { RelayPort } from '../connection/page-messages.ts';

export interface ImportValues {
	readonly currency: string;
	/** `2026-10-01`. */
	readonly effectiveFrom: string;
	readonly csv: string;
}
export type ImportField = keyof ImportValues;
/** One of our own words for what is wrong, or a sentence about the file. */
export type ImportErrors = Readonly<
	Partial<Record<ImportField, { readonly own: 'required' | 'currency' } | { readonly said: string }>>
>;

/** A rate card that is being taken over. Nothing in it is lost by a refusal. */
export interface PriceImport {
	readonly values: ReadonlySignal<ImportValues>;
	/** How the file can be read as it stands; null while there is nothing. */
	readonly read: ReadonlySignal<{ readonly markets: number } | { readonly problem: string } | null>;
	readonly errors: ReadonlySignal<ImportErrors>;
	readonly problem: ReadonlySignal<RelayError | null>;
	readonly busy: ReadonlySignal<boolean>;
	readonly dirty: ReadonlySignal<boolean>;
	/** The card as the relay keeps it; null until then. */
	readonly done: ReadonlySignal<{
		readonly card: PriceCardView;
		readonly warnings: readonly string[];
	} | null>;
	write(change: Partial<ImportValues>): void;
	save(): Promise<boolean>;
}

/** Begins the import of a rate card in the account's currency. */
export function createPriceImport(port: Pick<RelayPort, 'call'>, currency: string): PriceImport {
	const values = signal<ImportValues>({ currency, effectiveFrom: '', csv: '' });
	const errors = signal<ImportErrors>({});
	const problem = signal<RelayError | null>(null);
	const busy = signal(false);
	const dirty = signal(false);
	const done = signal<{ card: PriceCardView; warnings: readonly string[] } | null>(null);
	const csv = computed(() => values.value.csv);
	const read = computed(() => {
		if (csv.value.trim() === '') return null;
		const found = parsePriceCsv(csv.value);
		return 'problem' in found ? found : { markets: Object.keys(found.rates).length };
	});
	const wrong = (): ImportErrors => {
		const { currency: code, effectiveFrom } = values.peek();
		const file = read.peek();
		return {
			...(!/^[A-Z]{3}$/.test(code) && { currency: { own: 'currency' as const } }),
			...(effectiveFrom === '' && { effectiveFrom: { own: 'required' as const } }),
			...(file === null && { csv: { own: 'required' as const } }),
			...(file && 'problem' in file && { csv: { said: file.problem } }),
		};
	};
	return {
		values,
		read,
		errors,
		problem,
		busy,
		dirty,
		done,
		write: change => {
			values.value = { ...values.value, ...change };
			dirty.value = true;
			errors.value = Object.fromEntries(
				Object.entries(errors.value).filter(([field]) => !(field in change)),
			) as ImportErrors;
		},
		save: async () => {
			if (busy.peek()) return false;
			problem.value = null;
			errors.value = wrong();
			if (Object.keys(errors.peek()).length > 0) return false;
			busy.value = true;
			const answer = await port.call('price:import', { ...values.peek() });
			busy.value = false;
			if (answer.ok) {
				dirty.value = false;
				done.value = answer.value;
				return true;
			}
			problem.value = answer.error;
			errors.value = said(answer.error.fields ?? {});
			return false;
		},
	};
}

function said(fields: Readonly<Record<string, string>>): ImportErrors {
	const found: Partial<Record<ImportField, { readonly said: string }>> = {};
	for (const [field, words] of Object.entries(fields))
		if (field === 'currency' || field === 'effectiveFrom' || field === 'csv') found[field] = { said: words };
	return found;
}
