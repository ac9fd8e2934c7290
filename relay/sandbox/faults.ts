import * as z from 'zod';

const count = z.int().min(0);

/** Everything that can go wrong on demand. Counters go down by one with each use. */
export const faultsSchema = z.strictObject({
	webhooks: z.strictObject({
		/** Each webhook leaves this much later. */
		lateMs: count,
		/** Each webhook is posted twice. */
		twice: z.boolean(),
		/** Webhooks of this much time are collected and leave in another order. 0 = in order. */
		shuffleMs: count,
		/** So many changes travel in one POST. */
		batch: z.int().min(1).max(1000),
		/** In a batch, each change gets an `entry` of its own. */
		batchEntries: z.boolean(),
		/** Nothing leaves until this is false again. */
		held: z.boolean(),
	}),
	send: z.strictObject({
		/** So many sends are accepted, but the connection is cut instead of answered. */
		loseAnswer: count,
		/** So many sends are neither accepted nor answered. */
		cut: count,
		/** So many sends are answered with HTTP 500. */
		serverError: count,
		/** So many sends are answered with the rate limit. */
		rateLimit: count,
		/** Each send is answered this much later. */
		slowMs: count,
	}),
	calls: z.strictObject({
		/** Which provider calls fail: those whose path contains this text. */
		failPath: z.string(),
		/** So many of them are answered with HTTP 500. */
		failTimes: count,
		/** How far the providers' clock is ahead of this machine's; negative: behind. */
		clockAheadMs: z.int(),
	}),
});

/** The faults that are switched on. */
export type Faults = z.infer<typeof faultsSchema>;

/** A change of some faults; the others stay. */
export const faultsPatchSchema = z.strictObject({
	webhooks: faultsSchema.shape.webhooks.partial().optional(),
	send: faultsSchema.shape.send.partial().optional(),
	calls: faultsSchema.shape.calls.partial().optional(),
});

/** Any part of the faults. */
export type FaultsPatch = z.infer<typeof faultsPatchSchema>;

/** No fault at all. */
export function noFaults(): Faults {
	return {
		webhooks: { lateMs: 0, twice: false, shuffleMs: 0, batch: 1, batchEntries: false, held: false },
		send: { loseAnswer: 0, cut: 0, serverError: 0, rateLimit: 0, slowMs: 0 },
		calls: { failPath: '', failTimes: 0, clockAheadMs: 0 },
	};
}
