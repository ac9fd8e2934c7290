import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { monthOf } from '../../shared/domain/pricing.ts';
import { type Scene, startScene } from '../support/scene.ts';
import { until } from '../support/until.ts';

let scene: Scene;
beforeAll(async () => {
	scene = await startScene({ provider: 'cloud-api', sandbox: { now: () => NOW }, relay: { now: () => NOW } });
});
afterAll(() => scene.close());

/** After the rule of 1 Oct 2026: messages without a template cost something too. */
const NOW = Date.UTC(2026, 10, 20, 12);
const LENA = '+491713920001';
const month = monthOf(NOW, 'UTC');
const totals = async () => (await scene.owner.get('price:totals', { from: month, to: month })).totals;
const gift = {
	kind: 'template' as const,
	name: 'welcome_gift',
	language: 'pt_BR',
	parameters: { body: ['Ana'], buttons: { '0': 'CODE1' } },
};

describe('what a message costs', () => {
	it('is estimated before it is sent, by the rate of the contact’s country', async () => {
		const { outlook } = await scene.owner.get('conversation:outlook', {
			channelId: scene.channel.id,
			address: LENA,
		});
		expect(outlook.prices.marketing).toEqual({
			category: 'marketing',
			amount: 136_500,
			currency: 'USD',
			reason: 'rate',
			market: 'Germany',
		});
		expect(outlook.prices.utility?.amount).toBe(55_000);
	});
	it('is recorded with the message once it is delivered, and summed once', async () => {
		const sent = await scene.send({ to: LENA, content: gift });
		const done = await scene.message(sent.id, one => one.cost !== null && one.status === 'delivered');
		expect(done.cost).toMatchObject({
			billable: true,
			category: 'marketing',
			amount: 136_500,
			currency: 'USD',
		});
		await scene.sandbox.customerReads({ customer: LENA, number: scene.number });
		await scene.message(sent.id, one => one.status === 'read');
		expect(await totals()).toMatchObject([
			{
				month,
				channelId: scene.channel.id,
				category: 'marketing',
				country: 'DE',
				messages: 1,
				billed: 1,
				amount: 136_500,
			},
		]);
	});
	it('counts a message that failed for nothing', async () => {
		const sent = await scene.send({ to: '+447700900026', content: gift });
		await scene.message(sent.id, one => one.status === 'failed');
		expect((await totals()).some(one => one.country === 'GB')).toBe(false);
	});
	it('is estimated with an imported card from its day on', async () => {
		const csv =
			'market,marketing,utility,authentication,authentication-international,service\nGermany,0.2,0.1,0.1,,0.1\n';
		const bad = await scene.owner.ask('price:import', {
			currency: 'USD',
			effectiveFrom: '2026-11-01',
			csv: 'nothing',
		});
		expect(bad).toMatchObject({ ok: false, error: { code: 'invalid', fields: { csv: expect.any(String) } } });
		const { card } = await scene.owner.get('price:import', {
			currency: 'USD',
			effectiveFrom: '2026-11-01',
			csv,
		});
		expect(card.imported).toBe(true);
		const amount = async () =>
			(await scene.owner.get('conversation:outlook', { channelId: scene.channel.id, address: LENA })).outlook
				.prices.marketing?.amount;
		expect(await amount()).toBe(200_000);
		const ours = (await scene.owner.get('price:cards', {})).cards.find(one => !one.imported);
		expect(await scene.owner.ask('price:remove', { cardId: ours?.id ?? '' })).toMatchObject({
			error: { code: 'refused' },
		});
		await scene.owner.get('price:remove', { cardId: card.id });
		expect(await amount()).toBe(136_500);
	});
	it('refuses months in the wrong order', async () => {
		expect(await scene.owner.ask('price:totals', { from: '2026-12', to: '2026-11' })).toMatchObject({
			error: { code: 'invalid' },
		});
	});
});

describe('the rules of an owner', () => {
	it('are kept, told and refused when they make no sense', async () => {
		expect(await scene.owner.ask('rules:change', { zone: 'Mars/Base' })).toMatchObject({
			error: { fields: { zone: 'is no time zone' } },
		});
		expect(await scene.owner.ask('rules:change', { confirmOptOut: 'Bye {{ contact.name' })).toMatchObject({
			error: { fields: { confirmOptOut: expect.any(String) } },
		});
		const socket = await scene.owner.connect();
		const told = new Promise(resolve => socket.once('rules:changed', resolve));
		const { rules } = await scene.owner.get('rules:change', { zone: 'Asia/Kolkata', currency: 'EUR' });
		expect(rules).toMatchObject({ zone: 'Asia/Kolkata', currency: 'EUR', marketingCap: 2 });
		await told;
		socket.close();
		await until('the estimate is in EUR', async () => {
			const { outlook } = await scene.owner.get('conversation:outlook', {
				channelId: scene.channel.id,
				address: LENA,
			});
			return outlook.prices.marketing?.currency === 'EUR' ? true : null;
		});
	});
});
