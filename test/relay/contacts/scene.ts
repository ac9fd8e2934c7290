import type { RequestOf } from '../../../shared/contract/commands/index.ts';
import type { ImportView } from '../../../shared/contract/contact-views.ts';
import type { ImportTarget } from '../../../shared/domain/contact-import.ts';
import { newClientId, type Person, type TestRelay } from '../../support/relay.ts';
import { until } from '../../support/until.ts';
import { upload } from '../../support/upload.ts';

export interface ImportScene {
	/** Puts a CSV into the relay's store; its id there. */
	put(content: BlobPart, filename?: string): Promise<string>;
	/** Uploads and imports a CSV, with the columns as they are guessed, and waits for its end. */
	import(csv: string, change?: Partial<RequestOf<'contacts:import'>>): Promise<ImportView>;
	/** What the relay guesses of the columns of a file. */
	mapping(mediaId: string): Promise<ImportTarget[]>;
	/** The import once it has ended, or was taken back. */
	ended(importId: string): Promise<ImportView>;
	/** The report of an import, a line each. */
	report(importId: string): Promise<string[]>;
	/** The export of all contacts. */
	export(filter?: RequestOf<'contacts:export'>['filter']): Promise<string>;
}

/** Imports and exports as a person does them. */
export function importScene(relay: TestRelay, person: Person): ImportScene {
	const put = async (content: BlobPart, filename = 'people.csv') =>
		(await upload(relay.url, person.token, { content, filename, type: 'text/csv' })).mediaId;
	const mapping = async (mediaId: string) => {
		const { columns } = await person.get('contacts:import-read', { mediaId });
		return columns.map(column => column.guess ?? 'skip');
	};
	const ended = (importId: string) =>
		until(`the import ${importId} has ended`, async () => {
			const { imports } = await person.get('contacts:imports', { limit: 100 });
			const found = imports.find(one => one.id === importId);
			return found && found.state !== 'running' && found.state !== 'undoing' ? found : null;
		});
	const text = async (url: string) => {
		const answer = await fetch(url);
		if (!answer.ok) throw new Error(await answer.text());
		return answer.text();
	};
	return {
		put,
		mapping,
		ended,
		async import(csv, change = {}) {
			const mediaId = await put(csv);
			const importId = newClientId();
			await person.get('contacts:import', {
				importId,
				mediaId,
				mapping: await mapping(mediaId),
				...change,
			});
			return ended(change.importId ?? importId);
		},
		async report(importId) {
			const { url } = await person.get('contacts:import-report', { importId });
			return (await text(url)).trimEnd().split('\r\n');
		},
		async export(filter = {}) {
			return text((await person.get('contacts:export', { filter })).url);
		},
	};
}
