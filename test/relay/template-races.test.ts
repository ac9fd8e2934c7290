import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ListedTemplate, TemplateCatalogue } from '../../relay/providers/abilities.ts';
import { cloudApi } from '../../relay/providers/cloud-api/index.ts';
import type { Provider } from '../../relay/providers/provider.ts';
import { CLOUD_API_NUMBER } from '../../relay/sandbox/seed.ts';
import { emptyDraft, type TemplateDraft } from '../../shared/domain/template-draft.ts';
import { HOUR_MS, MINUTE_MS } from '../../shared/lib/time.ts';
import { type Scene, startScene } from '../support/scene.ts';
import { doorOf } from './webhooks.ts';

/** What happens while the provider's answer is on its way, by the call that it interrupts; each once. */
const meanwhile: { [K in keyof TemplateCatalogue]?: () => Promise<unknown> } = {};
const interrupt = async (call: keyof TemplateCatalogue) => {
	const work = meanwhile[call];
	delete meanwhile[call];
	await work?.();
};

/** Cloud API, whose answers to questions about templates can be overtaken. */
const overtaken: Provider = {
	...cloudApi,
	connect(settings, http) {
		const channel = cloudApi.connect(settings, http);
		const { templates } = channel;
		if (!templates) throw new Error('Cloud API has templates.');
		return {
			...channel,
			templates: {
				...templates,
				async *list(signal) {
					const all: ListedTemplate[] = [];
					for await (const one of templates.list(signal)) all.push(one);
					await interrupt('list');
					yield* all;
					// A page that moved: its last one is told once more.
					yield* all.slice(-1);
				},
				async create(draft, sample, signal) {
					const taken = await templates.create(draft, sample, signal).finally(() => interrupt('create'));
					return taken;
				},
				async edit(externalId, draft, sample, signal) {
					if (!templates.edit) throw new Error('Cloud API changes templates.');
					const taken = await templates.edit(externalId, draft, sample, signal);
					await interrupt('edit');
					return taken;
				},
				async remove(which, signal) {
					await interrupt('remove');
					await templates.remove(which, signal);
				},
			},
		};
	},
};

const NOTES = { label: '', description: '', type: 'standard' as const, tags: [] };

describe('templates, while something else happens', () => {
	let scene: Scene;
	beforeAll(async () => {
		scene = await startScene({ provider: 'cloud-api', relay: { providers: [overtaken] } });
		await scene.sandbox.reviewer({ mode: 'hand' });
	});
	afterAll(() => scene.close());

	const draft = (name: string, language = 'en_US'): TemplateDraft => ({
		...emptyDraft(language, 'utility'),
		name,
		body: `Hello {{1}}, this is about ${name.replaceAll('_', ' ')} in ${language}, and it is done.`,
		samples: { 'body.1': 'Ann' },
	});
	const save = (draftId: string, one: TemplateDraft) =>
		scene.owner.get('template:save-draft', {
			draftId,
			channelId: scene.channel.id,
			draft: one,
			notes: NOTES,
			edits: null,
		});
	const submit = (draftId: string) => scene.owner.ask('template:submit', { draftId });
	const sync = () => scene.owner.get('template:sync', { channelId: scene.channel.id });
	const all = () => scene.owner.get('template:list', { channelId: scene.channel.id });
	const named = async (name: string) => (await all()).templates.filter(one => one.name === name);
	const approve = (name: string) =>
		scene.sandbox.templateStatus({ number: scene.number, name, language: 'en_US', status: 'APPROVED' });
	const settled = async () => {
		await scene.sandbox.idle();
		await scene.relay.relay.drained();
	};
	const told = async (name: string, event: string, at: number) =>
		report('message_template_status_update', name, { event }, at);
	const report = async (field: string, name: string, what: object, at: number) => {
		const door = await doorOf(scene);
		const value = { ...what, message_template_name: name, message_template_language: 'en_US' };
		const change = { field, value };
		await door.post({
			entry: [{ id: CLOUD_API_NUMBER.wabaId, time: Math.floor(at / 1000), changes: [change] }],
		});
		await scene.relay.relay.drained();
	};

	it('are counted once, though the provider told one of them twice', async () => {
		const { total, added } = await sync();
		expect(total).toBe((await all()).templates.length);
		expect(added).toBe(0);
	});
	it('that were submitted while a sync was on its way stay', async () => {
		await save('d-new', draft('made_meanwhile'));
		meanwhile.list = () => submit('d-new');
		expect(await sync()).toMatchObject({ removed: 0 });
		expect(await named('made_meanwhile')).toHaveLength(1);
	});
	it('that were approved or deleted while a sync was on its way stay so', async () => {
		meanwhile.list = async () => {
			await approve('made_meanwhile');
			await settled();
		};
		await sync();
		expect(await named('made_meanwhile')).toMatchObject([{ status: 'approved' }]);
		meanwhile.list = () =>
			scene.owner.get('template:remove', {
				channelId: scene.channel.id,
				name: 'made_meanwhile',
				language: null,
			});
		await sync();
		expect(await named('made_meanwhile')).toEqual([]);
	});
	it('that were approved before their creation was answered are approved', async () => {
		await save('d-fast', draft('approved_at_once'));
		meanwhile.create = async () => {
			await approve('approved_at_once');
			await settled();
		};
		expect(await submit('d-fast')).toMatchObject({ value: { template: { status: 'approved' } } });
	});
	it('that were judged before their change was answered are as they were judged', async () => {
		const key = { name: 'approved_at_once', language: 'en_US' };
		const changed = { ...draft('approved_at_once'), footer: 'Changed' };
		await scene.owner.get('template:save-draft', {
			draftId: 'd-edit',
			channelId: scene.channel.id,
			draft: changed,
			notes: NOTES,
			edits: key,
		});
		meanwhile.edit = () => told('approved_at_once', 'REJECTED', Date.now());
		expect(await submit('d-edit')).toMatchObject({
			value: { template: { status: 'rejected', footer: 'Changed' } },
		});
	});
	it('have nothing of what was told of their name before they were made', async () => {
		const old = { new_quality_score: 'RED' };
		await report('message_template_quality_update', 'of_old', old, Date.now() - HOUR_MS);
		await save('d-of-old', draft('of_old'));
		expect(await submit('d-of-old')).toMatchObject({ value: { template: { quality: null } } });
	});
	it('keep what was written while they were refused, and stay away once thrown away', async () => {
		// WhatsApp keeps the name of a deleted one for 30 days.
		await save('d-taken', draft('made_meanwhile'));
		const later = { ...draft('made_meanwhile'), footer: 'Written meanwhile' };
		meanwhile.create = () => save('d-taken', later);
		expect(await submit('d-taken')).toMatchObject({ error: { refusal: 'provider' } });
		const kept = (await all()).drafts.find(one => one.id === 'd-taken');
		expect(kept).toMatchObject({ draft: { footer: 'Written meanwhile' }, refused: expect.any(String) });
		meanwhile.create = () => scene.owner.get('template:remove-draft', { draftId: 'd-taken' });
		expect(await submit('d-taken')).toMatchObject({ error: { refusal: 'provider' } });
		expect((await all()).drafts.find(one => one.id === 'd-taken')).toBeUndefined();
	});
	it('whose sample is gone were not refused by anybody else', async () => {
		const one = { ...draft('of_a_picture'), header: { kind: 'image' } } as const;
		await save('d-picture', { ...one, samples: { ...one.samples, 'header.media': 'med_gone' } });
		expect(await submit('d-picture')).toMatchObject({
			error: { code: 'refused', message: expect.stringMatching(/^The template was not handed over: /) },
		});
	});
	it('in two languages are deleted each, side by side', async () => {
		for (const language of ['en_US', 'de', 'fr']) {
			await save(`d-two-${language}`, draft('in_languages', language));
			expect(await submit(`d-two-${language}`)).toMatchObject({ ok: true });
		}
		const remove = (language: string) =>
			scene.owner.get('template:remove', { channelId: scene.channel.id, name: 'in_languages', language });
		await Promise.all([remove('en_US'), remove('de')]);
		expect(await named('in_languages')).toMatchObject([{ language: 'fr' }]);
		await sync();
		expect(await named('in_languages')).toMatchObject([{ language: 'fr' }]);
	});
	it('lose only the language that was asked for, when others are not known here', async () => {
		await save('d-half', draft('half_known'));
		await submit('d-half');
		await save('d-half-de', draft('half_known', 'de'));
		await submit('d-half-de');
		await scene.relay.relay.parts.store.templates.remove(scene.channel.id, 'half_known', 'de');
		await scene.owner.get('template:remove', {
			channelId: scene.channel.id,
			name: 'half_known',
			language: 'en_US',
		});
		await sync();
		expect(await named('half_known')).toMatchObject([{ language: 'de' }]);
	});
	it('that were paused and approved again stay so when the pause is told once more', async () => {
		const now = Date.now() + HOUR_MS;
		await told('approved_at_once', 'PAUSED', now);
		await told('approved_at_once', 'APPROVED', now + 2000);
		await told('approved_at_once', 'PAUSED', now);
		expect(await named('approved_at_once')).toMatchObject([{ status: 'approved' }]);
	});
	it('do not go back to a status that was told long before the present one', async () => {
		const now = Date.now();
		await told('approved_at_once', 'DISABLED', now + 2 * HOUR_MS);
		await told('approved_at_once', 'APPROVED', now + 2 * HOUR_MS - 10 * MINUTE_MS);
		expect(await named('approved_at_once')).toMatchObject([{ status: 'disabled' }]);
	});
});
