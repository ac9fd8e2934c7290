import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CrmReading } from '../../../extension/crm/crm.ts';
import { kommo } from '../../../extension/crm/kommo/index.ts';
import type { CrmRecord } from '../../../shared/domain/crm-record.ts';

const PAGES = join(import.meta.dirname, '../../fixtures/pages/kommo');

/** A saved page, parsed. Its links and scripts are not loaded. */
export function savedPage(name: string): Document {
	return new DOMParser().parseFromString(readFileSync(join(PAGES, `${name}.html`), 'utf8'), 'text/html');
}

export function readPage(document: Document, path: string): CrmReading {
	return kommo.read({ document, url: new URL(path, 'https://acme.kommo.com') });
}

/** The record of a saved page at a path; fails the test when there is none. */
export function recordOf(document: Document, path: string): CrmRecord {
	const reading = readPage(document, path);
	if (reading.state !== 'record') throw new Error(`The page is ${reading.state}.`);
	return reading.record;
}

/** A field's value by its key; undefined when the record has no such field. */
export function fieldOf(record: CrmRecord, key: string): string | undefined {
	return record.fields.find(field => field.key === key)?.value;
}
