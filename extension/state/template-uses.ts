import type { TemplateUseView } from '../../shared/contract/sending-views.ts';

export const USE_COLUMNS = [
	'name',
	'language',
	'category',
	'quality',
	'sent',
	'delivered',
	'read',
	'failed',
	'optedOut',
] as const;
export type UseColumn = (typeof USE_COLUMNS)[number];

export interface UseOrder {
	readonly by: UseColumn;
	readonly direction: 'ascending' | 'descending';
}

/** The most sent first. */
export const FIRST_ORDER: UseOrder = { by: 'sent', direction: 'descending' };

/** The order after a press on a column's head: words from A, numbers from the greatest, then the other way round. */
export function nextOrder(order: UseOrder, by: UseColumn): UseOrder {
	const isWord = by === 'name' || by === 'language' || by === 'category';
	if (order.by !== by) return { by, direction: isWord || by === 'quality' ? 'ascending' : 'descending' };
	return { by, direction: order.direction === 'ascending' ? 'descending' : 'ascending' };
}

/** A part of the sent messages, 0 to 1; null when none was sent. */
export function shareOf(part: number, sent: number): number | null {
	return sent === 0 ? null : part / sent;
}

/** The worst first; what is not graded comes last. */
const QUALITIES = ['red', 'yellow', 'green'];

function compare(a: TemplateUseView, b: TemplateUseView, by: UseColumn): number {
	switch (by) {
		case 'name':
		case 'language':
		case 'category':
			return a[by].localeCompare(b[by]);
		case 'quality':
			return rank(a.quality) - rank(b.quality);
		case 'sent':
		case 'optedOut':
			return a[by] - b[by];
		default:
			return (shareOf(a[by], a.sent) ?? -1) - (shareOf(b[by], b.sent) ?? -1);
	}
}

function rank(quality: string | null): number {
	const at = QUALITIES.indexOf(quality ?? '');
	return at < 0 ? QUALITIES.length : at;
}

/** The templates in an order; equal ones by how much was sent, then by name. */
export function sortUses(uses: readonly TemplateUseView[], { by, direction }: UseOrder): TemplateUseView[] {
	const sign = direction === 'ascending' ? 1 : -1;
	return uses.toSorted((a, b) => sign * compare(a, b, by) || b.sent - a.sent || a.name.localeCompare(b.name));
}
