import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TemplateView } from '../../shared/contract/sending-views.ts';
import { emptyDraft, type TemplateDraft } from '../../shared/domain/template-draft.ts';
import { testClock } from '../support/clock.ts';
import { type Scene, startScene } from '../support/scene.ts';
import { until } from '../support/until.ts';
import { upload } from '../support/upload.ts';

const NOTES = { label: 'Pick-up reminder', description: 'For the shop', type: 'standard' as const, tags: [] };

/** A complete utility template. */
function draft(name: string, change: Partial<TemplateDraft> = {}): TemplateDraft {
	return {
		...emptyDraft('en_US', 'utility'),
		name,
		body: 'Hello {{1}}, your order is ready. You can pick it up until {{2}} in our shop.',
		samples: { 'body.1': 'Ann', 'body.2': 'Friday' },
		...change,
	};
}

describe.each(['dialog360', 'cloud-api'] as const)('templates written here, through %s', provider => {
	let scene: Scene;
	const clock = testClock();
	beforeAll(async () => {
		scene = await startScene({ provider, sandbox: { now: clock.now }, relay: { now: clock.now } });
		await scene.sandbox.reviewer({ mode: 'hand' });
	});
	afterAll(() => scene.close());

	const save = (
		draftId: string,
		one: TemplateDraft,
		edits: { name: string; language: string } | null = null,
	) =>
		scene.owner.ask('template:save-draft', {
			draftId,
			channelId: scene.channel.id,
			draft: one,
			notes: NOTES,
			edits,
		});
	const all = () => scene.owner.get('template:list', { channelId: scene.channel.id });
	const find = async (name: string): Promise<TemplateView | undefined> =>
		(await all()).templates.find(one => one.name === name);
	const submit = (draftId: string) => scene.owner.ask('template:submit', { draftId });
	const creates = async () =>
		(await scene.sandbox.requests({})).requests.filter(
			one => one.method === 'POST' && /templates$/.test(one.path),
		);
	const becomes = (name: string, is: (one: TemplateView) => boolean) =>
		until(`${name} is as wanted`, async () => {
			const found = await find(name);
			return found && is(found) ? found : null;
		});
	const history = async (name: string) =>
		(await scene.owner.get('template:history', { channelId: scene.channel.id, name, language: 'en_US' }))
			.changes;

	it('are kept while they are incomplete, and not handed over', async () => {
		const incomplete = draft('not_done', { body: '' });
		expect(await save('d-incomplete', incomplete)).toMatchObject({ ok: true });
		const refused = await submit('d-incomplete');
		expect(refused).toMatchObject({
			ok: false,
			error: { code: 'invalid', fields: { 'draft.body': expect.any(String) } },
		});
		expect((await all()).drafts).toMatchObject([
			{ id: 'd-incomplete', draft: incomplete, authorName: 'Ann Owner' },
		]);
		expect(await creates()).toEqual([]);
		await scene.owner.get('template:remove-draft', { draftId: 'd-incomplete' });
		expect((await all()).drafts).toEqual([]);
	});

	it('written in two tabs lose nothing: the one that has not seen the other’s change is refused', async () => {
		const from = (writer: string, basedOn: number | null, description: string) =>
			scene.owner.ask('template:save-draft', {
				draftId: 'd-tabs',
				channelId: scene.channel.id,
				draft: draft('two_tabs'),
				notes: { ...NOTES, description },
				edits: null,
				writer,
				basedOn,
			});
		const first = await from('tab-1', null, 'first');
		const seen = first.ok ? first.value.draft.updatedAt : 0;
		clock.advance(1000);
		// An answer that was lost: the same tab may save again.
		expect(await from('tab-1', null, 'second')).toMatchObject({ ok: true });
		expect(await from('tab-2', seen, 'of the other tab')).toMatchObject({
			ok: false,
			error: { code: 'conflict' },
		});
		const kept = (await all()).drafts.find(one => one.id === 'd-tabs');
		expect(kept?.notes.description).toBe('second');
		expect(await from('tab-2', kept?.updatedAt ?? 0, 'having seen it')).toMatchObject({ ok: true });
		await scene.owner.get('template:remove-draft', { draftId: 'd-tabs' });
	});

	it('go to the provider once, however often one presses', async () => {
		await save('d-once', draft('pick_up'));
		const [first, second] = await Promise.all([submit('d-once'), submit('d-once')]);
		expect(first).toMatchObject({ ok: true, value: { template: { status: 'pending', notes: NOTES } } });
		expect(second).toEqual(first);
		expect(await submit('d-once')).toEqual(first);
		expect(await creates()).toHaveLength(1);
		expect((await all()).drafts).toEqual([]);
		expect(await save('d-once', draft('pick_up'))).toMatchObject({ error: { code: 'conflict' } });
	});

	it('are approved by webhook, with a line in their history and an alert', async () => {
		await scene.sandbox.templateStatus({
			number: scene.number,
			name: 'pick_up',
			language: 'en_US',
			status: 'APPROVED',
		});
		const approved = await becomes('pick_up', one => one.status === 'approved');
		expect(approved.notes).toEqual(NOTES);
		expect(await history('pick_up')).toMatchObject([
			{ what: 'status', before: 'pending', after: 'approved' },
			{ what: 'submitted', byName: 'Ann Owner' },
		]);
		const { alerts } = await scene.owner.get('alert:list', {});
		expect(alerts[0]).toMatchObject({ severity: 'info', template: { name: 'pick_up', language: 'en_US' } });
	});

	it('keep what is ours over a sync', async () => {
		const synced = await scene.owner.get('template:sync', { channelId: scene.channel.id });
		expect(synced).toMatchObject({ added: 0, removed: 0 });
		expect((await find('pick_up'))?.notes).toEqual(NOTES);
		const notes = { ...NOTES, label: 'Ready to collect' };
		await scene.owner.get('template:annotate', {
			channelId: scene.channel.id,
			name: 'pick_up',
			language: 'en_US',
			notes,
		});
		await scene.owner.get('template:sync', { channelId: scene.channel.id });
		expect((await find('pick_up'))?.notes).toEqual(notes);
	});

	it('can be sent once approved, and not once paused', async () => {
		const content = {
			kind: 'template' as const,
			name: 'pick_up',
			language: 'en_US',
			parameters: ['Ann', 'Friday'],
		};
		const sent = await scene.send({ to: '+491713920001', content });
		await scene.message(sent.id, one => one.status === 'delivered');
		await scene.sandbox.templatePause({
			number: scene.number,
			name: 'pick_up',
			language: 'en_US',
			step: 'first',
		});
		const paused = await becomes('pick_up', one => one.status === 'paused');
		expect(paused.pausedUntil).toBeGreaterThan(Date.now());
		const refused = await scene.owner.ask('message:send', {
			clientId: 'paused-send-1',
			channelId: scene.channel.id,
			to: '+491713920001',
			content,
		});
		expect(refused).toMatchObject({ error: { code: 'refused', refusal: 'template-not-approved' } });
	});

	it('tell of a category that WhatsApp changed', async () => {
		await scene.sandbox.templateCategory({
			number: scene.number,
			name: 'pick_up',
			language: 'en_US',
			category: 'MARKETING',
			state: 'done',
		});
		await becomes('pick_up', one => one.category === 'marketing');
		expect((await history('pick_up'))[0]).toMatchObject({
			what: 'category',
			before: 'utility',
			after: 'marketing',
		});
		const { alerts } = await scene.owner.get('alert:list', {});
		expect(alerts[0]?.title).toContain('marketing');
	});

	it('that WhatsApp refuses stay drafts, with what it said', async () => {
		// Ours takes it; the sandbox knows of another template with this name that was deleted just now.
		await save(
			'd-deleted',
			draft('short_lived', { body: 'Hello {{1}}, this will not stay for long, only until {{2}} here.' }),
		);
		await submit('d-deleted');
		await scene.sandbox.templateStatus({
			number: scene.number,
			name: 'short_lived',
			language: 'en_US',
			status: 'APPROVED',
		});
		await becomes('short_lived', one => one.status === 'approved');
		const removed = await scene.owner.get('template:remove', {
			channelId: scene.channel.id,
			name: 'short_lived',
			language: null,
		});
		expect(removed).toEqual({ removed: 1 });
		expect(await find('short_lived')).toBeUndefined();
		expect((await history('short_lived'))[0]).toMatchObject({ what: 'removed', byName: 'Ann Owner' });
		await save(
			'd-again',
			draft('short_lived', { body: 'Hello {{1}}, something else is ready until {{2}} here.' }),
		);
		const refused = await submit('d-again');
		expect(refused).toMatchObject({ ok: false, error: { code: 'refused', refusal: 'provider' } });
		const kept = (await all()).drafts.find(one => one.id === 'd-again');
		expect(kept?.refused).toBeTruthy();
	});

	it('hand their sample picture over', async () => {
		const picture = await readFile(new URL('../../relay/sandbox/samples/sample.png', import.meta.url));
		const { mediaId } = await upload(scene.relay.url, scene.owner.token, {
			content: picture,
			filename: 'sample.png',
			type: 'image/png',
		});
		const withPicture = draft('with_picture', {
			header: { kind: 'image' },
			body: 'Hello {{1}}, this is what you ordered. We bring it on {{2}} at noon.',
			samples: { 'body.1': 'Ann', 'body.2': 'Friday', 'header.media': mediaId },
		});
		await save('d-picture', withPicture);
		expect(await submit('d-picture')).toMatchObject({ ok: true, value: { template: { status: 'pending' } } });
	});

	it('of the same words as another are refused here', async () => {
		await save('d-twin', draft('twin_of_pick_up'));
		expect(await submit('d-twin')).toMatchObject({ ok: false, error: { code: 'invalid' } });
	});

	it('are changed only where and when the provider takes it', async () => {
		await save(
			'd-edit',
			draft('for_edit', { body: 'Hello {{1}}, we moved. Come to our new shop before {{2}} please.' }),
		);
		await submit('d-edit');
		const pending = await find('for_edit');
		expect(pending?.edit).toMatchObject({ allowed: false });
		await scene.sandbox.templateStatus({
			number: scene.number,
			name: 'for_edit',
			language: 'en_US',
			status: 'APPROVED',
		});
		const approved = await becomes('for_edit', one => one.status === 'approved');
		const key = { name: 'for_edit', language: 'en_US' };
		const changed = draft('for_edit', {
			body: 'Hello {{1}}, we moved again. Come to our new shop before {{2}} please.',
		});
		if (provider === 'dialog360') {
			expect(approved.edit).toMatchObject({ allowed: false, reason: expect.stringContaining('Copy') });
			await save('d-edit-2', changed, key);
			expect(await submit('d-edit-2')).toMatchObject({ error: { refusal: 'not-supported' } });
			return;
		}
		expect(approved.edit).toEqual({ allowed: true, leftToday: 1, leftIn30Days: 10 });
		await save('d-edit-2', changed, key);
		expect(await submit('d-edit-2')).toMatchObject({ ok: true, value: { template: { body: changed.body } } });
		expect((await history('for_edit'))[0]).toMatchObject({ what: 'edited', byName: 'Ann Owner' });
		// Two approvals of one second are one: webhooks are known by what they say and when.
		clock.advance(2000);
		await scene.sandbox.templateStatus({
			number: scene.number,
			name: 'for_edit',
			language: 'en_US',
			status: 'APPROVED',
		});
		const again = await becomes('for_edit', one => one.status === 'approved');
		expect(again.edit).toMatchObject({ allowed: false, reason: expect.stringContaining('24 hours') });
		const before = (await scene.sandbox.requests({})).requests.length;
		await save('d-edit-4', { ...changed, footer: 'Once more' }, key);
		expect(await submit('d-edit-4')).toMatchObject({ error: { refusal: 'not-supported' } });
		expect((await scene.sandbox.requests({})).requests).toHaveLength(before);
		await save('d-edit-3', { ...changed, name: 'other_name' }, key);
		expect(await submit('d-edit-3')).toMatchObject({
			error: { fields: { 'draft.name': expect.any(String) } },
		});
	});

	it('are deleted one language at a time only where the provider can, and not once disabled', async () => {
		for (const language of ['en_US', 'de']) {
			const body = `Hello {{1}}, this is to go away in ${language} before {{2}}, as all things do.`;
			await save(`d-gone-${language}`, draft('to_go_away', { language, body }));
			expect(await submit(`d-gone-${language}`)).toMatchObject({ ok: true });
		}
		const remove = (language: string | null) =>
			scene.owner.ask('template:remove', { channelId: scene.channel.id, name: 'to_go_away', language });
		const both = async () => (await all()).templates.filter(one => one.name === 'to_go_away').length;
		const one = await remove('de');
		if (provider === 'dialog360') expect(one).toMatchObject({ error: { refusal: 'not-supported' } });
		else expect(one).toMatchObject({ value: { removed: 1 } });
		expect(await both()).toBe(provider === 'dialog360' ? 2 : 1);
		const status = { number: scene.number, name: 'to_go_away', language: 'en_US', status: 'DISABLED' };
		await scene.sandbox.templateStatus(status as Parameters<typeof scene.sandbox.templateStatus>[0]);
		await until('it is disabled', async () =>
			(await all()).templates.some(found => found.name === 'to_go_away' && found.status === 'disabled'),
		);
		expect(await remove(null)).toMatchObject({ error: { refusal: 'not-supported' } });
		expect(await both()).toBeGreaterThan(0);
	});
});
