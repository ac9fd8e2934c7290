/** What a template's status means for sending, in words. */
export interface TemplateSendability {
	/** True only for `approved`. */
	readonly sendable: boolean;
	/** One or two words for a badge; a status newer than this code as it was written. */
	readonly label: string;
	/** What it means and what to do. */
	readonly sentence: string;
}

/** Statuses of Meta and of 360dialog's older answers (providers.md §1.6, §4.5, Oct 2026), and ours: `draft`. */
const STATUSES: Readonly<Record<string, readonly [label: string, sentence: string]>> = {
	approved: ['Approved', 'It can be sent.'],
	draft: ['Draft', 'It is still being written. Submit it for review.'],
	created: ['Submitted', 'It was handed over and waits for review. Most reviews take minutes, some a day.'],
	submitted: ['Submitted', 'It was handed over and waits for review. Most reviews take minutes, some a day.'],
	pending: ['In review', 'WhatsApp is reviewing it. Most reviews take minutes, some a day.'],
	in_appeal: ['In appeal', 'WhatsApp is looking at the appeal. It decides within about a day.'],
	rejected: ['Rejected', 'WhatsApp did not approve it. Change it and submit it again, or appeal.'],
	paused: [
		'Paused',
		'WhatsApp paused it because recipients reacted badly. It comes back by itself the first two times; change it meanwhile.',
	],
	disabled: ['Disabled', 'WhatsApp has switched it off for good. Write another template.'],
	flagged: ['Flagged', 'Recipients react badly to it. It will be switched off unless that changes.'],
	locked: ['Locked', 'WhatsApp has locked it. Write another template.'],
	limit_exceeded: [
		'Limit exceeded',
		'The account has as many templates as it may have. Delete some that are not used.',
	],
	archived: [
		'Archived',
		'It was not used for long. Take it out of the archive in WhatsApp Manager, or it is deleted after 28 days.',
	],
	pending_deletion: ['Being deleted', 'It was deleted and cannot be sent any more.'],
	deleted: ['Deleted', 'It was deleted and cannot be sent any more.'],
};

/** Words of webhooks that mean one of the statuses. */
const SAME: Readonly<Record<string, string>> = { reinstated: 'approved', unarchived: 'approved' };

/** What a status means. Only `approved` can be sent; a word newer than this code is shown raw and cannot. */
export function templateSendability(status: string): TemplateSendability {
	const word = status.toLowerCase();
	const known = Object.hasOwn(STATUSES, word) ? STATUSES[word] : undefined;
	if (known) return { sendable: word === 'approved', label: known[0], sentence: known[1] };
	return {
		sendable: false,
		label: status,
		sentence: `WhatsApp calls its status “${status}”, which this version does not know. It cannot be sent from here.`,
	};
}

/** The status that a provider's word stands for, in lower case: its events say `REINSTATED` where its lists say `APPROVED`. */
export function templateStatusOf(word: string): string {
	const lower = word.toLowerCase();
	return Object.hasOwn(SAME, lower) ? (SAME[lower] ?? lower) : lower;
}

/** Meta's reasons (providers.md §2.10, §4.7) as a person can act on them. */
const REASONS: Readonly<Record<string, string>> = {
	ABUSIVE_CONTENT: 'abusive content: take out what threatens or insults',
	INCORRECT_CATEGORY: 'the category does not fit the text: choose another',
	INVALID_FORMAT: 'the format is not right: look at variables and samples',
	PROMOTIONAL: 'promotional text in a template that is not marketing: change the text or the category',
	SCAM: 'it reads like a fraud: say who you are, and ask for no codes or card numbers',
	TAG_CONTENT_MISMATCH: 'language or category does not match the text',
	CATEGORY_NOT_AVAILABLE: 'this category is not open to your account',
};

/** Why a template was rejected, in words; a reason newer than this code, or a sentence, comes back readable. */
export function rejectionWords(reason: string): string {
	const known = REASONS[reason.toUpperCase()];
	if (known) return known;
	return (/^[A-Z_]+$/.test(reason) ? reason.toLowerCase().replaceAll('_', ' ') : reason).replace(/\.$/, '');
}
