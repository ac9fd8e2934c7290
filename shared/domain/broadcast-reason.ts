import { DELIVERY_CODES, type DeliveryCode } from './delivery-codes.ts';

/** What is told of a recipient who got nothing by our own rules, where the rule left no words with them. */
const SKIPS: Readonly<Record<string, string>> = {
	duplicate: 'They are in it already, by another number or as another contact.',
	'sent-by-hand': 'Their message failed, and somebody sent it again by hand.',
	cancelled: 'The broadcast was cancelled before their turn.',
	'period-over': 'The period ended before their turn.',
	'opted-out': 'They have withdrawn consent to marketing.',
	'marketing-capped': 'They got as much marketing in 24 hours as the rules allow, and have not answered.',
	'marketing-held': 'WhatsApp limits marketing to them now.',
	'marketing-country': 'WhatsApp delivers no marketing to numbers of their country.',
	parameters: 'A value of the message is missing for them.',
	unreachable: 'There is no number or address that this channel can write to.',
	'cannot-start': 'They have not written to this channel first, as this network asks.',
	blocked: 'They have blocked this channel.',
	'country-unreachable': 'WhatsApp delivers nothing to where they are.',
	'window-closed': 'They last wrote too long ago.',
};

/** A reason in words, and what to do; of a delivery code or of a rule of ours. */
export function reasonWords(reason: string): {
	message: string;
	nextStep: string | null;
	code: DeliveryCode | null;
} {
	// A word that both know is a rule's here, where nothing was sent.
	if (Object.hasOwn(DELIVERY_CODES, reason)) {
		const code = reason as DeliveryCode;
		const { sentence, nextStep } = DELIVERY_CODES[code];
		return { message: sentence, nextStep, code };
	}
	return { message: SKIPS[reason] ?? reason, nextStep: null, code: null };
}

/** The same of somebody who was skipped or had no turn. */
export function skipWords(reason: string): string {
	return SKIPS[reason] ?? reasonWords(reason).message;
}
