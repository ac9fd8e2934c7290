import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newClientId, type Person, startTestRelay, type TestRelay } from '../../support/relay.ts';
import { type ImportScene, importScene } from './scene.ts';

describe('an import of contacts', () => {
	let relay: TestRelay;
	let owner: Person;
	let scene: ImportScene;
	beforeAll(async () => {
		relay = await startTestRelay();
		owner = await relay.person('owner', 'Ann Owner');
		scene = importScene(relay, owner);
		await owner.get('tag:create', { names: ['vip', 'New'] });
		await owner.get('attribute:save', { label: 'City' });
		await owner.get('attribute:save', { label: 'Age', type: 'number' });
	});
	afterAll(() => relay.close());
	const find = async (text: string) => {
		const { contacts } = await owner.get('contacts:list', { filter: { text } });
		if (!contacts[0] || contacts.length > 1) throw new Error(`${contacts.length} have ${text}.`);
		return contacts[0];
	};
	const check = async (csv: string, change: object = {}) => {
		const mediaId = await scene.put(csv);
		const mapping = await scene.mapping(mediaId);
		return (await owner.get('contacts:import-check', { mediaId, mapping, ...change })).check;
	};

	describe('reading', () => {
		it('guesses what columns are, shows what stands in them, and knows none of others', async () => {
			await expect(
				owner.get('contacts:import-read', {
					mediaId: await scene.put('Name;WhatsApp;Town;city\nAnn;+491551234;Ulm;\nBen;+491551235;;Bonn\n'),
				}),
			).resolves.toEqual({
				filename: 'people.csv',
				rows: 2,
				columns: [
					{ head: 'Name', samples: ['Ann', 'Ben'], guess: 'name' },
					{ head: 'WhatsApp', samples: ['+491551234', '+491551235'], guess: 'phone' },
					{ head: 'Town', samples: ['Ulm'], guess: null },
					{ head: 'city', samples: ['Bonn'], guess: 'attribute:city' },
				],
			});
		});
		it('takes the first of two columns that are phones', async () => {
			const mediaId = await scene.put('Name,Phone,Mobile\nAnn,+491551234,\n');
			expect(await scene.mapping(mediaId)).toEqual(['name', 'phone', 'skip']);
		});
		it.each([
			['people.xlsx', 'Name,Phone\nAnn,1\n', 'is not a .csv file'],
			['people.csv', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), 'is not text'],
			['people.csv', ' \n', 'is empty'],
			['people.csv', 'Name,Phone\n', 'has no rows'],
			['people.csv', `Name,Phone\n${'a,1\n'.repeat(100_001)}`, 'has too many rows'],
		] as const)('refuses %s when it %3$s', async (filename, content, problem) => {
			const mediaId = await scene.put(content, filename);
			for (const command of ['contacts:import-read', 'contacts:import-check', 'contacts:import'] as const) {
				const answer = await owner.ask(command, {
					mediaId,
					mapping: ['name', 'phone'],
					importId: newClientId(),
				});
				expect(answer).toMatchObject({ ok: false, error: { fields: { mediaId: problem } } });
			}
		});
		it('reads what older table programs write', async () => {
			const csv = Uint8Array.from(
				[...'Name,Phone\nJ', '\xfc', ...'rgen,+49155000111\n'].map(c => c.charCodeAt(0)),
			);
			const { columns } = await owner.get('contacts:import-read', { mediaId: await scene.put(csv) });
			expect(columns[0]?.samples).toEqual(['Jürgen']);
		});
		it('refuses a mapping that does not fit', async () => {
			const mediaId = await scene.put('Name,Phone\nAnn,+491551234\n');
			for (const mapping of [
				['name'],
				['name', 'skip'],
				['phone', 'skip'],
				['name', 'attribute:none'],
			] as const)
				expect(await owner.ask('contacts:import-check', { mediaId, mapping: [...mapping] })).toMatchObject({
					ok: false,
					error: { code: 'invalid', fields: { mapping: 'does not fit' } },
				});
			const country = await owner.ask('contacts:import-check', {
				mediaId,
				mapping: ['name', 'phone'],
				country: 'XX',
			});
			expect(country).toMatchObject({ ok: false, error: { fields: { country: 'is no country' } } });
		});
	});

	const TROUBLE = [
		'Name,Phone,Tags,Age,First message,Opted in',
		'Good,+49 155 10000001,vip|new|unknown,41,Hello,yes',
		',+49 155 10000002,,,,',
		'No phone,,,,,',
		'Bad phone,call me,,,,',
		'Excel,4.91551E+12,,,,',
		'Twice,+4915510000001,,,,',
		'Old,+49 155 10000003,,very,,',
		'Two,+49 155 10000004,,,one|two,',
		'Consent,+49 155 10000005,,,,maybe',
		'Aside,5511987654321,,,,',
		'More,+49 155 10000006,,,,,extra',
	].join('\n');

	it('says before anything is stored what is wrong with every row, and then does just that', async () => {
		const dry = await check(TROUBLE, { country: 'DE' });
		expect(dry.problems.map(one => [one.line, one.column])).toEqual([
			[3, null],
			[4, 'Phone'],
			[5, 'Phone'],
			[6, 'Phone'],
			[7, null],
			[8, 'Age'],
			[9, 'First message'],
			[10, 'Opted in'],
			[12, null],
		]);
		expect(dry.problems.find(one => one.line === 7)?.message).toContain('Line 2 has the same number');
		expect(dry.problems[0]).toMatchObject({ message: 'The name is missing.', phone: '+49 155 10000002' });
		expect(dry.problemCount).toBe(9);
		expect(dry.unknownTags).toEqual([{ name: 'unknown', rows: 1 }]);
		expect(dry.notes).toEqual([{ line: 2, message: expect.stringContaining('unknown') }]);
		expect(dry.ambiguous).toEqual([
			{ line: 11, name: 'Aside', phone: '5511987654321', readings: ['+495511987654321', '+5511987654321'] },
		]);
		expect(dry.counts).toEqual({ total: 11, added: 1, updated: 0, unchanged: 0, failed: 9, setAside: 1 });
		expect((await owner.get('contacts:list', {})).total).toBe(0);

		const done = await scene.import(TROUBLE, { country: 'DE' });
		expect(done).toMatchObject({ state: 'done', done: 11, ...dry.counts, byName: 'Ann Owner' });
		expect(await find('Good')).toMatchObject({
			phone: '+4915510000001',
			tags: ['New', 'vip'],
			attributes: { age: '41' },
			source: 'IMPORT',
			firstMessage: 'Hello',
			lastSeenAt: null,
			consent: 'in',
		});
		const report = await scene.report(done.id);
		expect(report).toHaveLength(12);
		expect(report[0]).toBe('Line,Outcome,Name,Phone,Problem,Taken back');
		expect(report[1]).toMatch(/^2,added,Good,.*unknown/);
		expect(report[2]).toBe('3,failed,,+49 155 10000002,The name is missing.,');
		expect(report[10]).toMatch(/^11,set-aside,Aside,5511987654321,/);
		const { lines } = await owner.get('consent:list', {});
		expect(lines).toMatchObject([{ word: 'opt-in', source: 'import', byName: 'Ann Owner' }]);
	});
	it('takes a number that a person chose', async () => {
		const csv = 'Name,Phone\nChosen,5511987654321\n';
		expect((await check(csv, { country: 'DE', choices: { 2: '+5511987654321' } })).counts.added).toBe(1);
		expect((await check(csv, { country: 'DE', ambiguous: 'international' })).counts.added).toBe(1);
		await scene.import(csv, { country: 'DE', choices: { 2: '+5511987654321' } });
		expect((await find('Chosen')).phone).toBe('+5511987654321');
	});
	it('knows one person by both forms of a number, and keeps the one that is known', async () => {
		const done = await scene.import('Name,Phone,City\nChosen,+551187654321,Santos\n');
		expect(done).toMatchObject({ added: 0, updated: 1 });
		expect(await find('Chosen')).toMatchObject({ phone: '+5511987654321', attributes: { city: 'Santos' } });
		const both = await check('Name,Phone\nA,+525590000123\nB,+5215590000123\n');
		expect(both.counts).toMatchObject({ added: 1, failed: 1 });
	});
	it('reads national numbers by the owner’s rule, and sets them aside without one', async () => {
		const csv = 'Name,Phone\nNational,0155 20000001\n';
		expect((await check(csv)).counts).toMatchObject({ added: 0, setAside: 1 });
		await owner.get('rules:change', { defaultCountry: 'DE' });
		expect((await check(csv)).counts).toMatchObject({ added: 1, setAside: 0 });
		expect((await check(csv, { country: null })).counts.setAside).toBe(1);
		await owner.get('rules:change', { defaultCountry: null });
		expect(await owner.ask('rules:change', { defaultCountry: 'XX' })).toMatchObject({
			ok: false,
			error: { fields: { defaultCountry: 'is no country' } },
		});
	});
	it('changes only what the file has: absent columns and empty cells wipe nothing', async () => {
		const full = 'Name,Phone,Tags,Source,First message,City,Age\nFull,+4915530000001,vip,Fair,Hi,Ulm,30\n';
		await scene.import(full);
		const before = await find('Full');
		for (const csv of [
			'Name,Phone\nFull,+4915530000001\n',
			'Name,Phone,Tags,Source,First message,City,Age,Opted in\nFull,+4915530000001,,,,,,\n',
			full,
		]) {
			expect(await scene.import(csv)).toMatchObject({ unchanged: 1, updated: 0 });
			expect(await find('Full')).toEqual(before);
		}
		const more = await scene.import('Name,Phone,Tags,City\n,+4915530000001,new,Bonn\n');
		expect(more).toMatchObject({ updated: 1 });
		expect(await find('Full')).toEqual({
			...before,
			tags: ['New', 'vip'],
			attributes: { age: '30', city: 'Bonn' },
		});
		const { changes } = await owner.get('contact:history', { contactId: before.id });
		expect(changes.map(one => [one.field, one.before, one.after, one.label, one.byImport])).toEqual([
			['attribute:city', 'Ulm', 'Bonn', 'City', true],
			['tag', null, 'New', null, true],
			['created', null, 'Full', null, true],
		]);
	});
	it('refuses the 101st tag of a contact, also over several imports', async () => {
		const names = Array.from({ length: 101 }, (_, index) => `tag ${index}`);
		await owner.get('tag:create', { names });
		const row = (tags: string[]) => `Name,Phone,Tags\nTagged,+4915540000001,${tags.join('|')}\n`;
		expect((await check(row(names))).problems[0]?.message).toContain('at most 100');
		expect(await scene.import(row(names.slice(0, 100)))).toMatchObject({ added: 1 });
		const last = await scene.import(row(names.slice(100)));
		expect(last).toMatchObject({ failed: 1, updated: 0 });
		expect((await find('Tagged')).tags).toHaveLength(100);
	});
	it('never takes an opt-out back', async () => {
		await scene.import('Name,Phone,Opted in\nStopped,+4915550000001,no\n');
		expect((await find('Stopped')).consent).toBe('out');
		const again = await scene.import('Name,Phone,Opted in\nStopped,+4915550000001,yes\n');
		expect(again).toMatchObject({ unchanged: 1 });
		expect((await find('Stopped')).consent).toBe('out');
		expect((await scene.report(again.id))[1]).toContain('opted out');
	});
	it('with the same id is one import, however often it is asked for', async () => {
		const mediaId = await scene.put('Name,Phone\nOnce,+4915560000001\n');
		const request = { importId: newClientId(), mediaId, mapping: ['name', 'phone'] as ('name' | 'phone')[] };
		const answers = await Promise.all([1, 2, 3].map(() => owner.get('contacts:import', request)));
		expect(new Set(answers.map(one => one.import.id)).size).toBe(1);
		expect(await scene.ended(request.importId)).toMatchObject({ added: 1, total: 1 });
		expect((await owner.get('contacts:import', request)).import).toMatchObject({ state: 'done', added: 1 });
		const { imports } = await owner.get('contacts:imports', {});
		expect(imports.filter(one => one.id === request.importId)).toHaveLength(1);
	});
	it('tells those who may import how far it is, and nobody else', async () => {
		const agent = await relay.person('agent');
		const [hers, his] = await Promise.all([owner.connect(), agent.connect()]);
		const heard: string[] = [];
		his.on('import:changed', () => heard.push('agent'));
		const told = new Promise<void>(resolve => {
			hers.on('import:changed', ({ import: one }) => {
				if (one.state === 'done') resolve();
			});
		});
		await scene.import('Name,Phone\nTold,+4915570000001\n');
		await told;
		hers.close();
		his.close();
		expect(heard).toEqual([]);
	});
	it('pages its history', async () => {
		const all = (await owner.get('contacts:imports', { limit: 100 })).imports;
		const first = await owner.get('contacts:imports', { limit: 2 });
		const last = first.imports.at(-1);
		expect(first).toMatchObject({ hasMore: true });
		const rest = await owner.get('contacts:imports', {
			limit: 100,
			before: { at: last?.createdAt ?? 0, id: last?.id ?? '' },
		});
		expect([...first.imports, ...rest.imports].map(one => one.id)).toEqual(all.map(one => one.id));
		expect(rest.hasMore).toBe(false);
	});
});
