import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import type { BroadcastView } from '../../../shared/contract/broadcast-views.ts';
import { fail, ok } from '../../../shared/contract/result.ts';
import type { BroadcastPlan } from '../../../shared/domain/broadcast.ts';
import { DAY_MS } from '../../../shared/lib/time.ts';
import type { FakePort } from '../support-ui/fake-port.ts';
import type { FakeRelay } from '../support-ui/fake-relay.ts';
import { NOW } from '../support-ui/open-sidebar.ts';
import { all, appears, choose, click, one, rest, type } from '../support-ui/page-steps.ts';
import { broadcastOf, planWith, recipientOf } from '../support-ui/sample-broadcasts.ts';
import { RULES } from '../support-ui/sample-rules.ts';
import { channelOf } from '../support-ui/samples.ts';
import { mountSettings, unmountSettings } from './page.tsx';

afterEach(unmountSettings);

const local = (at: number) =>
	new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

/** A relay that keeps what is saved. */
const keeping =
	(kept: BroadcastView | null = null) =>
	(port: FakePort, relay: FakeRelay) => {
		let now = kept;
		relay.channels.push(
			channelOf({ id: 'ch-bot', name: 'Workshop bot', type: 'telegram', provider: 'telegram' }),
			channelOf({ id: 'ch-insta', name: 'Wood works', type: 'instagram', provider: 'instagram' }),
		);
		port.answer('rules:show', () => ok({ rules: RULES }));
		port.answer('broadcast:list', () => ok({ broadcasts: now ? [now] : [], hasMore: false }));
		port.answer('broadcast:show', () =>
			now ? ok({ broadcast: now }) : fail('not-found', 'There is no such broadcast.'),
		);
		port.answer('broadcast:save', ({ broadcastId, plan }) => {
			now = broadcastOf({
				id: broadcastId,
				plan: plan as BroadcastPlan,
				updatedAt: (now?.updatedAt ?? 1) + 1,
			});
			return ok({ broadcast: now });
		});
		port.answer('broadcast:recipients', () => ok({ recipients: [recipientOf({ id: 1 })], hasMore: false }));
	};
const saved = (port: FakePort) =>
	port.calls.filter(call => call.command === 'broadcast:save').map(call => call.request) as {
		broadcastId: string;
		plan: BroadcastPlan;
		basedOn?: number | null;
	}[];
const options = (test: string) => [...one(test).querySelectorAll('option')].map(option => option.value);

async function pick(test: string, value: string): Promise<void> {
	await click(test);
	const at = all(`${test}-option`).findIndex(option => option.dataset.value === value);
	await click(`${test}-option`, at);
}

async function give(test: string, file: File): Promise<void> {
	Object.defineProperty(one(test), 'files', { value: [file], configurable: true });
	await act(async () => {
		one(test).dispatchEvent(new Event('change', { bubbles: true }));
	});
	await rest();
}

describe('PlanForm', () => {
	it('makes one with every field', async () => {
		const { port, hash } = await mountSettings('#broadcasts?open=new', keeping());
		await appears('broadcast-name');
		expect(options('broadcast-channel')).toEqual(['', 'ch-sales', 'ch-bot']);
		await type('broadcast-name', 'Autumn fronts');
		await choose('broadcast-channel', 'ch-sales');
		await pick('content-template', 'order_update en');
		await type('content-body.1', 'friend');
		await choose('content-body.1-source', 'contact.first_name');
		await type('content-body.1', 'there');
		await choose('content-body.2-source', ':row');
		await type('content-body.2-column', 'Order number');
		await type('content-body.3', '4 December');
		await type('content-buttons.1', 'KB-1');
		await click('broadcast-fallback');
		await choose('fallback-channel', 'ch-bot');
		await choose('fallback-kind', 'text');
		await type('fallback-text', 'Hello');
		await choose('broadcast-starts', 'later');
		await type('broadcast-start', local(NOW + DAY_MS));
		await type('broadcast-period.from', '2026-11-22');
		await type('broadcast-period.to', '2026-12-24');
		await click('broadcast-day-2');
		await click('broadcast-day-1');
		await click('broadcast-has-hours');
		await type('broadcast-hours-to', '17:30');
		await choose('broadcast-clock', 'recipient');
		await choose('broadcast-speed', 'slow');
		await type('broadcast-per-minute', '90');
		await choose('broadcast-contacts', 'all');
		await choose('broadcast-numbers', 'all');
		await click('broadcast-track');
		await click('broadcast-retry');
		await type('broadcast-brake.after', '20');
		await type('broadcast-brake.failed', '5');
		await type('broadcast-brake.refused', '');
		await type('broadcast-brake.stopped', '1.5');
		await click('broadcast-save');
		expect(saved(port)).toEqual([
			{
				broadcastId: 'token-1',
				basedOn: null,
				plan: {
					name: 'Autumn fronts',
					channelId: 'ch-sales',
					content: {
						kind: 'template',
						name: 'order_update',
						language: 'en',
						parameters: {
							body: {
								1: '{{ contact.first_name | default: "there" }}',
								2: '{{ row["Order number"] }}',
								3: '4 December',
							},
							buttons: { 1: 'KB-1' },
						},
					},
					fallback: { channelId: 'ch-bot', content: { kind: 'text', text: 'Hello' } },
					period: {
						from: '2026-11-22',
						to: '2026-12-24',
						days: [1, 2],
						hours: { from: 540, to: 1050 },
						clock: 'recipient',
					},
					startAt: NOW + DAY_MS,
					perMinute: 90,
					logic: { contacts: 'all', numbers: 'all' },
					trackLinks: true,
					retryRefused: false,
					brake: { after: 20, failed: 0.05, refused: null, stopped: 0.015 },
				},
			},
		]);
		expect(hash()).toBe('#broadcasts?open=token-1');
		expect(one('plan-state').textContent).toBe('Saved');
		// The page is the same one: what is typed now is saved over what is kept.
		await type('broadcast-name', 'Winter fronts');
		await click('broadcast-save');
		expect(saved(port)[1]).toMatchObject({
			broadcastId: 'token-1',
			basedOn: 2,
			plan: { name: 'Winter fronts' },
		});
	});

	it('keeps what was filled in when its channel has no such template', async () => {
		const { port } = await mountSettings('#broadcasts?open=bc-1', (made, relay) => {
			keeping(broadcastOf({ id: 'bc-1' }))(made, relay);
			relay.channels.push(channelOf({ id: 'ch-other', name: 'Other' }));
		});
		await appears('content-body.1');
		expect(one('phone-preview').textContent).toContain('Hello [first name], we talked');
		await choose('broadcast-channel', 'ch-other');
		expect(document.querySelector('main')?.textContent).toContain('is not among the approved templates');
		await click('broadcast-save');
		expect(saved(port)[0]?.plan).toMatchObject({ channelId: 'ch-other', content: planWith().content });
	});

	it('begins with the plan, and says that people wait', async () => {
		await mountSettings('#broadcasts?open=new&tab=recipients&from=segment:seg-1', keeping());
		await appears('plan-form');
		expect(all('wanted-later')).toHaveLength(1);
	});

	it('says at the field and in the summary what is wrong, and keeps everything over a refusal', async () => {
		const { port } = await mountSettings('#broadcasts?open=new', keeping());
		await appears('broadcast-name');
		await choose('broadcast-channel', 'ch-sales');
		await pick('content-template', 'follow_up en');
		await type('content-body.1', 'you');
		await type('broadcast-brake.failed', '200');
		await click('broadcast-save');
		expect(saved(port)).toEqual([]);
		expect(one('form-summary').textContent).toContain('Name: Fill this in.');
		expect(one('form-summary').querySelector('a[href="#bc-brake-failed"]')).not.toBeNull();
		expect(one('broadcast-brake.failed').getAttribute('aria-invalid')).toBe('true');
		await type('broadcast-brake.failed', '2');
		await type('broadcast-name', 'Taken');
		port.answer('broadcast:save', () =>
			fail('conflict', 'There is one of this name.', { fields: { 'plan.name': 'This name is taken.' } }),
		);
		await click('broadcast-save');
		expect(one('form-summary').textContent).toContain('This name is taken.');
		expect(one('broadcast-name').getAttribute('aria-invalid')).toBe('true');
		expect([
			one('broadcast-name').value,
			one('content-body.1').value,
			one('broadcast-brake.failed').value,
		]).toEqual(['Taken', 'you', '2']);
		expect(one('plan-state').textContent).toBe('Not saved yet');
	});

	it('asks before unsaved changes are left, and does not when they are saved', async () => {
		const { hash } = await mountSettings('#broadcasts?open=bc-1', keeping(broadcastOf({ id: 'bc-1' })));
		await appears('content-body.1');
		expect(one('content-body.1-source').value).toBe('contact.first_name');
		expect(one('content-body.1').value).toBe('there');
		await type('broadcast-name', 'Other');
		await click('broadcast-back');
		expect(all('leave')).toHaveLength(1);
		await click('leave-stay');
		await click('broadcast-save');
		await click('broadcast-back');
		expect(hash()).toBe('#broadcasts');
	});

	it('shows what somebody else saved only when it is asked for', async () => {
		const { port } = await mountSettings('#broadcasts?open=bc-1', keeping(broadcastOf({ id: 'bc-1' })));
		await appears('content-body.1');
		await type('broadcast-name', 'Mine');
		const theirs = broadcastOf({ id: 'bc-1', plan: planWith({ name: 'Theirs' }), updatedAt: 9 });
		await act(async () => port.emit('broadcast:changed', { broadcast: theirs }));
		expect(one('broadcast-name').value).toBe('Mine');
		expect(all('plan-newer')).toHaveLength(1);
		await click('take-newer');
		expect(one('broadcast-name').value).toBe('Theirs');
		expect(all('plan-newer')).toHaveLength(0);
	});

	it('takes free text, a file or a quick reply on Telegram, and no template', async () => {
		const { port } = await mountSettings('#broadcasts?open=new', (made, relay) => {
			keeping()(made, relay);
			made.answer('media:ticket', () => ok({ uploadUrl: 'https://relay.example.org/up', expiresAt: 0 }));
		});
		await appears('broadcast-name');
		await type('broadcast-name', 'Bot');
		await choose('broadcast-channel', 'ch-bot');
		expect(options('content-kind')).toEqual(['text', 'media', 'quick-reply']);
		expect(all('broadcast-retry')).toHaveLength(0);
		await choose('content-kind', 'media');
		await give('content-file', new File(['x'], 'map.png', { type: 'image/png' }));
		await type('content-caption', 'The way');
		await click('broadcast-save');
		expect(saved(port)[0]?.plan.content).toEqual({ kind: 'media', mediaId: 'media-1', caption: 'The way' });
	});

	it('brings a template’s picture to the relay', async () => {
		const { port } = await mountSettings('#broadcasts?open=new', (made, relay) => {
			keeping()(made, relay);
			made.answer('media:ticket', () => ok({ uploadUrl: 'https://relay.example.org/up', expiresAt: 0 }));
		});
		await appears('broadcast-name');
		await type('broadcast-name', 'Spring');
		await choose('broadcast-channel', 'ch-sales');
		await pick('content-template', 'spring_offer de');
		await give('content-header.media', new File(['x'], 'blue.png', { type: 'image/png' }));
		await type('content-body.1', 'Ann');
		await click('broadcast-save');
		expect(saved(port)[0]?.plan.content).toMatchObject({
			parameters: { header: { mediaId: 'media-1' }, body: { 1: 'Ann' } },
		});
	});
});

describe('RecipientsPart', () => {
	const empty = broadcastOf({ id: 'bc-1' });
	const filled = broadcastOf({ id: 'bc-1', counts: { waiting: 41 }, updatedAt: 2 });
	const adding = (port: FakePort, relay: FakeRelay) => {
		keeping(empty)(port, relay);
		port.answer('media:ticket', () => ok({ uploadUrl: 'https://relay.example.org/up', expiresAt: 0 }));
		port.answer('broadcast:add-recipients', () =>
			ok({
				added: 41,
				repeated: 2,
				unreadable: [{ label: 'Row 7', value: 'call office', problem: 'is not a phone number' }],
				unreadableCount: 1,
				broadcasts: [filled],
			}),
		);
	};
	const sources = (port: FakePort) =>
		port.calls
			.filter(call => call.command === 'broadcast:add-recipients')
			.map(call => (call.request as { source: unknown }).source);

	it('adds people from a CSV and says what could not be read', async () => {
		const { port } = await mountSettings('#broadcasts?open=bc-1&tab=recipients', adding);
		await appears('csv');
		expect(one('audience').textContent).toBe('0 people');
		expect(one('to-rehearsal').disabled).toBe(true);
		await give('csv', new File(['Kunde;Telefon;Ort\nAnn;+4915550100234;Potsdam'], 'people.csv'));
		await appears('csv-address');
		expect([one('csv-address').value, one('csv-name').value]).toEqual(['Telefon', 'Kunde']);
		await choose('csv-name', '');
		await click('csv-add');
		expect(sources(port)).toEqual([
			{ kind: 'csv', mediaId: 'media-1', addressColumn: 'Telefon', nameColumn: null },
		]);
		expect(one('audience').textContent).toBe('41 people');
		expect(one('added').textContent).toContain('41 people added. 2 were in already. 1 could not be read.');
		expect(one('unreadable').value).toBe('Row 7\tcall office\tis not a phone number');
		expect(all('person-row')).toHaveLength(1);
	});

	it('refuses a file without heads before a byte goes', async () => {
		const { port } = await mountSettings('#broadcasts?open=bc-1&tab=recipients', adding);
		await appears('csv');
		await give('csv', new File([''], 'empty.csv'));
		await appears('csv-file');
		expect(one('csv-file').dataset.state).toBe('refused');
		expect(port.countOf('media:ticket')).toBe(0);
	});

	it('offers those that one came with, and forgets them when they are in', async () => {
		const filter = encodeURIComponent('{"consent":"in"}');
		const { port, hash } = await mountSettings(
			`#broadcasts?open=bc-1&tab=recipients&filter=${filter}`,
			adding,
		);
		await appears('add-wanted');
		await click('add-wanted');
		expect(sources(port)).toEqual([{ kind: 'filter', filter: { consent: 'in' } }]);
		expect(hash()).toBe('#broadcasts?open=bc-1&tab=recipients');
		expect(all('wanted-people')).toHaveLength(0);
	});

	it('adds a segment where the relay knows some, and those of an earlier broadcast', async () => {
		const { port } = await mountSettings('#broadcasts?open=bc-1&tab=recipients', (made, relay) => {
			adding(made, relay);
			made.answer('segment:list' as 'quick-reply:list', () =>
				ok({ segments: [{ id: 'seg-1', name: 'Kitchens', filter: {}, count: 9 }] } as never),
			);
			made.answer('broadcast:list', () =>
				ok({ broadcasts: [empty, broadcastOf({ id: 'bc-0', startedAt: 1 })], hasMore: false }),
			);
		});
		await appears('segment');
		await pick('segment', 'seg-1');
		await click('segment-add');
		await pick('earlier', 'bc-0');
		await choose('earlier-bucket', 'not-replied');
		await click('earlier-add');
		expect(sources(port)).toEqual([
			{ kind: 'segment', segmentId: 'seg-1' },
			{ kind: 'broadcast', broadcastId: 'bc-0', bucket: 'not-replied' },
		]);
	});

	it('hides segments from a relay without them, and takes people out, one or all', async () => {
		const { port } = await mountSettings('#broadcasts?open=bc-1&tab=recipients', (made, relay) => {
			keeping(filled)(made, relay);
			made.answer('broadcast:remove-recipients', () => ok({ broadcast: { ...empty, updatedAt: 3 } }));
		});
		await appears('person-remove');
		expect(all('source-segment')).toHaveLength(0);
		await click('person-remove');
		expect(one('audience').textContent).toBe('0 people');
		await act(async () => port.emit('broadcast:changed', { broadcast: { ...filled, updatedAt: 4 } }));
		await click('people-clear');
		await click('people-clear-confirm');
		expect(
			port.calls.filter(call => call.command === 'broadcast:remove-recipients').map(call => call.request),
		).toEqual([{ broadcastId: 'bc-1', recipientIds: [1] }, { broadcastId: 'bc-1' }]);
	});
});
