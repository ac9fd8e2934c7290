import { body, JONAS, text } from '../relay/webhooks.ts';
import { Random } from '../support/random.ts';
import { type Finding, figure, openStage, type Stage, wait } from './stage.ts';

const LANES = 24;
/** The relay is killed within this time after the load began. */
const LONGEST_ROUND_MS = 350;

/**
 * webhooks come as fast as they are answered, the relay is killed at a random moment and started again; what
 * was not answered is sent once more, as the provider does, and a part of the answered ones too.
 */
export async function killUnderLoad(rounds: number, seed: number): Promise<Finding[]> {
	const stage = await openStage();
	try {
		const random = new Random(seed);
		const acknowledged = new Set<string>();
		let refused = 0;
		for (let round = 0; round < rounds; round += 1) {
			const before = acknowledged.size;
			const open = await load(stage, `R${round}`, random.between(20, LONGEST_ROUND_MS), acknowledged);
			await stage.start();
			const again = [...open, ...[...acknowledged].slice(before).filter(() => random.chance(10))];
			for (const id of random.shuffle(again)) {
				if (await send(stage, id)) acknowledged.add(id);
				else refused += 1;
			}
		}
		await stage.drained();
		const stored = await storedIds(stage);
		const missing = [...acknowledged].filter(id => !stored.has(id)).length;
		const doubled = [...stored.values()].filter(count => count > 1).length;
		const parked = (await stage.store.inbox.parked()).length;
		return [
			{
				promise: 'R-01',
				held: missing === 0 && refused === 0 && parked === 0 && acknowledged.size > rounds,
				line: `${stage.kills} kills under load: ${figure(acknowledged.size)} webhooks acknowledged, ${missing} missing, ${parked} parked`,
			},
			{
				promise: 'R-03',
				held: doubled === 0,
				line: `repeated after each kill: ${figure(stored.size)} messages, ${doubled} doubled`,
			},
		];
	} finally {
		await stage.close();
	}
}

/** Posts until the relay is killed; returns the ids that were sent and not acknowledged. */
async function load(stage: Stage, prefix: string, ms: number, acknowledged: Set<string>): Promise<string[]> {
	const open = new Set<string>();
	let count = 0;
	let ended = false;
	const lanes = Array.from({ length: LANES }, async () => {
		while (!ended) {
			count += 1;
			const id = `wamid.${prefix}.${count}`;
			open.add(id);
			if (await send(stage, id)) {
				acknowledged.add(id);
				open.delete(id);
			}
		}
	});
	await wait(ms);
	await stage.kill();
	ended = true;
	await Promise.all(lanes);
	return [...open];
}

/** True when the relay answered 200. */
async function send(stage: Stage, id: string): Promise<boolean> {
	const at = 1_793_000_000_000 + Number(id.split('.').at(-1)) * 1000;
	try {
		const answer = await fetch(stage.channel.webhookUrl ?? '', {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...stage.headers },
			body: JSON.stringify(body([text(JONAS, id, at, `line of ${id}`)])),
		});
		await answer.arrayBuffer();
		return answer.status === 200;
	} catch {
		return false;
	}
}

/** How often each message of the person is stored. */
async function storedIds(stage: Stage): Promise<Map<string, number>> {
	const [known] = await stage.store.contacts.byAddresses('whatsapp', [
		{ kind: 'phone', value: `+${JONAS.phone}` },
	]);
	const conversation =
		known && (await stage.store.conversations.ofContact(known.contactId, stage.channel.id));
	const rows = conversation ? await stage.store.messages.page(conversation.id, null, 1_000_000) : [];
	const counts = new Map<string, number>();
	for (const { content } of rows) {
		const id = String((JSON.parse(content) as { text?: string }).text).replace('line of ', '');
		counts.set(id, (counts.get(id) ?? 0) + 1);
	}
	return counts;
}
