import { Pool } from 'undici';
import { startBareProvider } from '../bench/provider.ts';
import { until } from '../support/until.ts';
import { chance, startRelayProcess } from './relay-process.ts';

export interface IntakeFigures {
	readonly promise: 'R-01, R-03';
	readonly rounds: number;
	readonly acknowledged: number;
	readonly missing: number;
	readonly doubled: number;
}

const CONNECTIONS = 16;
const CONTACTS = 40;

/**
 * Ends the relay with SIGKILL again and again while webhooks pour in. As a provider does, every body that was not answered 200
 * is sent again later, and some that were are sent twice. Nothing acknowledged may be missing, nothing stored twice.
 */
export async function killDuringIntake(rounds: number, seed = 1): Promise<IntakeFigures> {
	const random = chance(seed);
	const provider = await startBareProvider();
	const relay = await startRelayProcess();
	await relay.owner.get('channel:add', {
		name: 'Fault channel',
		type: 'whatsapp',
		provider: 'dialog360',
		address: '+493023125100',
		credentials: { apiKey: 'fault-key-0001' },
		apiUrl: provider.url,
	});
	const { url, key } = provider.webhook;
	const target = new URL(url);
	const acknowledged = new Set<number>();
	const again: number[] = [];
	let next = 0;

	for (let round = 0; round < rounds; round += 1) {
		const pool = new Pool(target.origin, { connections: CONNECTIONS });
		let ended = false;
		const pour = async () => {
			while (!ended) {
				let n = random() < 0.5 ? again.shift() : undefined;
				if (n === undefined) {
					n = next;
					next += 1;
				}
				const ok = await pool
					.request({
						method: 'POST',
						path: target.pathname,
						headers: { 'content-type': 'application/json', 'x-relay-key': key },
						body: body(n),
					})
					.then(async answer => {
						await answer.body.dump();
						return answer.statusCode === 200;
					})
					.catch(() => false);
				if (ok) acknowledged.add(n);
				if (!ok || random() < 0.05) again.push(n);
			}
		};
		const pouring = Array.from({ length: CONNECTIONS }, pour);
		const before = acknowledged.size;
		const goal = before + 20 + Math.floor(random() * 200);
		await until('webhooks were acknowledged', () => acknowledged.size >= goal);
		await relay.kill();
		ended = true;
		await Promise.all(pouring);
		await pool.destroy();
		await relay.start();
	}
	const figures = await relay.conclude(async store => {
		let missing = 0;
		const channelId = target.pathname.split('/')[2] ?? '';
		const seen = new Map<string, number>();
		for (const n of acknowledged) {
			const row = await store.messages.byExternalId(channelId, `wamid.fault.${n}`);
			if (!row) missing += 1;
			else seen.set(row.id, (seen.get(row.id) ?? 0) + 1);
		}
		// What is unread must be what was stored: a doubled message would be counted twice.
		const unread = await store.conversations.unreadTotal();
		const stored = await countStored(store, channelId, next);
		return { missing, doubled: unread - stored };
	});
	provider.close();
	return { promise: 'R-01, R-03', rounds, acknowledged: acknowledged.size, ...figures };
}

async function countStored(
	store: { messages: { byExternalId(channelId: string, id: string): Promise<unknown> } },
	channelId: string,
	made: number,
): Promise<number> {
	let count = 0;
	for (let n = 0; n < made; n += 1)
		if (await store.messages.byExternalId(channelId, `wamid.fault.${n}`)) count += 1;
	return count;
}

function body(n: number): string {
	const waId = `4917139${String(30_000 + (n % CONTACTS))}`;
	return JSON.stringify({
		object: 'whatsapp_business_account',
		entry: [
			{
				id: '1',
				changes: [
					{
						field: 'messages',
						value: {
							messaging_product: 'whatsapp',
							metadata: { display_phone_number: '493023125100', phone_number_id: '360100000000001' },
							contacts: [{ profile: { name: 'Fault' }, wa_id: waId }],
							messages: [
								{
									from: waId,
									id: `wamid.fault.${n}`,
									timestamp: String(1_790_000_000 + n),
									type: 'text',
									text: { body: `number ${n}` },
								},
							],
						},
					},
				],
			},
		],
	});
}
