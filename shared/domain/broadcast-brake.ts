import type { Brake, PauseReason, RecipientCounts } from './broadcast.ts';

/** What the brake compares with: how many there were when the broadcast began or was let go on by a person. */
export interface BrakeBase {
	readonly sent: number;
	readonly failed: number;
	readonly refused: number;
	readonly stopped: number;
}

export const NO_BASE: BrakeBase = { sent: 0, failed: 0, refused: 0, stopped: 0 };

/**
 * How many went to the provider, and how many of them ended badly. `refused` are those of too much marketing (131049): who
 * gets another try waits again, the others have failed.
 */
export function brakeCounts(
	counts: RecipientCounts,
	refused: { readonly waiting: number; readonly ended: number },
): BrakeBase {
	const { sent, delivered, read, failed, unknown, stopped } = counts;
	return {
		sent: sent + delivered + read + failed + unknown + refused.waiting,
		// Each brake watches its own: who was refused for now has not failed for another reason.
		failed: failed - refused.ended,
		refused: refused.waiting + refused.ended,
		stopped,
	};
}

/** Why a broadcast must rest by the shares that somebody set; null when all is well, or too little was sent to tell. */
export function brakes(
	brake: Brake,
	base: BrakeBase,
	now: BrakeBase,
): { readonly reason: PauseReason; readonly message: string } | null {
	const sent = now.sent - base.sent;
	if (sent < brake.after) return null;
	const over = (share: number | null, part: number) => share !== null && part / sent > share;
	const percent = (part: number) => `${Math.round((part / sent) * 1000) / 10} %`;
	const [failed, refused, stopped] = [
		now.failed - base.failed,
		now.refused - base.refused,
		now.stopped - base.stopped,
	];
	if (over(brake.stopped, stopped))
		return {
			reason: 'opt-outs',
			message: `${stopped} of the last ${sent} people (${percent(stopped)}) opted out or blocked the channel after it. Look at the text and at who gets it before it goes on.`,
		};
	if (over(brake.refused, refused))
		return {
			reason: 'refused-marketing',
			message: `WhatsApp refused marketing to ${refused} of the last ${sent} people (${percent(refused)}). Those people get too much of it now; going on lowers the quality of the number.`,
		};
	if (over(brake.failed, failed))
		return {
			reason: 'failures',
			message: `${failed} of the last ${sent} messages (${percent(failed)}) failed. Look at the reasons before it goes on.`,
		};
	return null;
}
