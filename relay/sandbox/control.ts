import * as z from 'zod';
import { command } from './control-command.ts';
import { STANDING_CONTROL } from './control-standing.ts';
import { TEMPLATE_CONTROL } from './control-templates.ts';
import { crmState, keepCrmState } from './crm/demo-crm.ts';
import { customerWrites } from './customer.ts';
import { customerWritesSchema } from './customer-message.ts';
import { faultsPatchSchema } from './faults.ts';
import { needCustomer, needNumber } from './find-party.ts';
import { verifyCallback } from './handshake.ts';
import { INSTAGRAM_CONTROL } from './instagram/control.ts';
import { describeState } from './state.ts';
import { TELEGRAM_CONTROL } from './telegram/control.ts';
import { telegramState } from './telegram/state.ts';
import type { World } from './world.ts';

const chatSchema = z.strictObject({ customer: z.string(), number: z.string() });
const nothing = z.strictObject({}).default({});
const ms = z.int().min(0);

/** Only calls with this opaque data; only the latest ones. */
const requestsSchema = z.strictObject({ opaque: z.string().optional(), limit: z.int().min(1).optional() });

const numberPatchSchema = z.strictObject({
	number: z.string(),
	/** Messages per second. */
	throughput: z.int().min(1).optional(),
	rateLimitAnswer: z.enum(['meta', 'text']).optional(),
	/** Makes 360dialog webhooks carry `x-360dialog-signature`; null switches it off. */
	partnerSecret: z.string().nullable().optional(),
	/** True: every call is answered with 401. */
	revoked: z.boolean().optional(),
	lacks: z.array(z.string()).optional(),
	/** 360dialog's word for the number in the partner's account, and what is left to spend. */
	partnerStatus: z.string().optional(),
	balance: z.number().optional(),
	token: z.string().optional(),
	health: z.enum(['AVAILABLE', 'LIMITED', 'BLOCKED']).optional(),
	/** Numbers of one portfolio share their messaging limit. */
	portfolio: z.string().optional(),
});

/** Every control command. The same row is `POST /sandbox/api/<name>` and a method of the `Sandbox` object. */
export const CONTROL = {
	state: command(nothing, ({ world, line, schedule, review, accounts, instagram, telegram }) => {
		const webhooks = line.pending + instagram.line.pending + telegram.line.pending;
		const pending = webhooks + schedule.pending + review.pending;
		return {
			...describeState(world, accounts, pending, review.plan),
			telegram: telegramState(telegram.world, telegram.line.waiting),
		};
	}),
	'customer-writes': command(customerWritesSchema, ({ world, line }, wish) =>
		customerWrites(world, line, wish),
	),
	'customer-reads': command(chatSchema, ({ world, schedule }, wish) => {
		schedule.readChat(chatIdOf(world, wish));
	}),
	'customer-opens': command(chatSchema, ({ world, schedule }, wish) => {
		const chatId = chatIdOf(world, wish);
		world.openChats.set(chatId, (world.openChats.get(chatId) ?? 0) + 1);
		schedule.readChat(chatId);
	}),
	'customer-closes': command(chatSchema, ({ world }, wish) => {
		const chatId = chatIdOf(world, wish);
		const looking = (world.openChats.get(chatId) ?? 0) - 1;
		if (looking > 0) world.openChats.set(chatId, looking);
		else world.openChats.delete(chatId);
	}),
	deliver: command(z.strictObject({ number: z.string(), body: z.unknown() }), ({ world, line }, wish) => {
		line.enqueue(needNumber(world, wish.number).id, { raw: wish.body });
	}),
	'deliver-change': command(
		z.strictObject({
			number: z.string(),
			field: z.string(),
			value: z.record(z.string(), z.unknown()),
			time: z.number().optional(),
		}),
		({ world, line }, { number, field, value, time }) => {
			line.enqueue(needNumber(world, number).id, {
				change: { field, value, ...(time !== undefined && { time }) },
			});
		},
	),
	requests: command(requestsSchema.default({}), ({ world }, { opaque, limit }) => ({
		requests: world.requests
			.filter(entry => opaque === undefined || entry.opaque === opaque)
			.slice(-(limit ?? Number.POSITIVE_INFINITY)),
	})),
	'clear-requests': command(nothing, ({ world }) => {
		world.requests.length = 0;
		world.violations.length = 0;
		world.changed('requests');
	}),
	violations: command(nothing, ({ world }) => ({
		count: world.violations.length,
		violations: world.violations,
	})),
	faults: command(faultsPatchSchema.default({}), ({ world, line, instagram, telegram }, wish) => {
		Object.assign(world.faults.webhooks, wish.webhooks);
		Object.assign(world.faults.send, wish.send);
		Object.assign(world.faults.calls, wish.calls);
		world.keepFaults();
		line.wake();
		instagram.line.wake();
		telegram.line.wake();
		return world.faults;
	}),
	'delivery-delay': command(
		z.strictObject({ sent: ms, delivered: ms, read: ms.nullable() }).partial(),
		({ world }, wish) => {
			Object.assign(world.delay, wish);
			return world.delay;
		},
	),
	number: command(numberPatchSchema, ({ world }, wish) => {
		const { number: reference, partnerStatus, balance, ...patch } = wish;
		const number = needNumber(world, reference);
		const partner = number.partner && {
			...number.partner,
			...(partnerStatus !== undefined && { status: partnerStatus }),
			...(balance !== undefined && { balance }),
		};
		world.store.numbers.put(Object.assign(number, patch, { partner }));
		world.changed('numbers');
	}),
	webhook: command(
		z.strictObject({
			number: z.string(),
			url: z.url().nullable(),
			headers: z.record(z.string(), z.string()).default({}),
			verifyToken: z.string().optional(),
		}),
		async ({ world, line }, { number: reference, url, headers, verifyToken }) => {
			const number = needNumber(world, reference);
			if (url !== null && verifyToken !== undefined) await verifyCallback(world, number, url, verifyToken);
			else number.webhook = url === null ? null : { url, headers, verifyToken: null };
			world.store.numbers.put(number);
			world.changed('numbers');
			line.retryNow();
		},
	),
	...TEMPLATE_CONTROL,
	...STANDING_CONTROL,
	...INSTAGRAM_CONTROL,
	...TELEGRAM_CONTROL,
	/** What stands before the demo CRM's API; what is not said stays. */
	'crm-api': command(
		z.strictObject({
			perSecond: z.int().min(0).nullable().optional(),
			signedOut: z.boolean().optional(),
		}),
		({ world }, { perSecond, signedOut }) => {
			const state = crmState(world);
			state.gate = {
				perSecond: perSecond === undefined ? state.gate.perSecond : perSecond,
				signedOut: signedOut ?? state.gate.signedOut,
			};
			keepCrmState(world);
			return state.gate;
		},
	),
	/** Makes the demo CRM's page load itself anew at its next request, as after a deployment. */
	'crm-version': command(z.strictObject({ version: z.string() }), ({ world }, { version }) => {
		crmState(world).version = version;
		keepCrmState(world);
	}),
	'retry-now': command(nothing, ({ line, instagram, telegram }) => {
		line.retryNow();
		instagram.line.retryNow();
		telegram.line.retryNow();
	}),
	clock: command(
		z.strictObject({ advanceMs: ms }),
		({ world, line, schedule, instagram, telegram }, { advanceMs }) => {
			world.clock.advance(advanceMs);
			telegram.line.wake();
			world.settle();
			line.wake();
			instagram.line.wake();
			schedule.wake();
			return { now: world.clock.now(), offsetMs: world.clock.offsetMs };
		},
	),
	idle: command(nothing, ({ idle }) => idle()),
	reset: command(nothing, ({ world, line, desk, review, instagram, telegram }) => {
		desk.clear();
		telegram.desk.clear();
		review.clear();
		world.reset();
		telegram.world.seedPeople();
		review.resume();
		line.clear();
		instagram.line.clear();
	}),
} as const;

/** The names of the control commands. */
export type ControlName = keyof typeof CONTROL;

function chatIdOf(world: World, { customer, number }: z.infer<typeof chatSchema>): string {
	return world.chat(needNumber(world, number).id, needCustomer(world, customer).id).id;
}
