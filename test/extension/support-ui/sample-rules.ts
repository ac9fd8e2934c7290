import type { RulesView } from '../../../shared/contract/sending-views.ts';

/** The rules of an invented kitchen shop. */
export const RULES: RulesView = {
	marketingCap: 2,
	refuseUnreachable: true,
	strictButtons: false,
	zone: 'Europe/Berlin',
	currency: 'EUR',
	confirmOptOut: 'You will get no more offers from us.',
	confirmOptIn: null,
	numberedChoices: false,
	fourEyes: false,
	scheduleDays: 62,
	defaultCountry: null,
	keepFilesDays: null,
};
