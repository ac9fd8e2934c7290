import { audienceOf } from '../../shared/domain/broadcast.ts';
import { Random } from '../support/random.ts';
import { until } from '../support/until.ts';
import { type Finding, figure, openStage, wait } from './stage.ts';

/** The provider takes a message at once and answers so much later: many kills fall in between. */
const ANSWER_MS = 40;
/** As fast as a number ever sends, so that a broadcast is in full run when it is killed. */
const THROUGHPUT = 1_000;
const PAGE = 500;

/**
 * the relay is killed at random moments while a broadcast runs. Each recipient must end as exactly one of sent, failed,
 * skipped, not sent and unknown, nobody may be written to twice, and nobody may be left out.
 */
export async function killBroadcast(recipients: number, kills: number, seed: number): Promise<Finding> {
	const stage = await openStage();
	try {
		const random = new Random(seed);
		const { owner, channel, sandbox, store } = stage;
		await stage.kill();
		await store.standings.put(channel.id, {
			...(await store.standings.get(channel.id)),
			tier: 'TIER_UNLIMITED',
			throughput: THROUGHPUT,
		});
		await sandbox.limit({ number: stage.number, tier: 'TIER_UNLIMITED' });
		await stage.start();
		const broadcastId = `bc_faults_${seed}`;
		await owner.get('broadcast:save', {
			broadcastId,
			plan: {
				name: 'Faults',
				channelId: channel.id,
				content: { kind: 'template', name: 'hello', language: 'en_US', parameters: {} },
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
						people: [{ isMain: true, phones: [phone(from + index)] }],
					})),
				},
			});
		await sandbox.faults({ send: { slowMs: ANSWER_MS } });
		await owner.get('broadcast:launch', { broadcastId });
		const taken = async () => {
			const { counts } = (await owner.get('broadcast:show', { broadcastId })).broadcast;
			return audienceOf(counts) - counts.waiting;
		};
		const began = Date.now();
		for (let kill = 0; kill < kills; kill += 1) {
			// Spread over the run: each kill when its share of the audience had its turn, and a little later.
			const share = Math.floor((recipients * (kill + 1)) / (kills + 2));
			await until('the broadcast has come further', async () => (await taken()) >= share, 60_000);
			await wait(random.between(0, 60));
			await stage.kill();
			await stage.start();
		}
		await sandbox.faults({ send: { slowMs: 0 } });
		const ended = await until(
			'the broadcast is completed',
			async () => {
				const { broadcast } = await owner.get('broadcast:show', { broadcastId });
				return broadcast.state === 'completed' ? broadcast : null;
			},
			120_000,
		);
		const unknownAtEnd = ended.counts.unknown;
		await sandbox.idle();
		await stage.drained();
		const { counts } = (await owner.get('broadcast:show', { broadcastId })).broadcast;
		const { requests } = await sandbox.requests();
		const calls = new Map<string, number>();
		for (const one of requests.filter(isSend)) {
			const to = String((one.body as { to?: unknown }).to ?? '').replace(/\D/g, '');
			calls.set(to, (calls.get(to) ?? 0) + 1);
		}
		const doubles = [...calls.values()].filter(count => count > 1).length;
		const gaps = recipients - calls.size - counts.unknown;
		const sum = audienceOf(counts);
		const { count: violations } = await sandbox.violations();
		const seconds = Math.round((Date.now() - began) / 1000);
		return {
			promise: 'R-09',
			held:
				sum === recipients &&
				doubles === 0 &&
				gaps === 0 &&
				violations === 0 &&
				counts.waiting + counts.sending + counts.failed + counts.skipped === 0,
			line: `${kills} kills in a broadcast of ${figure(recipients)} (${seconds} s): the sum is ${figure(sum)}, ${doubles} written to twice, ${gaps} left out, ${figure(counts.delivered + counts.read + counts.sent)} sent, ${counts.unknown} unknown (${unknownAtEnd} before their statuses came), ${violations} violations`,
		};
	} finally {
		await stage.close();
	}
}

const phone = (index: number) => `+491713${String(1_000_000 + index)}`;

function isSend(one: { readonly path: string }): boolean {
	return /messages$/.test(one.path);
}
