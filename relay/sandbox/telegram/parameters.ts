import busboy from 'busboy';
import type { Request } from 'express';
import { BotError, badRequest } from './bot-error.ts';
import type { Fields } from './model.ts';

/** A file that came with the request. */
export interface SentFile {
	bytes: Buffer;
	mime: string;
	filename: string;
}

/** The most that a bot may send in one request (providers.md §7.5: 50 MB a file). */
const MAX_FILE = 50 * 1024 * 1024;

/** A method's parameters, wherever they stood: in the address, a form or a JSON body. */
export class Parameters {
	readonly values: Fields;
	readonly #files: ReadonlyMap<string, SentFile>;
	readonly #asked = new Set<string>();

	constructor(values: Fields, files: ReadonlyMap<string, SentFile> = new Map()) {
		this.values = values;
		this.#files = files;
	}

	/** Names that nobody asked for. */
	unknown(): string[] {
		return Object.keys(this.values).filter(name => !this.#asked.has(name));
	}

	has(name: string): boolean {
		const value = this.#value(name);
		return value !== undefined && value !== null && value !== '';
	}

	/** Empty when it is missing. */
	text(name: string): string {
		const value = this.#value(name);
		if (value === undefined || value === null) return '';
		if (typeof value === 'object') throw badRequest(`parameter "${name}" must be a String`);
		return String(value);
	}

	number(name: string): number | null {
		if (!this.has(name)) return null;
		const found = Number(this.#value(name));
		return Number.isFinite(found) ? found : null;
	}

	isTrue(name: string): boolean {
		return ['true', '1', 'yes'].includes(this.text(name).toLowerCase());
	}

	/** An object or list; as text it must be JSON. Undefined when it is missing. */
	json(name: string, what: string): unknown {
		if (!this.has(name)) return undefined;
		const value = this.#value(name);
		if (typeof value !== 'string') return value;
		try {
			return JSON.parse(value);
		} catch {
			throw badRequest(`can't parse ${what} JSON object`);
		}
	}

	file(name: string): SentFile | null {
		this.#asked.add(name);
		return this.#files.get(name) ?? null;
	}

	#value(name: string): unknown {
		this.#asked.add(name);
		return this.values[name];
	}
}

/** Reads the parameters of a call (providers.md §7.1). */
export async function readParameters(request: Request): Promise<Parameters> {
	const query: Fields = { ...request.query };
	if (request.is('multipart/form-data')) return readForm(request, query);
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	const text = Buffer.concat(chunks).toString('utf8');
	if (text === '') return new Parameters(query);
	if (request.is('application/x-www-form-urlencoded'))
		return new Parameters({ ...query, ...Object.fromEntries(new URLSearchParams(text)) });
	try {
		const body: unknown = JSON.parse(text);
		if (isObject(body)) return new Parameters({ ...query, ...body });
	} catch {
		// Not JSON: told below, like JSON of another kind.
	}
	throw badRequest("can't parse JSON object");
}

function readForm(request: Request, query: Fields): Promise<Parameters> {
	return new Promise((resolve, reject) => {
		const form = busboy({ headers: request.headers, limits: { fileSize: MAX_FILE + 1 } });
		const values: Fields = { ...query };
		const files = new Map<string, SentFile>();
		let isTooLarge = false;
		form.on('field', (name, value) => {
			values[name] = value;
		});
		form.on('file', (name, stream, info) => {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('limit', () => {
				isTooLarge = true;
			});
			stream.on('close', () =>
				files.set(name, {
					bytes: Buffer.concat(chunks),
					mime: info.mimeType,
					filename: info.filename ?? name,
				}),
			);
		});
		form.on('error', error => reject(badRequest(String(error))));
		form.on('close', () => {
			if (isTooLarge) reject(new BotError(413, 'Request Entity Too Large'));
			else resolve(new Parameters(values, files));
		});
		request.pipe(form);
	});
}

/** True for a JSON object. */
export function isObject(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
