import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../shared/lib/time.ts';
import { type Person, startTestRelay, type TestRelay } from '../../support/relay.ts';
import { type ImportScene, importScene } from './scene.ts';

describe('contacts:export', () => {
	let relay: TestRelay;
	let owner: Person;
	let scene: ImportScene;
	let clock = Date.parse('2026-11-21T10:00:00Z');
	beforeAll(async () => {
		relay = await startTestRelay({ now: () => clock });
		owner = await relay.person('owner');
		scene = importScene(relay, owner);
		for (const [label, type] of [
			['City, or town', 'text'],
			['Since', 'date'],
			['Score', 'number'],
			['Paid', 'yes-no'],
		] as const)
			await owner.get('attribute:save', { label, type });
	});
	afterAll(() => relay.close());

	const nasty = fc
		.array(
			fc.constantFrom(
				'=',
				'+',
				'-',
				'@',
				"'",
				'"',
				',',
				';',
				'\n',
				'\r\n',
				'\t',
				' ',
				'é',
				'漢',
				'١',
				'a',
				'0',
				'\\',
			),
			{ minLength: 1, maxLength: 10 },
		)
		.map(parts => parts.join('').trim())
		.filter(text => text !== '');
	const person = fc.record({
		name: nasty,
		tags: fc.uniqueArray(
			nasty.map(text => text.replace(/[\r\n]/g, '')).filter(text => text.trim() !== ''),
			{
				selector: text => text.trim().toLowerCase(),
				maxLength: 4,
			},
		),
		city: fc.option(nasty, { nil: null }),
		since: fc.option(fc.constantFrom('2026-01-31', '1999-12-01'), { nil: null }),
		score: fc.option(fc.constantFrom('-3', '0.5', '12'), { nil: null }),
		paid: fc.option(fc.constantFrom('yes', 'no'), { nil: null }),
	});

	it('is a file whose import changes nothing, whatever contacts are called', async () => {
		let made = 0;
		await fc.assert(
			fc.asyncProperty(fc.array(person, { minLength: 1, maxLength: 5 }), async people => {
				const { store } = relay.relay.parts;
				const names = people.flatMap(one => one.tags);
				if (names.length > 0) await owner.get('tag:create', { names });
				for (const one of people) {
					const id = `cnt_${String(++made).padStart(6, '0')}`;
					await store.contacts.create({ id, name: one.name, profileName: null, createdAt: made });
					const phone = { kind: 'phone', value: `+49155${1_000_000 + made}` } as const;
					await store.contacts.putAddress(id, 'whatsapp', phone, made);
					await owner.get('contact:update', {
						contactId: id,
						addTags: one.tags,
						attributes: {
							city_or_town: one.city,
							since: one.since,
							score: one.score,
							paid: one.paid,
						},
					});
				}
				const before = await owner.get('contacts:list', { limit: 200, sort: 'created' });
				const file = await scene.export();
				const done = await scene.import(file);
				expect(done).toMatchObject({ added: 0, updated: 0, failed: 0, setAside: 0, unchanged: done.total });
				expect(done.total).toBe(made);
				expect(await owner.get('contacts:list', { limit: 200, sort: 'created' })).toEqual(before);
				expect(await scene.export()).toBe(file);
			}),
			{ numRuns: 25 },
		);
	}, 60_000);
	it('takes what the network calls somebody for their name, and leaves it the network’s', async () => {
		const { store } = relay.relay.parts;
		await store.contacts.create({ id: 'cnt_net', name: null, profileName: ' Net Name ', createdAt: 1 });
		await store.contacts.putAddress('cnt_net', 'whatsapp', { kind: 'phone', value: '+4915512345670' }, 1);
		const file = await scene.export({ text: 'Net Name' });
		expect(file).toContain('\r\nNet Name,+4915512345670,');
		expect(await scene.import(file)).toMatchObject({ unchanged: 1, total: 1 });
		expect(await store.contacts.find('cnt_net')).toMatchObject({ name: null, profile_name: ' Net Name ' });
	});
	it('holds those who fit a filter, and their words of consent', async () => {
		await scene.import('Name,Phone,Source,Opted in\nOnly One,+4915512345671,Fair,yes\n');
		const lines = (await scene.export({ source: 'Fair' })).trimEnd().split('\r\n');
		expect(lines).toEqual([
			'Name,Phone,Tags,Source,First message,Opted in,"City, or town",Paid,Score,Since,Other addresses,Last active,Created',
			'Only One,+4915512345671,,Fair,,yes,,,,,,,2026-11-21T10:00:00.000Z',
		]);
	});
	it('is behind an address that ends, and that cannot be changed', async () => {
		const { url, filename } = await owner.get('contacts:export', { filter: { source: 'Fair' } });
		expect(filename).toBe('contacts-2026-11-21.csv');
		const answer = await fetch(url);
		expect(answer.headers.get('content-disposition')).toContain(filename);
		expect(answer.headers.get('content-type')).toContain('text/csv');
		expect(new Uint8Array(await answer.arrayBuffer()).slice(0, 3)).toEqual(Uint8Array.of(0xef, 0xbb, 0xbf));
		const status = async (change: (url: URL) => void) => {
			const changed = new URL(url);
			change(changed);
			return (await fetch(changed)).status;
		};
		expect(await status(() => undefined)).toBe(200);
		expect(await status(one => one.searchParams.set('filter', '{}'))).toBe(401);
		expect(await status(one => one.searchParams.append('filter', '{}'))).toBe(401);
		expect(await status(one => one.searchParams.set('until', String(clock + DAY_MS)))).toBe(401);
		expect(await status(one => one.searchParams.set('more', 'x'))).toBe(401);
		expect(await status(one => one.searchParams.delete('key'))).toBe(401);
		expect(
			await status(one => {
				one.pathname = '/exports/imports/x';
			}),
		).toBe(401);
		clock += DAY_MS;
		expect(await status(() => undefined)).toBe(401);
	});
});
