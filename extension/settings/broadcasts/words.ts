import { CalendarClock, Check, CirclePause, type IconNode, OctagonX, PencilLine, Play } from 'lucide';
import type { BroadcastState, Bucket, RecipientState } from '../../../shared/domain/broadcast.ts';
import { formatMoney } from '../../../shared/domain/pricing.ts';
import type { RelayError } from '../../state/views.ts';
import type { Tone } from '../../ui/badge.tsx';
import { formatNumber, type TextKey, t, textLocale } from '../../ui/text.ts';

/** A state in words, with a sign and a colour beside them. */
export const STATE_WORDS: Record<
	BroadcastState,
	{ readonly word: TextKey; readonly icon: IconNode; readonly tone: Tone }
> = {
	draft: { word: 'bc_state_draft', icon: PencilLine, tone: 'neutral' },
	scheduled: { word: 'bc_state_scheduled', icon: CalendarClock, tone: 'neutral' },
	running: { word: 'bc_state_running', icon: Play, tone: 'accent' },
	paused: { word: 'bc_state_paused', icon: CirclePause, tone: 'warn' },
	completed: { word: 'bc_state_completed', icon: Check, tone: 'good' },
	cancelled: { word: 'bc_state_cancelled', icon: OctagonX, tone: 'bad' },
};

/** What a bucket is called. */
export const BUCKET_WORDS: Record<Bucket, TextKey> = {
	all: 'bc_bucket_all',
	waiting: 'bc_bucket_waiting',
	sent: 'bc_bucket_sent',
	delivered: 'bc_bucket_delivered',
	read: 'bc_bucket_read',
	'not-read': 'bc_bucket_not_read',
	clicked: 'bc_bucket_clicked',
	'not-clicked': 'bc_bucket_not_clicked',
	replied: 'bc_bucket_replied',
	'not-replied': 'bc_bucket_not_replied',
	failed: 'bc_bucket_failed',
	skipped: 'bc_bucket_skipped',
	'not-sent': 'bc_bucket_not_sent',
	unknown: 'bc_bucket_unknown',
	stopped: 'bc_bucket_stopped',
};

/** Where one recipient is. */
export const RECIPIENT_WORDS: Record<RecipientState, { readonly word: TextKey; readonly tone: Tone }> = {
	waiting: { word: 'bc_bucket_waiting', tone: 'neutral' },
	sending: { word: 'bc_recipient_sending', tone: 'neutral' },
	sent: { word: 'bc_bucket_sent', tone: 'neutral' },
	delivered: { word: 'bc_bucket_delivered', tone: 'good' },
	read: { word: 'bc_bucket_read', tone: 'good' },
	failed: { word: 'bc_bucket_failed', tone: 'bad' },
	skipped: { word: 'bc_bucket_skipped', tone: 'warn' },
	'not-sent': { word: 'bc_bucket_not_sent', tone: 'neutral' },
	unknown: { word: 'bc_bucket_unknown', tone: 'warn' },
};

/** An error of the relay's, or that it is away. */
export function problemWords({ code, message }: RelayError): string {
	return code === 'offline' ? t('open_offline') : message;
}

/** Millionths of a currency: to the cent, and above a hundred without. */
export function roughMoney(amount: number, currency: string): string {
	const units = amount / 1_000_000;
	if (units < 100) return formatMoney(amount, currency, textLocale());
	try {
		return new Intl.NumberFormat(textLocale(), {
			style: 'currency',
			currency,
			maximumFractionDigits: 0,
		}).format(units);
	} catch {
		return `${formatNumber(Math.round(units))} ${currency}`;
	}
}

/** Millionths of a currency as people of this locale write them. */
export function money(amount: number, currency: string): string {
	return formatMoney(amount, currency, textLocale());
}

/** A part of a whole in percent; a dash of nothing. */
export function percent(part: number, whole: number): string {
	if (whole === 0) return '–';
	const style = { style: 'percent', maximumFractionDigits: 1 } as const;
	return new Intl.NumberFormat(textLocale(), style).format(part / whole);
}

/** Messages a second, or a minute where less than one a second goes. */
export function rateWords(perSecond: number): string {
	const round = (value: number) =>
		new Intl.NumberFormat(textLocale(), { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
	return perSecond >= 1
		? t('bc_rate_second', { count: round(perSecond) })
		: t('bc_rate_minute', { count: round(perSecond * 60) });
}
