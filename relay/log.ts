import pino from 'pino';

/** Structured log. Secrets are named, not guessed: whoever reads one registers it with `hide`. */
export interface Log {
	debug(facts: object, message: string): void;
	info(facts: object, message: string): void;
	warn(facts: object, message: string): void;
	error(facts: object, message: string): void;
	/** From now on this text never appears in the log, wherever it comes from. */
	hide(secret: string): void;
}

const SHORTEST_SECRET = 6;

/** A log that writes JSON lines to standard output, with every hidden text and every credential-like key taken out. */
export function createLog(
	level: string,
	write: (line: string) => void = line => process.stdout.write(line),
): Log {
	const secrets = new Set<string>();
	const logger = pino(
		{
			level,
			base: null,
			timestamp: pino.stdTimeFunctions.isoTime,
			formatters: { level: label => ({ level: label }) },
			serializers: { error: pino.stdSerializers.err },
			redact: {
				paths: [
					'authorization',
					'token',
					'apiKey',
					'credentials',
					'*.authorization',
					'*.token',
					'*.apiKey',
					'*.credentials',
					'headers',
				],
				censor: '[hidden]',
			},
		},
		{
			write(line: string) {
				let clean = line;
				for (const secret of secrets)
					if (clean.includes(secret)) clean = clean.replaceAll(secret, '[hidden]');
				write(clean);
			},
		},
	);
	return {
		debug: (facts, message) => logger.debug(facts, message),
		info: (facts, message) => logger.info(facts, message),
		warn: (facts, message) => logger.warn(facts, message),
		error: (facts, message) => logger.error(facts, message),
		hide(secret) {
			if (secret.length < SHORTEST_SECRET) return;
			secrets.add(secret);
			// JSON escapes quotes and backslashes: the escaped form is what stands in the line.
			const escaped = JSON.stringify(secret).slice(1, -1);
			if (escaped !== secret) secrets.add(escaped);
		},
	};
}
