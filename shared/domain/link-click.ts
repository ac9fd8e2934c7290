import { LINK_PREVIEWERS } from '../data/link-previewers.ts';

/** True when a link was probably opened by a person: by the name that the program gives itself, which most programs do. */
export function isPersonsBrowser(userAgent: string): boolean {
	const words = userAgent.toLowerCase();
	return words.trim() !== '' && !LINK_PREVIEWERS.some(word => words.includes(word));
}
