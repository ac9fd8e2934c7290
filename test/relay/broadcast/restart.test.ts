import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../relay/sandbox/sandbox.ts';
import { HOUR_MS, MINUTE_MS } from '../../../shared/lib/time.ts';
import { type TestClock, testClock } from '../../support/clock.ts';
import { type Person, person, startTestRelay, type TestRelay } from '../../support/relay.ts';
import { addSandboxChannel } from '../../support/scene.ts';
import { until } from '../../support/until.ts';
import { numbers, records } from './broadcast-scene.ts';

let clock: TestClock;
let sandbox: Sandbox;
let relay: TestRelay;
let owner: Person;
let channelId: string;
beforeAll(async () => {
	clock = testClock();
	sandbox = await startSandbox({ now: clock.now });
	relay = await startTestRelay({ now: clock.now });
	owner = await relay.person('owner', 'Ann Owner');
	channelId = (await addSandboxChannel(owner, sandbox, 'dialog360')).id;
});
afterAll(async () => {
	await relay.stop();
	rmSync(relay.dataDir, { recursive: true, force: true });
	await sandbox.close();
});

/** Stops the relay, lets time pass, and starts it again on the same folder. */
async function isOff(ms: number): Promise<void> {
	const { dataDir } = relay;
	await relay.stop();
	clock.advance(ms);
	relay = await startTestRelay({ now: clock.now, dataDir });
	owner = person(relay.url, owner.token, owner.userId);
}

const show = async (broadcastId: string) => (await owner.get('broadcast:show', { broadcastId })).broadcast;

async function scheduled(broadcastId: string, from: number, more: object): Promise<void> {
	await owner.get('broadcast:save', {
		broadcastId,
		plan: {
			name: broadcastId,
			channelId,
			content: { kind: 'template', name: 'hello', language: 'de', parameters: {} },
			startAt: clock.now() + 10 * MINUTE_MS,
			...more,
		} as never,
	});
	await owner.get('broadcast:add-recipients', {
		broadcastIds: [broadcastId],
		source: { kind: 'records', records: records(numbers(5, from)) },
	});
	await owner.get('broadcast:launch', { broadcastId });
}
const is = (broadcastId: string, state: string) =>
	until(`${broadcastId} is ${state}`, async () => {
		const found = await show(broadcastId);
		return found.state === state ? found : null;
	});

describe('a relay that was off when a broadcast should have begun', () => {
	it('begins it when it comes back soon, and says how late', async () => {
		await scheduled('soon', 800_000, {});
		await isOff(30 * MINUTE_MS);
		const done = await is('soon', 'completed');
		expect(done.counts.sent + done.counts.delivered).toBe(5);
		expect(Math.round((done.startedLateMs ?? 0) / MINUTE_MS)).toBe(20);
	});

	it('asks when it comes back late, and begins when somebody says so', async () => {
		await scheduled('late', 801_000, {});
		await isOff(3 * HOUR_MS);
		const rests = await is('late', 'paused');
		expect(rests).toMatchObject({
			startedAt: null,
			pause: { reason: 'missed-start' },
			counts: { waiting: 5 },
		});
		await owner.get('broadcast:resume', { broadcastId: 'late' });
		await is('late', 'completed');
	});

	it('begins it however late while its hours last', async () => {
		const now = new Date(clock.now());
		const minute = now.getUTCHours() * 60 + now.getUTCMinutes();
		await scheduled('hours', 802_000, { period: { hours: { from: minute, to: (minute + 300) % 1440 } } });
		await isOff(3 * HOUR_MS);
		await is('hours', 'completed');
	});
});

describe('a relay that stops in the middle of a broadcast', () => {
	it('goes on where it was, and writes to nobody twice', async () => {
		await owner.get('broadcast:save', {
			broadcastId: 'middle',
			plan: {
				name: 'middle',
				channelId,
				content: { kind: 'template', name: 'hello', language: 'de', parameters: {} },
				perMinute: 1200,
			},
		});
		const phones = numbers(60, 803_000);
		await owner.get('broadcast:add-recipients', {
			broadcastIds: ['middle'],
			source: { kind: 'records', records: records(phones) },
		});
		await owner.get('broadcast:launch', { broadcastId: 'middle' });
		await until('some are sent', async () => (await show('middle')).counts.waiting < 50);
		await isOff(MINUTE_MS);
		const done = await is('middle', 'completed');
		expect(done.counts.unknown).toBe(0);
		const { requests } = await sandbox.requests({});
		const sent = requests
			.map(one => String((one.body as { to?: string } | null)?.to ?? '').replace(/\D/g, ''))
			.filter(to => phones.includes(`+${to}`));
		expect(sent).toHaveLength(60);
		expect(new Set(sent).size).toBe(60);
	});

	it('ends what was cancelled as it went down', async () => {
		await scheduled('ended', 804_000, {});
		const { store } = relay.relay.parts;
		await store.broadcasts.update('ended', { state: 'cancelled' });
		await isOff(MINUTE_MS);
		const ended = await until('nobody waits', async () => {
			const found = await show('ended');
			return found.counts.waiting === 0 ? found : null;
		});
		expect(ended.counts['not-sent']).toBe(5);
	});
});
