import type { Parts } from '../parts.ts';

/** Digits of a code: 60 random-looking bits, so that nobody finds another's by trying. */
const CODE_LENGTH = 10;

interface MadeLink {
	readonly code: string;
	readonly recipient_id: number;
	readonly broadcast_id: string;
	readonly url: string;
}

/** Puts a short address of ours in the place of each link of one recipient's message; `made` are those to store. */
export function shortLinks(
	parts: Parts,
	broadcastId: string,
	recipientId: number,
): { link: (url: string) => string; made: MadeLink[] } {
	const made: MadeLink[] = [];
	return {
		made,
		link(url) {
			const known = made.find(one => one.url === url);
			const code =
				known?.code ?? codeOf(parts, `${broadcastId}:${recipientId}:${made.length}:${parts.now()}`);
			if (!known) made.push({ code, recipient_id: recipientId, broadcast_id: broadcastId, url });
			return `${parts.publicUrl()}/r/${code}`;
		},
	};
}

function codeOf(parts: Parts, what: string): string {
	return parts.vault.sign(`short-link:${what}`).slice(0, CODE_LENGTH);
}
