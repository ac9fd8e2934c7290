import type { BroadcastForm } from '../../state/broadcast-form.ts';
import type { PlanErrors, PlanField } from '../../state/broadcast-values.ts';
import { type TextKey, t } from '../../ui/text.ts';

/** What each field is called. */
export const PLAN_LABELS: Record<PlanField, TextKey> = {
	name: 'column_name',
	channelId: 'column_channel',
	content: 'column_content',
	'fallback.channelId': 'bc_fallback_channel',
	'fallback.content': 'bc_fallback_content',
	startAt: 'bc_start',
	'period.from': 'bc_period_from',
	'period.to': 'bc_period_to',
	'period.days': 'bc_days',
	'period.hours': 'bc_hours',
	perMinute: 'bc_per_minute',
	'brake.after': 'bc_brake_after',
	'brake.failed': 'bc_brake_failed',
	'brake.refused': 'bc_brake_refused',
	'brake.stopped': 'bc_brake_stopped',
};

/** The id of its control. */
export function planFieldId(field: PlanField): string {
	return `bc-${field.replace('.', '-')}`;
}

type Own = Extract<NonNullable<PlanErrors[PlanField]>, { own: string }>['own'];

const OWN: Record<Own, TextKey> = {
	required: 'error_required',
	past: 'bc_error_past',
	'too-far': 'bc_error_too_far',
	order: 'bc_error_order',
	hours: 'bc_error_hours',
	speed: 'bc_error_speed',
	count: 'bc_error_count',
	percent: 'bc_error_percent',
};

/** What is wrong with it, in words; null when nothing is. */
export function planError(form: BroadcastForm, field: PlanField): string | null {
	const error = form.errors.value[field];
	if (!error) return null;
	return 'said' in error ? error.said : t(OWN[error.own]);
}
