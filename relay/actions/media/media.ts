import type { UploadedMedia } from '../../../shared/contract/commands/media.ts';
import { fail, ok, type Result } from '../../../shared/contract/result.ts';
import { bareMimeType } from '../../../shared/domain/channel.ts';
import type { Content } from '../../../shared/domain/message.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/lib/time.ts';
import { newId } from '../../ids.ts';
import { FileTooLarge } from '../../media-files.ts';
import { sameSecret } from '../../providers/signature.ts';
import type { MediaRow } from '../../store/tables.ts';
import type { Action, Parts } from '../parts.ts';
import { changeMessage } from '../webhook/apply-to-message.ts';
import { Changes } from '../webhook/changes.ts';

/** No network takes more (providers.md §2.5). */
export const RECEIVED_MAX = 100 * 1024 * 1024;
const TICKET_LIVES_MS = 10 * MINUTE_MS;
const LINK_LIVES_MS = HOUR_MS;

export const makeTicket: Action<'media:ticket'> = async (parts, _request, caller) => {
	const expiresAt = parts.now() + TICKET_LIVES_MS;
	const ticket = `${expiresAt}.${newId('med').slice(4)}.${caller.deviceId}`;
	const signed = `${ticket}.${parts.vault.sign(`upload:${ticket}`)}`;
	return ok({ uploadUrl: `${parts.publicUrl()}/api/v1/media/upload?ticket=${signed}`, expiresAt });
};

const usedTickets = new Map<string, number>();

/** True once for each ticket that this relay made, that has not expired and whose device is still paired. */
export async function takeTicket(parts: Parts, ticket: string): Promise<boolean> {
	const at = ticket.lastIndexOf('.');
	const body = ticket.slice(0, at);
	const expiresAt = Number(body.split('.')[0]);
	if (
		at < 0 ||
		!sameSecret(ticket.slice(at + 1), parts.vault.sign(`upload:${body}`)) ||
		!(parts.now() < expiresAt)
	)
		return false;
	for (const [used, until] of usedTickets) if (until <= parts.now()) usedTickets.delete(used);
	if (usedTickets.has(body)) return false;
	usedTickets.set(body, expiresAt);
	const deviceId = body.split('.')[2] ?? '';
	return (await parts.store.devices.find(deviceId)) !== null;
}

/** Stores an uploaded file. It is on disk when this resolves. */
export async function storeUpload(
	parts: Parts,
	file: { body: AsyncIterable<Uint8Array>; mimeType: string; filename: string | null },
): Promise<Result<UploadedMedia>> {
	const id = newId('med');
	try {
		const { size, sha256 } = await parts.mediaFiles.write(id, file.body, parts.uploadMax);
		if (size === 0) {
			await parts.mediaFiles.remove(id);
			return fail('invalid', 'The file is empty.', { fields: { file: 'is empty' } });
		}
		const media = {
			mediaId: id,
			mimeType: bareMimeType(file.mimeType) || 'application/octet-stream',
			filename: cleanName(file.filename),
			size,
		};
		await parts.store.media.insert({
			id,
			state: 'stored',
			mime_type: media.mimeType,
			filename: media.filename,
			size,
			sha256,
			attempts: 0,
			created_at: parts.now(),
		});
		return ok(media);
	} catch (error) {
		if (error instanceof FileTooLarge)
			return fail(
				'too-large',
				`The file is larger than the ${Math.floor(parts.uploadMax / 1024 / 1024)} MB that this relay stores. Make it smaller, or have UPLOAD_MAX_MB set higher.`,
				{ fields: { file: 'is too large' } },
			);
		throw error;
	}
}

/** A file's own name without folders and control characters; null when nothing is left. */
function cleanName(name: string | null): string | null {
	const base = [...(name?.split(/[\\/]/).at(-1) ?? '')]
		.filter(char => char >= ' ' && char !== '\u007f')
		.join('');
	return base.trim() === '' ? null : base.trim().slice(0, 240);
}

export const linkMedia: Action<'media:link'> = async (parts, request) => {
	const file = await parts.store.media.find(request.mediaId);
	if (!file) return fail('not-found', 'There is no such file.', { fields: { mediaId: 'is unknown' } });
	if (file.state !== 'stored') return fail('unavailable', file.problem ?? 'The file is still being fetched.');
	// Whole hours: the same address for a while, so that a browser's cache helps.
	const expiresAt = Math.ceil((parts.now() + LINK_LIVES_MS) / LINK_LIVES_MS) * LINK_LIVES_MS;
	const address = (use: 'show' | 'save') =>
		`${parts.publicUrl()}/media/${file.id}?until=${expiresAt}&use=${use}&key=${parts.vault.sign(`media:${file.id}:${use}:${expiresAt}`)}`;
	return ok({
		url: address('show'),
		downloadUrl: address('save'),
		mimeType: file.mime_type,
		filename: file.filename,
		size: Number(file.size),
		expiresAt,
	});
};

/** Where a provider fetches a file that we send: it lives for a day, for the message may wait. */
export function publicAddress(parts: Parts, mediaId: string): string {
	const until = Math.ceil((parts.now() + DAY_MS) / HOUR_MS) * HOUR_MS;
	const key = parts.vault.sign(`media:${mediaId}:show:${until}`);
	return `${parts.publicUrl()}/media/${mediaId}?until=${until}&use=show&key=${key}`;
}

/** The file behind a signed address, or null when the address is not ours or has ended. */
export async function findByLink(
	parts: Parts,
	id: string,
	link: { until: string; use: string; key: string },
): Promise<MediaRow | null> {
	const signed = parts.vault.sign(`media:${id}:${link.use}:${link.until}`);
	if (!sameSecret(link.key, signed) || !(parts.now() < Number(link.until))) return null;
	return findStored(parts, id);
}

export async function findStored(parts: Parts, id: string): Promise<MediaRow | null> {
	const file = await parts.store.media.find(id);
	return file?.state === 'stored' ? file : null;
}

export const fetchAgain: Action<'media:fetch'> = async (parts, request) => {
	const message = await parts.store.messages.find(request.messageId);
	const content = message ? (JSON.parse(message.content) as Content) : null;
	if (content?.kind !== 'media')
		return fail('not-found', 'There is no such message with a file.', {
			fields: { messageId: 'is unknown' },
		});
	const file = await parts.store.media.find(content.mediaId);
	if (file && file.state !== 'stored') {
		const changes = new Changes();
		await parts.store.transaction(async tx => {
			await tx.media.update(file.id, { state: 'fetching', attempts: 0, due_at: parts.now(), problem: null });
			const fresh = await tx.messages.find(request.messageId);
			const shown = fresh ? (JSON.parse(fresh.content) as Content) : null;
			if (!fresh || shown?.kind !== 'media' || shown.state === 'fetching') return;
			const next: Content = { ...shown, state: 'fetching', problem: null };
			await changeMessage({ tx, changes }, fresh, { content: JSON.stringify(next) });
		});
		await changes.publish(parts.bus);
		parts.bus.publish('media:wanted', {});
	}
	return ok({});
};
