import { describe, expect, it } from 'vitest';
import { clockFinding } from '../../../relay/providers/clock-finding.ts';
import type { HttpAnswer } from '../../../relay/providers/http.ts';

const DATE = 'Sat, 21 Nov 2026 10:00:00 GMT';

function answer(aheadMs: number, date: string | string[] | undefined = DATE): HttpAnswer {
	return {
		status: 200,
		headers: { date },
		text: '',
		json: null,
		receivedAt: Date.parse(DATE) + aheadMs,
	};
}

describe('clockFinding', () => {
	it('says nothing of an answer without a time', () => {
		expect(clockFinding(answer(0, []))).toBeNull();
		expect(clockFinding(answer(0, 'soon'))).toBeNull();
	});

	it('is content with less than a minute, either way', () => {
		for (const ahead of [0, 59_999, -59_999])
			expect(clockFinding(answer(ahead))).toMatchObject({ check: 'clock', result: 'ok' });
	});

	it('warns from a minute on, says how far and which way, and what to do', () => {
		expect(clockFinding(answer(60_000))).toMatchObject({ check: 'clock', result: 'warning' });
		expect(clockFinding(answer(60_000))?.message).toMatch(/60 s fast.*NTP/);
		expect(clockFinding(answer(-5 * 60_000))?.message).toContain('5 min slow');
		expect(clockFinding(answer(3 * 3_600_000))?.message).toContain('3 h fast');
		expect(clockFinding(answer(-4 * 86_400_000))?.message).toContain('4 days slow');
	});
});
