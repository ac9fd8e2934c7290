import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../shared/lib/time.ts';
import { type TestClock, testClock } from '../../support/clock.ts';
import { addTelegram } from '../telegram-scene.ts';
import { type BroadcastScene, number, numbers, startBroadcastScene, total } from './broadcast-scene.ts';

let clock: TestClock;
let scene: BroadcastScene;
beforeAll(async () => {
	clock = testClock();
	scene = await startBroadcastScene({ sandbox: { now: clock.now }, relay: { now: clock.now } });
	await scene.sandbox.limit({ number: scene.number, tier: 'TIER_UNLIMITED' });
});
afterAll(() => scene.close());

let from = 300_000;
const fresh = (count: number) => {
	from += count;
	return numbers(count, from - count);
};
const writes = (customer: string, text: string, context?: string) =>
	scene.sandbox.customerWrites({
		customer,
		number: scene.number,
		message: { type: 'text', text },
		...(context !== undefined && { context }),
	});
const settled = async () => {
	await scene.sandbox.idle();
	await scene.relay.relay.drained();
};
const sent = async (phones: readonly string[], more?: Parameters<BroadcastScene['draft']>[1]) => {
	const { id } = await scene.draft(phones, more);
	await scene.launch(id);
	await scene.completed(id);
	return id;
};

describe('an answer', () => {
	it('belongs to the broadcast that reached the person in the last 72 hours', async () => {
		const [early = '', late = ''] = fresh(2);
		const id = await sent([early, late]);
		await writes(early, 'Thanks');
		await settled();
		clock.advance(72 * HOUR_MS + 60_000);
		await writes(late, 'Oh');
		await settled();
		expect((await scene.show(id)).counts.replied).toBe(1);
		expect((await scene.recipients(id, 'replied')).map(one => one.address.replace(/\D/g, ''))).toEqual([
			early.slice(1),
		]);
	});

	it('belongs to the one that it quotes, however long ago that was', async () => {
		const [phone = ''] = fresh(1);
		const first = await sent([phone]);
		const [recipient] = await scene.recipients(first);
		const externalId = (await scene.relay.relay.parts.store.messages.find(recipient?.messageId ?? ''))
			?.external_id;
		clock.advance(5 * DAY_MS);
		const second = await sent([phone]);
		await writes(phone, 'About the first', externalId ?? '');
		await settled();
		expect((await scene.show(first)).counts.replied).toBe(1);
		expect((await scene.show(second)).counts.replied).toBe(0);
	});

	it('is a click too when a button was pressed', async () => {
		const [phone = ''] = fresh(1);
		const id = await sent([phone], {
			content: {
				kind: 'template',
				name: 'appointment_reminder',
				language: 'en_US',
				parameters: await appointment(),
			},
		});
		const [recipient] = await scene.recipients(id);
		const externalId = (await scene.relay.relay.parts.store.messages.find(recipient?.messageId ?? ''))
			?.external_id;
		const { templates } = await scene.owner.get('template:list', { channelId: scene.channel.id });
		const button = templates.find(isAppointment)?.buttons[0]?.text ?? '';
		await scene.sandbox.customerWrites({
			customer: phone,
			number: scene.number,
			message: { type: 'tap', message: externalId ?? '', button },
		});
		await settled();
		expect((await scene.show(id)).counts).toMatchObject({ replied: 1, clicked: 1 });
	});
});

const isAppointment = (one: { name: string; language: string }) =>
	one.name === 'appointment_reminder' && one.language === 'en_US';

async function appointment() {
	const { templates } = await scene.owner.get('template:list', { channelId: scene.channel.id });
	const found = templates.find(isAppointment);
	const names = [...new Set((found?.body ?? '').match(/(?<=\{\{)\w+(?=\}\})/g) ?? [])];
	return { body: Object.fromEntries(names.map(name => [name, `value of ${name}`])) };
}

describe('a tracked link', () => {
	it('leads on, and counts each person once; programs that draw previews count nothing', async () => {
		const [phone = ''] = fresh(1);
		const id = await sent([phone], {
			trackLinks: true,
			content: {
				kind: 'template',
				name: 'order_update',
				language: 'de',
				parameters: { body: ['Ann', 'LB-1', 'https://shop.example/sale?x=1.'] },
			},
		});
		const { messages } = await scene.open(phone);
		const body = messages[0]?.content.kind === 'template' ? messages[0].content.preview.body : '';
		const url = /http\S+\/r\/[\w-]+/.exec(body)?.[0] ?? '';
		expect(body).not.toContain('shop.example');
		const open = (agent: string) => fetch(url, { redirect: 'manual', headers: { 'user-agent': agent } });
		const preview = await open('WhatsApp/2.23 A');
		expect([preview.status, preview.headers.get('location')]).toEqual([302, 'https://shop.example/sale?x=1']);
		expect((await scene.show(id)).counts.clicked).toBe(0);
		for (let time = 0; time < 2; time += 1) await open('Mozilla/5.0 (Linux; Android 15) Firefox/140.0');
		const { analytics } = await scene.owner.get('broadcast:analytics', { broadcastId: id });
		expect(analytics.counts.clicked).toBe(1);
		expect(analytics.links).toEqual([{ url: 'https://shop.example/sale?x=1', people: 1, clicks: 2 }]);
		expect((await fetch(`${scene.relay.url}/r/nothing-here`)).status).toBe(404);
	});

	it('is left as it is unless somebody asks for it', async () => {
		const [phone = ''] = fresh(1);
		await sent([phone], {
			content: {
				kind: 'template',
				name: 'order_update',
				language: 'de',
				parameters: { body: ['Ann', 'LB-1', 'https://shop.example/sale'] },
			},
		});
		const { messages } = await scene.open(phone);
		expect(JSON.stringify(messages[0]?.content)).toContain('https://shop.example/sale');
	});
});

describe('what is known of a broadcast', () => {
	it('adds up, over time, by country and by reason, with its cost', async () => {
		const phones = [...fresh(4), '+447700900026'];
		const id = await sent(phones);
		await writes(phones[0] ?? '', 'Thanks');
		await settled();
		const { analytics } = await scene.owner.get('broadcast:analytics', { broadcastId: id });
		expect(total(analytics.counts)).toBe(5);
		const { points } = analytics.overTime;
		expect(points.reduce((sum, point) => sum + point.sent, 0)).toBe(5);
		expect(points.reduce((sum, point) => sum + point.replied, 0)).toBe(1);
		expect(analytics.byCountry).toMatchObject([
			{ country: 'DE', audience: 4, replied: 1, failed: 0 },
			// A number of fiction is of no country.
			{ country: null, audience: 1, failed: 1 },
		]);
		expect(analytics.reasons).toMatchObject([
			{
				state: 'failed',
				reason: 'not-on-whatsapp',
				count: 1,
				nextStep: expect.any(String),
				retryable: false,
			},
		]);
		expect(analytics.cost?.byCountry[0]).toMatchObject({ country: 'DE', messages: 4 });
	});

	it('comes as a CSV with reasons, and as a proof with every attempt', async () => {
		const phones = [...fresh(2), '+447700900053'];
		const id = await sent(phones);
		const file = async (report: 'recipients' | 'proof') => {
			const { url } = await scene.owner.get('broadcast:report', { broadcastId: id, report });
			const answer = await fetch(url);
			expect(answer.headers.get('content-type')).toContain('text/csv');
			return (await answer.text()).trim().split('\r\n');
		};
		const lines = await file('recipients');
		expect(lines).toHaveLength(4);
		expect(lines.filter(line => line.includes(',delivered,'))).toHaveLength(2);
		expect(lines.find(line => line.includes('failed'))).toContain('131053');
		const proof = await file('proof');
		expect(proof).toHaveLength(4);
		for (const line of proof.slice(1)) expect(line).toMatch(/msg_[\w-]+,wamid\./);
		const { url } = await scene.owner.get('broadcast:report', { broadcastId: id, report: 'proof' });
		expect((await fetch(url.replace('proof', 'recipients'))).status).toBe(401);
	});

	it('is the start of the next: each bucket has the right people', async () => {
		const phones = fresh(4);
		const id = await sent(phones);
		await writes(phones[1] ?? '', 'Thanks');
		await scene.sandbox.customerReads({ customer: phones[2] ?? '', number: scene.number });
		await settled();
		const people = async (bucket: 'replied' | 'not-replied' | 'read' | 'not-read' | 'delivered') => {
			const newId = `${id}-${bucket}`;
			await scene.owner.get('broadcast:derive', { broadcastId: id, newId, bucket });
			const found = (await scene.recipients(newId)).map(one => `+${one.address.replace(/\D/g, '')}`);
			return phones.flatMap((phone, index) => (found.includes(phone) ? [index] : []));
		};
		expect(await people('replied')).toEqual([1]);
		expect(await people('not-replied')).toEqual([0, 2, 3]);
		expect(await people('read')).toContain(2);
		expect(await people('not-read')).not.toContain(2);
		expect(await people('delivered')).toEqual([0, 1, 2, 3]);
	});
});

describe('where recipients come from', () => {
	it('is also a CSV, whose columns are values of the message', async () => {
		const { id } = await scene.draft([], {
			content: {
				kind: 'template',
				name: 'order_update',
				language: 'de',
				parameters: {
					body: ['{{ contact.first_name }}', '{{ row["Order no"] }}', '{{ row.Day | default: "bald" }}'],
				},
			},
		});
		const csv = [
			'Name;Phone;Order no;Day',
			`Zoë Frank;${number(700_001)};LB-9;Montag`,
			`Ben;${number(700_002)};LB-8;`,
			'Bad;12;;',
			'None;;;',
		];
		const { uploadUrl } = await scene.owner.get('media:ticket', {});
		const form = new FormData();
		form.append('file', new Blob([csv.join('\n')], { type: 'text/csv' }), 'list.csv');
		const uploaded = (await (await fetch(uploadUrl, { method: 'POST', body: form })).json()) as {
			value: { mediaId: string };
		};
		const source = {
			kind: 'csv' as const,
			mediaId: uploaded.value.mediaId,
			addressColumn: 'Phone',
			nameColumn: 'Name',
		};
		const added = await scene.owner.get('broadcast:add-recipients', { broadcastIds: [id], source });
		expect(added).toMatchObject({ added: 2, unreadableCount: 2 });
		expect(added.unreadable.map(one => one.label)).toEqual(['Line 4, Bad', 'Line 5, None']);
		expect(
			await scene.owner.ask('broadcast:add-recipients', {
				broadcastIds: [id],
				source: { ...source, addressColumn: 'Telephone' },
			}),
		).toMatchObject({ error: { code: 'invalid', fields: { 'source.addressColumn': expect.any(String) } } });
		await scene.launch(id);
		await scene.completed(id);
		const { messages } = await scene.open(number(700_001));
		expect(messages[0]?.content).toMatchObject({
			preview: {
				body: expect.stringContaining(
					'Hallo Zoë, deine Bestellung LB-9 ist unterwegs und kommt voraussichtlich am Montag',
				),
			},
		});
	});

	it('is also a segment, a filter and chosen contacts', async () => {
		const phones = fresh(3);
		const first = await sent(phones);
		const filter = { broadcast: { id: first, bucket: 'delivered' as const } };
		const { segment } = await scene.owner.get('segment:save', {
			segmentId: 'seg_delivered',
			name: 'Got it',
			filter,
		});
		const { id } = await scene.draft([]);
		const add = (source: Parameters<typeof scene.owner.get<'broadcast:add-recipients'>>[1]['source']) =>
			scene.owner.get('broadcast:add-recipients', { broadcastIds: [id], source });
		expect(await add({ kind: 'segment', segmentId: segment.id })).toMatchObject({ added: 3, repeated: 0 });
		expect(await add({ kind: 'filter', filter })).toMatchObject({ added: 0, repeated: 3 });
		const contactIds = (await scene.recipients(first)).map(one => one.contactId ?? '');
		expect(await add({ kind: 'contacts', contactIds })).toMatchObject({ added: 0, repeated: 3 });
	});
});

describe('a fallback channel', () => {
	it('reaches those whom the first cannot reach, and only those', async () => {
		const bot = await addTelegram(scene.owner, scene.sandbox);
		const jonas = '+491713920001';
		await scene.sandbox.telegram.start({ customer: jonas });
		await scene.sandbox.telegram.sharesContact({ customer: jonas });
		await settled();
		const [other = ''] = fresh(1);
		const { id } = await scene.draft([], {
			channelId: bot.id,
			content: { kind: 'text', text: 'Hallo {{ contact.first_name | default: "du" }}' },
			fallback: {
				channelId: scene.channel.id,
				content: { kind: 'template', name: 'hello', language: 'de', parameters: {} },
			},
		});
		await scene.owner.get('broadcast:add-recipients', {
			broadcastIds: [id],
			source: {
				kind: 'records',
				records: [jonas, other].map(phone => ({
					id: phone,
					people: [{ name: 'Eva Kern', phones: [phone] }],
				})),
			},
		});
		const { rehearsal } = await scene.owner.get('broadcast:rehearse', { broadcastId: id });
		expect(rehearsal).toMatchObject({ sends: 2, byFallback: 1, skips: [] });
		await scene.launch(id);
		await scene.completed(id);
		const byChannel = Object.fromEntries(
			(await scene.recipients(id)).map(one => [one.address.replace(/\D/g, ''), one.channelId]),
		);
		expect(byChannel).toEqual({ [jonas.slice(1)]: bot.id, [other.slice(1)]: scene.channel.id });
	});
});
