/** What a check of a channel looks at. */
export const CHECKS = [
	'credentials',
	'permissions',
	'number',
	'account',
	'health',
	'balance',
	'clock',
	'webhook',
	'public-address',
	'templates',
] as const;

/** One line of a channel check, in words: what was found and, when it is not well, what to do. */
export interface CheckLine {
	readonly check: (typeof CHECKS)[number];
	readonly result: 'ok' | 'warning' | 'failed';
	readonly message: string;
}
