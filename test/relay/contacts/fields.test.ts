import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newClientId } from '../../support/relay.ts';
import { type Scene, startScene } from '../../support/scene.ts';
import { type ImportScene, importScene } from './scene.ts';

const JONAS = '+491713920001';
const MIRIAM = '+491760406902';

describe('what people keep of contacts', () => {
	let scene: Scene;
	let imports: ImportScene;
	beforeAll(async () => {
		scene = await startScene();
		imports = importScene(scene.relay, scene.owner);
	});
	afterAll(() => scene.close());
	const list = async (filter = {}) =>
		(await scene.owner.get('contacts:list', { filter, sort: 'name' })).contacts;
	const byPhone = async (phone: string) => {
		const found = (await list({ text: phone })).find(one => one.phone === phone);
		if (!found) throw new Error(`Nobody has ${phone}.`);
		return found;
	};

	const gift = (to: string, value: string) =>
		scene.send({
			to,
			content: {
				kind: 'template',
				name: 'welcome_gift',
				language: 'pt_BR',
				parameters: { body: [value], buttons: { '0': 'CODE1' } },
			},
		});

	it('says where each contact comes from, and when it was last seen', async () => {
		await scene.sandbox.writeText(JONAS, scene.number, 'hello');
		const { messages } = await scene.open(JONAS);
		expect(await byPhone(JONAS)).toMatchObject({ source: 'ORGANIC', lastSeenAt: messages[0]?.at });
		await gift('+491713929903', 'you');
		expect((await byPhone('+491713929903')).source).toBe('API');
		await scene.owner.get('message:send', {
			clientId: newClientId(),
			channelId: scene.channel.id,
			to: JONAS,
			content: { kind: 'text', text: 'hi' },
		});
		expect((await byPhone(JONAS)).source).toBe('ORGANIC');
		await imports.import('Name,Phone\nImported,+4915512345670\n');
		expect((await byPhone('+4915512345670')).source).toBe('IMPORT');
	});
	it('makes tags once, renames them wherever they are, and takes them away', async () => {
		const { tags } = await scene.owner.get('tag:create', { names: ['Vip', 'vip', 'New'] });
		expect(tags.map(tag => tag.name)).toEqual(['New', 'Vip']);
		const vip = tags.find(tag => tag.name === 'Vip')?.id ?? '';
		const { id } = await byPhone(JONAS);
		await scene.owner.get('contact:update', { contactId: id, addTags: ['VIP', 'new'] });
		const filter = { tags: { any: ['vip'], none: ['other'] } };
		await scene.owner.get('segment:save', { segmentId: 'seg_1', name: 'Best', filter });
		await scene.owner.get('tag:rename', { tagId: vip, name: 'Gold' });
		expect((await byPhone(JONAS)).tags).toEqual(['Gold', 'New']);
		const [segment] = (await scene.owner.get('segment:list', {})).segments;
		expect(segment?.filter).toEqual({ tags: { any: ['Gold'], none: ['other'] } });
		expect(await list(segment?.filter)).toHaveLength(1);
		expect(await scene.owner.ask('tag:rename', { tagId: vip, name: 'NEW' })).toMatchObject({
			ok: false,
			error: { code: 'conflict' },
		});
		for (const name of ['a|b', 'a\nb'])
			expect(await scene.owner.ask('tag:create', { names: [name] })).toMatchObject({ ok: false });
		await scene.owner.get('tag:remove', { tagId: vip });
		expect((await byPhone(JONAS)).tags).toEqual(['New']);
	});
	it('keeps values by the attribute’s type, and a type by its values', async () => {
		const { attribute } = await scene.owner.get('attribute:save', { label: 'Visits', type: 'number' });
		expect(attribute).toEqual({ key: 'visits', label: 'Visits', type: 'number', contacts: 0 });
		const { id } = await byPhone(JONAS);
		const update = (attributes: Record<string, string | null>) =>
			scene.owner.ask('contact:update', { contactId: id, attributes });
		expect(await update({ visits: '1,5' })).toMatchObject({
			ok: true,
			value: { row: { attributes: { visits: '1.5' } } },
		});
		expect(await update({ visits: 'many' })).toMatchObject({
			ok: false,
			error: { fields: { 'attributes.visits': expect.stringContaining('not a number') } },
		});
		expect(await update({ none: '1' })).toMatchObject({ ok: false, error: { code: 'invalid' } });
		expect(
			await scene.owner.ask('attribute:save', { key: 'visits', label: 'Visits', type: 'date' }),
		).toMatchObject({ ok: false, error: { code: 'conflict' } });
		expect(await scene.owner.ask('attribute:save', { key: 'other', label: 'VISITS' })).toMatchObject({
			ok: false,
			error: { fields: { label: 'is in use' } },
		});
		for (const label of ['Phone', 'First name'])
			expect(await scene.owner.ask('attribute:save', { label })).toMatchObject({ ok: false });
		expect(await scene.owner.ask('attribute:save', { key: 'phone', label: 'X' })).toMatchObject({
			ok: false,
		});
		// Again under its label, it is the same one.
		expect(
			(await scene.owner.get('attribute:save', { label: 'visits', type: 'number' })).attributes,
		).toHaveLength(1);
		expect(await update({ visits: '' })).toMatchObject({ ok: true, value: { row: { attributes: {} } } });
		expect((await scene.owner.get('attribute:remove', { key: 'visits' })).attributes).toEqual([]);
	});
	it('changes what is named, refuses what it does not know, and remembers who changed what', async () => {
		const { id } = await byPhone(JONAS);
		await scene.owner.get('attribute:save', { label: 'City' });
		const before = (await scene.owner.get('contact:history', { contactId: id })).changes[0]?.id ?? 0;
		await scene.owner.get('contact:update', {
			contactId: id,
			name: 'Jonas W.',
			removeTags: ['NEW'],
			attributes: { city: 'Ulm' },
		});
		// Once more changes nothing and is no news.
		await scene.owner.get('contact:update', {
			contactId: id,
			name: 'Jonas W.',
			removeTags: ['NEW'],
			attributes: { city: 'Ulm' },
		});
		const { changes } = await scene.owner.get('contact:history', { contactId: id });
		expect(changes.filter(one => one.id > before)).toMatchObject([
			{ field: 'name', before: null, after: 'Jonas W.', byName: 'Ann Owner', byImport: false },
			{ field: 'attribute:city', label: 'City', before: null, after: 'Ulm' },
			{ field: 'tag', before: 'New', after: null },
		]);
		const page = await scene.owner.get('contact:history', { contactId: id, limit: 1 });
		expect(page.hasMore).toBe(true);
		expect(
			(await scene.owner.get('contact:history', { contactId: id, before: page.changes[0]?.id ?? 0 })).changes,
		).toEqual(changes.slice(1));
		expect(
			await scene.owner.ask('contact:update', { contactId: id, addTags: ['nobody made it'] }),
		).toMatchObject({
			ok: false,
			error: { fields: { addTags: 'names an unknown tag' } },
		});
		const names = Array.from({ length: 101 }, (_, index) => `tag ${index}`);
		await scene.owner.get('tag:create', { names });
		await scene.owner.get('contact:update', { contactId: id, addTags: names.slice(0, 100) });
		expect(
			await scene.owner.ask('contact:update', { contactId: id, addTags: names.slice(100) }),
		).toMatchObject({
			ok: false,
			error: { code: 'invalid' },
		});
		await scene.owner.get('contact:update', {
			contactId: id,
			addTags: names.slice(100),
			removeTags: names.slice(0, 100),
		});
		expect((await byPhone(JONAS)).tags).toEqual(['tag 100']);
	});
	it('lists page by page, and counts on the first', async () => {
		const all = await scene.owner.get('contacts:list', { sort: 'created' });
		expect(all).toMatchObject({ total: all.contacts.length, next: null });
		const first = await scene.owner.get('contacts:list', { sort: 'created', limit: 1 });
		expect(first.next).not.toBeNull();
		const rest = await scene.owner.get('contacts:list', { sort: 'created', after: first.next ?? undefined });
		expect([...first.contacts, ...rest.contacts]).toEqual(all.contacts);
		expect(rest).toMatchObject({ total: null, next: null });
	});
	it('keeps one segment of a name', async () => {
		const save = (segmentId: string, name: string) =>
			scene.owner.ask('segment:save', { segmentId, name, filter: { source: 'IMPORT' } });
		expect(await save('seg_2', 'Imported')).toMatchObject({ ok: true });
		expect(await save('seg_2', 'Imported')).toMatchObject({ ok: true });
		expect(await save('seg_3', 'IMPORTED')).toMatchObject({
			ok: false,
			error: { code: 'conflict', fields: { name: 'is in use' } },
		});
		const { segments } = await scene.owner.get('segment:remove', { segmentId: 'seg_2' });
		expect(segments.map(one => one.id)).toEqual(['seg_1']);
	});
	it('fills the attributes of a contact into a template', async () => {
		const { id } = await byPhone(JONAS);
		await scene.owner.get('contact:update', { contactId: id, attributes: { city: 'Ulm' } });
		const message = await gift(JONAS, 'from {{ contact.city }}');
		expect(JSON.stringify(message.content)).toContain('from Ulm');
	});

	it('come together when contacts become one, and apart again as they were', async () => {
		await scene.sandbox.writeText(MIRIAM, scene.number, 'hello too');
		await scene.open(MIRIAM);
		await scene.owner.get('tag:create', { names: ['both', 'hers', 'his', 'later'] });
		const jonas = (await byPhone(JONAS)).id;
		const miriam = (await byPhone(MIRIAM)).id;
		await scene.owner.get('attribute:save', { label: 'Shoe size' });
		const give = (contactId: string, addTags: string[], attributes: Record<string, string>) =>
			scene.owner.get('contact:update', { contactId, addTags, removeTags: ['tag 100'], attributes });
		await give(jonas, ['both', 'his'], { city: 'Ulm' });
		await give(miriam, ['both', 'hers'], { city: 'Bonn', shoe_size: '39' });
		await imports.import(`Name,Phone,First message\nMiriam,${MIRIAM},Hi there\n`);
		const before = [await byPhone(JONAS), await byPhone(MIRIAM)];
		const { mergeId } = await scene.owner.get('contact:merge', { keepId: jonas, goneId: miriam });
		const one = (await list({ text: '3920001' }))[0];
		expect(one).toMatchObject({
			tags: ['both', 'hers', 'his'],
			attributes: { city: 'Ulm', shoe_size: '39' },
			firstMessage: 'Hi there',
			lastSeenAt: before[1]?.lastSeenAt,
		});
		const { changes } = await scene.owner.get('contact:history', { contactId: jonas });
		expect(changes.some(line => line.field === 'first-message')).toBe(true);
		await scene.owner.get('contact:unmerge', { mergeId: mergeId ?? '' });
		expect([await byPhone(JONAS), await byPhone(MIRIAM)]).toEqual(before);

		// What was given since stays with the one that was kept.
		const again = await scene.owner.get('contact:merge', { keepId: jonas, goneId: miriam });
		await scene.owner.get('contact:update', {
			contactId: jonas,
			addTags: ['later'],
			attributes: { shoe_size: '40' },
		});
		await scene.owner.get('contact:unmerge', { mergeId: again.mergeId ?? '' });
		expect(await byPhone(JONAS)).toMatchObject({
			tags: ['both', 'his', 'later'],
			attributes: { shoe_size: '40' },
		});
		expect(await byPhone(MIRIAM)).toEqual(before[1]);
	});
});
