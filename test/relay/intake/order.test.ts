import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseWhatsApp } from '../../../relay/providers/whatsapp/from-whatsapp.ts';
import { DIALOG360_NUMBER } from '../../../relay/sandbox/seed.ts';
import { Random } from '../../support/random.ts';
import { type Scene, startScene } from '../../support/scene.ts';
import { body, type Door, doorOf, inbound, status, type Value, type Writer } from '../webhooks.ts';

/** One event as a change of its own. */
interface Change {
	readonly field: string;
	readonly value: Value;
}

const START = 1_793_000_000_000;
const NUMBER = {
	display_phone_number: DIALOG360_NUMBER.displayPhone,
	phone_number_id: DIALOG360_NUMBER.phoneNumberId,
};
const PEOPLE: readonly Writer[] = [
	{ phone: '491713920001', userId: 'DE.70000000000001', name: 'Jonas Weber' },
	{ phone: '5531990000001', userId: 'BR.70000000000002', name: 'Ana Souza' },
	{ phone: null, userId: 'GB.70000000000003', name: 'Noor Haddad' },
];

/** A made-up day of three chats: every kind of event, each in a second of its own. */
function day(random: Random, count: number, prefix: string): Change[] {
	const changes: Change[] = [];
	const received: { id: string; writer: Writer }[] = [];
	const sent: { id: string; writer: Writer }[] = [];
	let moved = false;
	for (let index = 0; index < count; index += 1) {
		const at = START + index * 7000;
		const id = `wamid.${prefix}.${index}`;
		const place = random.between(0, 2);
		const known = PEOPLE[place] as Writer;
		const writer = moved && place === 0 ? { ...known, phone: '491713920009' } : known;
		const say = (message: Record<string, unknown>) =>
			changes.push({ field: 'messages', value: inbound(writer, { id, at, ...message }) });
		const act = random.between(0, 12);
		const target = received.filter(one => one.writer.userId === writer.userId);
		const own = sent.filter(one => one.writer.userId === writer.userId);
		if (act <= 3 || target.length === 0) {
			received.push({ id, writer });
			const referral = { source_url: 'https://fb.example/ad', source_type: 'ad', headline: 'Plants' };
			say({ type: 'text', text: { body: `line ${index}` }, ...(random.chance(10) && { referral }) });
		} else if (act === 4) {
			received.push({ id, writer });
			say({ type: 'text', text: { body: random.pick(['STOP', 'START', 'stop']) } });
		} else if (act <= 6 && writer.phone !== null) {
			sent.push({ id, writer });
			const echo = {
				from: NUMBER.display_phone_number,
				to: writer.phone,
				to_user_id: writer.userId,
				id,
				timestamp: String(at / 1000),
				type: 'text',
				text: { body: `from the phone ${index}` },
			};
			changes.push({
				field: 'smb_message_echoes',
				value: { messaging_product: 'whatsapp', metadata: NUMBER, message_echoes: [echo] },
			});
		} else if (act <= 8 && own.length > 0) {
			const errors = [{ code: 131026, title: 'Message undeliverable' }];
			const said = random.pick(['sent', 'delivered', 'read', 'failed']);
			changes.push({
				field: 'messages',
				value: status(writer, {
					id: random.pick(own).id,
					status: said,
					at,
					...(said === 'failed' && { errors }),
				}),
			});
		} else if (act === 9) {
			const emoji = random.pick(['👍', '🙏', '']);
			say({
				type: 'reaction',
				reaction: { message_id: random.pick([...target, ...own]).id, ...(emoji && { emoji }) },
			});
		} else if (act === 10) {
			const edited = {
				original_message_id: random.pick(target).id,
				message: { type: 'text', text: { body: `edited ${index}` } },
			};
			say({ type: 'edit', edit: edited });
		} else if (act === 11 && random.chance(50)) {
			say({ type: 'revoke', revoke: { original_message_id: random.pick(target).id } });
		} else if (act === 12 && place === 0 && !moved) {
			moved = true;
			say({
				type: 'system',
				system: { body: 'Jonas has a new number', wa_id: '491713920009', type: 'user_changed_number' },
			});
		} else {
			received.push({ id, writer });
			say({ type: 'text', text: { body: `answer ${index}` }, context: { id: random.pick(target).id } });
		}
	}
	return changes;
}

/** Bodies of any shape that hold these changes in this order. */
function batches(changes: readonly Change[], random: Random, largest: number): Value[] {
	const bodies: Value[] = [];
	for (let at = 0; at < changes.length; ) {
		const entries: { id: string; changes: Change[] }[] = [];
		for (let left = random.between(1, largest); left > 0 && at < changes.length; left -= 1, at += 1) {
			const change = changes[at] as Change;
			const last = entries.at(-1);
			if (last && random.chance(50)) last.changes.push(change);
			else entries.push({ id: DIALOG360_NUMBER.wabaId, changes: [change] });
		}
		bodies.push({ object: 'whatsapp_business_account', entry: entries });
	}
	return bodies;
}

/** All that a viewer can tell of a relay's chats, without what the relay makes up itself (ids, revisions, its own clock). */
async function seen(scene: Scene) {
	const { conversations } = await scene.owner.get('conversation:list', { limit: 100 });
	const chats = await Promise.all(
		conversations.map(async ({ id }) => {
			const { conversation, messages } = await scene.owner.get('conversation:open', {
				conversationId: id,
				limit: 200,
			});
			if (!conversation) throw new Error('It is listed and cannot be opened.');
			const { contact, lastInboundAt, unread, lastMessage, entryPoint } = conversation;
			return {
				who: contact.addresses.map(address => address.value).sort(),
				name: contact.name,
				consents: contact.consents.map(({ word, at }) => ({ word, at })),
				lastInboundAt,
				unread,
				lastMessage,
				entryPoint,
				messages: messages.map(message => ({
					at: message.at,
					direction: message.direction,
					content: message.content,
					status: message.status,
					times: message.times,
					problem: message.problem?.code ?? null,
					reactions: [...message.reactions].sort((a, b) => a.from.localeCompare(b.from)),
					replyTo: message.replyTo?.excerpt ?? null,
					editedAt: message.editedAt,
					revokedAt: message.revokedAt,
					referral: message.referral,
				})),
			};
		}),
	);
	return chats.sort((a, b) => (a.who[0] ?? '').localeCompare(b.who[0] ?? ''));
}

describe('events of a day of chats', () => {
	const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
	it.each(SEEDS)(
		'delivered one to five times, mixed, in batches and in parallel leave the state of one ordered delivery, seed %i',
		async seed => {
			const random = new Random(seed);
			const changes = day(random, 70, `D${seed}`);
			const [ordered, mixed] = await Promise.all([startScene(), startScene()]);
			const [straight, crooked] = await Promise.all([doorOf(ordered), doorOf(mixed)]);
			try {
				for (const one of batches(changes, random, 1)) expect(await straight.post(one)).toBe(200);
				const repeated = random.shuffle(
					changes.flatMap(change => Array.from({ length: random.between(1, 5) }, () => change)),
				);
				const bodies = batches(repeated, random, 9);
				const lanes = Array.from({ length: 6 }, async () => {
					for (let next = bodies.shift(); next; next = bodies.shift())
						expect(await crooked.post(next)).toBe(200);
				});
				await Promise.all(lanes);
				await Promise.all([ordered.relay.relay.drained(), mixed.relay.relay.drained()]);
				const [wanted, found] = await Promise.all([seen(ordered), seen(mixed)]);
				expect(wanted.length).toBe(3);
				expect(wanted.flatMap(chat => chat.messages).length).toBeGreaterThan(20);
				expect(found).toEqual(wanted);
				expect(await mixed.relay.relay.parts.store.inbox.parked()).toEqual([]);
			} finally {
				await Promise.all([ordered.close(), mixed.close()]);
			}
		},
	);
});

describe('reports on one message', () => {
	let scene: Scene;
	let door: Door;
	beforeAll(async () => {
		scene = await startScene();
		door = await doorOf(scene);
	});
	afterAll(() => scene.close());

	const jonas = PEOPLE[0] as Writer;
	function orders<T>(list: readonly T[]): T[][] {
		if (list.length <= 1) return [[...list]];
		return list.flatMap((one, index) =>
			orders(list.filter((_, at) => at !== index)).map(rest => [one, ...rest]),
		);
	}
	const echo = (id: string): Change => ({
		field: 'smb_message_echoes',
		value: {
			metadata: NUMBER,
			message_echoes: [{ to: jonas.phone, id, timestamp: '1793000000', type: 'text', text: { body: id } }],
		},
	});
	it.each([
		{ said: ['sent', 'delivered', 'read'], wanted: 'read' },
		{ said: ['sent', 'failed'], wanted: 'failed' },
		{ said: ['sent', 'failed', 'delivered'], wanted: 'delivered' },
		{ said: ['delivered', 'delivered', 'sent'], wanted: 'delivered' },
	])('$said end as $wanted in every order, also before the message itself', async ({ said, wanted }) => {
		const pieces = ['message', ...said];
		const all = orders(pieces);
		const id = (place: number) => `wamid.${pieces.join('')}.${place}`;
		for (const [place, order] of all.entries())
			for (const piece of order) {
				const reported = {
					field: 'messages',
					value: status(jonas, { id: id(place), status: piece, at: START + pieces.indexOf(piece) * 1000 }),
				};
				const change = piece === 'message' ? echo(id(place)) : reported;
				await door.post({ object: 'whatsapp_business_account', entry: [{ id: '1', changes: [change] }] });
			}
		await scene.relay.relay.drained();
		for (const place of all.keys()) {
			const row = await scene.relay.relay.parts.store.messages.byExternalId(scene.channel.id, id(place));
			expect(row?.status, all[place]?.join(' ')).toBe(wanted);
		}
	});
});

describe('parseWhatsApp', () => {
	it.each([1, 2, 3, 4, 5])('reads every entry, change and item of any batch, seed %i', seed => {
		const random = new Random(seed);
		for (let round = 0; round < 40; round += 1) {
			const wanted: string[] = [];
			const entry = Array.from({ length: random.between(1, 6) }, () => ({
				id: '1',
				changes: Array.from({ length: random.between(1, 5) }, () => {
					const fresh = (kind: string) => {
						const id = `wamid.${kind}.${seed}.${round}.${wanted.length}`;
						wanted.push(id);
						return id;
					};
					const messages = Array.from({ length: random.between(0, 4) }, () => ({
						from: '491713920001',
						id: fresh('m'),
						timestamp: '1793000000',
						type: random.pick(['text', 'of-tomorrow']),
						text: { body: 'x' },
					}));
					const statuses = Array.from({ length: random.between(0, 4) }, () => ({
						id: fresh('s'),
						status: 'read',
						timestamp: '1793000000',
						recipient_id: '491713920001',
					}));
					const noise = random.pick([
						{},
						{ errors: [{ code: 1, title: 'noise' }] },
						{ of_tomorrow: [1, null, { a: 1 }] },
					]);
					return {
						field: 'messages',
						value: { metadata: NUMBER, contacts: [], messages, statuses, ...noise },
					};
				}),
			}));
			const found = parseWhatsApp({ object: 'whatsapp_business_account', entry }).map(({ event }) => event);
			const ids = found.flatMap(event =>
				event.kind === 'message' || event.kind === 'status' ? [event.externalId] : [],
			);
			expect(ids).toEqual(wanted);
		}
	});
	it('keeps the raw message of a kind that it does not know', () => {
		const message = {
			from: '491713920001',
			id: 'wamid.T',
			timestamp: '1793000000',
			type: 'of-tomorrow',
			of_tomorrow: { deep: [1] },
		};
		const [parsed] = parseWhatsApp({
			entry: [{ changes: [{ field: 'messages', value: { metadata: NUMBER, messages: [message] } }] }],
		});
		expect(parsed?.event).toMatchObject({
			kind: 'message',
			content: { kind: 'unsupported', type: 'of-tomorrow' },
			raw: message,
		});
	});
	it.each([
		null,
		5,
		'text',
		[],
		{},
		{ entry: 5 },
		{ entry: [null] },
		{ entry: [{ changes: [null] }] },
		{ entry: [{ changes: [{ value: { messages: [null], statuses: [5] } }] }] },
	])('never throws: %j', odd => {
		const events = parseWhatsApp(odd);
		expect(events.length).toBeGreaterThan(0);
		for (const { event } of events) expect(event.kind).toBe('ignored');
	});
	it('lives through random rubbish in every place of a body', () => {
		const random = new Random(7);
		const rubbish = [null, 0, -1, '', 'x', [], {}, [[]], { id: 5 }, true, 1e300];
		const template = JSON.stringify(
			body([
				inbound(PEOPLE[0] as Writer, {
					id: 'wamid.R',
					at: START,
					type: 'image',
					image: { id: '1', mime_type: 'image/png' },
					context: { id: 'wamid.Q' },
				}),
			]),
		);
		for (let round = 0; round < 2000; round += 1) {
			const broken = JSON.parse(template, (_key, value) => (random.chance(4) ? random.pick(rubbish) : value));
			expect(() => parseWhatsApp(broken)).not.toThrow();
		}
	});
});
