import type { CheckFinding } from '../provider.ts';
import { list, record, text } from '../wire.ts';

/** What `health_status` says of a number (providers.md §2.12), or null when it is not there. */
export function healthFinding(body: Record<string, unknown>): CheckFinding | null {
	const health = record(body.health_status);
	const can = text(health?.can_send_message);
	if (!health || can === null) return null;
	if (can === 'AVAILABLE') return { check: 'health', result: 'ok', message: 'The number can send messages.' };
	const error = list(health.entities)
		.map(entity => record(entity))
		.filter(entity => text(entity?.can_send_message) === can)
		.flatMap(entity => list(entity?.errors))
		.map(found => record(found))[0];
	const why = text(error?.error_description);
	const what = text(error?.possible_solution);
	return {
		check: 'health',
		result: can === 'BLOCKED' ? 'failed' : 'warning',
		message: `WhatsApp ${can === 'BLOCKED' ? 'blocks' : 'limits'} sending from this number${why ? `: ${why}` : '.'}${what ? ` ${what}` : ''}`,
	};
}
