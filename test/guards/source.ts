import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT: string = fileURLToPath(new URL('../..', import.meta.url));

/** One import as it is written. */
export interface Import {
	/** The importing file, relative to the root. */
	readonly from: string;
	/** The imported file relative to the root, or the name of a library. */
	readonly to: string;
	readonly isLibrary: boolean;
	/** `import type`: counts for the direction, not for cycles. */
	readonly isType: boolean;
}

/** Every file below a folder with one of these endings, relative to the root, sorted. */
export function filesBelow(folder: string, endings: RegExp): string[] {
	const found = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
	return found
		.filter(entry => entry.isFile() && endings.test(entry.name))
		.map(entry => relative(ROOT, join(entry.parentPath, entry.name)))
		.sort();
}

export function read(file: string): string {
	return readFileSync(join(ROOT, file), 'utf8');
}

/** A file's text without comments, so that a rule looks at code only. Keeps line breaks; leaves `://` in texts alone. */
export function codeOf(file: string): string {
	return read(file)
		.replace(/\/\*[\s\S]*?\*\//g, comment => comment.replace(/[^\n]/g, ' '))
		.replace(/(^|[\s;{}(,])\/\/[^\n]*/g, '$1');
}

const STATEMENT = /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[\w*{][^;'"]*?\s+from\s+)?['"]([^'"]+)['"]/g;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** The imports of a file. */
export function importsOf(file: string): Import[] {
	const code = codeOf(file);
	const found = [
		...[...code.matchAll(STATEMENT)].map(match => ({ path: match[2] ?? '', isType: match[1] !== undefined })),
		...[...code.matchAll(DYNAMIC)].map(match => ({ path: match[1] ?? '', isType: false })),
	];
	return found.map(({ path, isType }) => {
		const isLibrary = !path.startsWith('.');
		const to = isLibrary ? path : relative(ROOT, resolve(ROOT, dirname(file), path));
		return { from: file, to, isLibrary, isType };
	});
}

/** Cycles among these imports, each as the files on it. Type imports do not count. */
export function cyclesOf(imports: readonly Import[]): string[][] {
	const edges = new Map<string, string[]>();
	for (const one of imports)
		if (!one.isLibrary && !one.isType) edges.set(one.from, [...(edges.get(one.from) ?? []), one.to]);
	const cycles: string[][] = [];
	const done = new Set<string>();
	const visit = (file: string, path: readonly string[]): void => {
		const at = path.indexOf(file);
		if (at >= 0) {
			cycles.push(path.slice(at));
			return;
		}
		if (done.has(file)) return;
		for (const next of edges.get(file) ?? []) visit(next, [...path, file]);
		done.add(file);
	};
	for (const file of edges.keys()) visit(file, []);
	return cycles;
}
