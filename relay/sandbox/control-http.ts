import express, { type Request, type Response, type Router } from 'express';
import * as z from 'zod';
import { CONTROL } from './control.ts';
import type { Parts } from './control-command.ts';
import { ControlError, needCustomer, needNumber } from './find-party.ts';
import { MAGIC_NUMBERS } from './magic-numbers.ts';
import { shownMessages } from './state.ts';
import { GraphError } from './whatsapp/graph-error.ts';

/** The control API, what the sandbox's own pages read, and the stream that tells them of changes. */
export function controlRoutes(parts: Parts): Router {
	const router = express.Router();
	router.use(express.json({ limit: '200mb' }));
	for (const [name, { request: schema, run }] of Object.entries(CONTROL)) {
		router.post(`/api/${name}`, async (request, response) => {
			try {
				// Only JSON is read, so a page of another origin cannot post here without asking first.
				const wish = schema.parse(request.is('json') ? request.body : undefined);
				const result = await (run as (parts: Parts, wish: unknown) => unknown)(parts, wish);
				parts.world.store.flush();
				response.json(result ?? {});
			} catch (error) {
				refuse(response, error);
			}
		});
	}
	router.get('/chats', (request, response) => {
		try {
			response.json(chatList(parts, String(request.query.customer ?? '')));
		} catch (error) {
			refuse(response, error);
		}
	});
	router.get('/chat', (request, response) => {
		try {
			const number = needNumber(parts.world, String(request.query.number ?? ''));
			const customer = needCustomer(parts.world, String(request.query.customer ?? ''));
			response.json({
				number: number.id,
				name: number.verifiedName,
				messages: shownMessages(parts.world, number.id, customer.id),
			});
		} catch (error) {
			refuse(response, error);
		}
	});
	router.get('/media/:id', (request, response) => {
		const media = parts.world.store.media.get(String(request.params.id));
		const bytes = media && parts.world.store.readBytes(media.id);
		if (!media || !bytes) response.sendStatus(404);
		else serve(response, media.mime, bytes);
	});
	router.get('/telegram-file/:id', (request, response) => {
		const file = parts.world.store.telegram.files.get(String(request.params.id));
		const bytes = file && parts.telegram.world.bytesOf(file);
		if (!file || !bytes) response.sendStatus(404);
		else serve(response, file.mime, bytes);
	});
	router.get('/events', (request, response) => streamChanges(parts, request, response));
	return router;
}

/** A file that a stranger may have sent. */
function serve(response: Response, mime: string, bytes: Buffer): void {
	response
		.set('Content-Security-Policy', 'sandbox')
		.set('X-Content-Type-Options', 'nosniff')
		.type(mime)
		.send(bytes);
}

/** People to choose from on the phone page; after a load test there are thousands. */
const MAX_PEOPLE = 200;

/** The chats on a customer's phone: one with each number, the latest on top. Magic recipients have phones too. */
function chatList({ world }: Parts, reference: string) {
	const people = world.store.customers
		.all()
		.slice(0, MAX_PEOPLE)
		.map(({ id, name, phone, username, showsPhone }) => ({ id, name, phone, username, showsPhone }));
	const magic = MAGIC_NUMBERS.filter(({ phone }) => !people.some(person => person.phone === phone)).map(
		({ phone, label }) => ({
			id: phone.slice(1),
			name: label,
			phone,
			username: null,
			showsPhone: true,
		}),
	);
	const customer = reference === '' ? null : needCustomer(world, reference);
	const chats = world.store.numbers.all().map(number => {
		const messages = customer ? shownMessages(world, number.id, customer.id) : [];
		const last = messages.at(-1) ?? null;
		const unread = messages.filter(
			message => message.from === 'business' && message.status === 'delivered',
		).length;
		return { number: number.id, name: number.verifiedName, phone: `+${number.displayPhone}`, last, unread };
	});
	chats.sort((a, b) => (b.last?.at ?? 0) - (a.last?.at ?? 0));
	return {
		customer: customer && { id: customer.id, name: customer.name, phone: customer.phone },
		people: [...people, ...magic],
		chats,
	};
}

/** Server-sent events: one line per change. A phone that names its chat has it open for as long as it listens. */
function streamChanges({ world, schedule }: Parts, request: Request, response: Response): void {
	response.writeHead(200, {
		'Content-Type': 'text/event-stream',
		'Cache-Control': 'no-store',
		Connection: 'keep-alive',
	});
	const tell = (what: string) => response.write(`data: ${JSON.stringify(what)}\n\n`);
	tell('hello');
	const { customer, number } = request.query;
	const known = typeof customer === 'string' && typeof number === 'string';
	const chatId = known ? `${world.findNumber(number)?.id}:${world.findCustomer(customer)?.id}` : null;
	if (chatId) {
		world.openChats.set(chatId, (world.openChats.get(chatId) ?? 0) + 1);
		schedule.readChat(chatId);
	}
	world.changes.on('changed', tell);
	response.on('close', () => {
		world.changes.off('changed', tell);
		if (!chatId) return;
		const looking = (world.openChats.get(chatId) ?? 0) - 1;
		if (looking > 0) world.openChats.set(chatId, looking);
		else world.openChats.delete(chatId);
	});
}

function refuse(response: Response, error: unknown): void {
	if (error instanceof z.ZodError) response.status(400).json({ error: z.prettifyError(error) });
	else if (error instanceof ControlError || error instanceof GraphError)
		response.status(400).json({ error: error.message });
	else {
		console.error('sandbox: a control command failed', error);
		response.status(500).json({ error: String(error) });
	}
}
