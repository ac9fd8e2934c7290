import type { Row } from '../state/rows.ts';
import { t } from '../ui/text.ts';
import { dayName } from '../ui/time.ts';
import { Bubble } from './bubble.tsx';
import { useSidebar } from './context.ts';
import { memo } from './memo.ts';
import styles from './message-row.module.css';
import { PendingBubble } from './pending-bubble.tsx';

export interface MessageRowProps {
	readonly row: Row;
	/** It was just jumped to. */
	readonly flash: boolean;
}

/** One line of the list. */
export const MessageRow = memo(function MessageRow({ row, flash }: MessageRowProps) {
	switch (row.kind) {
		case 'day':
			return (
				<li class={styles.day} data-row={row.key}>
					<DayName at={row.at} />
				</li>
			);
		case 'unread':
			return (
				<li class={styles.unread} data-row={row.key} data-test="unread-line">
					<span>{t('messages_unread')}</span>
				</li>
			);
		case 'message':
			return (
				<li class={row.first ? styles.first : styles.next} data-row={row.key}>
					<Bubble message={row.message} first={row.first} flash={flash} />
				</li>
			);
		case 'pending':
			return (
				<li class={styles.first} data-row={row.key}>
					<PendingBubble item={row.item} />
				</li>
			);
	}
}, sameRow);

function sameRow(before: MessageRowProps, after: MessageRowProps): boolean {
	const { row: a } = before;
	const { row: b } = after;
	if (before.flash !== after.flash || a.kind !== b.kind || a.key !== b.key) return false;
	if (a.kind === 'message' && b.kind === 'message') return a.message === b.message && a.first === b.first;
	if (a.kind === 'pending' && b.kind === 'pending') return a.item === b.item;
	return true;
}

function DayName({ at }: { readonly at: number }) {
	return <span>{dayName(at, useSidebar().clock.now.value)}</span>;
}
