import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../relay/sandbox/sandbox.ts';
import { DIALOG360_NUMBER } from '../../../relay/sandbox/seed.ts';
import { callDialog360, template } from './provider-calls.ts';

const NUMBER = DIALOG360_NUMBER.id;
const JONAS = '+491713920001';
const PICTURE = 'https://shop.example/chair.png';
const ENDS = Date.UTC(2026, 11, 24);

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
	const header = { type: 'HEADER', format: 'IMAGE', example: { header_handle: [PICTURE] } };
	const card = (price: string) => ({
		components: [
			header,
			{ type: 'BODY', text: 'The chair costs {{1}} this week.', example: { body_text: [[price]] } },
			{
				type: 'BUTTONS',
				buttons: [
					{ type: 'QUICK_REPLY', text: 'More' },
					{ type: 'URL', text: 'Buy', url: 'https://shop.example/{{1}}', example: ['oak'] },
				],
			},
		],
	});
	const code = { type: 'COPY_CODE', example: 'AUTUMN20' };
	const link = { type: 'URL', text: 'Buy', url: 'https://shop.example/' };
	const offer = (has_expiration: boolean) => ({
		type: 'LIMITED_TIME_OFFER',
		limited_time_offer: { text: 'Ends soon!', has_expiration },
	});
	await approve('chairs', [
		{ type: 'BODY', text: 'These chairs are new.' },
		{ type: 'CAROUSEL', cards: [card('€ 80'), card('€ 90')] },
	]);
	await approve('offer_ends', [
		{ type: 'BODY', text: 'A fifth less on every chair.' },
		offer(true),
		{ type: 'BUTTONS', buttons: [code, link] },
	]);
	await approve('offer_stays', [
		{ type: 'BODY', text: 'A fifth less on every table.' },
		offer(false),
		{ type: 'BUTTONS', buttons: [link] },
	]);
});
afterAll(() => sandbox.close());

async function approve(name: string, components: unknown[]): Promise<void> {
	const body = { name, language: 'en_US', category: 'MARKETING', components };
	expect(await callDialog360(sandbox.url, '/v1/configs/templates', body)).toMatchObject({ status: 200 });
	await sandbox.templateStatus({ number: NUMBER, name, language: 'en_US', status: 'APPROVED' });
}
const send = (name: string, components: unknown[]) =>
	callDialog360(sandbox.url, '/messages', template(JONAS, name, 'en_US', components));
const card = (index: number, change: object = {}) => ({
	card_index: index,
	components: [
		{ type: 'header', parameters: [{ type: 'image', image: { link: PICTURE } }] },
		{ type: 'body', parameters: [{ type: 'text', text: `€ ${80 + index}` }] },
		{
			type: 'button',
			sub_type: 'quick_reply',
			index: '0',
			parameters: [{ type: 'payload', payload: `m${index}` }],
		},
		{ type: 'button', sub_type: 'url', index: '1', parameters: [{ type: 'text', text: 'oak' }] },
	],
	...change,
});
const carousel = (...cards: unknown[]) => [{ type: 'carousel', cards }];

describe('a carousel', () => {
	it('is shown with its cards, and the buttons of each can be tapped', async () => {
		expect((await send('chairs', carousel(card(1), card(0)))).status).toBe(200);
		await sandbox.idle();
		const [message] = sandbox.messages({ customer: JONAS, number: NUMBER });
		expect(message?.view.cards).toMatchObject([
			{
				text: 'The chair costs € 80 this week.',
				media: { link: PICTURE },
				buttons: [{ id: 'm0' }, { url: 'https://shop.example/oak' }],
			},
			{ text: 'The chair costs € 81 this week.', buttons: [{ id: 'm1' }, {}] },
		]);
		await sandbox.customerWrites({
			customer: JONAS,
			number: NUMBER,
			message: { type: 'tap', message: message?.id ?? '', button: 'm1' },
		});
		expect(sandbox.messages({ customer: JONAS, number: NUMBER }).at(-1)?.view.text).toBe('More');
	});

	it.each([
		['one card less', carousel(card(0)), 132000],
		['no cards', [], 132000],
		['a card twice', carousel(card(0), card(0)), 131008],
		['a card without its picture', carousel(card(0), card(1, { components: [] })), 132012],
		['a card in a card', carousel(card(0), card(1, { components: carousel(card(0)) })), 100],
	])('is refused with %s', async (_, components, code) => {
		expect((await send('chairs', components)).body.error?.code).toBe(code);
	});

	it('is refused by a template without cards', async () => {
		expect((await send('hello', carousel(card(0)))).body.error?.code).toBe(132018);
	});
});

describe('a limited-time offer', () => {
	const coupon = {
		type: 'button',
		sub_type: 'copy_code',
		index: '0',
		parameters: [{ type: 'coupon_code', coupon_code: 'AUTUMN20' }],
	};
	const ends = (expiration_time_ms: unknown) => ({
		type: 'limited_time_offer',
		parameters: [{ type: 'limited_time_offer', limited_time_offer: { expiration_time_ms } }],
	});

	it('says when it ends', async () => {
		expect((await send('offer_ends', [ends(ENDS), coupon])).status).toBe(200);
		expect(sandbox.messages({ customer: JONAS, number: NUMBER }).at(-1)?.view.offer).toEqual({
			text: 'Ends soon!',
			endsAt: ENDS,
		});
	});

	it('is refused without its end, or with one that is no time', async () => {
		expect((await send('offer_ends', [coupon])).body.error?.code).toBe(132000);
		expect((await send('offer_ends', [ends('tomorrow'), coupon])).body.error?.code).toBe(131008);
	});

	it('that does not end takes none', async () => {
		expect((await send('offer_stays', [])).status).toBe(200);
		expect((await send('offer_stays', [ends(ENDS)])).body.error?.code).toBe(132018);
	});
});
