import { describe, expect, it } from 'vitest';
import { openApi } from '../../relay/http/openapi.ts';
import { COMMANDS } from '../../shared/contract/commands/index.ts';
import { codeOf, filesBelow, read } from './source.ts';

const sources = ['extension', 'relay', 'shared'].flatMap(folder => filesBelow(folder, /\.tsx?$/));

describe('shared', () => {
	const FORBIDDEN: readonly [what: string, pattern: RegExp][] = [
		['a clock', /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\b/],
		['randomness', /\bMath\.random\b|\bcrypto\b/],
		['Node', /['"]node:|\bprocess\b|\bBuffer\b|\brequire\(|__dirname/],
		[
			'the DOM',
			/\b(?:document|window)\.(?:body|create|query|get|add|location|cookie)|\blocalStorage\b|\bHTML\w*Element\b|\bnavigator\b/,
		],
		['timers and the network', /\bset(?:Timeout|Interval|Immediate)\b|\bfetch\(|\bXMLHttpRequest\b/],
	];
	it.each(FORBIDDEN)('knows nothing of %s', (_what, pattern) => {
		const users = sources.filter(file => file.startsWith('shared/') && pattern.test(codeOf(file)));
		expect(users).toEqual([]);
	});
	it('keeps zod out of the rules', () => {
		const users = sources.filter(
			file => /^shared\/(?:domain|lib|data)\//.test(file) && /['"]zod['"]/.test(codeOf(file)),
		);
		expect(users).toEqual([]);
	});
});

describe('the environment', () => {
	/** A program of its own each; the relay proper reads it in one place. */
	const READERS = /^relay\/(?:config\.ts|main\.ts|sandbox\/main\.ts|demo\/)/;
	it('is read only where the relay starts', () => {
		const readers = sources.filter(
			file => file.startsWith('relay/') && /\bprocess\.env\b/.test(codeOf(file)),
		);
		expect(readers.filter(file => !READERS.test(file))).toEqual([]);
	});
	it('reaches the relay’s parts only through readConfig', () => {
		const uses = codeOf('relay/main.ts').match(/\bprocess\.env\b/g);
		expect(uses).toHaveLength(1);
		expect(codeOf('relay/main.ts')).toContain('readConfig(process.env)');
	});
});

describe('files', () => {
	it('have at most 300 lines', () => {
		const long = ['extension', 'relay', 'shared']
			.flatMap(folder => filesBelow(folder, /\.(?:tsx?|js|css)$/))
			.map(file => [file, read(file).trimEnd().split('\n').length] as const)
			.filter(([, lines]) => lines > 300);
		expect(long).toEqual([]);
	});
	it('hide nothing from the type checker', () => {
		const hiding = sources.filter(
			file =>
				/@ts-(?:ignore|expect-error|nocheck)/.test(read(file)) || /\bas any\b|:\s*any\b/.test(codeOf(file)),
		);
		expect(hiding).toEqual([]);
	});
	it('named index.ts do more than pass on', () => {
		const passing = sources
			.filter(file => /(?:^|\/)index\.tsx?$/.test(file))
			.filter(file =>
				codeOf(file)
					.split(/;\s*(?:\n|$)/)
					.map(line => line.trim())
					.filter(Boolean)
					.every(line => /^export\s[\s\S]*\sfrom\s/.test(line)),
			);
		expect(passing).toEqual([]);
	});
});

describe('fixtures', () => {
	const tests = filesBelow('test', /\.tsx?$/)
		.map(read)
		.join('\n');
	it('are all used', () => {
		const unused = filesBelow('test/fixtures', /\.(?:json|html)$/).filter(file => {
			const name = file.split('/').at(-1) ?? '';
			const bare = name.replace(/\.(?:json|html)$/, '');
			// Named in quotes, or as the key of a table.
			return ![name, bare].some(one => tests.includes(`'${one}'`) || tests.includes(`\t${one}: {`));
		});
		expect(unused).toEqual([]);
	});
	it('hold no real person: phone numbers are from ranges kept for fiction', () => {
		const numbers = filesBelow('test/fixtures/webhooks', /\.json$/).flatMap(file =>
			[...read(file).matchAll(/"(?:wa_id|from|to|recipient_id)":\s*"(\d{8,15})"/g)].map(
				match => match[1] ?? '',
			),
		);
		expect(numbers.length).toBeGreaterThan(20);
		const FICTION =
			/^(?:44770090\d{4}|49171392\d{4}|491760406\d{3}|1\d{3}555\d{4}|3363998\d{4}|4670174\d{4}|6149157\d{4}|55319?90000\d{3}|521?5590000\d{3}|549?1190000\d{3}|3512100000\d{2}|4930231251\d{2})/;
		expect([...new Set(numbers.filter(number => !FICTION.test(number)))]).toEqual([]);
	});
});

describe('migrations', () => {
	it('are numbered from 001 without gaps, and each is listed', () => {
		const numbered = filesBelow('relay/store/migrations', /\.ts$/)
			.map(file => file.split('/').at(-1) ?? '')
			.filter(name => name !== 'index.ts');
		const index = read('relay/store/migrations/index.ts');
		expect(numbered.length).toBeGreaterThan(0);
		numbered.forEach((name, place) => {
			expect(name).toMatch(new RegExp(`^${String(place + 1).padStart(3, '0')}-[a-z-]+\\.ts$`));
			expect(index).toContain(`'${name.replace(/\.ts$/, '')}'`);
			expect(index).toContain(`./${name}`);
		});
	});
});

describe('OpenAPI', () => {
	const document = openApi('0') as {
		paths: Record<string, { post: { summary: string; requestBody: object } }>;
	};
	it.each(Object.keys(COMMANDS))('describes %s', name => {
		const path = document.paths[`/${name.replace(':', '/')}`];
		expect(path?.post.summary).toMatch(/^[A-Z]/);
		expect(JSON.stringify(path?.post.requestBody)).toContain('"schema"');
	});
	it('describes nothing that is not there, but uploads', () => {
		const known = [...Object.keys(COMMANDS).map(name => `/${name.replace(':', '/')}`), '/media/upload'];
		expect(Object.keys(document.paths).sort()).toEqual(known.sort());
	});
});

describe('tests', () => {
	it('are never skipped, picked out or put off', () => {
		const pattern =
			/\b(?:it|test|describe|suite)\.(?:skip|only|todo|fails|skipIf|runIf)\b|\bx(?:it|describe)\(/;
		const skipping = filesBelow('test', /\.tsx?$/).filter(
			file => file !== 'test/guards/rules.test.ts' && pattern.test(read(file)),
		);
		expect(skipping).toEqual([]);
	});
	it('mock no imports', () => {
		const mocking = filesBelow('test', /\.tsx?$/).filter(
			file => file !== 'test/guards/rules.test.ts' && /\bvi\.(?:mock|doMock|hoisted)\(/.test(read(file)),
		);
		expect(mocking).toEqual([]);
	});
});
