import { audienceOf } from '../../shared/domain/broadcast.ts';
import { MINUTE_MS } from '../../shared/lib/time.ts';
import { startScene } from '../support/scene.ts';
import { until } from '../support/until.ts';
import { type Finding, figure, wait } from './stage.ts';

/** Messages a second that are set, which is what a number takes at first. */
const PER_SECOND = 80;
const PAGE = 500;
const LOOK_EVERY_MS = 2_000;
/** A test's clock begins here, so that no day of the audience's ends in between. */
const BEGINS = Date.parse('2026-11-23T08:00:00Z');

/**
 * a broadcast at a set speed, with a clock that runs faster than the real one: the sandbox, which has the same clock,
 * counts what was over in any second, and whoever was written to twice. Tells what memory it took from the first tenth on.
 */
export async function broadcastWalk(recipients: number, timesFaster: number): Promise<Finding> {
	const began = Date.now();
	const now = () => BEGINS + (Date.now() - began) * timesFaster;
	const scene = await startScene({ provider: 'cloud-api', sandbox: { now }, relay: { now } });
	try {
		const { owner, sandbox, channel, number } = scene;
		const { store } = scene.relay.relay.parts;
		await sandbox.limit({ number, tier: 'TIER_UNLIMITED' });
		// Fast enough that only the broadcast's own speed holds it back.
		await sandbox.number({ number, throughput: 1_000 });
		await until(
			'the tier is known',
			async () => (await store.standings.get(channel.id)).tier === 'TIER_UNLIMITED',
		);
		await store.standings.put(channel.id, { ...(await store.standings.get(channel.id)), throughput: 1_000 });
		scene.relay.relay.parts.bus.publish('limit:changed', { channelId: channel.id });
		const broadcastId = 'bc_walk';
		await owner.get('broadcast:save', {
			broadcastId,
			plan: {
				name: 'Walk',
				channelId: channel.id,
				content: { kind: 'template', name: 'hello', language: 'de', parameters: {} },
				perMinute: PER_SECOND * 60,
				brake: { after: 1_000_000 },
			},
		});
		for (let from = 0; from < recipients; from += PAGE)
			await owner.get('broadcast:add-recipients', {
				broadcastIds: [broadcastId],
				source: {
					kind: 'records',
					records: Array.from({ length: Math.min(PAGE, recipients - from) }, (_, index) => ({
						id: String(from + index),
						people: [{ phones: [`+491713${String(1_000_000 + from + index)}`] }],
					})),
				},
			});
		const doubles = new Map<string, number>();
		let most = 0;
		let heapAt10 = 0;
		let seen = 0;
		const recent: number[] = [];
		const look = async () => {
			const { requests } = await sandbox.requests({});
			for (const one of requests) {
				if (one.id <= seen || !/messages$/.test(one.path)) continue;
				seen = one.id;
				const to = String((one.body as { to?: string }).to ?? '');
				doubles.set(to, (doubles.get(to) ?? 0) + 1);
				recent.push(one.at);
				while ((recent[0] ?? 0) <= one.at - 1000) recent.shift();
				most = Math.max(most, recent.length);
			}
			if (heapAt10 === 0 && doubles.size >= recipients / 10) heapAt10 = process.memoryUsage().heapUsed;
		};
		const startedAt = now();
		await owner.get('broadcast:launch', { broadcastId });
		const done = await until(
			'the broadcast is completed',
			async () => {
				// Looking takes from the same processor as sending.
				await wait(LOOK_EVERY_MS);
				await look();
				const { broadcast } = await owner.get('broadcast:show', { broadcastId });
				return broadcast.state === 'completed' ? broadcast : null;
			},
			60 * MINUTE_MS,
		);
		const seconds = ((done.endedAt ?? 0) - startedAt) / 1000;
		await sandbox.idle();
		await scene.relay.relay.drained();
		await look();
		const { counts } = (await owner.get('broadcast:show', { broadcastId })).broadcast;
		const twice = [...doubles.values()].filter(count => count > 1).length;
		const { violations } = await sandbox.violations();
		const grown = Math.round((process.memoryUsage().heapUsed - heapAt10) / 1024 / 1024);
		return {
			promise: 'R-10',
			held:
				audienceOf(counts) === recipients &&
				counts.delivered + counts.read === recipients &&
				twice === 0 &&
				violations.length === 0,
			line: `a broadcast to ${figure(recipients)} at ${PER_SECOND} a second, the clock ${timesFaster} times faster: ${(recipients / seconds).toFixed(1)} a second, at most ${most} in one second of the sandbox, ${twice} written to twice, ${violations.length} violations, ${grown} MB more than after the first tenth (sandbox and all)`,
		};
	} finally {
		await scene.close();
	}
}
