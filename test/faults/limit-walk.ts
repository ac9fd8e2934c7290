import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { perform } from '../../relay/actions/perform.ts';
import { composeRelay, type Relay } from '../../relay/compose.ts';
import type { Config } from '../../relay/config.ts';
import { createLog } from '../../relay/log.ts';
import { type Sandbox, startSandbox } from '../../relay/sandbox/sandbox.ts';
import { CLOUD_API_NUMBER } from '../../relay/sandbox/seed.ts';
import { openSettings } from '../../relay/settings.ts';
import { openStore, type Store } from '../../relay/store/store.ts';
import type { CommandName, ReplyOf, RequestOf } from '../../shared/contract/commands/index.ts';
import type { Result } from '../../shared/contract/result.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/lib/time.ts';
import { Random } from '../support/random.ts';
import { until } from '../support/until.ts';
import { type Finding, figure } from './stage.ts';

/** People, of whom a few are in the United States. */
const PEOPLE = 400;
const PER_ROUND = 250;
/** The simulated clock runs so much faster than ours, and jumps between the rounds. */
const FASTER = 8;
const TIERS = ['TIER_50', 'TIER_250', 'TIER_250', 'TIER_2K'] as const;
const NUMBER = CLOUD_API_NUMBER.id;

/** What can be sent, by its category. */
const CONTENTS = [
	{ kind: 'text', text: 'Good news: it is here.' },
	{ kind: 'template', name: 'hello', language: 'en_US', parameters: {} },
	{
		kind: 'template',
		name: 'welcome_gift',
		language: 'pt_BR',
		parameters: { body: ['Ana'], buttons: { '0': 'CODE1' } },
	},
] as const satisfies readonly RequestOf<'message:send'>['content'][];

/**
 * R-10 in miniature: so many sends by people, to people who write, stop, start again and are silent, while the clock moves over
 * days, the limit changes, templates are paused and the account is restricted. Whatever the relay lets through, the strict
 * sandbox judges by its own rules: it must find no violation.
 */
export async function limitWalk(sends: number, seed: number): Promise<Finding> {
	const random = new Random(seed);
	const walk = await openWalk();
	const refused = new Map<string, number>();
	const ids: string[] = [];
	let asked = 0;
	try {
		while (asked < sends) {
			await somethingHappens(walk, random);
			const count = Math.min(PER_ROUND, sends - asked);
			const round = Array.from({ length: count }, (_, index) => ({
				clientId: `walk-client-${asked + index}`,
				channelId: walk.channelId,
				to: person(random.between(0, PEOPLE - 1)),
				content: random.pick(CONTENTS),
			}));
			for (const request of round) {
				const answer = await walk.ask('message:send', request);
				if (answer.ok) ids.push(answer.value.messageId);
				else count1(refused, answer.error.refusal ?? answer.error.code);
			}
			asked += count;
			await walk.settled();
			walk.jump(random.between(10, 600) * MINUTE_MS);
		}
		const { count, violations } = await walk.sandbox.violations();
		const { sent, failed } = await outcomes(walk.store, ids);
		for (const code of failed) count1(refused, code);
		const wanted = ['window-closed', 'opted-out', 'marketing-capped', 'limit-reached'];
		const missing = wanted.filter(one => !refused.has(one));
		const kinds = [...refused].map(([code, times]) => `${code} ${figure(times)}`).join(', ');
		return {
			promise: 'R-10',
			held: count === 0 && sent > 0 && missing.length === 0,
			line: `${figure(asked)} sends over ${Math.round(walk.elapsed() / HOUR_MS / 24)} days: ${count} violations${violations[0] ? ` (first: ${JSON.stringify(violations[0])})` : ''}, ${figure(sent)} sent, not sent: ${kinds}${missing.length > 0 ? `; never tried: ${missing.join(', ')}` : ''}`,
		};
	} finally {
		await walk.close();
	}
}

function count1(counts: Map<string, number>, key: string): void {
	counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Numbers in Germany, and every twentieth in the United States. */
function person(index: number): string {
	return index % 20 === 0 ? `+1212555${String(1000 + index)}` : `+49171392${String(1000 + index)}`;
}

async function outcomes(store: Store, ids: readonly string[]): Promise<{ sent: number; failed: string[] }> {
	let sent = 0;
	const failed: string[] = [];
	for (const id of ids) {
		const row = await store.messages.find(id);
		if (!row) throw new Error(`The message ${id} is gone.`);
		if (row.status !== 'failed') sent += 1;
		else failed.push((JSON.parse(row.problem ?? '{}') as { code?: string }).code ?? 'failed');
	}
	return { sent, failed };
}

/** Between two rounds the world changes: everything has arrived at the relay before the next sends. */
async function somethingHappens(walk: Walk, random: Random): Promise<void> {
	const { sandbox } = walk;
	for (let count = random.between(0, 40); count > 0; count -= 1) {
		const text = random.chance(8) ? 'STOP' : random.chance(5) ? 'START' : 'Is it there yet?';
		await sandbox.writeText(person(random.between(0, PEOPLE - 1)), NUMBER, text);
	}
	if (random.chance(20))
		await sandbox.preference({
			customer: person(random.between(0, PEOPLE - 1)),
			number: NUMBER,
			value: random.chance(60) ? 'stop' : 'resume',
		});
	if (random.chance(10)) await sandbox.limit({ number: NUMBER, tier: random.pick(TIERS) });
	if (random.chance(8))
		await sandbox.templatePause({ number: NUMBER, name: 'welcome_gift', language: 'pt_BR', step: 'first' });
	if (random.chance(3))
		await sandbox.restrict({ number: NUMBER, type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', days: 1 });
	await walk.arrived();
}

interface Walk {
	readonly sandbox: Sandbox;
	readonly store: Store;
	readonly channelId: string;
	ask<C extends CommandName>(command: C, request: RequestOf<C>): Promise<Result<ReplyOf<C>>>;
	/** Resolves when what the sandbox had to tell is applied. */
	arrived(): Promise<void>;
	/** Resolves when nothing waits to be sent and every status has arrived. */
	settled(): Promise<void>;
	jump(ms: number): void;
	elapsed(): number;
	close(): Promise<void>;
}

/** A relay with its store in memory and the sandbox, both in this process and by one fast clock. */
async function openWalk(): Promise<Walk> {
	const folder = mkdtempSync(join(tmpdir(), 'relay-walk-'));
	const start = Date.now();
	const began = performance.now();
	let jumped = 0;
	const now = () => Math.round(start + (performance.now() - began) * FASTER + jumped);
	const sandbox = await startSandbox({ now, limitsFollowClock: true, retry: { firstMs: 50, capMs: 200 } });
	await sandbox.limit({ number: NUMBER, tier: 'TIER_250' });
	const config: Config = {
		port: 0,
		host: '127.0.0.1',
		publicUrl: null,
		relayKey: Buffer.alloc(32, 7),
		allowPrivateNetwork: true,
		uploadMax: 20 * 1024 * 1024,
		logLevel: 'error',
		dataDir: folder,
	};
	const store = await openStore(':memory:');
	const settings = await openSettings(folder);
	const relay: Relay = composeRelay({
		config,
		key: Buffer.alloc(32, 7),
		store,
		settings,
		log: createLog('error', () => undefined),
		now,
	});
	await relay.listen();
	await settings.change(
		data => void data.users.push({ id: 'usr_walk', name: 'Ann', role: 'owner', createdAt: start }),
	);
	const caller = {
		user: { id: 'usr_walk', name: 'Ann', role: 'owner' as const, createdAt: start },
		deviceId: 'dev_walk',
	};
	const ask = async <C extends CommandName>(command: C, request: RequestOf<C>) =>
		(await perform(relay.parts, command, request, caller)) as Result<ReplyOf<C>>;
	const added = await ask('channel:add', {
		name: 'Walk around',
		type: 'whatsapp',
		provider: 'cloud-api',
		address: `+${CLOUD_API_NUMBER.displayPhone}`,
		credentials: {
			accessToken: CLOUD_API_NUMBER.accessToken,
			appSecret: CLOUD_API_NUMBER.appSecret,
			phoneNumberId: CLOUD_API_NUMBER.phoneNumberId,
			businessAccountId: CLOUD_API_NUMBER.wabaId,
			verifyToken: CLOUD_API_NUMBER.verifyToken,
		},
		apiUrl: `${sandbox.url}/cloud-api`,
	});
	if (!added.ok || added.value.channel.webhookUrl === null) throw new Error(JSON.stringify(added));
	const { channel } = added.value;
	await sandbox.webhook({
		number: NUMBER,
		url: added.value.channel.webhookUrl,
		verifyToken: CLOUD_API_NUMBER.verifyToken,
	});
	const arrived = async () => {
		await sandbox.idle();
		await relay.drained();
	};
	const look = await ask('limit:look', { channelId: channel.id });
	if (!look.ok) throw new Error(JSON.stringify(look.error));
	return {
		sandbox,
		store,
		channelId: channel.id,
		ask,
		arrived,
		async settled() {
			await until(
				'nothing waits to be sent',
				async () => {
					relay.wake();
					const inHand = await store.outbox.claimedByOthers(channel.id, 'nobody');
					return inHand.length === 0 && (await store.outbox.nextDueAt(channel.id, 0)) === null;
				},
				120 * SECOND_MS,
			);
			await arrived();
		},
		jump(ms) {
			jumped += ms;
			relay.wake();
		},
		elapsed: () => now() - start,
		async close() {
			await relay.stop();
			await sandbox.close();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
