import type { TemplateView } from '../../../shared/contract/sending-views.ts';
import type { Template } from '../../../shared/domain/template.ts';
import type { TemplateNotes } from '../../../shared/domain/template-draft.ts';
import { templateEditability } from '../../../shared/domain/template-edit.ts';
import { DAY_MS } from '../../../shared/lib/time.ts';
import type { LiveChannel } from '../../channels.ts';
import type { StoreParts } from '../../store/store.ts';
import { noteKey, type StoredTemplate } from '../../store/templates.ts';
import type { Parts } from '../parts.ts';

/** Templates of one channel with what is ours about them, and what can be done with them. */
export async function templateViews(
	parts: Parts,
	store: StoreParts,
	channel: LiveChannel,
	rows: readonly StoredTemplate[],
): Promise<TemplateView[]> {
	const now = parts.now();
	const canEdit = channel.connection.templates?.edit !== undefined;
	const notes = await store.templates.notes(channel.row.id);
	const edits = await store.templates.editsSince(channel.row.id, now - 30 * DAY_MS);
	return rows.map(row => ({
		...row.template,
		channelId: row.channelId,
		syncedAt: row.syncedAt,
		notes: notes.get(noteKey(row.template)) ?? notesFor(row.template),
		pausedUntil: row.pausedUntil,
		nextCategory: row.nextCategory,
		edit: templateEditability({
			status: row.template.status,
			canEdit: canEdit && row.externalId !== null,
			edits: edits.get(noteKey(row.template)) ?? [],
			now,
		}),
		changedAt: row.changedAt,
	}));
}

/** What is ours about a template that was made elsewhere: nothing but its kind. */
export function notesFor(template: Template): TemplateNotes {
	const plain =
		template.header === null &&
		template.footer === null &&
		template.buttons.length === 0 &&
		template.cards === null &&
		template.offer === null;
	return { label: '', description: '', type: plain ? 'standard' : 'extended', tags: [] };
}
