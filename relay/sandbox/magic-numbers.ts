/** How one magic recipient fails. */
export interface MagicNumber {
	/** E.164, from the range that the British regulator keeps free for fiction. */
	phone: string;
	/** What a tester sees. */
	label: string;
	/** `refuse`: the send is answered with the code. `fail-later`: accepted, then a `failed` status. */
	how: 'refuse' | 'refuse-once' | 'fail-later' | 'cut-delivered' | 'cut-lost' | 'slow';
	/** Meta's code; null where no code is involved. */
	code: number | null;
}

/** How long the slow recipient takes to be answered. */
export const SLOW_ANSWER_MS = 20_000;

/**
 * Every recipient that fails on purpose; the number ends like the code. "Once" counts per message: the same
 * message (by `biz_opaque_callback_data`, else by body) goes through at the second try.
 */
export const MAGIC_NUMBERS: readonly MagicNumber[] = [
	{ phone: '+447700900026', label: 'Not on WhatsApp, reported later', how: 'fail-later', code: 131026 },
	{ phone: '+447700900031', label: 'Account locked', how: 'refuse', code: 131031 },
	{ phone: '+447700900042', label: 'Payment problem of the business', how: 'refuse', code: 131042 },
	{ phone: '+447700900047', label: 'More than 24 hours since the last answer', how: 'refuse', code: 131047 },
	{ phone: '+447700900048', label: 'Spam limit reached', how: 'refuse', code: 131048 },
	{
		phone: '+447700900049',
		label: 'Held back for healthy engagement, reported later',
		how: 'fail-later',
		code: 131049,
	},
	{ phone: '+447700900050', label: 'Person stopped marketing messages', how: 'refuse', code: 131050 },
	{ phone: '+447700900053', label: 'Media cannot be used, reported later', how: 'fail-later', code: 131053 },
	{ phone: '+447700900056', label: 'Too many messages to this person', how: 'refuse', code: 131056 },
	{ phone: '+447700900190', label: 'Key or token revoked (HTTP 401)', how: 'refuse', code: 190 },
	{ phone: '+447700900429', label: 'Rate limit once, then accepted', how: 'refuse-once', code: 130429 },
	{ phone: '+447700900472', label: 'Person is part of an experiment', how: 'refuse', code: 130472 },
	{
		phone: '+447700900500',
		label: 'Server error once (HTTP 500), then accepted',
		how: 'refuse-once',
		code: 131000,
	},
	{
		phone: '+447700900800',
		label: 'Connection cut without an answer, message IS delivered',
		how: 'cut-delivered',
		code: null,
	},
	{
		phone: '+447700900801',
		label: 'Connection cut without an answer, message is lost',
		how: 'cut-lost',
		code: null,
	},
	{ phone: '+447700900900', label: 'Accepted, but the answer takes 20 seconds', how: 'slow', code: null },
];

/** The magic entry of a recipient, by the digits of its number; null for ordinary people. */
export function findMagicNumber(digits: string): MagicNumber | null {
	return MAGIC_NUMBERS.find(magic => magic.phone === `+${digits}`) ?? null;
}
