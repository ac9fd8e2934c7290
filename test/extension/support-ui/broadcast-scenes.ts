import { fail, ok } from '../../../shared/contract/result.ts';
import { MARA } from './fake-port.ts';
import type { FakeRelay } from './fake-relay.ts';
import {
	analyticsOf,
	broadcastOf,
	channelStatisticsOf,
	planWith,
	rehearsalOf,
	sampleBroadcasts,
	sampleRecipients,
} from './sample-broadcasts.ts';
import { RULES } from './sample-rules.ts';
import type { SettingsScene } from './settings-scenes.ts';

/** Answers what the pages of broadcasts and statistics ask. */
export function answerBroadcasts({ port }: FakeRelay, now: number): void {
	const all = sampleBroadcasts(now);
	port.answer('broadcast:list', () => ok({ broadcasts: all, hasMore: false }));
	port.answer('broadcast:show', ({ broadcastId }) => {
		const broadcast = all.find(one => one.id === broadcastId);
		return broadcast ? ok({ broadcast }) : fail('not-found', 'There is no such broadcast.');
	});
	port.answer('broadcast:save', () =>
		fail('conflict', 'There is a broadcast called “Autumn fronts” already.', {
			fields: { 'plan.name': 'This name is taken.' },
		}),
	);
	port.answer('broadcast:recipients', () => ok({ recipients: sampleRecipients(now), hasMore: true }));
	port.answer('broadcast:rehearse', () => ok({ rehearsal: rehearsalOf(now) }));
	port.answer('broadcast:analytics', () => ok({ analytics: analyticsOf(now) }));
	port.answer('broadcast:add-recipients', () =>
		ok({
			added: 40,
			repeated: 2,
			unreadable: [{ label: 'Row 7', value: 'call office', problem: 'is not a phone number' }],
			unreadableCount: 1,
			broadcasts: [broadcastOf({ id: 'bc-draft', counts: { waiting: 43 }, updatedAt: 9 })],
		}),
	);
	port.answer('statistics:channels', () =>
		ok({
			channels: [
				channelStatisticsOf(),
				channelStatisticsOf({ channelId: 'ch-service', cost: null, tests: 0, unknown: 0 }),
			],
		}),
	);
}

/** Every state of these pages that is looked at. */
export function broadcastScenes(relay: () => FakeRelay): Readonly<Record<string, SettingsScene>> {
	const changed = (change: (relay: FakeRelay) => void) => () => {
		const made = relay();
		change(made);
		return made;
	};
	const asAgent = changed(({ port }) => {
		port.answer('rules:show', () => ok({ rules: { ...RULES, fourEyes: true } }));
		port.setConnection({ state: 'online', since: 0, relayUrl: '', user: { ...MARA, role: 'agent' } });
	});
	const draft = broadcastOf({
		id: 'bc-draft',
		plan: planWith({
			fallback: { channelId: 'ch-service', content: null },
			startAt: Date.now() - 1000,
			perMinute: 30,
			period: {
				from: null,
				to: null,
				days: [1, 2, 3, 4, 5],
				hours: { from: 540, to: 1080 },
				clock: 'recipient',
			},
		}),
		counts: { waiting: 3 },
	});
	return {
		's-broadcasts': {
			relay,
			hash: '#broadcasts',
			steps: [['click', '[data-id=bc-run] [data-test=broadcast-menu]']],
		},
		's-broadcasts-empty': {
			relay: changed(({ port }) =>
				port.answer('broadcast:list', () => ok({ broadcasts: [], hasMore: false })),
			),
			hash: '#broadcasts',
		},
		's-broadcast-new': {
			relay,
			hash: '#broadcasts?open=new',
			steps: [['click', '[data-test=broadcast-save]']],
		},
		's-broadcast-plan': {
			relay: changed(({ port }) => port.answer('broadcast:show', () => ok({ broadcast: draft }))),
			hash: '#broadcasts?open=bc-draft',
			steps: [
				['wait', '[data-test="content-body.1"]'],
				['click', '[data-test=broadcast-save]'],
			],
		},
		's-broadcast-people': {
			relay,
			hash: '#broadcasts?open=bc-draft&tab=recipients&from=segment:seg-1',
			steps: [
				['wait', '[data-test=person-row]'],
				['click', '[data-test=add-wanted]'],
				['click', '[data-test=source-csv] summary'],
			],
		},
		's-broadcast-rehearsal': {
			relay,
			hash: '#broadcasts?open=bc-draft&tab=rehearsal',
			steps: [['wait', '[data-test=launch]']],
		},
		's-broadcast-problems': {
			relay: changed(({ port }) =>
				port.answer('broadcast:rehearse', () =>
					ok({
						rehearsal: rehearsalOf(Date.now(), {
							problems: [
								{ message: 'Give a value for {{1}}.', field: 'content.parameters.body.1' },
								{ message: 'The channel is off. Switch it on.', field: null },
							],
						}),
					}),
				),
			),
			hash: '#broadcasts?open=bc-draft&tab=rehearsal',
			steps: [['wait', '[data-test=rehearsal-problems]']],
		},
		's-broadcast-four-eyes': {
			relay: asAgent,
			hash: '#broadcasts?open=bc-draft&tab=rehearsal',
			steps: [['wait', '[data-test=four-eyes]']],
		},
		's-broadcast-run': {
			relay,
			hash: '#broadcasts?open=bc-run',
			steps: [['wait', '[data-test=chart] canvas']],
		},
		's-broadcast-one-moment': {
			relay: changed(({ port }) => {
				const { overTime, ...others } = analyticsOf(Date.now());
				const points = overTime.points.slice(3, 4);
				port.answer('broadcast:analytics', () =>
					ok({ analytics: { ...others, overTime: { ...overTime, points } } }),
				);
			}),
			hash: '#broadcasts?open=bc-done',
			steps: [['wait', '[data-test=chart] canvas']],
		},
		's-broadcast-paused': {
			relay,
			hash: '#broadcasts?open=bc-paused',
			steps: [['wait', '[data-test=pause]']],
		},
		's-broadcast-list': {
			relay,
			hash: '#broadcasts?open=bc-run&bucket=unknown',
			steps: [['wait', '[data-test=person-row]']],
		},
		's-broadcast-retarget': {
			relay,
			hash: '#broadcasts?open=bc-run',
			steps: [['click', '[data-test=run-retarget]']],
		},
		's-statistics': { relay, hash: '#statistics', steps: [['wait', '[data-test=stats-row]']] },
		's-statistics-empty': {
			relay: changed(({ port }) => port.answer('statistics:channels', () => ok({ channels: [] }))),
			hash: '#statistics',
			steps: [['wait', '[data-test=stats-empty]']],
		},
	};
}
