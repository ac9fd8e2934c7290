import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

/** How long a sender's claim to a channel holds without renewal, and how often it is renewed. */
export const LEASE_MS = 15_000;
export const RENEW_MS = 5_000;

/** This process, as the store names it: host, process, and something that no later process has. */
export function newOwner(): string {
	return `${hostname()}:${process.pid}:${randomBytes(6).toString('hex')}`;
}

/**
 * True when an owner is known to have ended: a process of this host that no longer runs, or one that had our own number.
 * An owner of another host is never known to have ended; its lease runs out.
 */
export function hasEnded(owner: string, self: string): boolean {
	const [host, pid] = owner.split(':');
	if (host !== hostname() || owner === self) return false;
	if (Number(pid) === process.pid) return true;
	try {
		process.kill(Number(pid), 0);
		return false;
	} catch (error) {
		return error instanceof Error && 'code' in error && error.code === 'ESRCH';
	}
}
