import type { MessageView } from '../../shared/contract/views.ts';
import { MINUTE_MS } from '../../shared/lib/time.ts';
import type { OutboxItem } from '../connection/page-messages.ts';

/** One line of the message list. */
export type Row =
	| { readonly kind: 'day'; readonly key: string; readonly at: number }
	| { readonly kind: 'unread'; readonly key: string }
	/** `first`: begins a group of one author's messages close in time. */
	| { readonly kind: 'message'; readonly key: string; readonly message: MessageView; readonly first: boolean }
	| { readonly kind: 'pending'; readonly key: string; readonly item: OutboxItem };

const GROUP_MS = 5 * MINUTE_MS;

/** The list's lines: messages under their days, the unread line, and the outbox at the end. */
export function buildRows(
	messages: readonly MessageView[],
	pending: readonly OutboxItem[],
	firstUnread: string | null,
	dayOf: (at: number) => string,
): Row[] {
	const rows: Row[] = [];
	let before: MessageView | null = null;
	let day: string | null = null;
	for (const message of messages) {
		const today = dayOf(message.at);
		const newDay = today !== day;
		if (newDay) rows.push({ kind: 'day', key: `day:${today}`, at: message.at });
		const unread = message.id === firstUnread;
		if (unread) rows.push({ kind: 'unread', key: 'unread' });
		const first = newDay || unread || !before || !sameGroup(before, message);
		// A message that was pending keeps its place in the page: its key is its client id.
		rows.push({ kind: 'message', key: message.clientId ?? message.id, message, first });
		before = message;
		day = today;
	}
	for (const item of pending) rows.push({ kind: 'pending', key: item.request.clientId, item });
	return rows;
}

function sameGroup(a: MessageView, b: MessageView): boolean {
	return (
		a.direction === b.direction &&
		a.author?.userId === b.author?.userId &&
		a.content.kind !== 'notice' &&
		b.content.kind !== 'notice' &&
		b.at - a.at < GROUP_MS
	);
}

/** Which rows are drawn: `show` rows up to `lastKey`; null is the newest, and stays it when more come. */
export interface RowWindow {
	readonly lastKey: string | null;
	readonly show: number;
}

const SHOW = 80;
const STEP = 40;
const MOST = 160;

export const NEWEST_ROWS: RowWindow = { lastKey: null, show: SHOW };

/** The bounds of a window in these rows. */
export function windowBounds(
	rows: readonly Row[],
	{ lastKey, show }: RowWindow,
): { from: number; to: number } {
	const last = lastKey === null ? -1 : rows.findIndex(row => row.key === lastKey);
	const to = last < 0 ? rows.length : last + 1;
	return { from: Math.max(0, to - show), to };
}

/** The window moved towards older rows; what falls out at the newer end is drawn again on the way back. */
export function olderRows(rows: readonly Row[], window: RowWindow): RowWindow {
	const { from, to } = windowBounds(rows, window);
	if (from === 0) return window;
	const show = Math.min(to - from + STEP, MOST);
	const end = Math.max(0, from - STEP) + show;
	return { lastKey: end >= rows.length ? null : (rows[end - 1]?.key ?? null), show };
}

/** The window moved towards newer rows. */
export function newerRows(rows: readonly Row[], window: RowWindow): RowWindow {
	const { from, to } = windowBounds(rows, window);
	if (to >= rows.length) return window.lastKey === null ? window : { ...window, lastKey: null };
	const end = Math.min(rows.length, to + STEP);
	return {
		lastKey: end >= rows.length ? null : (rows[end - 1]?.key ?? null),
		show: Math.min(end - from, MOST),
	};
}

/** A window with this row in its middle. */
export function rowsAround(rows: readonly Row[], key: string): RowWindow {
	const at = rows.findIndex(row => row.key === key);
	const end = at + SHOW / 2;
	if (at < 0 || end >= rows.length)
		return { lastKey: null, show: Math.max(SHOW, rows.length - at + STEP / 2) };
	return { lastKey: rows[end]?.key ?? null, show: SHOW };
}
