import { resolve } from 'node:path';
import { z } from 'zod';

/** What the environment says, checked. The only reader of `process.env` in the relay. */
export interface Config {
	readonly port: number;
	readonly host: string;
	readonly dataDir: string;
	/** The address under which providers and extensions reach the relay; no trailing slash. Null: made of host and port. */
	readonly publicUrl: string | null;
	/** 32 bytes, or null to keep one in a file. */
	readonly relayKey: Buffer | null;
	readonly allowPrivateNetwork: boolean;
	/** The largest file that a person may store, in bytes. */
	readonly uploadMax: number;
	readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

/** A mistake that the person who starts the relay can mend. Its message is all that is printed. */
export class StartError extends Error {
	override readonly name = 'StartError';
}

const schema = z.object({
	PORT: z.coerce.number().int().min(0).max(65535).default(8787),
	HOST: z.string().min(1).default('127.0.0.1'),
	DATA_DIR: z.string().min(1).default('.data'),
	PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
	RELAY_KEY: z
		.string()
		.regex(/^[0-9a-fA-F]{64}$/)
		.optional(),
	ALLOW_PRIVATE_NETWORK: z.enum(['0', '1', '']).default('0'),
	UPLOAD_MAX_MB: z.coerce.number().int().min(1).max(100).default(20),
	DATABASE_URL: z.string().optional(),
	LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

const WANTED: Record<string, string> = {
	PORT: 'a port number from 0 to 65535',
	HOST: 'an address to listen on, such as 127.0.0.1 or 0.0.0.0',
	DATA_DIR: 'a folder',
	PUBLIC_URL: 'an address such as https://relay.example.org',
	RELAY_KEY: '64 hexadecimal digits (make one with: openssl rand -hex 32)',
	ALLOW_PRIVATE_NETWORK: '1, or nothing',
	UPLOAD_MAX_MB: 'a whole number from 1 to 100',
	LOG_LEVEL: 'one of trace, debug, info, warn, error, silent',
};

/** Reads the environment; throws `StartError` with one sentence that names the variable. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
	const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
	const read = schema.safeParse(given);
	if (!read.success) {
		const name = String(read.error.issues[0]?.path[0] ?? 'The environment');
		throw new StartError(`${name} is not right: it must be ${WANTED[name] ?? 'set differently'}.`);
	}
	const env = read.data;
	if (env.DATABASE_URL !== undefined) {
		throw new StartError(
			'DATABASE_URL is set, but this version stores only in the folder DATA_DIR. Unset DATABASE_URL to start.',
		);
	}
	return {
		port: env.PORT,
		host: env.HOST,
		dataDir: resolve(env.DATA_DIR),
		publicUrl: env.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
		relayKey: env.RELAY_KEY ? Buffer.from(env.RELAY_KEY, 'hex') : null,
		allowPrivateNetwork: env.ALLOW_PRIVATE_NETWORK === '1',
		uploadMax: env.UPLOAD_MAX_MB * 1024 * 1024,
		logLevel: env.LOG_LEVEL,
	};
}
