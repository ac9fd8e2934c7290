import { templateSendability } from '../../shared/domain/template-status.ts';
import { Badge, type Tone } from './badge.tsx';
import { type TextKey, t } from './text.ts';

const STATUS_TONES: Record<string, Tone> = {
	approved: 'good',
	rejected: 'bad',
	disabled: 'bad',
	locked: 'bad',
	draft: 'neutral',
	deleted: 'neutral',
	pending_deletion: 'neutral',
};

/** A template's status in words; one that is newer than this code as it is written. */
export function StatusBadge({ status }: { readonly status: string }) {
	return <Badge tone={STATUS_TONES[status] ?? 'warn'}>{templateSendability(status).label}</Badge>;
}

const QUALITIES: Record<string, { readonly tone: Tone; readonly word: TextKey }> = {
	green: { tone: 'good', word: 'quality_green' },
	yellow: { tone: 'warn', word: 'quality_yellow' },
	red: { tone: 'bad', word: 'quality_red' },
	unknown: { tone: 'neutral', word: 'quality_unknown' },
};

/** How the provider grades a template or a number; nothing where it never has. */
export function QualityBadge({ quality }: { readonly quality: string | null }) {
	if (quality === null) return null;
	return <Badge tone={qualityTone(quality)}>{qualityWord(quality)}</Badge>;
}

/** The colour that goes with a grade. */
export function qualityTone(quality: string): Tone {
	return QUALITIES[quality]?.tone ?? 'neutral';
}

/** A grade in words; one that is newer than this code as it is written. */
export function qualityWord(quality: string): string {
	const known = QUALITIES[quality];
	return known ? t(known.word) : quality;
}
