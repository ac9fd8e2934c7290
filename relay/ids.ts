import { createHash, randomBytes } from 'node:crypto';

/** A new id, `msg_…`: 96 random bits, safe in URLs. */
export function newId(kind: 'usr' | 'dev' | 'chn' | 'cnt' | 'cnv' | 'msg' | 'med'): string {
	return `${kind}_${randomBytes(12).toString('base64url')}`;
}

/** A secret that cannot be guessed, safe in URLs and headers. */
export function newSecret(): string {
	return randomBytes(32).toString('base64url');
}

/** How tokens and codes are kept: they hold enough randomness that a plain hash suffices. */
export function hashSecret(secret: string): string {
	return createHash('sha256').update(secret).digest('base64url');
}
