import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testClock } from '../support/clock.ts';
import { newClientId } from '../support/relay.ts';
import { type Scene, startScene } from '../support/scene.ts';

const clock = testClock();
let scene: Scene;
beforeAll(async () => {
	scene = await startScene({ sandbox: { now: clock.now }, relay: { now: clock.now } });
});
afterAll(() => scene.close());

const LENA = '+491713920001';
const lines = async () => (await scene.owner.get('consent:list', {})).lines;

async function contactId(phone: string): Promise<string> {
	await scene.open(phone);
	const { conversation } = await scene.owner.get('conversation:open', {
		channelId: scene.channel.id,
		address: phone,
	});
	return conversation?.contact.id ?? '';
}

describe('the consent ledger', () => {
	it('has the words that a contact wrote, with the message', async () => {
		await scene.sandbox.writeText(LENA, scene.number, 'Stop');
		const { messages } = await scene.open(LENA);
		expect(await lines()).toMatchObject([
			{
				word: 'opt-out',
				source: 'contact',
				text: 'Stop',
				messageId: messages[0]?.id,
				contactName: expect.any(String),
			},
		]);
	});
	it('sends no confirmation unless an owner wants one', async () => {
		const { messages } = await scene.open(LENA);
		expect(messages.filter(one => one.direction === 'outbound')).toEqual([]);
	});
	it('confirms a word once, when an owner wants it', async () => {
		await scene.owner.get('rules:change', { confirmOptIn: 'You are on our list again.' });
		await scene.sandbox.writeText(LENA, scene.number, 'START');
		await scene.sandbox.writeText(LENA, scene.number, 'start');
		const { messages } = await scene.open(LENA);
		const sent = messages.filter(one => one.direction === 'outbound');
		expect(sent).toMatchObject([
			{ content: { kind: 'text', text: 'You are on our list again.' }, author: null },
		]);
		await scene.message(sent[0]?.id ?? '', one => one.status === 'delivered');
		expect(
			scene.sandbox.messages({ customer: LENA, number: scene.number }).filter(one => one.from === 'business'),
		).toHaveLength(1);
	});
	it('takes what a person recorded, with the evidence, and not from the future', async () => {
		const id = await contactId(LENA);
		const record = (at?: number) =>
			scene.owner.ask('consent:record', {
				contactId: id,
				channelType: 'whatsapp',
				word: 'opt-out',
				evidence: 'By phone on Monday',
				...(at !== undefined && { at }),
			});
		expect(await record(Date.now() + 86_400_000)).toMatchObject({
			error: { fields: { at: 'is in the future' } },
		});
		expect(await record()).toMatchObject({
			ok: true,
			value: { line: { source: 'person', byName: 'Ann Owner', text: 'By phone on Monday' } },
		});
		expect(
			await scene.owner.ask('consent:record', {
				contactId: 'cnt_unknown',
				channelType: 'whatsapp',
				word: 'opt-in',
				evidence: 'x',
			}),
		).toMatchObject({ error: { code: 'not-found' } });
	});
	it('moves the conversations of whom it is about on, so that whoever looks at one sees it', async () => {
		const { conversationId } = await scene.open(LENA);
		const revision = async () =>
			(await scene.owner.get('conversation:open', { conversationId: conversationId ?? '' })).conversation
				?.revision;
		const before = Number(await revision());
		const line = { contactId: await contactId(LENA), channelType: 'whatsapp', evidence: 'By phone' } as const;
		await scene.owner.get('consent:record', { ...line, word: 'opt-in' });
		expect(await revision()).toBe(before + 1);
		// An older word changes nothing that anybody sees.
		await scene.owner.get('consent:record', { ...line, word: 'opt-out', at: 1_000 });
		expect(await revision()).toBe(before + 1);
	});
	it('takes what was said long ago, behind whatever was said since, and no time that is none', async () => {
		const request = {
			channelType: 'whatsapp' as const,
			word: 'opt-in' as const,
			evidence: 'A form on our site',
		};
		await scene.sandbox.writeText('+491713920009', scene.number, 'Hello');
		const id = await contactId('+491713920009');
		for (let count = 0; count < 21; count++)
			await scene.owner.get('consent:record', { ...request, contactId: id });
		const { line } = await scene.owner.get('consent:record', { ...request, contactId: id, at: 1_000 });
		expect(line).toMatchObject({ at: 1_000, contactId: id, contactName: expect.any(String) });
		for (const at of [-1, -1e300, 1.5])
			expect(await scene.owner.ask('consent:record', { ...request, contactId: id, at })).toMatchObject({
				error: { code: 'invalid', fields: { at: expect.any(String) } },
			});
		expect(await scene.owner.ask('consent:export', {})).toMatchObject({ ok: true });
	});
	it('is fed by what a contact sets in WhatsApp, once however often it is told', async () => {
		const stop = {
			number: scene.number,
			field: 'user_preferences',
			value: {
				contacts: [{ wa_id: '491713920002', profile: { name: 'Jonas' } }],
				user_preferences: [
					{
						wa_id: '491713920002',
						detail: 'User requested to stop marketing messages',
						category: 'marketing_messages',
						value: 'stop',
						timestamp: Math.floor(Date.now() / 1000),
					},
				],
			},
		};
		await scene.sandbox.deliverChange(stop);
		await scene.sandbox.deliverChange(stop);
		await scene.sandbox.idle();
		await scene.relay.relay.drained();
		const found = (await lines()).filter(one => one.source === 'network');
		expect(found).toMatchObject([{ word: 'opt-out', contactName: 'Jonas' }]);
	});
	it('is exported whole as CSV that no table program runs as a formula', async () => {
		await scene.sandbox.customerWrites({
			customer: LENA,
			number: scene.number,
			message: { type: 'text', text: 'hello' },
		});
		const id = await contactId(LENA);
		await scene.owner.get('consent:record', {
			contactId: id,
			channelType: 'whatsapp',
			word: 'opt-in',
			evidence: '=HYPERLINK("http://x"), said "yes"',
		});
		const { csv, lines: count, filename } = await scene.owner.get('consent:export', {});
		expect(filename).toMatch(/^consent-\d{4}-\d\d-\d\d\.csv$/);
		expect(csv.trim().split('\r\n')).toHaveLength(count + 1);
		expect(count).toBe((await lines()).length);
		expect(csv).toContain(`"'=HYPERLINK(""http://x""), said ""yes"""`);
		expect(csv).toContain('+491713920001');
	});
	it('is read page by page', async () => {
		const all = await lines();
		const first = await scene.owner.get('consent:list', { limit: 2 });
		expect(first.hasMore).toBe(true);
		const last = first.lines[1];
		const next = await scene.owner.get('consent:list', {
			limit: 200,
			before: { at: last?.at ?? 0, id: last?.id ?? '' },
		});
		expect([...first.lines, ...next.lines]).toEqual(all);
		expect(next.hasMore).toBe(false);
	});
	it('keeps a stop in WhatsApp’s own settings whatever is written, until it is lifted there', async () => {
		const to = '+491713920003';
		const send = () =>
			scene.owner.ask('message:send', {
				clientId: newClientId(),
				channelId: scene.channel.id,
				to,
				content: {
					kind: 'template',
					name: 'welcome_gift',
					language: 'pt_BR',
					parameters: { body: ['Ana'], buttons: { '0': 'CODE1' } },
				},
			});
		const set = async (value: 'stop' | 'resume') => {
			await scene.sandbox.preference({ customer: to, number: scene.number, value });
			await scene.open(to);
		};
		await set('stop');
		await scene.sandbox.writeText(to, scene.number, 'START');
		await scene.open(to);
		expect(await send()).toMatchObject({ ok: false, error: { refusal: 'opted-out' } });
		clock.advance(2000);
		await set('resume');
		expect(await send()).toMatchObject({ ok: true });
	});
});
