import express, { type Request, type Response, type Router } from 'express';
import { BotError, badRequest, errorBody } from './bot-error.ts';
import type { BotDesk, Outcome } from './desk.ts';
import { type Parameters, readParameters } from './parameters.ts';
import type { TelegramWorld } from './telegram-world.ts';
import type { UpdateLine } from './updates.ts';
import { refusePolling, removeWebhook, setWebhook, webhookInfo } from './webhook-methods.ts';

/** The most that a bot may download (providers.md §7.5). */
const DOWNLOAD_MAX = 20 * 1024 * 1024;

/** The Bot API's fake: what https://api.telegram.org answers. */
export function botApiRoutes(telegram: TelegramWorld, line: UpdateLine, desk: BotDesk): Router {
	const router = express.Router();
	router.all('/bot:token/:method', (request, response) => answer(telegram, line, desk, request, response));
	router.get('/file/bot:token/*path', (request, response) => serveFile(telegram, request, response));
	router.use((_request, response) => {
		response.status(404).json(errorBody(new BotError(404, 'Not Found')));
	});
	return router;
}

async function answer(
	telegram: TelegramWorld,
	line: UpdateLine,
	desk: BotDesk,
	request: Request,
	response: Response,
): Promise<void> {
	const { world } = telegram;
	const name = String(request.params.method);
	let status = 200;
	let body: unknown = null;
	try {
		authorise(telegram, request);
		const given = await readParameters(request);
		body = given.values;
		failOnDemand(telegram, name);
		const outcome = perform(telegram, line, desk, name.toLowerCase(), given);
		world.store.flush();
		if ('cut' in outcome) {
			status = 0;
			request.socket.destroy();
		} else {
			const { result, description, afterMs = 0 } = outcome;
			if (afterMs > 0) await new Promise(resolve => setTimeout(resolve, afterMs));
			response.json({ ok: true, result, ...(description !== undefined && { description }) });
		}
	} catch (error) {
		if (!(error instanceof BotError)) console.error('sandbox: a method of the Bot API failed', error);
		const known = error instanceof BotError ? error : new BotError(500, `Internal Server Error: ${error}`);
		status = known.code;
		const { retry_after } = known.parameters;
		if (retry_after !== undefined) response.set('Retry-After', String(retry_after));
		response.status(status).json(errorBody(known));
	}
	// The token is left out of the path: the front page shows it to whoever looks.
	const path = `/telegram/${name}`;
	const call = { provider: 'telegram', numberId: telegram.bot.id, method: request.method } as const;
	world.logRequest({ ...call, path, body, status, opaque: null });
}

/** A token of no shape is refused like a wrong one (providers.md §7.1). */
function authorise({ bot }: TelegramWorld, request: Request): void {
	if (request.params.token !== bot.token) throw new BotError(401, 'Unauthorized');
}

/** Throws for a call that a tester wants to fail. */
function failOnDemand({ world }: TelegramWorld, name: string): void {
	const { calls } = world.faults;
	if (calls.failTimes === 0 || !`/telegram/${name}`.includes(calls.failPath)) return;
	calls.failTimes -= 1;
	world.keepFaults();
	throw new BotError(500, 'Internal Server Error: on demand');
}

function perform(
	telegram: TelegramWorld,
	line: UpdateLine,
	desk: BotDesk,
	method: string,
	given: Parameters,
): Outcome {
	switch (method) {
		case 'getme':
			return {
				result: {
					...telegram.botUser,
					can_join_groups: true,
					can_read_all_group_messages: false,
					supports_inline_queries: false,
					can_connect_to_business: false,
					has_main_web_app: false,
				},
			};
		case 'setwebhook':
			return { result: true, description: setWebhook(telegram, line, given) };
		case 'deletewebhook':
			if (given.isTrue('drop_pending_updates')) line.clear();
			return { result: true, description: removeWebhook(telegram) };
		case 'getwebhookinfo':
			return { result: webhookInfo(telegram, line) };
		case 'getupdates':
			return refusePolling(telegram);
		case 'getfile':
			return { result: getFile(telegram, given) };
	}
	const outcome = desk.take(method, given);
	if (outcome === null) throw new BotError(404, 'Not Found: method not found');
	return outcome;
}

function getFile(telegram: TelegramWorld, given: Parameters) {
	const id = given.text('file_id');
	const file = telegram.store.files.get(id);
	if (!file) throw badRequest(id === '' ? 'file_id not specified' : 'invalid file_id');
	if (file.size > DOWNLOAD_MAX) throw badRequest('file is too big');
	const { uniqueId, size, path } = telegram.openFile(file);
	return { file_id: id, file_unique_id: uniqueId, file_size: size, file_path: path };
}

/** Telegram's file host: bytes without a name or a type. */
function serveFile(telegram: TelegramWorld, request: Request, response: Response): void {
	const parts: unknown = request.params.path;
	const path = Array.isArray(parts) ? parts.join('/') : String(parts);
	const { bot, store, world } = telegram;
	const file = store.files.all().find(row => row.path === path && world.clock.now() < row.openUntil);
	const bytes = file && request.params.token === bot.token ? telegram.bytesOf(file) : null;
	world.logRequest({
		provider: 'telegram',
		numberId: bot.id,
		method: 'GET',
		path: `/telegram/file/${path}`,
		body: null,
		status: bytes ? 200 : 404,
		opaque: null,
	});
	if (bytes) response.type('application/octet-stream').send(bytes);
	else response.status(404).json(errorBody(new BotError(404, 'Not Found')));
}
