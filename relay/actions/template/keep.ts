import { isLate } from '../../../shared/domain/report-order.ts';
import { templateOf } from '../../../shared/domain/template-draft.ts';
import type { LiveChannel } from '../../channels.ts';
import type { SubmittedTemplate } from '../../providers/abilities.ts';
import type { ProviderEvent } from '../../providers/events.ts';
import type { StoredDraft } from '../../store/template-drafts.ts';
import type { StoredTemplate } from '../../store/templates.ts';
import type { Parts } from '../parts.ts';
import { applyTemplate } from '../webhook/apply-to-account.ts';
import { Changes } from '../webhook/changes.ts';
import { contentText } from './changed.ts';
import { earlyKey } from './early.ts';

/**
 * Keeps what the provider took: the template, what is ours about it, and a line of its history. `before` is the template as
 * it was known when it was handed over, at `begunAt`; what was reported since counts.
 */
export async function keepSubmitted(
	parts: Parts,
	channel: LiveChannel,
	stored: StoredDraft,
	one: { taken: SubmittedTemplate; before: StoredTemplate | null; begunAt: number; byName: string },
): Promise<void> {
	const { draft, edits, notes } = stored;
	const { taken, before, begunAt, byName } = one;
	const key = { channelId: channel.row.id, name: draft.name, language: draft.language };
	const at = parts.now();
	const changes = new Changes();
	await parts.store.transaction(async tx => {
		const former = await tx.templates.find(key.channelId, key.name, key.language);
		// A webhook about it that overtook the answer knows better how it stands.
		const told = former && former.template.status !== before?.template.status ? former.template : taken;
		const template = {
			...templateOf(draft),
			status: told.status,
			category: told.category,
			quality: former?.template.quality ?? null,
		};
		await tx.templates.put({
			channelId: channel.row.id,
			externalId: taken.externalId ?? former?.externalId ?? null,
			template,
			syncedAt: at,
			pausedUntil: null,
			nextCategory: null,
			changedAt: at,
		});
		await tx.templates.putNotes(key, notes);
		await tx.templates.addChange(key, {
			at,
			what: edits === null ? 'submitted' : 'edited',
			before: former ? contentText(former.template) : null,
			after: contentText(template),
			reason:
				taken.category === draft.category
					? null
					: `WhatsApp took it as ${taken.category} instead of ${draft.category}.`,
			byName,
		});
		await tx.templateDrafts.put({
			...stored,
			refused: null,
			submittedAs: { name: draft.name, language: draft.language },
		});
		const early = (await tx.inbox.takeEarly(key.channelId, earlyKey(key))) as ProviderEvent[];
		for (const event of early)
			if (event.kind === 'template' && !isLate(event.at || at, begunAt))
				await applyTemplate({ parts, tx, channel, changes, receivedAt: at }, event);
	});
	await changes.publish(parts.bus);
}
