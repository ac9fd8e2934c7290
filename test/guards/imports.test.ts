import { describe, expect, it } from 'vitest';
import { cyclesOf, filesBelow, type Import, importsOf } from './source.ts';

/** What a folder may import besides itself: folders or files of ours, and libraries by name. */
interface Rule {
	readonly folder: string;
	readonly may: readonly string[];
	readonly libraries: readonly (string | RegExp)[];
}

const SHARED = ['shared/domain', 'shared/lib', 'shared/contract', 'shared/data'];
/** What a provider is to the rest. */
const PROVIDER_INTERFACE = ['provider', 'abilities', 'outbound', 'partner', 'events', 'http'].map(
	name => `relay/providers/${name}.ts`,
);
/** What providers share with each other. */
const PROVIDER_SHARED = ['signature', 'clock-finding', 'file-bytes', 'unexplained', 'wire'].map(
	name => `relay/providers/${name}.ts`,
);

/** The table of house.md §4, with the rows that the code has since added. The first row that fits a file counts. */
const RULES: readonly Rule[] = [
	{ folder: 'shared/lib', may: [], libraries: [/^libphonenumber-js/, 'liquidjs', 'papaparse'] },
	{ folder: 'shared/data', may: [], libraries: [] },
	{ folder: 'shared/domain', may: ['shared/lib', 'shared/data'], libraries: [] },
	{ folder: 'shared/contract', may: ['shared/domain', 'shared/lib'], libraries: ['zod'] },
	...['dialog360', 'cloud-api'].map(name => ({
		folder: `relay/providers/${name}`,
		may: [
			...PROVIDER_INTERFACE,
			...PROVIDER_SHARED,
			'relay/providers/whatsapp',
			'shared/domain',
			'shared/data',
			'shared/lib',
		],
		libraries: ['zod', /^node:/],
	})),
	...['whatsapp', 'telegram', 'instagram'].map(name => ({
		folder: `relay/providers/${name}`,
		may: [...PROVIDER_INTERFACE, ...PROVIDER_SHARED, 'shared/domain', 'shared/data', 'shared/lib'],
		libraries: ['zod', /^node:/],
	})),
	{
		folder: 'relay/providers',
		may: ['shared/domain', 'shared/lib'],
		libraries: ['zod', 'undici', 'ipaddr.js', /^node:/],
	},
	{ folder: 'relay/store', may: ['shared/domain', 'shared/lib'], libraries: [/^kysely/, 'node:sqlite'] },
	{
		folder: 'relay/actions',
		may: [
			// Interfaces of what actions are given.
			'relay/bus.ts',
			'relay/channels.ts',
			'relay/log.ts',
			'relay/media-files.ts',
			'relay/settings.ts',
			'relay/vault.ts',
			'relay/ids.ts',
			'relay/store',
			...PROVIDER_INTERFACE,
			...SHARED,
		],
		libraries: ['node:crypto'],
	},
	{
		folder: 'relay/http',
		may: ['relay/actions', 'relay/bus.ts', ...SHARED],
		libraries: ['express', 'busboy', 'zod', /^node:/],
	},
	{
		folder: 'relay/socket',
		may: ['relay/actions', 'relay/bus.ts', ...SHARED],
		libraries: ['socket.io', /^node:/],
	},
	{ folder: 'relay/jobs', may: ['relay/actions', 'relay/bus.ts', ...SHARED], libraries: [/^node:/] },
	{ folder: 'relay/sandbox', may: ['shared'], libraries: ['express', 'busboy', 'zod', /^node:/] },
	{ folder: 'relay/demo', may: ['relay/sandbox', ...SHARED], libraries: ['puppeteer-core', /^node:/] },
	{ folder: 'extension/crm', may: ['shared/domain', 'shared/lib'], libraries: [] },
	{
		folder: 'extension/connection',
		may: ['extension/browser.ts', ...SHARED],
		libraries: ['socket.io-client'],
	},
	{ folder: 'extension/state', may: ['extension/connection', ...SHARED], libraries: ['@preact/signals'] },
	...['sidebar', 'settings'].map(name => ({
		folder: `extension/${name}`,
		may: ['extension/state', 'extension/ui', 'shared/domain', 'shared/lib'],
		libraries: [/^preact/, '@preact/signals', 'lucide'],
	})),
	// Its own controls: with those of `ui/` the sidebar's first load would grow by another file.
	{
		folder: 'extension/bulk',
		may: ['extension/connection', 'extension/ui/text.ts', ...SHARED],
		libraries: [/^preact/],
	},
	{
		folder: 'extension/ui',
		may: ['extension/public', 'shared/domain', 'shared/lib'],
		libraries: [/^preact/, '@preact/signals', 'lucide', /^uplot/],
	},
];

/** Imports that break the table for a reason. An entry that no import needs any more fails too. */
const EXCEPTIONS: readonly { from: string; to: string; because: string }[] = [
	{
		from: 'relay/actions',
		to: 'relay/providers/signature.ts',
		because: 'sameSecret compares in constant time; it is no provider',
	},
	{
		from: 'relay/actions/perform.ts',
		to: 'zod',
		because: 'the type of an issue, to word it for a person; requests are zod rows',
	},
];

const files = ['extension', 'relay', 'shared'].flatMap(folder => filesBelow(folder, /\.tsx?$/));
const imports = files.flatMap(importsOf);

function isBelow(file: string, folder: string): boolean {
	return file === folder || file.startsWith(`${folder}/`);
}

function excused(one: Import): boolean {
	return EXCEPTIONS.some(({ from, to }) => isBelow(one.from, from) && one.to === to);
}

function breaches(rule: Rule): string[] {
	const own = imports.filter(
		one => RULES.find(({ folder }) => isBelow(one.from, folder)) === rule && !excused(one),
	);
	return own
		.filter(one =>
			one.isLibrary
				? !rule.libraries.some(name => (typeof name === 'string' ? name === one.to : name.test(one.to)))
				: !isBelow(one.to, rule.folder) && !rule.may.some(folder => isBelow(one.to, folder)),
		)
		.map(one => `${one.from} imports ${one.to}`);
}

describe('imports', () => {
	it('are read from every kind of statement', () => {
		expect(imports.length).toBeGreaterThan(400);
		expect(imports.some(one => one.isType)).toBe(true);
	});
	it.each(RULES)('of $folder go only where the table lets them', rule => {
		expect(files.some(file => isBelow(file, rule.folder))).toBe(true);
		expect(breaches(rule)).toEqual([]);
	});
	it('break the table only where an exception says why', () => {
		const unused = EXCEPTIONS.filter(
			({ from, to }) => !imports.some(one => isBelow(one.from, from) && one.to === to),
		);
		expect(unused).toEqual([]);
	});
	it('never lead from the relay to the extension or back', () => {
		const crossing = imports.filter(
			one =>
				(isBelow(one.from, 'relay') && isBelow(one.to, 'extension')) ||
				(isBelow(one.from, 'extension') && isBelow(one.to, 'relay')) ||
				(isBelow(one.from, 'shared') && (isBelow(one.to, 'relay') || isBelow(one.to, 'extension'))),
		);
		expect(crossing).toEqual([]);
	});
	it('reach the sandbox only from itself and the demo', () => {
		const reaching = imports.filter(
			one =>
				isBelow(one.to, 'relay/sandbox') &&
				!isBelow(one.from, 'relay/sandbox') &&
				!isBelow(one.from, 'relay/demo'),
		);
		expect(reaching).toEqual([]);
	});
	it('make no circle', () => {
		expect(cyclesOf(imports)).toEqual([]);
	});
	it('of the browser’s interface are in one file', () => {
		const users = imports.filter(one => one.to === 'webextension-polyfill').map(one => one.from);
		expect([...new Set(users)]).toEqual(['extension/browser.ts']);
	});
	it('of the phone library are in one file', () => {
		const users = imports.filter(one => one.to.startsWith('libphonenumber-js')).map(one => one.from);
		expect([...new Set(users)]).toEqual(['shared/lib/phone.ts']);
	});
	it('of the CSV library are in one file', () => {
		const users = imports.filter(one => one.to === 'papaparse').map(one => one.from);
		expect([...new Set(users)]).toEqual(['shared/lib/csv.ts']);
	});
	it('of the language of variables are in one file', () => {
		const users = imports.filter(one => one.to.startsWith('liquidjs')).map(one => one.from);
		expect([...new Set(users)]).toEqual(['shared/lib/liquid.ts']);
	});
	it('of the chart library are in one file', () => {
		const users = imports.filter(one => one.to.startsWith('uplot')).map(one => one.from);
		expect([...new Set(users)]).toEqual(['extension/ui/chart.tsx']);
	});
});

describe('cyclesOf', () => {
	const edge = (from: string, to: string, isType = false): Import => ({ from, to, isLibrary: false, isType });
	it('finds a circle of any length, and only among what runs', () => {
		expect(cyclesOf([edge('a', 'b'), edge('b', 'c'), edge('c', 'a')])).toEqual([['a', 'b', 'c']]);
		expect(cyclesOf([edge('a', 'b'), edge('b', 'a', true)])).toEqual([]);
		expect(cyclesOf([edge('a', 'b'), edge('a', 'c'), edge('b', 'd'), edge('c', 'd')])).toEqual([]);
	});
});
