import { SignatureError, type WebhookRequest } from '../../providers/provider.ts';
import { sameSecret } from '../../providers/signature.ts';
import type { Parts } from '../parts.ts';

/** What a provider's request is answered. */
export type Received =
	| { readonly answer: 'stored' }
	| { readonly answer: 'forged'; readonly why: string }
	| { readonly answer: 'unreadable' };

/** Puts one body on disk; resolves when it is there. */
export type StoreBody = (channelId: string, body: Uint8Array) => Promise<void>;

/**
 * Takes a provider's webhook: proves that it is the provider's, then resolves once the body is on disk. What it says is
 * applied afterwards; whatever goes wrong there, the body is kept.
 */
export async function receiveWebhook(
	parts: Parts,
	store: StoreBody,
	path: { channelId: string; secret: string },
	request: WebhookRequest,
): Promise<Received> {
	const channel = parts.channels.find(path.channelId);
	// The same answer for an unknown channel and a wrong secret: nobody learns which channels exist.
	if (!channel || !sameSecret(path.secret, channel.webhookSecret))
		return { answer: 'forged', why: 'unknown address' };
	try {
		channel.connection.verify(request);
	} catch (error) {
		if (!(error instanceof SignatureError)) throw error;
		parts.log.warn({ channelId: path.channelId, why: error.message }, 'a webhook was refused');
		return { answer: 'forged', why: error.message };
	}
	if (!isJson(request.rawBody)) return { answer: 'unreadable' };
	await store(path.channelId, request.rawBody);
	return { answer: 'stored' };
}

/** The provider's GET handshake: what to answer, or null when it is not one that we know. */
export function answerChallenge(
	parts: Parts,
	path: { channelId: string; secret: string },
	query: Readonly<Record<string, string>>,
): string | null {
	const channel = parts.channels.find(path.channelId);
	if (!channel || !sameSecret(path.secret, channel.webhookSecret)) return null;
	return channel.connection.answerChallenge(query);
}

function isJson(body: Uint8Array): boolean {
	try {
		JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'));
		return true;
	} catch {
		return false;
	}
}
