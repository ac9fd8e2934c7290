import { DeliveryError } from '../../../shared/domain/delivery-error.ts';
import { fileBytes } from '../file-bytes.ts';
import { FormData, type Http, type HttpAnswer } from '../http.ts';
import { resultOf } from './errors.ts';

/** The Bot API's own host (providers.md §7.1). */
const HOST = 'https://api.telegram.org';
/** A bot's id, a colon and its secret part. What is not of this shape never gets into an address. */
const TOKEN = /^\d{3,20}:[\w-]{20,80}$/;

/** One bot's door to the Bot API. */
export interface BotApi {
	readonly http: Http;
	readonly token: string;
	readonly base: string;
}

/** A method with its parameters, and the files that go with it by the name under which a parameter means them. */
export interface BotCall {
	readonly method: string;
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly files?: readonly AttachedFile[];
}

export interface AttachedFile {
	readonly field: string;
	readonly path: string;
	readonly mimeType: string;
	readonly filename: string | null;
}

export function botApi(http: Http, token: string, apiUrl: string | null): BotApi {
	return { http, token, base: apiUrl ?? HOST };
}

/** The bot's user id: the part of the token before the colon. Null when it is no token. */
export function botIdOf(token: string): string | null {
	return TOKEN.test(token) ? token.slice(0, token.indexOf(':')) : null;
}

/** The result of a method. Rejects only with `DeliveryError`. */
export async function call(api: BotApi, one: BotCall, signal: AbortSignal): Promise<unknown> {
	return resultOf(await ask(api, one, signal));
}

/** The same with all that came along, for who wants to know the time of the answer. */
export async function ask(
	api: BotApi,
	{ method, parameters, files = [] }: BotCall,
	signal: AbortSignal,
): Promise<HttpAnswer> {
	const url = `${api.base}/bot${needToken(api.token)}/${method}`;
	const request = { method: 'POST', url, secret: api.token, signal } as const;
	if (files.length > 0)
		return api.http.send({ ...request, headers: {}, body: await form(parameters, files) });
	return api.http.send({
		...request,
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(parameters),
	});
}

/** Opens a file of Telegram's by the path that `getFile` told. The address holds the token, so it is never handed out. */
export function openFile(
	api: BotApi,
	filePath: string,
	signal: AbortSignal,
): ReturnType<BotApi['http']['open']> {
	const path = filePath.split('/').map(encodeURIComponent).join('/');
	return api.http.open({
		method: 'GET',
		url: `${api.base}/file/bot${needToken(api.token)}/${path}`,
		headers: {},
		secret: api.token,
		signal,
	});
}

function needToken(token: string): string {
	if (botIdOf(token) !== null) return token;
	throw new DeliveryError('credentials-refused', {
		detail: 'This is not a bot’s token: those look like 123456789:AAE…',
	});
}

/** With files, everything else goes as text, and what has parts as JSON text (providers.md §7.1). */
async function form(
	parameters: BotCall['parameters'],
	files: readonly AttachedFile[],
): Promise<InstanceType<typeof FormData>> {
	const body = new FormData();
	for (const [name, value] of Object.entries(parameters))
		body.append(name, typeof value === 'string' ? value : JSON.stringify(value));
	for (const { field, path, mimeType, filename } of files) {
		body.append(field, await fileBytes(path, mimeType), filename ?? 'file');
	}
	return body;
}
