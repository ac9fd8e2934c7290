import { readFileSync } from 'node:fs';
import { MINUTE_MS } from '../../shared/lib/time.ts';
import { openStage, type Stage } from '../faults/stage.ts';
import { until } from '../support/until.ts';

const PAGE = 500;
const LANES = 32;
const TEMPLATE = {
	kind: 'template' as const,
	name: 'order_update',
	language: 'de',
	parameters: { body: ['{{ contact.first_name | default: "du" }}', 'LB-1', 'Montag'] },
};

/**
 * P-3 and P-4: planning a broadcast of many, sending some of it at the relay's own speed and some at 80 a second, against the
 * bare calls that the same sandbox takes in the same run. The relay is a process of its own.
 */
export async function benchBroadcast(plan = 100_000, free = 5_000, paced = 1_600): Promise<object> {
	const stage = await openStage();
	try {
		const { sandbox, store, channel } = stage;
		await stage.kill();
		const known = await store.standings.get(channel.id);
		await store.standings.put(channel.id, { ...known, tier: 'TIER_UNLIMITED', throughput: 1_000 });
		await sandbox.limit({ number: stage.number, tier: 'TIER_UNLIMITED' });
		await stage.start();
		const planning = await planned(stage, plan);
		const bare = await bareCalls(stage, Math.min(free, 3_000));
		const full = await sent(stage, 'full', free, plan, null);
		const at80 = await sent(stage, 'paced', paced, plan + free, 4_800);
		return {
			bench: 'broadcast',
			...planning,
			barePerSecond: bare,
			fullPerSecond: full.perSecond,
			ratio: Math.round((full.perSecond / bare) * 100) / 100,
			set80PerSecond: at80.perSecond,
			set80MostInASecond: at80.most,
			violations: (await sandbox.violations()).count,
		};
	} finally {
		await stage.close();
	}
}

const phone = (index: number) => `+491713${String(1_000_000 + index)}`;

async function draft(stage: Stage, id: string, count: number, from: number, perMinute: number | null) {
	await stage.owner.get('broadcast:save', {
		broadcastId: id,
		plan: {
			name: id,
			channelId: stage.channel.id,
			content: TEMPLATE,
			brake: { after: 1_000_000 },
			perMinute,
		},
	});
	for (let done = 0; done < count; done += PAGE)
		await stage.owner.get('broadcast:add-recipients', {
			broadcastIds: [id],
			source: {
				kind: 'records',
				records: Array.from({ length: Math.min(PAGE, count - done) }, (_, index) => ({
					id: String(done + index),
					people: [{ name: `Person ${done + index}`, phones: [phone(from + done + index)] }],
				})),
			},
		});
}

async function planned(stage: Stage, count: number) {
	await draft(stage, 'planned', count, 0, null);
	const rehearse = () => stage.owner.get('broadcast:rehearse', { broadcastId: 'planned' });
	await rehearse();
	const before = memoryOf(stage);
	const began = Date.now();
	const { rehearsal } = await rehearse();
	const planMs = Date.now() - began;
	return {
		planned: rehearsal.sends,
		planMs,
		planGrowthMb: Math.round((memoryOf(stage) - before) / 1024),
	};
}

/** Resident memory of the relay, in kB. */
function memoryOf(stage: Stage): number {
	const status = readFileSync(`/proc/${stage.pid()}/status`, 'utf8');
	return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0);
}

/** Messages a second that the sandbox takes from a caller that does nothing else. */
async function bareCalls(stage: Stage, count: number): Promise<number> {
	let next = 0;
	const began = Date.now();
	await Promise.all(
		Array.from({ length: LANES }, async () => {
			for (let index = next++; index < count; index = next++) {
				const answer = await fetch(`${stage.sandbox.url}/dialog360/messages`, {
					method: 'POST',
					headers: { 'content-type': 'application/json', 'D360-API-KEY': 'sandbox-d360-key' },
					body: JSON.stringify({
						messaging_product: 'whatsapp',
						recipient_type: 'individual',
						to: `+491714${String(1_000_000 + index)}`,
						type: 'template',
						template: { name: 'hello', language: { policy: 'deterministic', code: 'de' } },
					}),
				});
				await answer.arrayBuffer();
			}
		}),
	);
	const perSecond = Math.round((count / (Date.now() - began)) * 1000);
	await stage.sandbox.clearRequests();
	await stage.sandbox.idle();
	return perSecond;
}

async function sent(stage: Stage, id: string, count: number, from: number, perMinute: number | null) {
	await draft(stage, id, count, from, perMinute);
	await stage.sandbox.clearRequests();
	await stage.owner.get('broadcast:launch', { broadcastId: id });
	await until(
		'the broadcast is completed',
		async () =>
			(await stage.owner.get('broadcast:show', { broadcastId: id })).broadcast.state === 'completed',
		20 * MINUTE_MS,
	);
	await stage.sandbox.idle();
	const { requests } = await stage.sandbox.requests();
	const times = requests
		.filter(one => /messages$/.test(one.path))
		.map(one => one.at)
		.sort((a, b) => a - b);
	const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
	return { perSecond: Math.round(((times.length - 1) / seconds) * 10) / 10, most: mostInASecond(times) };
}

function mostInASecond(times: readonly number[]): number {
	let most = 0;
	let first = 0;
	for (let index = 0; index < times.length; index += 1) {
		while ((times[index] ?? 0) - (times[first] ?? 0) >= 1000) first += 1;
		most = Math.max(most, index - first + 1);
	}
	return most;
}
