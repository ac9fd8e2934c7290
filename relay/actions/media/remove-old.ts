import type { Content, MediaContent } from '../../../shared/domain/message.ts';
import { DAY_MS } from '../../../shared/lib/time.ts';
import type { MessageRow } from '../../store/tables.ts';
import type { Parts } from '../parts.ts';
import { changeMessage } from '../webhook/apply-to-message.ts';
import { Changes } from '../webhook/changes.ts';

/** So many messages in one transaction. */
const BATCH = 100;

/**
 * Deletes the files of messages that are older than the settings keep them; the messages stay and say so. Files that quick
 * replies, drafts or broadcasts still need are kept. For a job.
 */
export async function removeOldFiles(parts: Parts): Promise<void> {
	const days = parts.settings.data.rules.keepFilesDays;
	if (days === null) return;
	const before = parts.now() - days * DAY_MS;
	let younger: ReadonlySet<string> | null = null;
	for (let afterSeq = 0; ; ) {
		const rows = await parts.store.messageFinds.withFilesBefore(before, afterSeq, BATCH);
		if (rows.length > 0) younger ??= await filesSince(parts, before);
		for (const row of rows) await removeFilesOf(parts, row, younger ?? new Set(), days);
		const last = rows.at(-1);
		if (!last) return;
		afterSeq = Number(last.seq);
	}
}

/** Files of ours in younger messages, of whatever conversation, and in those that still wait to go. */
async function filesSince(parts: Parts, since: number): Promise<Set<string>> {
	const found = new Set<string>();
	for (let afterSeq = 0; ; ) {
		const rows = await parts.store.messageFinds.filesSince(since, afterSeq, BATCH);
		for (const { content } of rows)
			for (const [, mediaId] of content.matchAll(/"mediaId":"([^"]+)"/g)) if (mediaId) found.add(mediaId);
		const last = rows.at(-1);
		if (!last) return found;
		afterSeq = Number(last.seq);
	}
}

async function removeFilesOf(
	parts: Parts,
	row: MessageRow,
	younger: ReadonlySet<string>,
	days: number,
): Promise<void> {
	const content = JSON.parse(row.content) as Content;
	const files = content.kind === 'media' ? [content] : content.kind === 'album' ? content.items : [];
	const gone = new Set<string>();
	for (const { mediaId, state } of files) {
		if (state !== 'stored' || younger.has(mediaId) || (await isNeeded(parts, mediaId))) continue;
		gone.add(mediaId);
	}
	if (gone.size === 0) return;
	const without = (one: MediaContent): MediaContent =>
		gone.has(one.mediaId)
			? { ...one, state: 'removed', problem: `Files are kept for ${days} days here.` }
			: one;
	const changes = new Changes();
	await parts.store.transaction(async tx => {
		const next: Content =
			content.kind === 'album'
				? { ...content, items: content.items.map(without) }
				: content.kind === 'media'
					? without(content)
					: content;
		await changeMessage({ tx, changes }, row, { content: JSON.stringify(next) });
		for (const mediaId of gone)
			await tx.media.update(mediaId, {
				state: 'removed',
				problem: 'The file was deleted as the settings say.',
			});
	});
	await changes.publish(parts.bus);
	// Last: a file without its row is found by nobody, a row without its file promises too much.
	for (const mediaId of gone) await parts.mediaFiles.remove(mediaId);
}

/** A quick reply, a draft or a broadcast that may still send has it. */
async function isNeeded({ store }: Parts, mediaId: string): Promise<boolean> {
	return (
		(await store.quickReplies.usesFile(mediaId)) ||
		(await store.templateDrafts.usesFile(mediaId)) ||
		(await store.broadcasts.usesFile(mediaId))
	);
}
