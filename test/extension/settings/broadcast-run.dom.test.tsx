import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { parsePlace } from '../../../extension/state/settings-place.ts';
import type { BroadcastView } from '../../../shared/contract/broadcast-views.ts';
import { fail, ok } from '../../../shared/contract/result.ts';
import { MINUTE_MS } from '../../../shared/lib/time.ts';
import { type FakePort, MARA } from '../support-ui/fake-port.ts';
import { NOW } from '../support-ui/open-sidebar.ts';
import { all, appears, click, one, rest, type } from '../support-ui/page-steps.ts';
import {
	analyticsOf,
	broadcastOf,
	recipientOf,
	runningBroadcast,
	sampleRecipients,
} from '../support-ui/sample-broadcasts.ts';
import { RULES } from '../support-ui/sample-rules.ts';
import { messageOf } from '../support-ui/samples.ts';
import { mountSettings, unmountSettings } from './page.tsx';

afterEach(unmountSettings);

const RUN = runningBroadcast(NOW);
const showing =
	(broadcast: BroadcastView = RUN) =>
	(port: FakePort) => {
		port.answer('rules:show', () => ok({ rules: RULES }));
		port.answer('broadcast:show', () => ok({ broadcast }));
		port.answer('broadcast:analytics', () => ok({ analytics: analyticsOf(NOW) }));
		port.answer('broadcast:recipients', () => ok({ recipients: sampleRecipients(NOW), hasMore: false }));
	};
const asked = (port: FakePort, command: string) =>
	port.calls.filter(call => call.command === command).map(call => call.request);
const moved = (more: Partial<BroadcastView>) => ok({ broadcast: { ...RUN, updatedAt: 9, ...more } });

describe('RunView', () => {
	it('shows numbers that add up to the audience, its pace and its end', async () => {
		await mountSettings('#broadcasts?open=bc-run', showing());
		await appears('parts');
		expect(one('parts').textContent).toBe(
			'302Waiting+598Sent+40Failed+55Skipped+0Not sent+5Unknown=1,000Everybody',
		);
		expect(document.querySelector('main')?.textContent).toMatch(/25 messages a minute · ends \d/);
		expect(one('broadcast-progress').textContent).toBe('698 of 1,000');
	});

	it.each([
		'waiting',
		'sent',
		'failed',
		'skipped',
		'not-sent',
		'unknown',
		'all',
		'delivered',
		'read',
		'clicked',
		'replied',
		'stopped',
	])('opens the list behind %s', async bucket => {
		const { port, hash } = await mountSettings('#broadcasts?open=bc-run', showing());
		await appears(`number-${bucket}`);
		await click(`number-${bucket}`);
		expect(hash()).toBe(`#broadcasts?open=bc-run&bucket=${bucket}`);
		expect(asked(port, 'broadcast:recipients').at(-1)).toEqual({ broadcastId: 'bc-run', bucket, limit: 100 });
		expect(all('person-row')).toHaveLength(4);
		await click('close-list');
		expect(all('analytics')).toHaveLength(1);
	});

	it('pauses, says who did, and goes on', async () => {
		const { port } = await mountSettings('#broadcasts?open=bc-run', made => {
			showing()(made);
			made.answer('broadcast:pause', () =>
				moved({
					state: 'paused',
					pause: { reason: 'person', message: '', at: NOW, byName: 'Mara Lindt' },
				}),
			);
			made.answer('broadcast:resume', () => moved({ updatedAt: 10 }));
		});
		await appears('run-pause');
		await click('run-pause');
		expect(one('pause').textContent).toContain('Paused by Mara Lindt.');
		expect(one('run-status').textContent).toBe('Paused');
		await click('run-resume');
		expect(asked(port, 'broadcast:resume')).toEqual([{ broadcastId: 'bc-run' }]);
		expect(one('run-status').textContent).toBe('Running');
		expect(all('pause')).toHaveLength(0);
	});

	it('says why it paused itself and what it waits for', async () => {
		const { port } = await mountSettings(
			'#broadcasts?open=bc-run',
			showing({
				...RUN,
				state: 'paused',
				pause: { reason: 'failures', message: '12 % failed. Look at the list.', at: NOW, byName: null },
			}),
		);
		await appears('pause');
		expect(one('pause').textContent).toContain('12 % failed. Look at the list.');
		const waiting = { for: 'limit', until: NOW + 30 * MINUTE_MS, message: 'The limit is used up.' } as const;
		await act(async () => port.emit('broadcast:changed', { broadcast: { ...RUN, updatedAt: 9, waiting } }));
		expect(one('waiting').textContent).toMatch(/The limit is used up\. Goes on \d/);
	});

	it('ends it only after a question that names how many are not sent', async () => {
		const { port } = await mountSettings('#broadcasts?open=bc-run', made => {
			showing()(made);
			made.answer('broadcast:cancel', () => moved({ state: 'cancelled' }));
		});
		await appears('run-cancel');
		await click('run-cancel');
		expect(asked(port, 'broadcast:cancel')).toEqual([]);
		expect(one('broadcast-confirm').textContent).toBe('End, 300 not sent');
		await click('broadcast-confirm');
		expect(one('run-status').textContent).toBe('Cancelled');
		expect(all('run-cancel')).toHaveLength(0);
	});

	it('keeps an act that was refused in words', async () => {
		await mountSettings('#broadcasts?open=bc-run', made => {
			showing()(made);
			made.answer('broadcast:pause', () => fail('unavailable', 'Try again in a moment.'));
		});
		await appears('run-pause');
		await click('run-pause');
		expect(one('run-problem').textContent).toBe('Try again in a moment.');
	});

	it('retries the failed and writes to some of them, each in a child of its own', async () => {
		const { port, hash, settings } = await mountSettings('#broadcasts?open=bc-run', made => {
			showing()(made);
			made.answer('broadcast:derive', ({ newId }) =>
				ok({ broadcast: broadcastOf({ id: newId, parent: { id: 'bc-run', name: 'Spring' } }) }),
			);
		});
		await appears('retry-failed');
		expect(one('retry-failed').textContent).toBe('Retry 40 failed');
		await click('retry-failed');
		expect(hash()).toBe('#broadcasts?open=token-1');
		await act(async () => settings.go({ filters: { open: 'bc-run' } }));
		await appears('run-retarget');
		await click('run-retarget');
		expect(one('retarget-not-sent').disabled).toBe(true);
		await click('retarget-not-read');
		expect(asked(port, 'broadcast:derive')).toEqual([
			{ broadcastId: 'bc-run', newId: 'token-1', bucket: 'failed', sameContent: true },
			{ broadcastId: 'bc-run', newId: 'token-2', bucket: 'not-read', sameContent: false },
		]);
		expect(hash()).toBe('#broadcasts?open=token-2');
	});

	it('opens the report and the proof', async () => {
		const { opened } = await mountSettings('#broadcasts?open=bc-run', made => {
			showing()(made);
			made.answer('broadcast:report', ({ report }) =>
				ok({ url: `https://relay.example.org/${report}`, filename: 'x.csv' }),
			);
		});
		await appears('run-menu');
		await click('run-menu');
		await click('report-recipients');
		await click('run-menu');
		await click('report-proof');
		expect(opened).toEqual(['https://relay.example.org/recipients', 'https://relay.example.org/proof']);
	});

	it('lets an agent with four eyes pause and not resume', async () => {
		await mountSettings('#broadcasts?open=bc-run', made => {
			showing({ ...RUN, state: 'paused' })(made);
			made.answer('rules:show', () => ok({ rules: { ...RULES, fourEyes: true } }));
			made.setConnection({ state: 'online', since: 0, relayUrl: '', user: { ...MARA, role: 'agent' } });
		});
		await appears('run-cancel');
		expect(all('run-resume')).toHaveLength(0);
	});
});

describe('Analytics', () => {
	it('has a table with the chart’s numbers', async () => {
		await mountSettings('#broadcasts?open=bc-run', showing());
		await appears('chart-twin');
		await click('chart-twin');
		const points = analyticsOf(NOW).overTime.points;
		expect(all('time-row')).toHaveLength(points.length);
		const cells = [...(all('time-row')[3]?.querySelectorAll('td') ?? [])].map(cell => cell.textContent);
		expect(cells.slice(1)).toEqual(['120', '97', '33', '0', '14']);
		const heads = [...document.querySelectorAll('th')].map(head => head.textContent);
		expect(heads.slice(0, 6)).toEqual(['Time', 'Sent', 'Delivered', 'Read', 'Replied', 'Failed']);
	});

	it('leads from a reason and a country to their people', async () => {
		const { port, hash, settings } = await mountSettings('#broadcasts?open=bc-run', showing());
		await appears('reason-row');
		expect(all('reason-row')[1]?.textContent).toBe(
			'WhatsApp took no more at that moment.Retry the failed. Trying again may help.9',
		);
		await click('reason-people');
		expect(hash()).toBe('#broadcasts?open=bc-run&bucket=failed&reason=not-on-whatsapp');
		expect(asked(port, 'broadcast:recipients').at(-1)).toMatchObject({ reason: 'not-on-whatsapp' });
		await act(async () => settings.go({ filters: { open: 'bc-run' } }));
		await appears('country-people');
		await click('country-people');
		expect(asked(port, 'broadcast:recipients').at(-1)).toMatchObject({ bucket: 'all', country: 'DE' });
	});

	it('shows links, cost and tests, and asks again while it runs', async () => {
		const { port, time } = await mountSettings('#broadcasts?open=bc-run', showing());
		await appears('link-row');
		expect(one('link-row').textContent).toContain('7491');
		expect(one('cost-sum').textContent).toContain('€51.30');
		expect(one('tests').textContent).toContain('2 tests were sent besides');
		await act(async () => {
			port.emit('broadcast:changed', { broadcast: { ...RUN, updatedAt: 9 } });
			time.pass(5000);
		});
		await rest();
		expect(port.countOf('broadcast:analytics')).toBe(2);
	});
});

describe('ResultList', () => {
	it('lets a person settle what the provider told nothing of', async () => {
		const { port } = await mountSettings('#broadcasts?open=bc-run&bucket=unknown', made => {
			showing()(made);
			made.answer('message:settle', () => ok({ message: messageOf({ id: 'msg-2' }) }));
		});
		await appears('settle-sent');
		expect(all('settle-sent')).toHaveLength(1);
		made(port);
		await click('settle-sent');
		expect(asked(port, 'message:settle')).toEqual([{ messageId: 'msg-2', outcome: 'sent' }]);
		expect(all('settle-sent')).toHaveLength(0);
	});
	/** What the relay lists once it is settled. */
	const made = (port: FakePort) =>
		port.answer('broadcast:recipients', () =>
			ok({ recipients: [recipientOf({ id: 2, state: 'sent' })], hasMore: false }),
		);

	it('says why it could not be settled', async () => {
		const { port } = await mountSettings('#broadcasts?open=bc-run&bucket=unknown', made => {
			showing()(made);
			made.answer('message:settle', () => fail('refused', 'A status has come since.'));
		});
		await appears('settle-failed');
		await click('settle-failed');
		expect(asked(port, 'message:settle')).toEqual([{ messageId: 'msg-2', outcome: 'failed' }]);
		expect(one('people-problem').textContent).toBe('A status has come since.');
	});

	it('searches, shows more, and leads to the contact', async () => {
		const { port, time, hash } = await mountSettings('#broadcasts?open=bc-run&bucket=all', made => {
			showing()(made);
			made.answer('broadcast:recipients', ({ after }) =>
				ok({ recipients: [recipientOf({ id: (after ?? 0) + 1 })], hasMore: after === undefined }),
			);
		});
		await appears('people-more');
		await click('people-more');
		expect(all('person-row').map(row => row.dataset.id)).toEqual(['1', '2']);
		expect(all('people-more')).toHaveLength(0);
		await type('people-search', 'ann');
		await act(async () => time.pass(300));
		await rest();
		expect(asked(port, 'broadcast:recipients').at(-1)).toMatchObject({ search: 'ann' });
		expect(hash()).toBe('#broadcasts?q=ann&open=bc-run&bucket=all');
		const href = one('person-row').querySelector('a')?.getAttribute('href') ?? '';
		expect(parsePlace(href)).toMatchObject({
			section: 'contacts',
			filters: { open: 'ct-1', filter: '{"text":"+4915550100234"}' },
		});
	});
});
