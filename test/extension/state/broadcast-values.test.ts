import { describe, expect, it } from 'vitest';
import {
	planField,
	planOf,
	planProblems,
	planValues,
	saidFields,
} from '../../../extension/state/broadcast-values.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/lib/time.ts';
import { NOW } from '../support-ui/open-sidebar.ts';
import { planWith } from '../support-ui/sample-broadcasts.ts';

const write = (at: number) => new Date(at).toISOString();
const full = planWith({
	fallback: { channelId: 'ch-bot', content: { kind: 'text', text: 'Hello' } },
	period: {
		from: '2026-11-23',
		to: '2026-12-01',
		days: [1, 2],
		hours: { from: 540, to: 1440 },
		clock: 'recipient',
	},
	startAt: NOW + DAY_MS,
	perMinute: 30,
	logic: { contacts: 'all', numbers: 'all' },
	trackLinks: true,
	retryRefused: false,
	brake: { after: 20, failed: 0.075, refused: null, stopped: 0.03 },
});
const values = planValues(full, write);
const problems = (change: Partial<typeof values>) => planProblems({ ...values, ...change }, NOW, 62);

describe('planOf', () => {
	it('gives back the plan that its values were made of', () => {
		expect(planOf(values, full.content, full.fallback?.content ?? null)).toEqual(full);
		expect(planOf(planValues(planWith(), write), planWith().content, null)).toEqual(planWith());
	});
	it('reads percents and the end of the day as people write them', () => {
		expect(values.hoursTo).toBe('00:00');
		expect(values.brakeFailed).toBe('7.5');
		expect(planOf({ ...values, brakeFailed: '2,5' }, null, null).brake.failed).toBe(0.025);
	});
});

describe('planProblems', () => {
	it('lets a whole plan pass, and one without content', () => {
		expect(problems({})).toEqual({});
	});
	it.each([
		[{ name: ' ' }, 'name', 'required'],
		[{ channelId: '' }, 'channelId', 'required'],
		[{ fallbackChannelId: '' }, 'fallback.channelId', 'required'],
		[{ startText: '' }, 'startAt', 'required'],
		[{ startText: write(NOW - HOUR_MS) }, 'startAt', 'past'],
		[{ startText: write(NOW + 63 * DAY_MS) }, 'startAt', 'too-far'],
		[{ to: '2026-11-22' }, 'period.to', 'order'],
		[{ hoursFrom: '18:00', hoursTo: '09:00' }, 'period.hours', 'hours'],
		[{ perMinute: '0' }, 'perMinute', 'speed'],
		[{ brakeAfter: 'x' }, 'brake.after', 'count'],
		[{ brakeFailed: '0' }, 'brake.failed', 'percent'],
		[{ brakeRefused: '101' }, 'brake.refused', 'percent'],
		[{ brakeStopped: 'x' }, 'brake.stopped', 'percent'],
	] as const)('says what is wrong with %j', (change, field, own) => {
		expect(problems(change)).toEqual({ [field]: { own } });
	});
	it('asks nothing of what is switched off', () => {
		expect(
			problems({
				hasFallback: false,
				fallbackChannelId: '',
				starts: 'now',
				startText: '',
				hasHours: false,
				hoursTo: '01:00',
				isSlow: false,
				perMinute: '',
			}),
		).toEqual({});
	});
});

describe('saidFields', () => {
	it('puts the relay’s sentences at our fields, with and without “plan.”', () => {
		expect(planField('plan.content.parameters.body.1')).toBe('content');
		expect(planField('logic')).toBeNull();
		expect(saidFields({ 'plan.name': 'Taken.', 'period.hours.from': 'Too early.', other: 'Hm.' })).toEqual({
			errors: { name: { said: 'Taken.' }, 'period.hours': { said: 'Too early.' } },
			rest: ['Hm.'],
		});
	});
});
