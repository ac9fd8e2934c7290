import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { extensionDir } from '../support/browsers.ts';

/** Gzipped bytes of the content script, and of everything that the sidebar's page loads. */
export function benchSizes(): object {
	const folder = extensionDir('chromium');
	const size = (file: string) => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length;
	const page = readFileSync(join(folder, 'sidebar.html'), 'utf8');
	const files = [...page.matchAll(/(?:src|href)="\/([^"]+)"/g)].map(match => match[1] ?? '');
	const sidebar = new Set(['sidebar.html', ...files]);
	// Chunks that the page's own scripts import.
	for (const file of sidebar) {
		if (!file.endsWith('.js')) continue;
		for (const [, name] of readFileSync(join(folder, file), 'utf8').matchAll(
			/(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g,
		)) {
			sidebar.add(join(file, '..', name ?? ''));
		}
	}
	const total = [...sidebar].reduce((sum, file) => sum + size(file), 0);
	return {
		bench: 'sizes',
		contentScriptGzip: size('content-scripts/crm.js'),
		sidebarGzip: total,
		sidebarFiles: sidebar.size,
	};
}
