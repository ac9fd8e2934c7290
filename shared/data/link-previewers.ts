/**
 * What programs call themselves that open links to draw a picture of them, index them or look whether they are safe, and what
 * people's browsers do not (parts of the user agent, without capitals). Collected Nov 2026.
 */
export const LINK_PREVIEWERS: readonly string[] = [
	...['bot', 'crawler', 'spider', 'slurp', 'preview', 'headless'],
	...['facebookexternalhit', 'whatsapp/', 'telegrambot'],
	...['curl/', 'wget/', 'python-', 'okhttp'],
];
