import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, startPart } from '../../relay/demo/process.ts';
import { person, post } from '../support/relay.ts';
import { freePort } from '../support/stack.ts';
import { until } from '../support/until.ts';
import { startBareProvider } from './provider.ts';

export interface Load {
	readonly perSecond: number;
	readonly p50Ms: number;
	readonly p99Ms: number;
	readonly refused: number;
}

const CONNECTIONS = 48;

/**
 * Webhook intake of the real relay process (proved, on disk, applied before the 200) against an Express route that only
 * answers 200: the same load from a third process, in turns, the median of the turns.
 */
export async function benchIntake(count = 8000, turns = 3): Promise<object> {
	const dataDir = mkdtempSync(join(tmpdir(), 'bench-'));
	const [relayPort, expressPort] = [await freePort(), await freePort()];
	const relayUrl = `http://127.0.0.1:${relayPort}`;
	const env = {
		PORT: String(relayPort),
		DATA_DIR: dataDir,
		HOST: '127.0.0.1',
		ALLOW_PRIVATE_NETWORK: '1',
		LOG_LEVEL: 'info',
	};
	const provider = await startBareProvider();
	const relay = await startPart('relay', 'relay/main.ts', env, () => undefined);
	const express = await startPart(
		'express',
		'test/bench/processes/express.ts',
		{ PORT: String(expressPort) },
		() => undefined,
	);
	try {
		const code = (
			await run(process.execPath, ['relay/main.ts', 'invite', '--role', 'owner', '--name', 'Bench'], env)
		)
			.trim()
			.split('\n')
			.at(-1);
		const paired = await post<{ token: string; user: { id: string } }>(relayUrl, 'session/pair', {
			code,
			device: 'bench',
		});
		if (!paired.ok) throw new Error(paired.error.message);
		const owner = person(relayUrl, paired.value.token, paired.value.user.id);
		await owner.get('channel:add', {
			name: 'Bench channel',
			type: 'whatsapp',
			provider: 'dialog360',
			address: '+493023125100',
			credentials: { apiKey: 'bench-key-0001' },
			apiUrl: provider.url,
		});
		const { url, key } = provider.webhook;
		const load = async (target: string, tag: string): Promise<Load> =>
			JSON.parse(
				await run(process.execPath, [
					'test/bench/processes/load.ts',
					target,
					key,
					String(count),
					String(CONNECTIONS),
					tag,
				]),
			);
		const plain: Load[] = [];
		const real: Load[] = [];
		for (let turn = 0; turn < turns; turn += 1) {
			plain.push(await load(`http://127.0.0.1:${expressPort}/webhook`, `p${turn}`));
			real.push(await load(url, `r${turn}`));
		}
		const began = Date.now();
		// Everything acknowledged is in the conversations: their unread counts add up to what was posted.
		await until(
			'all is applied',
			async () => (await owner.get('conversation:list', { limit: 1 })).unreadTotal === count * turns,
		);
		return {
			bench: 'intake',
			ratio: round(median(real.map(one => one.perSecond)) / median(plain.map(one => one.perSecond))),
			perSecond: Math.round(median(real.map(one => one.perSecond))),
			p50Ms: round(median(real.map(one => one.p50Ms))),
			p99Ms: round(median(real.map(one => one.p99Ms))),
			baselinePerSecond: Math.round(median(plain.map(one => one.perSecond))),
			refused: real.reduce((sum, one) => sum + one.refused, 0),
			appliedAfterMs: Date.now() - began,
		};
	} finally {
		await Promise.all([relay.stop(), express.stop()]);
		provider.close();
		rmSync(dataDir, { recursive: true, force: true });
	}
}

export function median(values: readonly number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

export function round(value: number): number {
	return Math.round(value * 1000) / 1000;
}
