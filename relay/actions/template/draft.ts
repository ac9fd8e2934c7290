import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import type { TemplateView } from '../../../shared/contract/sending-views.ts';
import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import { checkTemplate } from '../../../shared/domain/template-check.ts';
import { MINUTE_MS } from '../../../shared/lib/time.ts';
import type { LiveChannel } from '../../channels.ts';
import type { SampleFile, SubmittedTemplate } from '../../providers/abilities.ts';
import type { StoredDraft } from '../../store/template-drafts.ts';
import { type Action, once, type Parts, within } from '../parts.ts';
import { keepSubmitted } from './keep.ts';
import { templateViews } from './view.ts';

const noDraft = () => fail('not-found', 'There is no such draft.', { fields: { draftId: 'is unknown' } });
/** Sample files are handed over on the way. */
const SUBMIT_LIMIT_MS = 2 * MINUTE_MS;

export const saveDraft: Action<'template:save-draft'> = async (parts, request, caller) => {
	const channel = parts.channels.find(request.channelId);
	if (!channel)
		return fail('not-found', 'There is no such channel.', { fields: { channelId: 'is unknown' } });
	const saved = await parts.store.transaction(async tx => {
		const known = await tx.templateDrafts.find(request.draftId);
		if (known?.submittedAs) return 'submitted';
		const isTheirs = known !== null && known.writer !== null && known.writer !== (request.writer ?? null);
		if (isTheirs && request.basedOn !== undefined && request.basedOn !== known.updatedAt) return 'changed';
		const draft = {
			id: request.draftId,
			channelId: request.channelId,
			draft: request.draft,
			notes: request.notes,
			edits: request.edits,
			authorName: caller.user.name,
			updatedAt: parts.now(),
			refused: known?.refused ?? null,
		};
		await tx.templateDrafts.put({ ...draft, writer: request.writer ?? null, submittedAs: null });
		return { draft, formerChannelId: known?.channelId ?? request.channelId };
	});
	if (saved === 'submitted')
		return fail('conflict', 'This draft was submitted meanwhile. Open the template, or copy it.');
	if (saved === 'changed')
		return fail(
			'conflict',
			'This draft was changed in another tab meanwhile. Copy what you wrote here, then open the draft again.',
		);
	for (const channelId of new Set([request.channelId, saved.formerChannelId]))
		parts.bus.publish('template:changed', { channelId });
	return ok({ draft: saved.draft });
};

export const removeDraft: Action<'template:remove-draft'> = async (parts, request) => {
	const known = await parts.store.templateDrafts.find(request.draftId);
	await parts.store.templateDrafts.remove(request.draftId);
	if (known) parts.bus.publish('template:changed', { channelId: known.channelId });
	return ok({});
};

export const submitDraft: Action<'template:submit'> = (parts, request, caller) =>
	// A second click joins the first: the provider is asked once.
	once(parts, `template:submit ${request.draftId}`, async () => {
		const stored = await parts.store.templateDrafts.find(request.draftId);
		if (!stored) return noDraft();
		const channel = parts.channels.find(stored.channelId);
		if (!channel) return fail('not-found', 'The channel of this draft was removed.');
		if (stored.submittedAs) return answer(parts, channel, stored.submittedAs);
		const allowed = await check(parts, channel, stored);
		if (!allowed.ok) return allowed;
		try {
			const { name, language } = stored.draft;
			const before = await parts.store.templates.find(channel.row.id, name, language);
			const begunAt = parts.now();
			const taken = await handOver(parts, channel, stored);
			await keepSubmitted(parts, channel, stored, { taken, before, begunAt, byName: caller.user.name });
		} catch (error) {
			if (!(error instanceof DeliveryError)) throw error;
			return refused(parts, stored, error);
		}
		parts.bus.publish('template:changed', { channelId: channel.row.id });
		const { name, language } = stored.draft;
		return answer(parts, channel, { name, language });
	});

async function answer(
	parts: Parts,
	channel: LiveChannel,
	{ name, language }: { name: string; language: string },
): Promise<Result<{ template: TemplateView }>> {
	const row = await parts.store.templates.find(channel.row.id, name, language);
	const [template] = row ? await templateViews(parts, parts.store, channel, [row]) : [];
	return template ? ok({ template }) : fail('not-found', 'The template is no longer there.');
}

/** Our own rules, with each problem at its place; and whether this one can be changed now. */
async function check(parts: Parts, channel: LiveChannel, stored: StoredDraft): Promise<Result<null>> {
	if (!channel.connection.templates)
		return fail('refused', 'This channel has no templates.', { refusal: 'not-supported' });
	const { draft, edits } = stored;
	const known = await parts.store.templates.list(channel.row.id);
	const isEdited = (one: { name: string; language: string }) =>
		edits !== null && one.name === edits.name && one.language === edits.language;
	const others = known
		.map(one => one.template)
		.filter(template => !isEdited(template))
		.map(({ name, language, body, footer, category }) => ({ name, language, body, footer, category }));
	const problems = checkTemplate(draft, {
		strictButtons: parts.settings.data.rules.strictButtons,
		others,
	}).filter(problem => problem.severity === 'error');
	const [first] = problems;
	if (first) {
		const fields = Object.fromEntries(
			problems.map(problem => [`draft.${problem.place}`, problem.message]).reverse(),
		);
		return fail('invalid', first.message, { fields });
	}
	if (edits === null) return ok(null);
	const edited = known.find(one => isEdited(one.template));
	const [view] = edited ? await templateViews(parts, parts.store, channel, [edited]) : [];
	if (!view)
		return fail('not-found', 'The template that this draft changes is gone. Submit it as a new one.');
	if (draft.name !== edits.name || draft.language !== edits.language)
		return fail('invalid', 'The name and language of a template cannot be changed. Copy it instead.', {
			fields: { 'draft.name': 'cannot be changed' },
		});
	return view.edit.allowed ? ok(null) : fail('refused', view.edit.reason, { refusal: 'not-supported' });
}

async function handOver(parts: Parts, channel: LiveChannel, stored: StoredDraft): Promise<SubmittedTemplate> {
	const catalogue = channel.connection.templates;
	if (!catalogue) throw new DeliveryError('unsupported');
	const { draft, edits } = stored;
	const sample: SampleFile = async slotId => {
		const mediaId = draft.samples[slotId];
		const file = mediaId === undefined ? null : await parts.store.media.find(mediaId);
		if (file?.state !== 'stored' || file.size === null) throw new DeliveryError('media-missing');
		return {
			path: parts.mediaFiles.path(file.id),
			mimeType: file.mime_type,
			filename: file.filename,
			size: Number(file.size),
		};
	};
	const signal = within(parts, SUBMIT_LIMIT_MS);
	if (edits === null) return catalogue.create(draft, sample, signal);
	const edited = await parts.store.templates.find(channel.row.id, edits.name, edits.language);
	if (!catalogue.edit || edited?.externalId == null) throw new DeliveryError('unsupported');
	return catalogue.edit(edited.externalId, draft, sample, signal);
}

/** The draft stays, with what the provider said. */
async function refused(parts: Parts, stored: StoredDraft, error: DeliveryError): Promise<Result<never>> {
	if (error.rule.outcome === 'unknown' || error.code === 'no-answer')
		return fail(
			'unavailable',
			'The provider gave no answer: the template may or may not have been taken. Sync the templates before you submit it again.',
		);
	const said = error.detail ?? `${error.rule.sentence} ${error.rule.nextStep}`;
	await parts.store.transaction(async tx => {
		// What was written meanwhile stays, and what was thrown away stays away.
		const fresh = await tx.templateDrafts.find(stored.id);
		if (fresh) await tx.templateDrafts.put({ ...fresh, refused: said });
	});
	parts.bus.publish('template:changed', { channelId: stored.channelId });
	// Without a word of the provider it is ours, or the way there: a file that is gone, an address that nobody answers.
	const what =
		error.providerCode === null ? 'The template was not handed over' : 'WhatsApp did not take the template';
	return fail('refused', `${what}: ${said}`, { refusal: 'provider' });
}
