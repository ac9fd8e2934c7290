import { io } from 'socket.io-client';
import type { RequestOf } from '../../shared/contract/commands/index.ts';
import type { Result } from '../../shared/contract/result.ts';
import { PROTOCOL_VERSION } from '../../shared/contract/version.ts';
import { Random } from '../support/random.ts';
import { until } from '../support/until.ts';
import { lossyLine } from './lossy-proxy.ts';
import { type Finding, figure, openStage } from './stage.ts';

const PERCENT = 30;
const ANSWER_MS = 400;
const LANES = 20;

/** sends over a line that loses 30 % of frames, asked again with the same client id until an answer comes. */
export async function lostFrames(sends: number, seed: number): Promise<Finding> {
	const stage = await openStage();
	const random = new Random(seed);
	const line = await lossyLine(Number(new URL(stage.url).port), PERCENT, random);
	const sockets = Array.from({ length: 3 }, () =>
		io(line.url, {
			transports: ['websocket'],
			forceNew: true,
			reconnectionDelay: 10,
			reconnectionDelayMax: 50,
			timeout: 1000,
			auth: { token: stage.owner.token, protocol: PROTOCOL_VERSION, version: 'faults' },
		}),
	);
	try {
		let tries = 0;
		const overSocket = async (
			request: RequestOf<'message:send'>,
		): Promise<Result<{ messageId: string }> | null> =>
			random
				.pick(sockets)
				.timeout(ANSWER_MS)
				.emitWithAck('message:send', request)
				.catch(() => null);
		const overHttp = async (
			request: RequestOf<'message:send'>,
		): Promise<Result<{ messageId: string }> | null> =>
			fetch(`${line.url}/api/v1/message/send`, {
				method: 'POST',
				headers: { authorization: `Bearer ${stage.owner.token}` },
				body: JSON.stringify(request),
				signal: AbortSignal.timeout(ANSWER_MS * 4),
			})
				.then(
					answer => answer.json() as Promise<Result<{ messageId: string }>>,
					() => null,
				)
				.catch(() => null);

		const queue = Array.from({ length: sends }, (_, index) => index);
		const ids = new Set<string>();
		const lanes = Array.from({ length: LANES }, async () => {
			for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
				const request: RequestOf<'message:send'> = {
					clientId: `faults-client-${next}`,
					channelId: stage.channel.id,
					to: `+4477009${String(30_000 + (next % 200))}`,
					content: { kind: 'template', name: 'hello', language: 'en_US', parameters: {} },
				};
				for (;;) {
					tries += 1;
					const answer = await (random.chance(70) ? overSocket(request) : overHttp(request));
					if (answer?.ok) {
						ids.add(answer.value.messageId);
						break;
					}
					if (answer && answer.error.code !== 'unavailable') throw new Error(JSON.stringify(answer.error));
				}
			}
		});
		await Promise.all(lanes);
		await until('all have gone out', async () => (await sent(stage)).length >= sends, 120_000);
		const calls = await sent(stage);
		const twice = calls.length - new Set(calls).size;
		return {
			promise: 'R-07',
			held:
				ids.size === sends &&
				calls.length === sends &&
				twice === 0 &&
				line.lost.frames > 0 &&
				line.lost.calls > 0,
			line: `a line that lost ${figure(line.lost.frames)} of ${figure(line.lost.frames + line.passed.frames)} frames and cut ${figure(line.lost.calls)} calls: ${figure(sends)} sends in ${figure(tries)} tries, ${figure(calls.length)} provider calls, ${twice} twice`,
		};
	} finally {
		for (const socket of sockets) socket.close();
		await line.close();
		await stage.close();
	}
}

async function sent(stage: Awaited<ReturnType<typeof openStage>>): Promise<string[]> {
	return (await stage.sandbox.requests()).requests.flatMap(one => (one.opaque === null ? [] : [one.opaque]));
}
