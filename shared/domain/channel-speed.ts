/**
 * Messages a second that a channel sends evenly, never over what its provider takes in any second: what is sent in it (7
 * tenths), what may go at once after a rest (7 hundredths), and what was on its way longer than it should and arrives together
 * (2 tenths) are less than all of it. Never less than one.
 */
export function evenSpeed(throughput: number): number {
	return Math.max(1, throughput * SHARE);
}

const SHARE = 0.7;
