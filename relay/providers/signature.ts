import { createHmac, timingSafeEqual } from 'node:crypto';
import { SignatureError, type WebhookRequest } from './provider.ts';

/** True when both texts are the same; takes the same time wherever they differ. */
export function sameSecret(given: string, wanted: string): boolean {
	const a = Buffer.from(given);
	const b = Buffer.from(wanted);
	return a.length === b.length && timingSafeEqual(a, b);
}

/** A header of a request, or null; of a repeated one the first. */
export function header(request: WebhookRequest, name: string): string | null {
	const value = request.headers[name];
	return (Array.isArray(value) ? value[0] : value) ?? null;
}

/**
 * Throws `SignatureError` unless the header holds the HMAC-SHA256 of the raw bytes, as hex with or without `sha256=`.
 * A missing header is a forged one.
 */
export function verifyHmac(request: WebhookRequest, headerName: string, secret: string): void {
	const given = header(request, headerName);
	if (given === null) throw new SignatureError(`The header ${headerName} is missing.`);
	const wanted = createHmac('sha256', secret).update(request.rawBody).digest('hex');
	if (
		!sameSecret(
			given
				.trim()
				.replace(/^sha256=/i, '')
				.toLowerCase(),
			wanted,
		)
	) {
		throw new SignatureError(`The header ${headerName} does not fit the body.`);
	}
}
