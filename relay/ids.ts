import { createHash, randomBytes } from 'node:crypto';

/** Random bytes are drawn in stock: one call to the system for many ids. */
const STOCK = 6144;
let stock = Buffer.alloc(0);
let used = 0;

function draw(bytes: number): Buffer {
	if (used + bytes > stock.length) {
		stock = randomBytes(STOCK);
		used = 0;
	}
	used += bytes;
	return stock.subarray(used - bytes, used);
}

/** A new id, `msg_…`: 96 random bits, safe in URLs. */
export function newId(
	kind:
		| 'usr'
		| 'dev'
		| 'chn'
		| 'cnt'
		| 'cnv'
		| 'msg'
		| 'med'
		| 'cns'
		| 'alt'
		| 'pol'
		| 'crd'
		| 'aut'
		| 'mrg'
		| 'tag',
): string {
	return `${kind}_${draw(12).toString('base64url')}`;
}

/**
 * As `newId`, in the order of time: what is made together lies together in the store's indexes. Thousands at once under
 * random ids would touch a page of each index for every one of them.
 */
export function newIdInOrder(kind: 'cnt', at: number): string {
	return `${kind}_${at.toString(36).padStart(9, '0')}${draw(9).toString('base64url')}`;
}

/** A secret that cannot be guessed, safe in URLs and headers. */
export function newSecret(): string {
	return randomBytes(32).toString('base64url');
}

/** How tokens and codes are kept: they hold enough randomness that a plain hash suffices. */
export function hashSecret(secret: string): string {
	return createHash('sha256').update(secret).digest('base64url');
}
