import { CLOUD_API_NUMBER, DIALOG360_NUMBER } from '../../../relay/sandbox/seed.ts';

/** What a provider answered. */
export interface Answer {
	status: number;
	body: Record<string, never> & {
		error?: { code: number; message: string; error_data?: { details: string } };
	};
}

/** Calls the 360dialog fake with its key. */
export function callDialog360(url: string, path: string, body?: unknown, method?: string): Promise<Answer> {
	return call(`${url}/dialog360${path}`, { 'D360-API-KEY': DIALOG360_NUMBER.apiKey }, body, method);
}

/** Calls the Cloud API fake with its token; `path` begins after the version. */
export function callCloudApi(url: string, path: string, body?: unknown, method?: string): Promise<Answer> {
	const { accessToken, apiVersion } = CLOUD_API_NUMBER;
	return call(
		`${url}/cloud-api/${apiVersion}${path}`,
		{ Authorization: `Bearer ${accessToken}` },
		body,
		method,
	);
}

async function call(
	url: string,
	headers: Record<string, string>,
	body: unknown,
	method?: string,
): Promise<Answer> {
	const form = body instanceof FormData;
	const response = await fetch(url, {
		method: method ?? (body === undefined ? 'GET' : 'POST'),
		headers: body === undefined || form ? headers : { ...headers, 'Content-Type': 'application/json' },
		...(body !== undefined && { body: form ? body : JSON.stringify(body) }),
	});
	const text = await response.text();
	return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
}

/** A multipart body for `POST /media`. */
export function mediaForm(bytes: Uint8Array<ArrayBuffer>, mime: string, name = 'file.bin'): FormData {
	const form = new FormData();
	form.set('messaging_product', 'whatsapp');
	form.set('file', new Blob([bytes], { type: mime }), name);
	return form;
}

/** A text message body. */
export function text(
	to: string,
	body = 'Hello',
	more: Record<string, unknown> = {},
): Record<string, unknown> {
	return { messaging_product: 'whatsapp', to, type: 'text', text: { body }, ...more };
}

/** A template message body. */
export function template(
	to: string,
	name: string,
	language: string,
	components: unknown[] = [],
): Record<string, unknown> {
	return {
		messaging_product: 'whatsapp',
		to,
		type: 'template',
		template: { name, language: { code: language }, components },
	};
}

/** Text parameters of one component. */
export function parameters(...texts: string[]): unknown[] {
	return texts.map(value => ({ type: 'text', text: value }));
}
