import {
	LONGEST_CONFIRMATION,
	MOST_CAP,
	MOST_DAYS_AHEAD,
	MOST_FILE_DAYS,
	type RulesField,
	type RulesForm,
} from '../../state/rules.ts';
import { formatNumber, type TextKey, t } from '../../ui/text.ts';

/** What each field is called. */
export const LABELS: Record<RulesField, TextKey> = {
	marketingCap: 'rule_cap',
	keepFilesDays: 'rule_file_days',
	scheduleDays: 'rule_schedule_days',
	zone: 'rule_zone',
	currency: 'rule_currency',
	defaultCountry: 'contacts_country',
	confirmOptOut: 'rule_confirm_out',
	confirmOptIn: 'rule_confirm_in',
};

/** The id of its control. */
export function fieldId(name: RulesField): string {
	return `rule-${name}`;
}

/** What is wrong with it, in words. */
export function errorOf(state: RulesForm, name: RulesField): string | null {
	const error = state.errors.value[name];
	if (!error) return null;
	if ('said' in error) return error.said;
	if (error.own === 'length') return t('rule_error_length', { most: formatNumber(LONGEST_CONFIRMATION) });
	return t('rule_error_cap', { most: formatNumber(MOST[error.own]) });
}

const MOST = { cap: MOST_CAP, days: MOST_FILE_DAYS, ahead: MOST_DAYS_AHEAD } as const;
