import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../relay/sandbox/sandbox.ts';
import { callDialog360, mediaForm, parameters, template, text } from './provider-calls.ts';

const JONAS = '+491713920001';
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
	await sandbox.number({ number: 'd360-berlin', throughput: 10_000 });
	await sandbox.writeText(JONAS, 'd360-berlin', 'Hello');
});
afterAll(() => sandbox.close());

const send = (body: unknown) => callDialog360(sandbox.url, '/messages', body);
const codeOf = async (body: unknown) => (await send(body)).body.error?.code;
const plain = { messaging_product: 'whatsapp', to: JONAS };
const upload = async (size: number, mime: string) =>
	callDialog360(sandbox.url, '/media', mediaForm(new Uint8Array(size).fill(7), mime));
const mediaId = async (size: number, mime: string) => String((await upload(size, mime)).body.id);

describe('the send body', () => {
	it.each<[string, unknown, number]>([
		['no messaging_product', { to: JONAS, type: 'text', text: { body: 'x' } }, 100],
		['no recipient', { messaging_product: 'whatsapp', type: 'text', text: { body: 'x' } }, 100],
		['an unknown type', { ...plain, type: 'poll', poll: {} }, 100],
		['no content', { ...plain, type: 'text' }, 131008],
		['an empty text', text(JONAS, ''), 100],
		['a text of 4097 characters', text(JONAS, 'x'.repeat(4097)), 100],
		['an unexpected key', { ...plain, type: 'text', text: { body: 'x', colour: 'red' } }, 100],
		['an unknown media id', { ...plain, type: 'image', image: { id: '123' } }, 131009],
		['neither id nor link', { ...plain, type: 'image', image: { caption: 'x' } }, 131008],
		[
			'a caption of 1025 characters',
			{ ...plain, type: 'image', image: { link: 'https://a.example/b.png', caption: 'x'.repeat(1025) } },
			100,
		],
		[
			'a caption on audio',
			{ ...plain, type: 'audio', audio: { link: 'https://a.example/b.ogg', caption: 'x' } },
			100,
		],
		['a location without longitude', { ...plain, type: 'location', location: { latitude: 1 } }, 131008],
		[
			'a contact with one name only',
			{ ...plain, type: 'contacts', contacts: [{ name: { formatted_name: 'A' } }] },
			131008,
		],
		['an unknown context', text(JONAS, 'x', { context: { message_id: 'wamid.no' } }), 131009],
		[
			'a reaction to an unknown message',
			{ ...plain, type: 'reaction', reaction: { message_id: 'wamid.no', emoji: '👍' } },
			131009,
		],
		['letters as recipient', text('Jonas'), 131009],
		['the number itself as recipient', text('+493023125100'), 131021],
		['opaque data of 513 characters', text(JONAS, 'x', { biz_opaque_callback_data: 'x'.repeat(513) }), 100],
		['four reply buttons', { ...plain, type: 'interactive', interactive: buttons(4) }, 131009],
		[
			'a button title of 21 characters',
			{ ...plain, type: 'interactive', interactive: buttons(1, 'x'.repeat(21)) },
			100,
		],
		['eleven list rows', { ...plain, type: 'interactive', interactive: list(11) }, 131009],
	])('is refused with %s', async (_, body, code) => {
		expect(await codeOf(body)).toBe(code);
	});

	it.each<[string, unknown]>([
		['a text of 4096 characters', text(JONAS, 'x'.repeat(4096))],
		[
			'a location given as strings',
			{ ...plain, type: 'location', location: { latitude: '52.5', longitude: '13.4' } },
		],
		['three reply buttons', { ...plain, type: 'interactive', interactive: buttons(3) }],
		['ten list rows', { ...plain, type: 'interactive', interactive: list(10) }],
		['a link', { ...plain, type: 'interactive', interactive: linkButton() }],
	])('is accepted with %s', async (_, body) => {
		expect((await send(body)).status).toBe(200);
	});

	it('may carry a file that was uploaded', async () => {
		const id = await mediaId(100, 'image/jpeg');
		expect((await send({ ...plain, type: 'image', image: { id, caption: 'x'.repeat(1024) } })).status).toBe(
			200,
		);
	});

	it('notes a recipient without plus, and accepts it', async () => {
		expect((await send(text(JONAS.slice(1)))).status).toBe(200);
		expect((await sandbox.violations()).violations.at(-1)?.rule).toBe('to-without-plus');
	});

	it('may name a customer by user id, and is then answered with it', async () => {
		const noor = (await sandbox.state()).customers.find(person => person.username === 'noor.h');
		await sandbox.writeText('noor.h', 'd360-berlin', 'Hi');
		const answer = await send({
			messaging_product: 'whatsapp',
			recipient: noor?.userId,
			type: 'text',
			text: { body: 'x' },
		});
		expect(answer.body).toMatchObject({ contacts: [{ input: noor?.userId, user_id: noor?.userId }] });
		expect(
			await codeOf({
				...template('', 'login_code', 'en_US', loginCode('1')),
				to: undefined,
				recipient: noor?.userId,
			}),
		).toBe(131062);
	});
});

describe('an upload', () => {
	it.each<[string, number, string, number]>([
		['a type that WhatsApp does not know', 10, 'application/zip', 100],
		['a picture above 5 MB', 5 * 1024 * 1024 + 1, 'image/png', 131053],
		['a sticker above 500 KB', 500 * 1024 + 1, 'image/webp', 131053],
		['nothing in it', 0, 'image/png', 100],
	])('is refused with %s', async (_, size, mime, code) => {
		expect((await upload(size, mime)).body.error?.code).toBe(code);
	});
});

describe('a template message', () => {
	const order = (...texts: string[]) => [{ type: 'body', parameters: parameters(...texts) }];
	const named = (...pairs: [string, string][]) => [
		{
			type: 'body',
			parameters: pairs.map(([parameter_name, value]) => ({ type: 'text', parameter_name, text: value })),
		},
	];
	const all: [string, string][] = [
		['time', '10:30'],
		['first_name', 'Grace'],
		['date', 'Monday'],
	];
	it.each<[string, unknown, number]>([
		['an unknown name', template(JONAS, 'nothing', 'de'), 132001],
		['a language it does not have', template(JONAS, 'payment_reminder', 'de'), 132001],
		['a template in review', template(JONAS, 'review_request', 'de', order('A')), 132001],
		['a rejected template', template(JONAS, 'win_a_phone', 'en_US', order('A')), 132001],
		['a paused template', template(JONAS, 'flash_sale', 'en_US', order('A')), 132015],
		['a disabled template', template(JONAS, 'old_newsletter', 'en_US', order('A')), 132016],
		['too few parameters', template(JONAS, 'order_update', 'de', order('A', 'B')), 132000],
		['too many parameters', template(JONAS, 'order_update', 'de', order('A', 'B', 'C', 'D')), 132000],
		['no parameters at all', template(JONAS, 'order_update', 'de'), 132000],
		['an empty parameter', template(JONAS, 'order_update', 'de', order('A', '', 'C')), 131008],
		['a line break in a parameter', template(JONAS, 'order_update', 'de', order('A', 'b\nb', 'C')), 132018],
		['a tab in a parameter', template(JONAS, 'order_update', 'de', order('A', 'b\tb', 'C')), 132018],
		['five spaces in a parameter', template(JONAS, 'order_update', 'de', order('A', 'b     b', 'C')), 132018],
		[
			'a text that becomes too long',
			template(JONAS, 'order_update', 'de', order('A', 'b'.repeat(1000), 'C')),
			132005,
		],
		['a parameter name for a numbered template', template(JONAS, 'order_update', 'de', named(...all)), 100],
		[
			'no parameter name for a named template',
			template(JONAS, 'appointment_reminder', 'de', order('A', 'B', 'C')),
			100,
		],
		[
			'a wrong parameter name',
			template(JONAS, 'appointment_reminder', 'de', named(['name', 'A'], ['date', 'B'], ['time', 'C'])),
			132000,
		],
		['no header file', template(JONAS, 'spring_collection', 'en_US', order('A')), 132012],
		[
			'a header of another kind',
			template(JONAS, 'spring_collection', 'en_US', [
				{ type: 'header', parameters: parameters('x') },
				...order('A'),
			]),
			132012,
		],
		['a missing link parameter', template(JONAS, 'parcel_tracking', 'en_US', order('A')), 131008],
		['a missing coupon code', template(JONAS, 'welcome_gift', 'pt_BR', order('A')), 131008],
		[
			'a button that it does not have',
			template(JONAS, 'order_update', 'de', [...order('A', 'B', 'C'), urlButton('x')]),
			132018,
		],
		['parameters for a text without variables', template(JONAS, 'hello', 'de', order('A')), 132000],
	])('is refused with %s', async (_, body, code) => {
		expect(await codeOf(body)).toBe(code);
	});

	it.each<[string, unknown]>([
		['numbered parameters', template(JONAS, 'order_update', 'de', order('A', 'b    b', 'C'))],
		['named parameters in any order', template(JONAS, 'appointment_reminder', 'de', named(...all))],
		[
			'a header variable',
			template(JONAS, 'payment_reminder', 'en_US', [
				{ type: 'header', parameters: parameters('R-1') },
				...order('A', 'B', 'C'),
			]),
		],
		[
			'a header picture by link',
			template(JONAS, 'spring_collection', 'en_US', [
				headerImage({ link: 'https://a.example/b.png' }),
				...order('A'),
			]),
		],
		['a link parameter', template(JONAS, 'parcel_tracking', 'en_US', [...order('A'), urlButton('LB-1')])],
		['a coupon code', template(JONAS, 'welcome_gift', 'pt_BR', [...order('A'), couponCode('HELLO10')])],
		['a login code, given twice', template(JONAS, 'login_code', 'en_US', loginCode('123456'))],
	])('is accepted with %s', async (_, body) => {
		const answer = await send(body);
		expect(answer.body).toMatchObject({ messages: [{ message_status: 'accepted' }] });
	});

	it('is refused with a file of another kind in its header', async () => {
		const id = await mediaId(10, 'application/pdf');
		expect(
			await codeOf(template(JONAS, 'spring_collection', 'en_US', [headerImage({ id }), ...order('A')])),
		).toBe(132012);
	});

	it('shows its text, footer and buttons on the phone', async () => {
		await send(template(JONAS, 'parcel_tracking', 'en_US', [...order('LB-7'), urlButton('LB-7')]));
		const shown = sandbox.messages({ customer: JONAS, number: 'd360-berlin' }).at(-1)?.view;
		expect(shown?.text).toBe('Your parcel LB-7 left our house. Follow it with the button below.');
		expect(shown?.buttons?.[0]?.url).toBe('https://shop.example/track/LB-7');
	});
});

function buttons(count: number, title?: string): unknown {
	const items = Array.from({ length: count }, (_, index) => ({
		type: 'reply',
		reply: { id: `b${index}`, title: title ?? `Button ${index}` },
	}));
	return { type: 'button', body: { text: 'Choose' }, action: { buttons: items } };
}

function list(count: number): unknown {
	const rows = Array.from({ length: count }, (_, index) => ({ id: `r${index}`, title: `Row ${index}` }));
	const sections = [
		{ title: 'One', rows: rows.slice(0, 5) },
		{ title: 'Two', rows: rows.slice(5) },
	];
	return { type: 'list', body: { text: 'Choose' }, action: { button: 'Menu', sections } };
}

function linkButton(): unknown {
	const parameters = { display_text: 'Open', url: 'https://shop.example/' };
	return { type: 'cta_url', body: { text: 'See' }, action: { name: 'cta_url', parameters } };
}

function urlButton(suffix: string): unknown {
	return { type: 'button', sub_type: 'url', index: '0', parameters: parameters(suffix) };
}

function couponCode(coupon_code: string): unknown {
	return {
		type: 'button',
		sub_type: 'copy_code',
		index: 0,
		parameters: [{ type: 'coupon_code', coupon_code }],
	};
}

function headerImage(image: unknown): unknown {
	return { type: 'header', parameters: [{ type: 'image', image }] };
}

function loginCode(code: string): unknown[] {
	return [{ type: 'body', parameters: parameters(code) }, urlButton(code)];
}
