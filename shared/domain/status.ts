/**
 * The life of an outbound message. `unknown`: the provider was asked and gave no answer, so it may or may not
 * have gone out. Inbound messages are `read` or `delivered` by whether somebody here has seen them.
 */
export const STATUSES = ['queued', 'unknown', 'sent', 'failed', 'delivered', 'read'] as const;
export type Status = (typeof STATUSES)[number];

/**
 * Ranks make the rule independent of order: the state after any reports, in any order and with any repeats, is the
 * highest of them. `failed` stands above `sent` (a failure report is final) and below `delivered`: a phone that has
 * the message outweighs a late or repeated failure of one device.
 */
const RANK: Record<Status, number> = { queued: 0, unknown: 1, sent: 2, failed: 3, delivered: 4, read: 5 };

/** The status after a provider's report. Late, repeated and reordered reports never take a message back. */
export function advanceStatus(current: Status, reported: Status): Status {
	return RANK[reported] > RANK[current] ? reported : current;
}
