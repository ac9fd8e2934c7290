import busboy from 'busboy';
import type { Request, Response } from 'express';
import type { NumberRow, SandboxProvider } from './model.ts';
import { GraphError, graphErrorBody } from './whatsapp/graph-error.ts';
import { isObject } from './whatsapp/read-body.ts';
import type { World } from './world.ts';

/** A file that came as multipart form. */
export interface UploadedFile {
	bytes: Buffer;
	mime: string;
	filename: string | null;
	fields: Record<string, string>;
}

/** How a provider words its errors. */
export type ErrorWriter = (error: GraphError) => { status: number; body: unknown };

/** What a route answers: a body for 200, or nothing and a cut connection. */
export type Answer = { body: unknown; afterMs?: number } | { bytes: Buffer; mime: string } | { cut: true };

/** A provider's route: everything it needs to know of one call. */
export interface Call {
	number: NumberRow;
	request: Request;
	body: unknown;
}

const MAX_UPLOAD = 110 * 1024 * 1024;

/** Meta's own wording of errors. */
export const writeGraphError: ErrorWriter = error => ({ status: error.http, body: graphErrorBody(error) });

/** Answers one provider call and logs it. Everything is on disk before the answer leaves. */
export async function answerCall(
	world: World,
	provider: SandboxProvider,
	request: Request,
	response: Response,
	steps: {
		findNumber: () => NumberRow;
		handle: (call: Call) => Answer | Promise<Answer>;
		writeError: ErrorWriter;
	},
): Promise<void> {
	let number: NumberRow | null = null;
	let body: unknown = null;
	let status = 200;
	try {
		world.settle();
		number = steps.findNumber();
		body = await readJson(request);
		failOnDemand(world, request.path);
		const answer = await steps.handle({ number, request, body });
		world.store.flush();
		if ('cut' in answer) {
			status = 0;
			request.socket.destroy();
		} else if ('bytes' in answer) {
			response.status(200).type(answer.mime).send(answer.bytes);
		} else {
			if (answer.afterMs) await waitFor(answer.afterMs, response);
			response.json(answer.body);
		}
	} catch (error) {
		if (!(error instanceof GraphError)) console.error('sandbox: a route failed', error);
		const known = error instanceof GraphError ? error : new GraphError(1, String(error));
		const written = steps.writeError(known);
		status = written.status;
		response.status(status).json(written.body);
	}
	const opaque =
		isObject(body) && typeof body.biz_opaque_callback_data === 'string'
			? body.biz_opaque_callback_data
			: null;
	const path = request.originalUrl;
	world.logRequest({
		provider,
		numberId: number?.id ?? null,
		method: request.method,
		path,
		body,
		status,
		opaque,
	});
}

/** Throws for a call that a tester wants to fail. */
function failOnDemand(world: World, path: string): void {
	const { calls } = world.faults;
	if (calls.failTimes === 0 || !path.includes(calls.failPath)) return;
	calls.failTimes -= 1;
	world.keepFaults();
	throw new GraphError(131000);
}

async function readJson(request: Request): Promise<unknown> {
	if (!request.is('json')) return null;
	const text = (await readBytes(request)).toString('utf8');
	if (text === '') return null;
	try {
		return JSON.parse(text);
	} catch {
		throw new GraphError(100, 'The body is not valid JSON.');
	}
}

/** The whole body, whatever it is. */
export async function readBytes(request: Request): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}

/** Waits before answering; not longer than the caller does. */
function waitFor(ms: number, response: Response): Promise<void> {
	return new Promise(resolve => {
		const timer = setTimeout(resolve, ms);
		response.on('close', () => {
			clearTimeout(timer);
			resolve();
		});
	});
}

/** Reads `POST /media`. Throws `GraphError` when it is no form, or has no file. */
export function readUpload(request: Request): Promise<UploadedFile> {
	return new Promise((resolve, reject) => {
		if (!request.is('multipart/form-data')) {
			request.resume();
			reject(new GraphError(100, 'The body must be multipart/form-data.'));
			return;
		}
		const form = busboy({ headers: request.headers, limits: { fileSize: MAX_UPLOAD, files: 1 } });
		const fields: Record<string, string> = {};
		let file: Omit<UploadedFile, 'fields'> | null = null;
		form.on('field', (name, value) => {
			fields[name] = value;
		});
		form.on('file', (name, stream, info) => {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('close', () => {
				if (name === 'file')
					file = { bytes: Buffer.concat(chunks), mime: info.mimeType, filename: info.filename ?? null };
			});
		});
		form.on('error', error => reject(new GraphError(100, String(error))));
		form.on('close', () => {
			if (fields.messaging_product !== 'whatsapp') {
				reject(new GraphError(100, 'The parameter messaging_product is required and must be "whatsapp".'));
			} else if (file) resolve({ ...file, fields });
			else reject(new GraphError(100, 'The parameter file is required.'));
		});
		request.pipe(form);
	});
}
