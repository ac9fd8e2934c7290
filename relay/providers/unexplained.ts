import { DeliveryError } from '../../shared/domain/delivery-error.ts';
import { SECOND_MS } from '../../shared/lib/time.ts';
import type { HttpAnswer } from './http.ts';
import { number } from './wire.ts';

/**
 * An answer that nobody's table explains. A 4xx was read and refused. A 5xx from a gateway may hide a message that went
 * through, so it counts as no answer.
 */
export function unexplained(answer: HttpAnswer): DeliveryError {
	const detail = answer.text.slice(0, 300);
	const providerCode = `HTTP ${answer.status}`;
	if (answer.status >= 300 && answer.status < 400) {
		// Never followed: it could lead the key to somebody else, or us into the network.
		return new DeliveryError('rejected', {
			providerCode,
			detail: 'The address answers with a redirect, and redirects are not followed.',
		});
	}
	if (answer.status === 401 || answer.status === 403)
		return new DeliveryError('credentials-refused', { providerCode, detail });
	if (answer.status === 429)
		return new DeliveryError('throttled', { providerCode, detail, retryAfterMs: retryAfter(answer) });
	// A success of no known shape: a page of somebody in between, or an answer that was cut. It may have gone out.
	if (answer.status >= 500 || answer.status < 300)
		return new DeliveryError('no-answer', { providerCode, detail });
	return new DeliveryError('rejected', { providerCode, detail });
}

/** What `Retry-After` asks for, in ms; null when it is not there. */
export function retryAfter(answer: HttpAnswer): number | null {
	const header = answer.headers['retry-after'];
	const found = number(Array.isArray(header) ? header[0] : header);
	return found === null ? null : found * SECOND_MS;
}
