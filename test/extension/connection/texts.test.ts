import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REFUSE_REASONS } from '../../../shared/contract/version.ts';

const EXTENSION = join(import.meta.dirname, '../../../extension');
const FOLDERS = ['background', 'connection', 'page', 'entrypoints/popup'];

/** The keys that stand in the code as they are, and those that are made from the relay's reasons. */
function usedKeys(): string[] {
	const sources = FOLDERS.flatMap(folder =>
		readdirSync(join(EXTENSION, folder))
			.filter(file => file.endsWith('.ts'))
			.map(file => readFileSync(join(EXTENSION, folder, file), 'utf8')),
	);
	const written = sources.flatMap(source =>
		[...source.matchAll(/'((?:page|popup)_\w+)'/g)].map(found => found[1] ?? ''),
	);
	const made = [...REFUSE_REASONS, 'ended'].map(reason => `page_connection_${reason.replaceAll('-', '_')}`);
	return [...new Set([...written, ...made])];
}

describe('the texts of background, page and popup', () => {
	const texts = JSON.parse(readFileSync(join(EXTENSION, 'public/_locales/en/messages.json'), 'utf8'));

	it('are all there', () => {
		expect(usedKeys().length).toBeGreaterThan(30);
		expect(usedKeys().filter(key => !texts[key]?.message)).toEqual([]);
	});
});
