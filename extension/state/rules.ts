import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { RequestOf } from '../../shared/contract/commands/index.ts';
import type { RelayError } from '../../shared/contract/result.ts';
import type { RulesView } from '../../shared/contract/sending-views.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import { createSource, type Source } from './loaded.ts';

/** Reads the rules for sending, and again when an owner changes them. */
export function createRules(port: RelayPort): Source<RulesView> {
	return createSource<RulesView>(port, ['rules:changed'], async () => {
		const answer = await port.call('rules:show', {});
		return answer.ok ? { ok: true, value: answer.value.rules } : answer;
	});
}

export interface RulesValues {
	readonly capped: boolean;
	/** As typed. */
	readonly cap: string;
	readonly refuseUnreachable: boolean;
	readonly strictButtons: boolean;
	readonly numberedChoices: boolean;
	readonly fourEyes: boolean;
	/** As typed. */
	readonly scheduleDays: string;
	/** Files of messages are deleted after so many days. */
	readonly deletesFiles: boolean;
	/** As typed. */
	readonly fileDays: string;
	readonly zone: string;
	readonly currency: string;
	/** Of national numbers in imports, an ISO country; empty for none. */
	readonly defaultCountry: string;
	/** Empty for none. */
	readonly confirmOptOut: string;
	readonly confirmOptIn: string;
}

export type RulesField =
	| 'marketingCap'
	| 'keepFilesDays'
	| 'scheduleDays'
	| 'zone'
	| 'currency'
	| 'defaultCountry'
	| 'confirmOptOut'
	| 'confirmOptIn';
/** One of our own words for what is wrong, or the relay's sentence. */
export type RulesErrors = Readonly<
	Partial<
		Record<RulesField, { readonly own: 'cap' | 'days' | 'ahead' | 'length' } | { readonly said: string }>
	>
>;

/** The rules while they are being changed. Nothing in it is lost by a refused save. */
export interface RulesForm {
	readonly values: ReadonlySignal<RulesValues>;
	readonly errors: ReadonlySignal<RulesErrors>;
	readonly problem: ReadonlySignal<RelayError | null>;
	readonly dirty: ReadonlySignal<boolean>;
	readonly busy: ReadonlySignal<boolean>;
	/** True after a save, until the next change. */
	readonly saved: ReadonlySignal<boolean>;
	write(change: Partial<RulesValues>): void;
	save(): Promise<boolean>;
	/** Takes back what was changed and not saved. */
	reset(): void;
	stop(): void;
}

/** The greatest cap that the relay takes. */
export const MOST_CAP = 50;
export const MOST_FILE_DAYS = 3650;
export const MOST_DAYS_AHEAD = 366;
export const LONGEST_CONFIRMATION = 1000;
const SUGGESTED_CAP = '2';
const SUGGESTED_FILE_DAYS = '365';

/** Makes the form over the rules; what somebody else changes meanwhile comes in where nothing was typed. */
export function createRulesForm(port: Pick<RelayPort, 'call'>, rules: Source<RulesView>): RulesForm {
	const first = rules.current.peek().value;
	if (!first) throw new Error('The form of the rules wants rules.');
	const kept = signal(valuesOf(first));
	const values = signal(kept.peek());
	const errors = signal<RulesErrors>({});
	const problem = signal<RelayError | null>(null);
	const busy = signal(false);
	const saved = signal(false);
	const changed = computed(() => changedKeys(kept.value, values.value));

	const stop = effect(() => {
		const next = rules.current.value.value;
		if (!next) return;
		const typed = pick(values.peek(), changed.peek());
		kept.value = valuesOf(next);
		values.value = { ...kept.peek(), ...typed };
	});
	return {
		values,
		errors,
		problem,
		dirty: computed(() => changed.value.length > 0),
		busy,
		saved,
		write: change => {
			values.value = { ...values.value, ...change };
			saved.value = false;
			const settled = Object.keys(change).map(key => NUMBER_OF[key] ?? key);
			errors.value = Object.fromEntries(
				Object.entries(errors.peek()).filter(([field]) => !settled.includes(field)),
			) as RulesErrors;
		},
		save: async () => {
			if (busy.peek()) return false;
			problem.value = null;
			errors.value = wrong(values.peek());
			if (Object.keys(errors.peek()).length > 0) return false;
			if (changed.peek().length === 0) {
				saved.value = true;
				return true;
			}
			busy.value = true;
			const sent = values.peek();
			const answer = await port.call('rules:change', requestOf(sent, changed.peek()));
			busy.value = false;
			if (!answer.ok) {
				problem.value = answer.error;
				errors.value = said(answer.error.fields ?? {});
				return false;
			}
			// What the relay keeps is what holds, even where it trimmed it; what was typed meanwhile stays.
			const typed = pick(values.peek(), changedKeys(sent, values.peek()));
			kept.value = valuesOf(answer.value.rules);
			values.value = { ...kept.peek(), ...typed };
			rules.take(answer.value.rules);
			saved.value = true;
			return true;
		},
		reset: () => {
			values.value = kept.peek();
			errors.value = {};
			problem.value = null;
		},
		stop,
	};
}

/** The relay's field of what is a switch and a number here. */
const NUMBER_OF: Readonly<Record<string, RulesField>> = {
	cap: 'marketingCap',
	capped: 'marketingCap',
	fileDays: 'keepFilesDays',
	deletesFiles: 'keepFilesDays',
};

function valuesOf(rules: RulesView): RulesValues {
	const { marketingCap, refuseUnreachable, strictButtons, numberedChoices, keepFilesDays } = rules;
	const { zone, currency } = rules;
	return {
		capped: marketingCap !== null,
		cap: marketingCap === null ? SUGGESTED_CAP : String(marketingCap),
		refuseUnreachable,
		strictButtons,
		numberedChoices,
		fourEyes: rules.fourEyes,
		scheduleDays: String(rules.scheduleDays),
		deletesFiles: keepFilesDays !== null,
		fileDays: keepFilesDays === null ? SUGGESTED_FILE_DAYS : String(keepFilesDays),
		zone,
		currency,
		defaultCountry: rules.defaultCountry ?? '',
		confirmOptOut: rules.confirmOptOut ?? '',
		confirmOptIn: rules.confirmOptIn ?? '',
	};
}

function changedKeys(before: RulesValues, after: RulesValues): (keyof RulesValues)[] {
	const keys = Object.keys(after) as (keyof RulesValues)[];
	return keys.filter(key => {
		// The number counts only while there is a cap.
		if (key === 'cap' && !after.capped) return false;
		if (key === 'fileDays' && !after.deletesFiles) return false;
		return before[key] !== after[key];
	});
}

function pick(values: RulesValues, keys: readonly (keyof RulesValues)[]): Partial<RulesValues> {
	return Object.fromEntries(keys.map(key => [key, values[key]]));
}

/** Only what was changed: two owners at once do not undo each other. */
function requestOf(values: RulesValues, keys: readonly (keyof RulesValues)[]): RequestOf<'rules:change'> {
	const { capped, cap, deletesFiles, fileDays, scheduleDays, defaultCountry, ...others } = values;
	const changed = new Set<string>(keys);
	return {
		...((changed.has('capped') || changed.has('cap')) && { marketingCap: capped ? Number(cap) : null }),
		...((changed.has('deletesFiles') || changed.has('fileDays')) && {
			keepFilesDays: deletesFiles ? Number(fileDays) : null,
		}),
		...(changed.has('defaultCountry') && { defaultCountry: defaultCountry || null }),
		...(changed.has('scheduleDays') && { scheduleDays: Number(scheduleDays) }),
		...Object.fromEntries(Object.entries(others).filter(([key]) => changed.has(key))),
	};
}

function wrong(values: RulesValues): RulesErrors {
	const { capped, cap, deletesFiles, fileDays, scheduleDays, confirmOptOut, confirmOptIn } = values;
	const numberIn = (text: string) => (/^\s*\d{1,4}\s*$/.test(text) ? Number(text) : 0);
	const count = numberIn(cap);
	const days = numberIn(fileDays);
	const ahead = numberIn(scheduleDays);
	const tooLong = (text: string) => text.trim().length > LONGEST_CONFIRMATION;
	return {
		...(capped && (count < 1 || count > MOST_CAP) && { marketingCap: { own: 'cap' as const } }),
		...(deletesFiles && (days < 1 || days > MOST_FILE_DAYS) && { keepFilesDays: { own: 'days' as const } }),
		...((ahead < 1 || ahead > MOST_DAYS_AHEAD) && { scheduleDays: { own: 'ahead' as const } }),
		...(tooLong(confirmOptOut) && { confirmOptOut: { own: 'length' as const } }),
		...(tooLong(confirmOptIn) && { confirmOptIn: { own: 'length' as const } }),
	};
}

const FIELDS: readonly RulesField[] = [
	'marketingCap',
	'keepFilesDays',
	'scheduleDays',
	'zone',
	'currency',
	'defaultCountry',
	'confirmOptOut',
	'confirmOptIn',
];

function said(fields: Readonly<Record<string, string>>): RulesErrors {
	const found = FIELDS.flatMap(field => {
		const words = fields[field];
		return words === undefined ? [] : [[field, { said: words }] as const];
	});
	return Object.fromEntries(found);
}
