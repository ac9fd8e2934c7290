import type { DeliveryCode } from '../../../shared/domain/delivery-codes.ts';
import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import { SECOND_MS } from '../../../shared/lib/time.ts';
import type { HttpAnswer } from '../http.ts';
import { retryAfter, unexplained } from '../unexplained.ts';
import { number, record, text } from '../wire.ts';

/**
 * Telegram has no error numbers beside the HTTP ones: a refusal is told by `error_code` and by how its description begins
 * (providers.md §7.6; tdlib/telegram-bot-api, Jun 2026; the words that only public code shows are marked). The first row
 * that fits counts, and an empty beginning fits all. The case of letters does not matter, since Telegram changes it.
 */
const ROWS: readonly (readonly [code: number, begins: string, means: DeliveryCode])[] = [
	[400, 'Bad Request: chat not found', 'not-started'],
	[400, 'Bad Request: PEER_ID_INVALID', 'not-started'],
	[400, 'Bad Request: group chat was upgraded to a supergroup chat', 'chat-moved'],
	[400, 'Bad Request: group chat was deactivated', 'account-gone'],
	[400, 'Bad Request: message to be replied not found', 'target-gone'],
	[400, 'Bad Request: message to reply not found', 'target-gone'],
	[400, 'Bad Request: message to react not found', 'target-gone'],
	[400, 'Bad Request: message not found', 'target-gone'],
	[400, 'Bad Request: MESSAGE_ID_INVALID', 'target-gone'],
	[400, 'Bad Request: message thread not found', 'target-gone'],
	[400, 'Bad Request: REACTION_INVALID', 'unsupported'],
	[400, 'Bad Request: VOICE_MESSAGES_FORBIDDEN', 'unsupported'],
	[400, 'Bad Request: wrong file identifier/HTTP URL specified', 'media-refused'],
	[400, 'Bad Request: wrong HTTP URL specified', 'media-refused'],
	[400, 'Bad Request: failed to get HTTP URL content', 'media-refused'],
	[400, 'Bad Request: wrong type of the web page content', 'media-refused'],
	[400, 'Bad Request: wrong file_id or the file is temporarily unavailable', 'media-refused'],
	[400, 'Bad Request: wrong remote file identifier specified', 'media-refused'],
	[400, 'Bad Request: invalid file_id', 'media-refused'],
	[400, "Bad Request: can't use file of type", 'media-refused'],
	[400, 'Bad Request: file is too big', 'media-refused'],
	[400, 'Bad Request: file must be non-empty', 'media-refused'],
	[400, 'Bad Request: PHOTO_', 'media-refused'],
	[400, 'Bad Request: IMAGE_PROCESS_FAILED', 'media-refused'],
	[400, 'Bad Request: STICKER_', 'media-refused'],
	[400, 'Bad Request: WEBPAGE_', 'media-refused'],
	[400, 'Bad Request: query is too old', 'expired'],
	[401, '', 'credentials-refused'],
	[403, 'Forbidden: bot was blocked by the user', 'blocked'],
	[403, 'Forbidden: user is deactivated', 'account-gone'],
	[403, "Forbidden: bot can't initiate conversation with a user", 'not-started'],
	[403, 'Forbidden: bot was kicked from the', 'blocked'],
	[403, 'Forbidden: bot is not a member of the', 'blocked'],
	[403, 'Forbidden: the group chat was deleted', 'account-gone'],
	[403, "Forbidden: bot can't send messages to bots", 'unsupported'],
	// A known method of an unknown token's shape; a method that is not known is our own fault.
	[404, 'Not Found: method not found', 'internal'],
	[404, 'Not Found', 'credentials-refused'],
	[409, 'Conflict: terminated by', 'provider-down'],
	[413, '', 'media-refused'],
	[420, '', 'throttled'],
	[429, '', 'throttled'],
];

/** Every row, for the tests that hold the table against the documents. */
export const ERROR_ROWS = ROWS;

/** The result of a success, or the `DeliveryError` that the answer means. */
export function resultOf(answer: HttpAnswer): unknown {
	const body = record(answer.json);
	if (body?.ok === true) return body.result;
	throw telegramError(answer);
}

/** What an answer that is not a success means. One that is not in Telegram's shape is somebody's in between. */
export function telegramError(answer: HttpAnswer): DeliveryError {
	const body = record(answer.json);
	const description = text(body?.description);
	const code = number(body?.error_code);
	if (code === null || description === null) return unexplained(answer);
	const parameters = record(body?.parameters);
	const more = { providerCode: String(code), detail: description };
	// What Telegram broke off may have gone out: there is nothing to find it by (§7.6).
	if (code >= 500) return new DeliveryError('no-answer', more);
	const movedTo = number(parameters?.migrate_to_chat_id);
	if (movedTo !== null) {
		const address = { kind: 'telegram-chat', value: String(movedTo) } as const;
		return new DeliveryError('chat-moved', { ...more, movedTo: address });
	}
	const seconds = number(parameters?.retry_after);
	const retryAfterMs = seconds === null ? retryAfter(answer) : seconds * SECOND_MS;
	return new DeliveryError(codeFor(code, description), { ...more, retryAfterMs });
}

/** Our code of an `error_code` and a description; what has no row is `rejected`, shown raw. */
export function codeFor(code: number, description: string): DeliveryCode {
	const said = description.toLowerCase();
	const row = ROWS.find(([number, begins]) => number === code && said.startsWith(begins.toLowerCase()));
	return row?.[2] ?? 'rejected';
}
