import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { closeSync, constants, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from './config.ts';

/** Seals secrets for the settings file and signs short-lived addresses. */
export interface Vault {
	/** AES-256-GCM; the same text sealed twice looks different. */
	seal(plain: string): string;
	/** Throws when the text was sealed with another key or changed since. */
	open(sealed: string): string;
	/** A short signature over a text that only this relay can make. */
	sign(text: string): string;
}

export function createVault(key: Buffer): Vault {
	const sealing = Buffer.from(hkdfSync('sha256', key, '', 'seal', 32));
	const signing = Buffer.from(hkdfSync('sha256', key, '', 'sign', 32));
	return {
		seal(plain) {
			const nonce = randomBytes(12);
			const cipher = createCipheriv('aes-256-gcm', sealing, nonce);
			const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
			return `v1.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
		},
		open(sealed) {
			if (!sealed.startsWith('v1.'))
				throw new Error('A sealed value is not in a form that this version knows.');
			const raw = Buffer.from(sealed.slice(3), 'base64url');
			const decipher = createDecipheriv('aes-256-gcm', sealing, raw.subarray(0, 12));
			decipher.setAuthTag(raw.subarray(12, 28));
			return Buffer.concat([decipher.update(raw.subarray(28)), decipher.final()]).toString('utf8');
		},
		sign: text => createHmac('sha256', signing).update(text).digest('base64url').slice(0, 32),
	};
}

/** The key of the environment, or the one kept in `relay.key` (made with mode 0600 when absent). */
export function loadKey(fromEnvironment: Buffer | null, dataDir: string): Buffer {
	if (fromEnvironment) return fromEnvironment;
	const path = join(dataDir, 'relay.key');
	try {
		const key = randomBytes(32);
		const file = openSync(path, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, 0o600);
		writeSync(file, `${key.toString('hex')}\n`);
		fsyncSync(file);
		closeSync(file);
		return key;
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
	}
	const text = readFileSync(path, 'utf8').trim();
	if (!/^[0-9a-fA-F]{64}$/.test(text)) {
		throw new StartError(
			`The key file ${path} is damaged: it must hold 64 hexadecimal digits. Restore it from a backup; without it the channels’ credentials must be entered again.`,
		);
	}
	return Buffer.from(text, 'hex');
}
