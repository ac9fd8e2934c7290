import { fail, ok } from '../../../shared/contract/result.ts';
import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import { SECOND_MS } from '../../../shared/lib/time.ts';
import { type Action, once, within } from '../parts.ts';
import { templateViews } from './view.ts';

const noChannel = () =>
	fail('not-found', 'There is no such channel.', { fields: { channelId: 'is unknown' } });
const noTemplate = () =>
	fail('not-found', 'There is no such template on this channel.', { fields: { name: 'is unknown' } });

const REMOVE_LIMIT_MS = 30 * SECOND_MS;

export const listTemplates: Action<'template:list'> = async (parts, request) => {
	const channel = parts.channels.find(request.channelId);
	if (!channel) return noChannel();
	const { store } = parts;
	const drafts = await store.templateDrafts.list(request.channelId);
	const catalogue = channel.connection.templates;
	return ok({
		templates: await templateViews(parts, store, channel, await store.templates.list(request.channelId)),
		drafts: drafts.map(({ submittedAs: _submitted, writer: _writer, ...draft }) => draft),
		syncedAt: channel.row.templatesSyncedAt,
		abilities: {
			create: catalogue !== undefined,
			edit: catalogue?.edit !== undefined,
			remove: catalogue !== undefined,
		},
	});
};

export const annotateTemplate: Action<'template:annotate'> = async (parts, request) => {
	const channel = parts.channels.find(request.channelId);
	if (!channel) return noChannel();
	const stored = await parts.store.templates.find(request.channelId, request.name, request.language);
	if (!stored) return noTemplate();
	await parts.store.templates.putNotes(request, request.notes);
	parts.bus.publish('template:changed', { channelId: request.channelId });
	const [template] = await templateViews(parts, parts.store, channel, [stored]);
	return template ? ok({ template }) : noTemplate();
};

export const templateHistory: Action<'template:history'> = async (parts, request) =>
	ok({ changes: await parts.store.templates.history(request) });

export const removeTemplate: Action<'template:remove'> = async (parts, request, caller) => {
	const channel = parts.channels.find(request.channelId);
	if (!channel) return noChannel();
	const catalogue = channel.connection.templates;
	if (!catalogue) return fail('refused', 'This channel has no templates.', { refusal: 'not-supported' });
	const all = (await parts.store.templates.list(request.channelId)).filter(
		one => one.template.name === request.name,
	);
	const wanted = all.filter(one => request.language === null || one.template.language === request.language);
	if (wanted.length === 0) return ok({ removed: 0 });
	if (wanted.some(one => one.template.status === 'disabled'))
		return fail('refused', 'WhatsApp does not let a disabled template be deleted.', {
			refusal: 'not-supported',
		});
	if (catalogue.removesAllLanguages && wanted.length < all.length)
		return fail(
			'refused',
			`${channel.provider.name} deletes a template in all of its ${all.length} languages at once. Delete all of them, or keep this one.`,
			{ refusal: 'not-supported' },
		);
	// The one that was asked for, even when no other is known here: another may have been made elsewhere.
	const { language } = request;
	const externalId = wanted.length === 1 ? (wanted[0]?.externalId ?? null) : null;
	return once(parts, `template:remove ${request.channelId} ${request.name} ${language}`, async () => {
		try {
			await catalogue.remove({ name: request.name, language, externalId }, within(parts, REMOVE_LIMIT_MS));
		} catch (error) {
			if (!(error instanceof DeliveryError)) throw error;
			const said = error.detail ?? `${error.rule.sentence} ${error.rule.nextStep}`;
			return fail('unavailable', `The template was not deleted. ${said}`);
		}
		await parts.store.transaction(async tx => {
			for (const { template } of wanted) {
				const key = { channelId: request.channelId, name: template.name, language: template.language };
				await tx.templates.remove(key.channelId, key.name, key.language);
				await tx.templates.addChange(key, {
					at: parts.now(),
					what: 'removed',
					before: template.status,
					after: null,
					reason: null,
					byName: caller.user.name,
				});
			}
		});
		parts.bus.publish('template:changed', { channelId: request.channelId });
		return ok({ removed: wanted.length });
	});
};
