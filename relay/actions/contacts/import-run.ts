import { type ImportRules, readImportRow } from '../../../shared/domain/contact-import.ts';
import type { CsvRow } from '../../../shared/lib/csv.ts';
import type { ContactImportRow, ImportCounts } from '../../store/contact-imports.ts';
import type { StoreParts } from '../../store/store.ts';
import type { Parts } from '../parts.ts';
import { Changes } from '../webhook/changes.ts';
import { applyRows } from './apply-rows.ts';
import { type ImportOptions, rulesFor } from './import-rules.ts';
import { undoRows } from './import-undo.ts';
import { type PlannedRow, planRows } from './plan-rows.ts';
import { openImportFile } from './read-file.ts';

/** So many rows in one transaction: no longer than a webhook may wait behind it. */
const CHUNK = 100;
/** Listeners hear of every so many chunks. */
const TOLD_EVERY = 10;

/** An import whose file is open, as far as it was read. */
interface Reading {
	readonly importId: string;
	readonly rules: ImportRules;
	next(): Promise<readonly CsvRow[]>;
}

/**
 * Works on imports that are under way, and on those that are taken back, one step with each call. What a step did and how
 * far the import is are stored together, so that one that is cut off goes on where it was and does no row twice.
 */
export function createImportRunner(parts: Parts): { step(): Promise<number | null> } {
	let reading: Reading | null = null;
	let steps = 0;

	async function step(): Promise<number | null> {
		const row = await parts.store.contactImports.open();
		if (!row) return null;
		const isOver = row.state === 'undoing' ? await undoRows(parts, row) : await importChunk(row);
		steps += 1;
		if (isOver || steps % TOLD_EVERY === 0) parts.bus.publish('import:changed', { importId: row.id });
		return parts.now();
	}

	async function importChunk(row: ContactImportRow): Promise<boolean> {
		if (reading?.importId !== row.id) {
			const opened = await open(parts, row);
			if (typeof opened === 'string') {
				await end(parts, row, 'failed', opened);
				return true;
			}
			reading = opened;
		}
		const { rules } = reading;
		const rows = await reading.next();
		if (rows.length === 0) {
			reading = null;
			await end(parts, row, 'done', null);
			return true;
		}
		const changes = new Changes();
		try {
			await parts.store.transaction(tx => storeChunk(parts, tx, { row, rules, rows, changes }));
		} catch (error) {
			// Read anew from what is stored: these rows are not done.
			reading = null;
			throw error;
		}
		await changes.publish(parts.bus);
		return false;
	}

	return { step };
}

async function end(
	parts: Parts,
	row: ContactImportRow,
	state: 'done' | 'failed',
	problem: string | null,
): Promise<void> {
	await parts.store.contactImports.change(row.id, { state, problem, ended_at: parts.now() });
}

/** Opens the file where the import is; a sentence when that cannot be. */
async function open(parts: Parts, row: ContactImportRow): Promise<Reading | string> {
	const file = await openImportFile(parts, row.media_id);
	if (!file.ok) return file.error.message;
	const rules = await rulesFor(parts, file.value, JSON.parse(row.options) as ImportOptions);
	if (!rules.ok) return rules.error.message;
	const batches = file.value.rows();
	let skip = Number(row.done);
	let waiting: readonly CsvRow[] = [];
	return {
		importId: row.id,
		rules: rules.value,
		async next() {
			while (waiting.length === 0) {
				const batch = await batches.next();
				if (batch.done) return [];
				waiting = batch.value.slice(skip);
				skip = Math.max(0, skip - batch.value.length);
			}
			const chunk = waiting.slice(0, CHUNK);
			waiting = waiting.slice(CHUNK);
			return chunk;
		},
	};
}

async function storeChunk(
	parts: Parts,
	tx: StoreParts,
	one: { row: ContactImportRow; rules: ImportRules; rows: readonly CsvRow[]; changes: Changes },
): Promise<void> {
	const { row, changes } = one;
	const importId = row.id;
	const read = one.rows.map(cells => readImportRow(cells, one.rules));
	const planned = await planRows(tx, read, keys => tx.contactImports.linesOf(importId, keys));
	const contacts = await applyRows({ tx, changes, importId, byName: row.by_name, now: parts.now() }, planned);
	await tx.contactImports.addRows(
		planned.map(({ row: { line, given, key }, outcome, problems, notes }) => ({
			import_id: importId,
			line,
			outcome,
			...given,
			match_key: outcome === 'failed' || outcome === 'set-aside' ? null : key,
			contact_id: contacts.get(line) ?? null,
			problem: [...problems.map(sentence), ...notes].join(' ') || null,
			undone: null,
		})),
	);
	const isOurs = await tx.contactImports.advance(importId, Number(row.done), planned.length, count(planned));
	if (!isOurs) throw new Error('Another relay works on this import.');
}

function sentence({ column, message }: PlannedRow['problems'][number]): string {
	return column === null ? message : `${column}: ${message}`;
}

function count(planned: readonly PlannedRow[]): ImportCounts {
	const counts = { added: 0, updated: 0, unchanged: 0, failed: 0, set_aside: 0 };
	for (const { outcome } of planned) counts[outcome === 'set-aside' ? 'set_aside' : outcome] += 1;
	return counts;
}
