import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../relay/sandbox/sandbox.ts';
import { CLOUD_API_NUMBER, DIALOG360_NUMBER } from '../../../relay/sandbox/seed.ts';
import { OpenedPeople } from '../../../relay/sandbox/whatsapp/opened-people.ts';
import { testClock } from '../../support/clock.ts';
import { type Answer, callCloudApi, callDialog360, parameters, template, text } from './provider-calls.ts';

const DAY_MS = 86_400_000;
const NUMBER = CLOUD_API_NUMBER.id;
const PATH = `/${CLOUD_API_NUMBER.phoneNumberId}/messages`;
const person = (index: number) => `+49171392${String(1000 + index)}`;
const JONAS = '+491713920001';

let sandbox: Sandbox;
const clock = testClock('still');
const start = async (options: SandboxOptions = {}) => {
	sandbox = await startSandbox({ now: clock.now, ...options });
};
afterEach(() => sandbox.close());

const order = (to: string) =>
	template(to, 'order_update', 'en_US', [{ type: 'body', parameters: parameters('a', 'b', 'c') }]);
const open = (to: string): Promise<Answer> => callCloudApi(sandbox.url, PATH, order(to));
const code = async (answer: Promise<Answer>) => (await answer).body.error?.code ?? null;
const openMany = async (from: number, to: number) => {
	for (let index = from; index < to; index += 1) expect(await code(open(person(index)))).toBe(null);
};
const rules = async () => (await sandbox.violations()).violations.map(one => one.rule);

describe('the messaging limit', () => {
	it('lets the tier’s people be opened in 24 hours, and refuses one more', async () => {
		await start({ tier: 'TIER_50' });
		await openMany(0, 50);
		expect(await rules()).toEqual([]);
		expect(await code(open(person(50)))).toBe(131064);
		expect(await rules()).toEqual(['over-limit']);
		// Who was opened already counts no more.
		expect(await code(open(person(7)))).toBe(null);
		clock.advance(DAY_MS - 1);
		expect(await code(open(person(50)))).toBe(131064);
		clock.advance(1);
		expect(await code(open(person(50)))).toBe(null);
	});

	it('counts nothing inside a window', async () => {
		await start({ tier: 'TIER_50' });
		await openMany(0, 49);
		await sandbox.writeText(person(60), NUMBER, 'Hello');
		expect(await code(open(person(60)))).toBe(null);
		expect(await code(open(person(61)))).toBe(null);
		expect(await code(open(person(62)))).toBe(131064);
		expect(await code(callCloudApi(sandbox.url, PATH, text(person(60))))).toBe(null);
	});

	it('counts nobody whom the message did not reach', async () => {
		await start({ tier: 'TIER_50' });
		await openMany(0, 49);
		expect(await code(open('+447700900026'))).toBe(null);
		expect(await code(open(person(60)))).toBe(131064);
		await sandbox.idle();
		expect(await code(open(person(60)))).toBe(null);
	});

	it('is one for the numbers of a portfolio', async () => {
		await start({ tier: 'TIER_50' });
		await openMany(0, 50);
		const other = () => code(callDialog360(sandbox.url, '/messages', order(person(80))));
		expect(await other()).toBe(null);
		const { numbers } = await sandbox.state();
		const portfolio = numbers.find(one => one.id === NUMBER)?.portfolio ?? '';
		await sandbox.number({ number: DIALOG360_NUMBER.id, portfolio });
		expect(await code(callDialog360(sandbox.url, '/messages', order(person(81))))).toBe(131064);
	});

	it('outlives the process', async () => {
		const dataDir = mkdtempSync(join(tmpdir(), 'sandbox-'));
		await start({ tier: 'TIER_50', dataDir });
		await openMany(0, 49);
		await open('+447700900026');
		await sandbox.idle();
		await sandbox.close();
		await start({ tier: 'TIER_50', dataDir });
		expect(await code(open(person(49)))).toBe(null);
		expect(await code(open(person(50)))).toBe(131064);
	});
});

describe('violations', () => {
	it('name what a careful sender would not have tried', async () => {
		await start({ limitsFollowClock: true });
		await sandbox.number({ number: NUMBER, throughput: 50 });
		expect(await code(callCloudApi(sandbox.url, PATH, text(JONAS)))).toBe(131047);
		await sandbox.writeText(JONAS, NUMBER, 'Hello');
		clock.advance(1000);
		for (let count = 0; count < 45; count += 1) await open(JONAS);
		clock.advance(1000);
		expect(await code(open(JONAS))).toBe(131056);
		for (let count = 0; count < 49; count += 1) await open(person(count));
		expect(await code(open(person(50)))).toBe(130429);
		expect(await rules()).toEqual(['outside-window', 'over-pair', 'over-throughput']);
	});

	it('have none of the failures that a tester wished for', async () => {
		await start();
		await sandbox.faults({ send: { rateLimit: 1 } });
		expect(await code(open(JONAS))).toBe(130429);
		expect(await code(callCloudApi(sandbox.url, PATH, text('+447700900047')))).toBe(131047);
		expect(await rules()).toEqual([]);
	});
});

describe('limitsFollowClock', () => {
	it('gives the second and the pair their room when the test moves time', async () => {
		await start({ limitsFollowClock: true });
		await sandbox.number({ number: NUMBER, throughput: 45 });
		for (let count = 0; count < 45; count += 1) await open(JONAS);
		expect(await code(open(person(0)))).toBe(130429);
		clock.advance(1000);
		expect(await code(open(person(0)))).toBe(null);
		expect(await code(open(JONAS))).toBe(131056);
		clock.advance(6000);
		expect(await code(open(JONAS))).toBe(null);
	});
});

describe('OpenedPeople', () => {
	it('stays quick over a hundred thousand messages with a moving clock', () => {
		const people = new OpenedPeople();
		const started = performance.now();
		for (let index = 0; index < 100_000; index += 1) {
			const now = index * 10_000;
			people.add('shop', `person ${index % 20_000}`, `message ${index}`, now);
			if (index % 10 === 0) people.takeBack(`message ${index}`);
			if (index > 20_000) expect(people.count('shop', now)).toBeLessThanOrEqual(8640);
		}
		expect(performance.now() - started).toBeLessThan(5000);
	});
});
