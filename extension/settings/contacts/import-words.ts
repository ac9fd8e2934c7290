import type { ImportView } from '../../state/views.ts';
import type { Tone } from '../../ui/badge.tsx';
import { formatNumber, type TextKey, t } from '../../ui/text.ts';

export const STATE_WORDS: Record<ImportView['state'], TextKey> = {
	running: 'import_state_running',
	done: 'import_state_done',
	failed: 'import_state_failed',
	undoing: 'import_state_undoing',
	undone: 'import_state_undone',
};

export const STATE_TONES: Record<ImportView['state'], Tone> = {
	running: 'accent',
	done: 'good',
	failed: 'bad',
	undoing: 'accent',
	undone: 'neutral',
};

/** What taking it back did. */
export function undoneWords({ removed, restored, kept }: NonNullable<ImportView['undone']>): string {
	return t('import_undone_words', {
		removed: formatNumber(removed),
		restored: formatNumber(restored),
		kept: formatNumber(kept),
	});
}
