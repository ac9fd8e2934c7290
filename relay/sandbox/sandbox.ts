import { EventEmitter } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type * as z from 'zod';
import { createApp } from './app.ts';
import { createClock } from './clock.ts';
import { CONTROL, type ControlName } from './control.ts';
import type { Parts } from './control-command.ts';
import { type RetryPlan, WebhookLine } from './deliver.ts';
import { needCustomer, needNumber } from './find-party.ts';
import type { INSTAGRAM_CONTROL } from './instagram/control.ts';
import { InstagramDesk } from './instagram/desk.ts';
import { InstagramLine } from './instagram/line.ts';
import type { InstagramMessageRow } from './instagram/model.ts';
import type { Tier } from './model.ts';
import { StatusSchedule } from './schedule.ts';
import { type ShownMessage, shownMessages } from './state.ts';
import { Store } from './store.ts';
import type { TELEGRAM_CONTROL } from './telegram/control.ts';
import { telegramParts } from './telegram/telegram-parts.ts';
import { type ReviewPlan, TemplateReview } from './template-review.ts';
import { Accounts } from './whatsapp/accounts.ts';
import { SendLimits } from './whatsapp/limits.ts';
import { SendDesk } from './whatsapp/send.ts';
import { type DeliveryDelay, World } from './world.ts';

/** How to start a sandbox. Everything has a default that suits tests. */
export interface SandboxOptions {
	/** 0 takes any free port. */
	port?: number;
	host?: string;
	/** The sandbox keeps its files in `sandbox/` below it. Null keeps everything in memory. */
	dataDir?: string | null;
	/** Epoch ms for windows, expiry and timestamps. Delays and retries always follow the machine's clock. */
	now?: () => number;
	deliveryDelayMs?: Partial<DeliveryDelay>;
	/** How refused webhooks are tried again; by default after 1 s, 2 s, 4 s … at most 60 s. */
	retry?: RetryPlan;
	/** Who decides over templates; by default somebody must. */
	reviewer?: Partial<ReviewPlan>;
	/** The messaging limit that every portfolio begins with; by default none. */
	tier?: Tier;
	/** Limits per second and per pair follow `now` instead of the machine's clock, for tests that move it. */
	limitsFollowClock?: boolean;
}

type Camel<S extends string> = S extends `${infer Head}-${infer Tail}`
	? `${Head}${Capitalize<Camel<Tail>>}`
	: S;

/** The control commands as methods: `customer-writes` is `customerWrites`. */
type ControlMethods = {
	[Name in ControlName as Camel<Name>]: (
		...wish: undefined extends z.input<(typeof CONTROL)[Name]['request']>
			? [wish?: z.input<(typeof CONTROL)[Name]['request']>]
			: [wish: z.input<(typeof CONTROL)[Name]['request']>]
	) => Promise<Awaited<ReturnType<(typeof CONTROL)[Name]['run']>>>;
};

type TelegramName = keyof typeof TELEGRAM_CONTROL extends `telegram-${infer Name}` ? Name : never;

/** What people do on Telegram: `telegram-writes` is `telegram.writes`. */
type TelegramMethods = {
	[Name in TelegramName as Camel<Name>]: ControlMethods[`telegram${Capitalize<Camel<Name>>}`];
};

type InstagramName = keyof typeof INSTAGRAM_CONTROL extends `instagram-${infer Name}` ? Name : never;

/** What happens on Instagram: `instagram-writes` is `instagram.writes`. */
type InstagramMethods = {
	[Name in InstagramName as Camel<Name>]: ControlMethods[`instagram${Capitalize<Camel<Name>>}`];
} & {
	/** Direct messages with a person, oldest first. */
	messages(customer: string): InstagramMessageRow[];
};

/** A running sandbox. Its methods do what the control API does. */
export interface Sandbox extends ControlMethods {
	/** Origin without a trailing slash. */
	readonly url: string;
	readonly port: number;
	/** The messages of one chat, oldest first. */
	messages(chat: { customer: string; number: string }): ShownMessage[];
	/** Lets a customer write a text; the commonest case of `customerWrites`. Returns the message id. */
	writeText(customer: string, number: string, text: string): Promise<string>;
	readonly instagram: InstagramMethods;
	readonly telegram: TelegramMethods;
	/** Stops the server and saves. Pending webhooks stay in the store. */
	close(): Promise<void>;
}

/** Starts a sandbox. Rejects with Node's error when the port cannot be had. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { port = 0, host = '127.0.0.1', dataDir = null, now = Date.now } = options;
	const store = new Store(dataDir && join(dataDir, 'sandbox'));
	const delay = { sent: 5, delivered: 10, read: null, ...options.deliveryDelayMs };
	const world = new World(store, createClock(now), delay, options.tier ?? 'TIER_UNLIMITED');
	const quiet = new EventEmitter();
	quiet.setMaxListeners(0);
	const onQuiet = () => quiet.emit('maybe');
	const line = new WebhookLine(world, options.retry ?? { firstMs: 1000, capMs: 60_000 }, onQuiet);
	const instagramLine: InstagramLine = new InstagramLine(
		world,
		options.retry ?? { firstMs: 1000, capMs: 60_000 },
		() => instagram.account,
		onQuiet,
	);
	const instagram = new InstagramDesk(world, instagramLine);
	const accounts = new Accounts(world);
	const schedule = new StatusSchedule(world, line, accounts, onQuiet);
	const review = new TemplateReview(world, line, { mode: 'hand', afterMs: 0, ...options.reviewer }, onQuiet);
	world.settle = () => review.settle();
	const limitTime = options.limitsFollowClock ? world.clock.now : world.clock.timer;
	const limits = new SendLimits(limitTime);
	const telegram = telegramParts(
		world,
		options.retry ?? { firstMs: 1000, capMs: 60_000 },
		limitTime,
		onQuiet,
	);
	const desk = new SendDesk(world, schedule, limits, accounts);
	const idle = () =>
		new Promise<void>(resolve => {
			const look = () => {
				if (
					line.pending + schedule.pending + review.pending + instagramLine.pending + telegram.line.pending >
					0
				)
					return;
				quiet.off('maybe', look);
				resolve();
			};
			quiet.on('maybe', look);
			look();
		});
	const parts: Parts = { world, line, schedule, review, desk, accounts, instagram, telegram, idle };
	world.changes.setMaxListeners(0);

	const server = createServer(createApp(parts));
	try {
		await listen(server, port, host);
	} catch (error) {
		store.close();
		throw error;
	}
	const address = server.address() as AddressInfo;
	world.url = `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
	store.flush();
	line.resume();
	instagramLine.resume();
	telegram.line.wake();
	schedule.wake();
	review.resume();

	const methods = Object.fromEntries(
		Object.entries(CONTROL).map(([name, { request, run }]) => [
			name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
			async (wish: unknown) => (run as (parts: Parts, wish: unknown) => unknown)(parts, request.parse(wish)),
		]),
	) as unknown as ControlMethods;
	return {
		...methods,
		telegram: methodsOn('telegram', methods) as unknown as TelegramMethods,
		instagram: {
			...(methodsOn('instagram', methods) as unknown as Omit<InstagramMethods, 'messages'>),
			messages: customer => instagram.messagesWith(instagram.person(customer).id),
		},
		url: world.url,
		port: address.port,
		messages: ({ customer, number }) =>
			shownMessages(world, needNumber(world, number).id, needCustomer(world, customer).id),
		writeText: async (customer, number, text) =>
			(await methods.customerWrites({ customer, number, message: { type: 'text', text } })).messageId,
		async close() {
			line.close();
			instagramLine.close();
			telegram.line.close();
			schedule.close();
			review.close();
			server.closeAllConnections();
			await new Promise(resolve => server.close(resolve));
			store.close();
		},
	};
}

/** The methods of one network, without its name: `telegramWrites` is `writes`. */
function methodsOn(network: string, methods: ControlMethods): Record<string, unknown> {
	const own = Object.entries(methods).flatMap(([name, method]) => {
		const rest = name.startsWith(network) ? name.slice(network.length) : '';
		return /^[A-Z]/.test(rest) ? [[`${rest.charAt(0).toLowerCase()}${rest.slice(1)}`, method] as const] : [];
	});
	return Object.fromEntries(own);
}

function listen(server: Server, port: number, host: string): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, () => resolve());
	});
}
