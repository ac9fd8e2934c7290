import type { Tone } from '../../ui/badge.tsx';
import { type TextKey, t } from '../../ui/text.ts';

const STATUSES: Readonly<Record<string, { readonly tone: Tone; readonly word: TextKey }>> = {
	connected: { tone: 'good', word: 'limit_status_connected' },
	pending: { tone: 'warn', word: 'limit_status_pending' },
	unverified: { tone: 'warn', word: 'limit_status_unverified' },
	flagged: { tone: 'warn', word: 'limit_status_flagged' },
	restricted: { tone: 'bad', word: 'limit_status_restricted' },
	rate_limited: { tone: 'bad', word: 'limit_status_restricted' },
	offline: { tone: 'bad', word: 'limit_status_disconnected' },
	disconnected: { tone: 'bad', word: 'limit_status_disconnected' },
	banned: { tone: 'bad', word: 'limit_status_banned' },
	deleted: { tone: 'bad', word: 'limit_status_deleted' },
	migrated: { tone: 'bad', word: 'limit_status_migrated' },
};

/** A number's status in words; one that is newer than this code as it is written. */
export function statusWords(status: string): { readonly tone: Tone; readonly words: string } {
	const known = STATUSES[status];
	return known ? { tone: known.tone, words: t(known.word) } : { tone: 'neutral', words: status };
}
