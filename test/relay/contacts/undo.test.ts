import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newClientId, startTestRelay } from '../../support/relay.ts';
import { type Scene, startScene } from '../../support/scene.ts';
import { until } from '../../support/until.ts';
import { type ImportScene, importScene } from './scene.ts';

describe('an import that is cut off', () => {
	it('goes on where it was when the relay starts again, and does no row twice', async () => {
		const dataDir = mkdtempSync(join(tmpdir(), 'relay-import-'));
		const rows = 2500;
		const csv = `Name,Phone\n${Array.from({ length: rows }, (_, index) => `Person ${index},+49155${2_000_000 + index}\n`).join('')}`;
		const first = await startTestRelay({ dataDir });
		const owner = await first.person('owner');
		const scene = importScene(first, owner);
		const mediaId = await scene.put(csv);
		const importId = newClientId();
		await owner.get('contacts:import', { importId, mediaId, mapping: ['name', 'phone'] });
		await until('some rows are done', async () => {
			const row = await first.relay.parts.store.contactImports.find(importId);
			return row && Number(row.done) > 0 ? row : null;
		});
		await first.stop();

		const second = await startTestRelay({ dataDir });
		const again = importScene(second, await second.person('owner'));
		expect(await again.ended(importId)).toMatchObject({
			state: 'done',
			total: rows,
			done: rows,
			added: rows,
		});
		expect(await second.relay.parts.store.contactLists.count({})).toBe(rows);
		const report = await again.report(importId);
		expect(report).toHaveLength(rows + 1);
		expect(new Set(report).size).toBe(rows + 1);
		await second.stop();
		rmSync(dataDir, { recursive: true, force: true });
	});
	it('ends with a reason when its file is gone', async () => {
		const relay = await startTestRelay();
		const scene = importScene(relay, await relay.person('owner'));
		const mediaId = await scene.put('Name,Phone\nAnn,+4915512345678\n');
		await relay.relay.parts.store.contactImports.begin({
			id: 'imp-gone',
			state: 'running',
			filename: 'people.csv',
			media_id: `${mediaId}x`,
			options: '{}',
			total: 1,
			by_name: 'Ann',
			created_at: 1,
		});
		relay.relay.parts.bus.publish('import:wanted', {});
		const ended = await scene.ended('imp-gone');
		expect(ended.state).toBe('failed');
		expect(ended.problem).toContain('Upload it again');
		await relay.close();
	});
});

describe('contacts:import-undo', () => {
	let scene: Scene;
	let imports: ImportScene;
	beforeAll(async () => {
		scene = await startScene();
		imports = importScene(scene.relay, scene.owner);
		await scene.owner.get('tag:create', { names: ['vip', 'new'] });
		await scene.owner.get('attribute:save', { label: 'City' });
	});
	afterAll(() => scene.close());
	const JONAS = '+491713920001';
	const list = async () => (await scene.owner.get('contacts:list', { sort: 'name' })).contacts;
	const undo = async (importId: string) => {
		await scene.owner.get('contacts:import-undo', { importId });
		return imports.ended(importId);
	};
	const outcomes = async (importId: string) =>
		(await imports.report(importId)).slice(1).map(line => line.split(',').at(-1));

	it('removes whom it added and puts back what it changed', async () => {
		await scene.sandbox.writeText(JONAS, scene.number, 'hello');
		await scene.open(JONAS);
		const [before] = await list();
		const csv = [
			'Name,Phone,Tags,Source,First message,City',
			`Jonas the second,${JONAS},vip,Fair,Hi,Ulm`,
			'Ann,+4915512345678,new,,,Bonn',
		].join('\n');
		const done = await imports.import(csv);
		expect(done).toMatchObject({ added: 1, updated: 1 });
		expect(await list()).toHaveLength(2);
		const undone = await undo(done.id);
		expect(undone).toMatchObject({
			state: 'undone',
			undone: { byName: 'Ann Owner', removed: 1, restored: 1, kept: 0 },
		});
		expect(await list()).toEqual([before]);
		expect((await outcomes(done.id)).toSorted()).toEqual(['removed', 'restored']);
		const { changes } = await scene.owner.get('contact:history', { contactId: before?.id ?? '' });
		expect(changes.filter(one => one.field === 'name')).toMatchObject([
			{ after: null, before: 'Jonas the second', byName: 'Ann Owner', byImport: false },
			{ before: null, after: 'Jonas the second', byImport: true },
		]);
		expect(await undo(done.id)).toEqual(undone);
		// The messages of whom it only changed are there.
		expect((await scene.open(JONAS)).messages).toHaveLength(1);
	});
	it('keeps whom somebody wrote to, what was changed since, and says so', async () => {
		const csv = `Name,Phone,City,Opted in\nJonas,${JONAS},Ulm,yes\nGrace,+14155550132,Bonn,\nLee,+4915512345679,,\n`;
		const done = await imports.import(csv);
		await scene.sandbox.writeText('+14155550132', scene.number, 'it is me');
		await scene.open('+14155550132');
		const jonas = (await list()).find(one => one.phone === JONAS);
		await scene.owner.get('contact:update', { contactId: jonas?.id ?? '', attributes: { city: 'Bremen' } });
		const { undone } = await undo(done.id);
		expect(undone).toMatchObject({ removed: 1, restored: 0, kept: 2 });
		expect((await list()).map(one => [one.phone, one.attributes])).toEqual(
			expect.arrayContaining([
				['+14155550132', { city: 'Bonn' }],
				[JONAS, { city: 'Bremen' }],
			]),
		);
		expect(await list()).toHaveLength(2);
		const said = (await imports.report(done.id)).join('\n');
		expect(said).toContain('there are messages with this contact');
		expect(said).toContain('city');
		expect(said).toContain('stays in the ledger');
	});
	it('keeps a contact that has become part of another, or another part of it', async () => {
		const csv = 'Name,Phone\nKeep,+4915512340001\nGone,+4915512340002\nInto,+4915512340003\n';
		const done = await imports.import(csv);
		const all = await list();
		const id = (name: string) => all.find(one => one.name === name)?.id ?? '';
		await scene.owner.get('contact:merge', { keepId: id('Keep'), goneId: id('Gone') });
		const { undone } = await undo(done.id);
		expect(undone).toMatchObject({ removed: 1, kept: 2 });
		const kept = (await list()).find(one => one.name === 'Keep');
		expect(kept).toMatchObject({ others: ['+4915512340002'] });
	});
	it('waits for the import to end', async () => {
		await scene.relay.relay.parts.store.contactImports.begin({
			id: 'imp-running',
			state: 'running',
			filename: 'people.csv',
			media_id: 'none',
			options: '{}',
			total: 1,
			by_name: 'Ann',
			created_at: 1,
		});
		expect(await scene.owner.ask('contacts:import-undo', { importId: 'imp-running' })).toMatchObject({
			ok: false,
			error: { code: 'conflict' },
		});
		expect(await scene.owner.ask('contacts:import-undo', { importId: 'imp-none' })).toMatchObject({
			ok: false,
			error: { code: 'not-found' },
		});
	});
});
