import { type ReadonlySignal, signal } from '@preact/signals';
import type { BroadcastView } from '../../shared/contract/broadcast-views.ts';
import type { ReplyOf, RequestOf } from '../../shared/contract/commands/index.ts';
import type { RelayError } from '../../shared/contract/result.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import type { Upload } from '../connection/upload.ts';
import { type CsvHead, HEAD_BYTES, readCsvHead } from './csv-head.ts';

export type RecipientSource = RequestOf<'broadcast:add-recipients'>['source'];
/** What came of adding people. */
export type Added = Omit<ReplyOf<'broadcast:add-recipients'>, 'broadcasts'>;

/** A file of recipients on its way to the relay. */
export interface CsvFile {
	readonly filename: string;
	readonly size: number;
	readonly state: 'uploading' | 'ready' | 'failed' | 'refused';
	readonly progress: number;
	readonly problem: string | null;
	readonly mediaId: string | null;
	/** Null when its columns cannot be told. */
	readonly head: CsvHead | null;
}

/** Brings people into one broadcast. */
export interface Adding {
	readonly busy: ReadonlySignal<boolean>;
	/** What the last act brought; null before, and after one that was refused. */
	readonly added: ReadonlySignal<Added | null>;
	readonly problem: ReadonlySignal<RelayError | null>;
	readonly csv: ReadonlySignal<CsvFile | null>;
	readonly addressColumn: ReadonlySignal<string>;
	/** Empty for none. */
	readonly nameColumn: ReadonlySignal<string>;
	/** Answers the broadcast with its people; null when they were refused. */
	add(source: RecipientSource): Promise<BroadcastView | null>;
	chooseCsv(file: File): Promise<void>;
	retryCsv(): Promise<void>;
	setColumn(column: { readonly address: string } | { readonly name: string }): void;
	/** Adds those of the file. */
	addCsv(): Promise<BroadcastView | null>;
	clearCsv(): void;
	/** Puts the result aside. */
	dismiss(): void;
	stop(): void;
}

/** Makes the adding of people to one broadcast. A file that was added stays to be seen until it is taken off. */
export function createAdding(port: Pick<RelayPort, 'call'>, upload: Upload, broadcastId: string): Adding {
	const busy = signal(false);
	const added = signal<Added | null>(null);
	const problem = signal<RelayError | null>(null);
	const csv = signal<CsvFile | null>(null);
	const addressColumn = signal('');
	const nameColumn = signal('');
	let file: File | null = null;
	let stop = new AbortController();

	const bring = async (chosen: File) => {
		const mine = new AbortController();
		stop = mine;
		const update = (change: Partial<CsvFile>) => {
			if (stop === mine && csv.peek()) csv.value = { ...(csv.peek() as CsvFile), ...change };
		};
		const ticket = await port.call('media:ticket', {});
		if (stop !== mine) return;
		if (!ticket.ok) return update({ state: 'failed', problem: ticket.error.message });
		const done = await upload(ticket.value.uploadUrl, chosen, progress => update({ progress }), mine.signal);
		if (done.ok) update({ state: 'ready', progress: 1, mediaId: done.value.mediaId });
		else update({ state: 'failed', problem: done.error.message });
	};
	const add = async (source: RecipientSource): Promise<BroadcastView | null> => {
		if (busy.peek()) return null;
		busy.value = true;
		problem.value = null;
		added.value = null;
		const answer = await port.call('broadcast:add-recipients', { broadcastIds: [broadcastId], source });
		busy.value = false;
		if (!answer.ok) {
			problem.value = answer.error;
			return null;
		}
		const { broadcasts, ...what } = answer.value;
		added.value = what;
		return broadcasts.find(one => one.id === broadcastId) ?? null;
	};
	return {
		busy,
		added,
		problem,
		csv,
		addressColumn,
		nameColumn,
		add,
		chooseCsv: async chosen => {
			stop.abort();
			file = chosen;
			const { name: filename, size } = chosen;
			const head = readCsvHead(await chosen.slice(0, HEAD_BYTES).text());
			if (file !== chosen) return;
			addressColumn.value = head?.address ?? '';
			nameColumn.value = head?.name ?? '';
			csv.value = {
				filename,
				size,
				state: head ? 'uploading' : 'refused',
				progress: 0,
				problem: null,
				mediaId: null,
				head,
			};
			if (head) await bring(chosen);
		},
		retryCsv: async () => {
			const before = csv.peek();
			if (!file || !before) return;
			csv.value = { ...before, state: 'uploading', progress: 0, problem: null };
			await bring(file);
		},
		setColumn: column => {
			if ('address' in column) addressColumn.value = column.address;
			else nameColumn.value = column.name;
		},
		addCsv: async () => {
			const mediaId = csv.peek()?.mediaId;
			if (!mediaId || addressColumn.peek() === '') return null;
			return add({
				kind: 'csv',
				mediaId,
				addressColumn: addressColumn.peek(),
				nameColumn: nameColumn.peek() === '' ? null : nameColumn.peek(),
			});
		},
		clearCsv: () => {
			stop.abort();
			file = null;
			csv.value = null;
		},
		dismiss: () => {
			added.value = null;
			problem.value = null;
		},
		stop: () => stop.abort(),
	};
}
