import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvDelimiter, csvField, csvLine, csvRows, decodeCsv } from '../../../shared/lib/csv.ts';

const rows = (text: string) => [...csvRows(text)].flat();
const cells = (text: string) => rows(text).map(row => row.cells);

describe('csvRows', () => {
	it('reads quotes, commas and line breaks inside of quotes, with the line that each row begins in', () => {
		expect(rows('Name,Note\r\n"Berger, Ann","one\r\ntwo ""x"""\r\n\r\nBen,z')).toEqual([
			{ line: 1, cells: ['Name', 'Note'], problem: null },
			{ line: 2, cells: ['Berger, Ann', 'one\r\ntwo "x"'], problem: null },
			{ line: 5, cells: ['Ben', 'z'], problem: null },
		]);
	});
	it('reads a file of many batches to its end, each row once', () => {
		const text = Array.from({ length: 1203 }, (_, index) => `"a${index}\nb",${index}`).join('\n');
		const read = rows(text);
		expect(read).toHaveLength(1203);
		expect(read.at(-1)).toEqual({ line: 2405, cells: ['a1202\nb', '1202'], problem: null });
	});
	it('reads line ends of every system', () => {
		for (const end of ['\n', '\r\n', '\r'])
			expect(cells(['a,b', 'c,d'].join(end))).toEqual([
				['a', 'b'],
				['c', 'd'],
			]);
	});
	it('leaves out rows without content and the mark of UTF-8', () => {
		expect(cells('\ufeffa,b\n,\n  ,\nc,d\n')).toEqual([
			['a', 'b'],
			['c', 'd'],
		]);
	});
	it('says of a row that its quotes are wrong', () => {
		expect(rows('a\n"open').at(-1)?.problem).toContain('never closed');
		expect(rows('a\n"x"y,"z"\n')[1]?.problem).not.toBeNull();
	});
});

describe('csvDelimiter', () => {
	it('is what parts the rows, and never what parts tags', () => {
		expect(csvDelimiter('Name;Phone\nAnn;1\n')).toBe(';');
		expect(csvDelimiter('Name\tPhone\nAnn\t1\n')).toBe('\t');
		expect(csvDelimiter('Name,Tags\nAnn,a|b|c\n')).toBe(',');
		expect(csvDelimiter('Name\nAnn|b\n')).toBe(',');
	});
});

describe('csvField', () => {
	it.each([
		['=1+1', "'=1+1"],
		['@sum', "'@sum"],
		['-3', "'-3"],
		['+49-155', "'+49-155"],
		['+49155', '+49155'],
		['+49155 +44770', '+49155 +44770'],
		["'=x", "''=x"],
		['a,"b"', '"a,""b"""'],
	])('writes %j so that no table program runs it', (text, written) => {
		expect(csvField(text)).toBe(written);
	});
	it('comes back as it was, whatever stands in it', () => {
		const nasty = fc
			.array(
				fc.constantFrom('=', '+', '-', '@', "'", '"', ',', ';', '|', '\n', '\r\n', '\t', ' ', 'a', 'é', '1'),
				{
					maxLength: 12,
				},
			)
			.map(parts => parts.join('').trim());
		fc.assert(
			fc.property(fc.array(fc.tuple(nasty, nasty), { minLength: 1, maxLength: 8 }), table => {
				const text = csvLine(['Head', 'Other']) + table.map(csvLine).join('');
				const filled = table.filter(row => row.some(cell => cell !== ''));
				expect([...csvRows(text, ',')].flat().map(row => row.cells)).toEqual([['Head', 'Other'], ...filled]);
			}),
		);
	});
});

describe('decodeCsv', () => {
	const decode = (...parts: number[][]) =>
		decodeCsv(async function* () {
			for (const part of parts) yield Uint8Array.from(part);
		});
	it('reads UTF-8, also when a letter is cut in two, UTF-16 with its mark, and Windows-1252', async () => {
		expect(await decode([0xc3], [0xbc])).toBe('ü');
		expect(await decode([0xff, 0xfe, 0xfc, 0x00])).toBe('ü');
		expect(await decode([0xfe, 0xff, 0x00, 0xfc])).toBe('ü');
		expect(await decode([0xfc, 0x80])).toBe('ü€');
		expect(await decode([0xef, 0xbb, 0xbf, 0x61])).toBe('a');
	});
	it('is null for what is no text', async () => {
		expect(await decode([0x50, 0x4b, 3, 4, 0, 0, 0xff])).toBeNull();
	});
	it('passes on what the reading met', async () => {
		const broken = decodeCsv(async function* () {
			yield Uint8Array.of(0x61);
			throw new Error('disk');
		});
		await expect(broken).rejects.toThrow('disk');
	});
});
