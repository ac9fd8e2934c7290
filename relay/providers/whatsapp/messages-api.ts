import { type Address, addressFromWaId } from '../../../shared/domain/address.ts';
import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import type { ReadReceipts } from '../abilities.ts';
import { fileBytes } from '../file-bytes.ts';
import { FormData, type Http, type HttpAnswer } from '../http.ts';
import type { OutboundMessage, SendReceipt } from '../outbound.ts';
import { unexplained } from '../unexplained.ts';
import { list, record, text } from '../wire.ts';
import { whatsappError } from './errors.ts';
import { toWhatsApp } from './to-whatsapp.ts';

/** What differs between those who speak this shape: where to, and with which header. */
export interface MessagesApi {
	readonly http: Http;
	readonly headers: Readonly<Record<string, string>>;
	readonly messagesUrl: string;
	readonly mediaUrl: string;
	/** The provider's own errors, asked before WhatsApp's: null when it is none of them. */
	readonly ownError: (answer: HttpAnswer) => DeliveryError | null;
}

/** The body of a success, or the `DeliveryError` that the answer means. */
export function success(answer: HttpAnswer, ownError: MessagesApi['ownError']): Record<string, unknown> {
	const body = record(answer.json);
	if (answer.status >= 200 && answer.status < 300 && body && !body.error) return body;
	throw whatsappError(answer) ?? ownError(answer) ?? unexplained(answer);
}

async function post(api: MessagesApi, body: unknown, signal: AbortSignal): Promise<Record<string, unknown>> {
	const answer = await api.http.send({
		method: 'POST',
		url: api.messagesUrl,
		headers: { ...api.headers, 'content-type': 'application/json' },
		body: JSON.stringify(body),
		signal,
	});
	return success(answer, api.ownError);
}

export async function sendMessage(
	api: MessagesApi,
	message: OutboundMessage,
	signal: AbortSignal,
): Promise<SendReceipt> {
	const answer = await post(api, toWhatsApp(message), signal);
	const externalId = text(record(list(answer.messages)[0])?.id);
	// A 200 without an id was taken, but nothing can be matched to it: a status may still settle it by our reference.
	if (externalId === null)
		throw new DeliveryError('no-answer', { detail: 'The provider’s answer holds no message id.' });
	const contact = record(list(answer.contacts)[0]);
	const recipient: Address[] = [];
	const waId = text(contact?.wa_id);
	const userId = text(contact?.user_id);
	if (waId) recipient.push(addressFromWaId(waId));
	if (userId) recipient.push({ kind: 'whatsapp-user', value: userId });
	return { externalId, recipient };
}

/** Blue ticks; a sign of writing always comes with them (providers.md §2.2). */
export function receipts(api: MessagesApi): ReadReceipts {
	const tell = async (externalId: string, more: Record<string, unknown>, signal: AbortSignal) => {
		const body = { messaging_product: 'whatsapp', status: 'read', message_id: externalId, ...more };
		await post(api, body, signal);
	};
	return {
		markRead: ({ externalId }, signal) => tell(externalId, {}, signal),
		showTyping: ({ externalId }, signal) => tell(externalId, { typing_indicator: { type: 'text' } }, signal),
	};
}

export async function uploadMedia(
	api: MessagesApi,
	file: { path: string; mimeType: string; filename: string | null },
	signal: AbortSignal,
): Promise<string> {
	const form = new FormData();
	form.append('messaging_product', 'whatsapp');
	form.append('type', file.mimeType);
	const blob = await fileBytes(file.path, file.mimeType);
	form.append('file', blob, file.filename ?? 'file');
	const answer = await api.http.send({
		method: 'POST',
		url: api.mediaUrl,
		headers: api.headers,
		body: form,
		signal,
	});
	const id = text(success(answer, api.ownError).id);
	if (id === null)
		throw new DeliveryError('provider-down', { detail: 'The provider’s answer to an upload holds no id.' });
	return id;
}

/** Opens an inbound file: asks for its address, which lives five minutes, then for its bytes. */
export async function downloadMedia(
	api: MessagesApi,
	metaUrl: string,
	rewrite: (url: string) => string,
	signal: AbortSignal,
): Promise<{ mimeType: string | null; body: AsyncIterable<Uint8Array> }> {
	const meta = success(
		await api.http.send({ method: 'GET', url: metaUrl, headers: api.headers, signal }),
		api.ownError,
	);
	const url = text(meta.url);
	if (url === null)
		throw new DeliveryError('media-not-received', { detail: 'The provider gives no address for the file.' });
	const file = await api.http.open({ method: 'GET', url: rewrite(url), headers: api.headers, signal });
	if (file.status !== 200) {
		for await (const _ of file.body) break;
		const code = file.status === 404 || file.status >= 500 ? 'provider-down' : 'media-not-received';
		throw new DeliveryError(code, {
			providerCode: `HTTP ${file.status}`,
			detail: 'The provider did not hand over the file.',
		});
	}
	return { mimeType: text(meta.mime_type), body: file.body };
}
