import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { fail, ok } from '../../../shared/contract/result.ts';
import { HOUR_MS } from '../../../shared/lib/time.ts';
import { type FakePort, MARA } from '../support-ui/fake-port.ts';
import { NOW } from '../support-ui/open-sidebar.ts';
import { all, appears, choose, click, one, rest, type } from '../support-ui/page-steps.ts';
import { broadcastOf, planWith, rehearsalOf, sampleBroadcasts } from '../support-ui/sample-broadcasts.ts';
import { RULES } from '../support-ui/sample-rules.ts';
import { conversationOf, messageOf } from '../support-ui/samples.ts';
import { mountSettings, unmountSettings } from './page.tsx';

afterEach(unmountSettings);

const listed = (port: FakePort) => {
	port.answer('rules:show', () => ok({ rules: RULES }));
	port.answer('broadcast:list', () => ok({ broadcasts: sampleBroadcasts(NOW), hasMore: false }));
};
const asked = (port: FakePort, command: string) =>
	port.calls.filter(call => call.command === command).map(call => call.request);
const row = (id: string) => {
	const found = all('broadcast-row').find(one => one.dataset.id === id);
	if (!found) throw new Error(`There is no row ${id}.`);
	return found;
};
const menuOf = (id: string) =>
	click('broadcast-menu', all('broadcast-row').indexOf(row(id) as HTMLInputElement));

describe('BroadcastList', () => {
	it('shows states in words, progress, numbers and the start with its zone', async () => {
		await mountSettings('#broadcasts', listed);
		await appears('broadcast-row');
		expect(row('bc-run').textContent).toContain('Running');
		expect(row('bc-run').textContent).toContain('698 of 1,000');
		expect(row('bc-run').textContent).toContain('1,00059850026040');
		expect(row('bc-scheduled').textContent).toMatch(/Scheduled.*Starts Mon, Nov 23.*(?:UTC|GMT|[A-Z]{3,4})/);
		expect(row('bc-done').querySelector('progress')).toBeNull();
	});

	it('keeps state and words in the address and asks the relay', async () => {
		const { port, hash, time } = await mountSettings('#broadcasts', listed);
		await appears('broadcast-row');
		await choose('filter-state', 'paused');
		expect(all('broadcast-row').map(found => found.dataset.id)).toEqual(['bc-paused']);
		await type('broadcasts-search', 'show');
		await act(async () => time.pass(300));
		await rest();
		expect(hash()).toBe('#broadcasts?q=show&state=paused');
		expect(asked(port, 'broadcast:list').at(-1)).toEqual({ states: ['paused'], search: 'show', limit: 50 });
	});

	it('teaches while there is none', async () => {
		const { hash } = await mountSettings('#broadcasts', port => {
			listed(port);
			port.answer('broadcast:list', () => ok({ broadcasts: [], hasMore: false }));
		});
		await appears('broadcasts-empty');
		expect(all('new-broadcast')).toHaveLength(1);
		await click('new-broadcast');
		expect(hash()).toBe('#broadcasts?open=new');
	});

	it('follows events', async () => {
		const { port } = await mountSettings('#broadcasts', listed);
		await appears('broadcast-row');
		const run = sampleBroadcasts(NOW)[0];
		if (!run) throw new Error('There is no sample.');
		await act(async () =>
			port.emit('broadcast:changed', { broadcast: { ...run, state: 'completed', updatedAt: 99 } }),
		);
		expect(row('bc-run').textContent).toContain('Completed');
		await act(async () => port.emit('broadcast:removed', { broadcastId: 'bc-run' }));
		expect(all('broadcast-row').map(found => found.dataset.id)).not.toContain('bc-run');
	});

	it('pauses, resumes and ends from the row’s menu, naming how many are not sent', async () => {
		const { port } = await mountSettings('#broadcasts', made => {
			listed(made);
			const [run, paused] = sampleBroadcasts(NOW);
			if (!run || !paused) throw new Error('There are no samples.');
			made.answer('broadcast:pause', () => ok({ broadcast: { ...run, state: 'paused', updatedAt: 9 } }));
			made.answer('broadcast:resume', () => fail('refused', 'The channel is off.'));
			made.answer('broadcast:cancel', () =>
				ok({ broadcast: { ...paused, state: 'cancelled', updatedAt: 9 } }),
			);
		});
		await appears('broadcast-row');
		await menuOf('bc-run');
		await click('row-pause');
		expect(row('bc-run').textContent).toContain('Paused');
		await menuOf('bc-paused');
		await click('row-resume');
		expect(document.body.textContent).toContain('The channel is off.');
		await menuOf('bc-paused');
		await click('row-cancel');
		expect(asked(port, 'broadcast:cancel')).toEqual([]);
		expect(one('broadcast-ask').textContent).toContain('2,200 people have not been written to');
		await click('broadcast-confirm');
		expect(asked(port, 'broadcast:cancel')).toEqual([{ broadcastId: 'bc-paused' }]);
		expect(row('bc-paused').textContent).toContain('Cancelled');
	});

	it('copies, reports and removes', async () => {
		const { port, opened, hash } = await mountSettings('#broadcasts', made => {
			listed(made);
			made.answer('broadcast:remove', () => ok({}));
			made.answer('broadcast:report', () => ok({ url: 'https://relay.example.org/r', filename: 'r.csv' }));
			made.answer('broadcast:derive', ({ newId }) => ok({ broadcast: broadcastOf({ id: newId }) }));
		});
		await appears('broadcast-row');
		await menuOf('bc-done');
		await click('row-report');
		expect(opened).toEqual(['https://relay.example.org/r']);
		await menuOf('bc-draft');
		await click('row-remove');
		await click('broadcast-confirm');
		expect(asked(port, 'broadcast:remove')).toEqual([{ broadcastId: 'bc-draft' }]);
		await menuOf('bc-done');
		await click('row-copy');
		expect(asked(port, 'broadcast:derive')).toEqual([
			{ broadcastId: 'bc-done', newId: 'token-1', bucket: 'all', sameContent: true },
		]);
		expect(hash()).toBe('#broadcasts?open=token-1');
	});

	it('keeps what it shows while the relay is away, and says so', async () => {
		const { port } = await mountSettings('#broadcasts', listed);
		await appears('broadcast-row');
		port.answer('broadcast:list', () => fail('unavailable', 'Busy.'));
		await act(async () => port.setConnection({ state: 'online', since: 1, relayUrl: '', user: MARA }));
		await rest();
		expect(all('broadcast-row')).toHaveLength(6);
		expect(document.body.textContent).toContain('This may not be the newest. Busy.');
	});
});

describe('RehearsalPart', () => {
	const draft = broadcastOf({ id: 'bc-1', counts: { waiting: 5000 } });
	const rehearsed =
		(more: Parameters<typeof rehearsalOf>[1] = {}, plan = draft.plan) =>
		(port: FakePort) => {
			port.answer('rules:show', () => ok({ rules: RULES }));
			port.answer('broadcast:show', () => ok({ broadcast: { ...draft, plan } }));
			port.answer('broadcast:rehearse', () => ok({ rehearsal: rehearsalOf(NOW, more) }));
			port.answer('broadcast:launch', () =>
				ok({ broadcast: { ...draft, plan, state: 'running', startedAt: NOW, updatedAt: 9 } }),
			);
		};
	const open = (prepare: (port: FakePort) => void) =>
		mountSettings('#broadcasts?open=bc-1&tab=rehearsal', prepare);

	it('says who is skipped and why, the parts, the cost and what they see', async () => {
		await open(rehearsed());
		await appears('rehearsal');
		expect(all('skip-row').map(found => found.textContent)).toEqual([
			'They opted out of marketing.120',
			'Their number is in the list twice.68',
		]);
		expect(all('wave-row')).toHaveLength(2);
		expect(all('cost-row').map(found => found.textContent)).toContain('GermanyMarketing4,000€361.24');
		expect(one('cost-sum').textContent).toContain('€391.24');
		expect(one('rehearsal-facts').textContent).toContain('4,812 people (12 on the other channel)');
		expect(all('rehearsal-preview').map(found => found.textContent)).toEqual([
			expect.stringContaining('Hello Ann'),
			expect.stringContaining('Hello there'),
		]);
	});

	it('names what happens on the button, and wants a large count typed', async () => {
		const { port } = await open(rehearsed());
		await appears('launch');
		expect(one('launch').textContent).toMatch(/^Send to 4,812 people, about €391, ends .*\d/);
		expect(one('launch').disabled).toBe(true);
		await type('launch-count', '4811');
		expect(one('launch').disabled).toBe(true);
		await type('launch-count', '4,812');
		await click('launch');
		expect(asked(port, 'broadcast:launch')).toEqual([{ broadcastId: 'bc-1' }]);
		expect(one('run-status').textContent).toBe('Running');
	});

	it('asks for no typing for a small audience, and names the time of a later start', async () => {
		await open(rehearsed({ sends: 1000, cost: null }, planWith({ startAt: NOW + HOUR_MS })));
		await appears('launch');
		expect(all('launch-count')).toHaveLength(0);
		expect(one('launch').disabled).toBe(false);
		expect(one('launch').textContent).toMatch(/^Send to 1,000 people at .*, ends /);
	});

	it('lets nothing out while something stands in the way, and leads to where it is mended', async () => {
		const { hash } = await open(
			rehearsed({
				sends: 10,
				problems: [
					{ message: 'Give a value for {{1}}.', field: 'content.parameters.body.1' },
					{ message: 'The channel is off.', field: null },
				],
			}),
		);
		await appears('launch');
		expect(one('launch').disabled).toBe(true);
		expect(one('rehearsal-problems').textContent).toContain('The channel is off.');
		expect(all('rehearsal-mend')).toHaveLength(1);
		await click('rehearsal-mend');
		expect(hash()).toBe('#broadcasts?open=bc-1');
		expect(all('plan-form')).toHaveLength(1);
	});

	it('says when a scheduled one starts, and makes it a draft again', async () => {
		const scheduled = { ...draft, state: 'scheduled', plan: planWith({ startAt: NOW + HOUR_MS }) } as const;
		const { port } = await open(made => {
			rehearsed()(made);
			made.answer('broadcast:show', () => ok({ broadcast: scheduled }));
			made.answer('broadcast:pause', () => ok({ broadcast: { ...draft, updatedAt: 9 } }));
		});
		await appears('launched');
		expect(one('launched').textContent).toMatch(/starts Sat, Nov 21/);
		expect(all('launch')).toHaveLength(0);
		await click('unschedule');
		expect(asked(port, 'broadcast:pause')).toEqual([{ broadcastId: 'bc-1' }]);
		expect(all('launch')).toHaveLength(1);
	});

	it('says what the relay refuses at the launch', async () => {
		await open(port => {
			rehearsed({ sends: 5 })(port);
			port.answer('broadcast:launch', () => fail('refused', 'The template was paused.'));
		});
		await appears('launch');
		await click('launch');
		expect(one('launch-refused').textContent).toBe('The template was paused.');
	});

	it.each([
		['agent', true, 1],
		['agent', false, 0],
		['manager', true, 0],
	] as const)('with four eyes for an %s (%s)', async (role, fourEyes, told) => {
		await open(port => {
			rehearsed()(port);
			port.answer('rules:show', () => ok({ rules: { ...RULES, fourEyes } }));
			port.setConnection({ state: 'online', since: 0, relayUrl: '', user: { ...MARA, role } });
		});
		await appears(told ? 'four-eyes' : 'launch');
		expect(all('four-eyes')).toHaveLength(told);
		expect(all('launch')).toHaveLength(1 - told);
	});

	it('sends a test to oneself and says what became of it', async () => {
		const { port } = await open(made => {
			rehearsed()(made);
			made.answer('broadcast:test', () => ok({ messageId: 'msg-1' }));
		});
		await appears('test-to');
		await type('test-to', '+49 1555 0100234');
		await click('test-send');
		expect(asked(port, 'broadcast:test')).toEqual([
			{ broadcastId: 'bc-1', clientId: 'token-1', to: '+49 1555 0100234', fallback: false },
		]);
		expect(one('test-outcome').textContent).toContain('on its way');
		const message = messageOf({ id: 'msg-1', direction: 'outbound', status: 'delivered' });
		await act(async () =>
			port.emit('conversation:changed', {
				previousRevision: 0,
				conversation: conversationOf(),
				messages: [message],
			}),
		);
		expect(one('test-outcome').textContent).toBe('The test arrived at +49 1555 0100234.');
	});

	it('saves what was typed before it rehearses', async () => {
		const { port } = await mountSettings('#broadcasts?open=bc-1', made => {
			rehearsed()(made);
			made.answer('broadcast:save', ({ plan }) =>
				ok({ broadcast: { ...draft, plan: { ...draft.plan, name: plan.name }, updatedAt: 5 } }),
			);
		});
		await appears('broadcast-name');
		await type('broadcast-name', 'Newer');
		await click('tab-rehearsal');
		await appears('rehearsal');
		const order = port.calls.map(call => call.command).filter(name => /save|rehearse/.test(name));
		expect(order).toEqual(['broadcast:save', 'broadcast:rehearse']);
	});
});
