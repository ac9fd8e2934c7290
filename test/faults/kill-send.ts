import { startSandbox } from '../../relay/sandbox/sandbox.ts';
import { newClientId } from '../support/relay.ts';
import { addSandboxChannel } from '../support/scene.ts';
import { until } from '../support/until.ts';
import { chance, startRelayProcess } from './relay-process.ts';

export interface SendFigures {
	readonly promise: 'R-08';
	readonly rounds: number;
	readonly sent: number;
	readonly doubled: number;
	/** Messages of which nobody knows, each listed as unknown. */
	readonly unknown: number;
	/** Messages that the provider never got and that do not say so. */
	readonly lost: number;
}

const PER_ROUND = 12;

/**
 * Ends the relay with SIGKILL while it waits for the provider's answer. Whatever was in the call must never be sent again by
 * itself: it is settled by a status, or listed as unknown.
 */
export async function killDuringSend(rounds: number, seed = 1): Promise<SendFigures> {
	const random = chance(seed);
	const sandbox = await startSandbox({ retry: { firstMs: 100, capMs: 500 } });
	const relay = await startRelayProcess();
	const channel = await addSandboxChannel(relay.owner, sandbox, 'dialog360');
	const ids: string[] = [];
	for (let round = 0; round < rounds; round += 1) {
		// Slow on every second round: the answer is on its way when the relay ends.
		await sandbox.faults({ send: { slowMs: round % 2 === 0 ? 150 : 0 } });
		const made: string[] = [];
		for (let n = 0; n < PER_ROUND; n += 1) {
			const to = `+4917139${String(40_000 + ids.length + n)}`;
			const sent = await relay.owner.get('message:send', {
				clientId: newClientId(),
				channelId: channel.id,
				to,
				content: { kind: 'template', name: 'hello', language: 'en_US', parameters: {} },
			});
			made.push(sent.messageId);
		}
		ids.push(...made);
		const calls = async () =>
			(await sandbox.requests()).requests.filter(call => call.opaque !== null && made.includes(call.opaque))
				.length;
		const goal = Math.floor(random() * PER_ROUND);
		await until('some calls were made', async () => (await calls()) >= goal);
		await relay.kill();
		await relay.start();
	}
	await sandbox.faults({ send: { slowMs: 0 } });
	await until('nothing is queued any more', async () => {
		const { conversations } = await relay.owner.get('conversation:list', { limit: 100 });
		return conversations.every(one => one.lastMessage?.status !== 'queued');
	});
	await sandbox.idle();
	const { requests } = await sandbox.requests({ limit: 100_000 });
	const figures = await relay.conclude(async store => {
		let doubled = 0;
		let unknown = 0;
		let lost = 0;
		for (const id of ids) {
			const calls = requests.filter(call => call.opaque === id && call.path.endsWith('/messages')).length;
			const row = await store.messages.find(id);
			if (calls > 1) doubled += 1;
			if (row?.status === 'unknown') unknown += 1;
			else if (calls === 0 || row === null || row.status === 'queued') lost += 1;
		}
		return { doubled, unknown, lost };
	});
	await sandbox.close();
	return { promise: 'R-08', rounds, sent: ids.length, ...figures };
}
