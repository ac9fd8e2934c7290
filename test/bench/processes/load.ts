import { Pool } from 'undici';

/** Posts distinct webhooks over kept connections, each connection one after another, and prints what it measured. */
const [url = '', key = '', count = '0', connections = '1', tag = 'x'] = process.argv.slice(2);
const target = new URL(url);
const pool = new Pool(target.origin, { connections: Number(connections), pipelining: 1 });
const total = Number(count);
const CONTACTS = 500;

function body(n: number): string {
	const waId = `4917139${String(20_000 + (n % CONTACTS))}`;
	return JSON.stringify({
		object: 'whatsapp_business_account',
		entry: [
			{
				id: '360200000000001',
				changes: [
					{
						field: 'messages',
						value: {
							messaging_product: 'whatsapp',
							metadata: { display_phone_number: '493023125100', phone_number_id: '360100000000001' },
							contacts: [{ profile: { name: `Contact ${n % CONTACTS}` }, wa_id: waId }],
							messages: [
								{
									from: waId,
									id: `wamid.${tag}.${n}`,
									timestamp: String(1_790_000_000 + n),
									type: 'text',
									text: { body: `Is number ${n} in stock?` },
								},
							],
						},
					},
				],
			},
		],
	});
}

let next = 0;
let refused = 0;
const took: number[] = [];
async function one(): Promise<void> {
	while (next < total) {
		const n = next;
		next += 1;
		const began = performance.now();
		const answer = await pool.request({
			method: 'POST',
			path: target.pathname,
			headers: { 'content-type': 'application/json', 'x-relay-key': key },
			body: body(n),
		});
		await answer.body.dump();
		if (answer.statusCode !== 200) refused += 1;
		took.push(performance.now() - began);
	}
}

const began = performance.now();
await Promise.all(Array.from({ length: Number(connections) }, one));
const seconds = (performance.now() - began) / 1000;
took.sort((a, b) => a - b);
const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0;
process.stdout.write(
	`${JSON.stringify({ perSecond: total / seconds, p50Ms: at(0.5), p99Ms: at(0.99), refused })}\n`,
);
await pool.close();
