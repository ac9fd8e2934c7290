import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { ImportCheckView, ImportColumnView, ImportView } from '../../shared/contract/contact-views.ts';
import type { RelayError } from '../../shared/contract/result.ts';
import type { AmbiguousAs, ImportTarget } from '../../shared/domain/contact-import.ts';
import type { FormDrafts } from '../connection/form-drafts.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import type { Upload } from '../connection/upload.ts';

export type ImportStep = 'file' | 'columns' | 'check' | 'run';

/** What is chosen for an import. It survives a reload of the page. */
export interface ImportChoice {
	readonly mediaId: string | null;
	readonly filename: string;
	readonly rows: number;
	readonly columns: readonly ImportColumnView[];
	readonly mapping: readonly ImportTarget[];
	/** Null for none; undefined leaves it to the rule. */
	readonly country: string | null | undefined;
	readonly ambiguous: AmbiguousAs;
	/** Numbers for single lines. */
	readonly choices: Readonly<Record<string, string>>;
}

/** An import on its way from a file to its end. */
export interface ContactImport {
	readonly step: ReadonlySignal<ImportStep>;
	readonly choice: ReadonlySignal<ImportChoice>;
	/** The upload: from 0 to 1; null when none is under way. */
	readonly uploading: ReadonlySignal<{ readonly filename: string; readonly part: number } | null>;
	readonly check: ReadonlySignal<ImportCheckView | null>;
	/** The import itself, once it has begun. */
	readonly running: ReadonlySignal<ImportView | null>;
	readonly busy: ReadonlySignal<boolean>;
	readonly problem: ReadonlySignal<RelayError | null>;
	/** True while leaving would lose something. */
	readonly dirty: ReadonlySignal<boolean>;
	/** Takes a file; false for one that is no CSV. */
	take(file: File): Promise<boolean>;
	map(index: number, target: ImportTarget): void;
	/** Changes how rows are read, and checks them again when they were. */
	write(change: Partial<Pick<ImportChoice, 'country' | 'ambiguous' | 'choices'>>): Promise<void>;
	/** The dry run. */
	runCheck(): Promise<void>;
	back(): void;
	start(): Promise<void>;
	stop(): void;
}

export interface ContactImportParts {
	readonly port: RelayPort;
	readonly upload: Upload;
	readonly drafts: FormDrafts;
	/** Names this import for good: started twice, it is one. */
	readonly importId: string;
}

const NOTHING: ImportChoice = {
	mediaId: null,
	filename: '',
	rows: 0,
	columns: [],
	mapping: [],
	country: undefined,
	ambiguous: 'set-aside',
	choices: {},
};

/** Makes the state of one import, with what was chosen before a reload. */
export function createContactImport({ port, upload, drafts, importId }: ContactImportParts): ContactImport {
	const kept = drafts.find(importId) as ImportChoice | null;
	const choice = signal<ImportChoice>(kept ?? NOTHING);
	const step = signal<ImportStep>(kept?.mediaId ? 'columns' : 'file');
	const uploading = signal<{ filename: string; part: number } | null>(null);
	const check = signal<ImportCheckView | null>(null);
	const running = signal<ImportView | null>(null);
	const busy = signal(false);
	const problem = signal<RelayError | null>(null);
	let bringing = new AbortController();
	let turn = 0;

	const show = (one: ImportView) => {
		running.value = one;
		step.value = 'run';
		drafts.keep(importId, null);
	};
	const change = (next: Partial<ImportChoice>) => {
		choice.value = { ...choice.value, ...next };
		drafts.keep(importId, choice.value);
	};
	const find = async () => {
		const answer = await port.call('contacts:imports', { limit: 100 });
		const found = answer.ok ? answer.value.imports.find(one => one.id === importId) : undefined;
		if (found) show(found);
	};
	const stops = [
		port.on('import:changed', ({ import: one }) => {
			if (one.id === importId) show(one);
		}),
		// It may have begun before a reload, or while the line was cut.
		port.onConnection(connection => {
			if (connection.state === 'online') void find();
		}),
	];
	if (port.connection?.state === 'online') void find();

	const request = () => {
		const { mediaId, mapping, country, ambiguous, choices } = choice.peek();
		return {
			mediaId: mediaId ?? '',
			mapping: [...mapping],
			ambiguous,
			choices: { ...choices },
			...(country !== undefined && { country }),
		};
	};
	const runCheck = async () => {
		turn += 1;
		const mine = turn;
		busy.value = true;
		problem.value = null;
		const answer = await port.call('contacts:import-check', request());
		// What was chosen meanwhile is being checked anew.
		if (mine !== turn) return;
		busy.value = false;
		if (answer.ok) {
			check.value = answer.value.check;
			step.value = 'check';
		} else problem.value = answer.error;
	};
	const bring = async (file: File) => {
		const mine = new AbortController();
		bringing.abort();
		bringing = mine;
		problem.value = null;
		uploading.value = { filename: file.name, part: 0 };
		const failed = (error: RelayError) => {
			if (bringing !== mine) return;
			uploading.value = null;
			problem.value = error;
		};
		const ticket = await port.call('media:ticket', {});
		if (!ticket.ok) return failed(ticket.error);
		const stored = await upload(
			ticket.value.uploadUrl,
			file,
			part => {
				if (bringing === mine) uploading.value = { filename: file.name, part };
			},
			mine.signal,
		);
		if (!stored.ok) return failed(stored.error);
		const read = await port.call('contacts:import-read', { mediaId: stored.value.mediaId });
		if (!read.ok) return failed(read.error);
		if (bringing !== mine) return;
		uploading.value = null;
		const { columns, rows } = read.value;
		const mapping = columns.map(column => column.guess ?? 'skip');
		change({ mediaId: stored.value.mediaId, filename: file.name, rows, columns, mapping, choices: {} });
		check.value = null;
		step.value = 'columns';
	};

	return {
		step,
		choice,
		uploading,
		check,
		running,
		busy,
		problem,
		dirty: computed(() => step.value !== 'run' && choice.value.mediaId !== null),
		take: async file => {
			if (!/\.csv$/i.test(file.name)) return false;
			await bring(file);
			return true;
		},
		map: (index, target) => {
			// What was this before is nothing now: a field has one column.
			const mapping = choice
				.peek()
				.mapping.map((one, at) => (at === index ? target : one === target ? 'skip' : one));
			change({ mapping });
			problem.value = null;
		},
		write: async next => {
			change(next);
			if (step.peek() === 'check') await runCheck();
		},
		runCheck,
		back: () => {
			turn += 1;
			busy.value = false;
			problem.value = null;
			step.value = step.peek() === 'check' ? 'columns' : 'file';
		},
		start: async () => {
			if (busy.peek()) return;
			busy.value = true;
			problem.value = null;
			const answer = await port.call('contacts:import', { importId, ...request() });
			busy.value = false;
			if (answer.ok) show(answer.value.import);
			else problem.value = answer.error;
		},
		stop: () => {
			turn += 1;
			bringing.abort();
			for (const stop of stops) stop();
		},
	};
}
