import { Random } from '../support/random.ts';
import { newClientId } from '../support/relay.ts';
import { until } from '../support/until.ts';
import { type Finding, figure, openStage, wait } from './stage.ts';

const MESSAGES = 12;
/** The provider takes a message at once and answers so much later: most kills fall in between. */
const ANSWER_MS = 150;

/**
 * the relay is killed while it asks the provider. A message may then be out or not; it must be listed as unknown,
 * never sent again by itself, and settled by the status that comes later.
 */
export async function killInsideSend(rounds: number, seed: number): Promise<Finding> {
	const stage = await openStage();
	try {
		const random = new Random(seed);
		const ids: string[] = [];
		let unknown = 0;
		let unlisted = 0;
		for (let round = 0; round < rounds; round += 1) {
			await stage.sandbox.faults({ send: { slowMs: ANSWER_MS }, webhooks: { held: true } });
			const sent: string[] = [];
			for (let index = 0; index < MESSAGES; index += 1) {
				const { messageId } = await stage.owner.get('message:send', {
					clientId: newClientId(),
					channelId: stage.channel.id,
					to: `+4477009${String(20_000 + ids.length + index)}`,
					content: { kind: 'template', name: 'hello', language: 'en_US', parameters: {} },
				});
				sent.push(messageId);
			}
			await wait(random.between(0, ANSWER_MS + 50));
			await stage.kill();
			const inCall = await taken(stage, sent);
			await stage.sandbox.faults({ send: { slowMs: 0 } });
			await stage.start();
			await until(
				'everything is sent or unknown',
				async () => {
					const rows = await rowsOf(stage, sent);
					return rows.every(row => row?.status !== 'queued' && row?.claimed_by === null);
				},
				30_000,
			);
			// No status has come yet: whatever was in the call at the kill is unknown to everybody, and listed.
			const rows = await rowsOf(stage, sent);
			unknown += rows.filter(row => row?.status === 'unknown').length;
			unlisted += inCall.filter(id => rows.find(row => row?.id === id)?.status !== 'unknown').length;
			ids.push(...sent);
			await stage.sandbox.faults({ webhooks: { held: false } });
			await stage.sandbox.idle();
		}
		await stage.drained();
		const { requests } = await stage.sandbox.requests();
		const calls = new Map<string, number>();
		for (const { opaque } of requests) if (opaque) calls.set(opaque, (calls.get(opaque) ?? 0) + 1);
		const doubles = ids.filter(id => (calls.get(id) ?? 0) > 1).length;
		const rows = await rowsOf(stage, ids);
		const reached = new Set(requests.filter(one => one.status === 200).map(one => one.opaque));
		const unsettled = rows.filter(row => row?.status === 'unknown' && reached.has(row.id)).length;
		const lost = rows.filter(row => !row || (!reached.has(row.id) && row.status !== 'unknown')).length;
		return {
			promise: 'R-08',
			held: doubles === 0 && unlisted === 0 && unsettled === 0 && lost === 0 && unknown > 0,
			line: `${stage.kills} kills inside provider calls: ${figure(ids.length)} messages, ${doubles} sent twice, ${unknown} unknown of which ${unlisted} not listed, ${unsettled} unsettled after their status, ${lost} lost`,
		};
	} finally {
		await stage.close();
	}
}

type Stage = Awaited<ReturnType<typeof openStage>>;

async function rowsOf(stage: Stage, ids: readonly string[]) {
	return Promise.all(ids.map(id => stage.store.messages.find(id)));
}

/** Messages that the killed relay had in hand. */
async function taken(stage: Stage, ids: readonly string[]): Promise<string[]> {
	const rows = await rowsOf(stage, ids);
	return rows.flatMap(row => (row?.status === 'queued' && row.claimed_by !== null ? [row.id] : []));
}
