import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../relay/sandbox/sandbox.ts';
import { testClock } from '../../support/clock.ts';
import { BODY, refusal, templateDesk, words } from './template-desk.ts';

const clock = testClock('still');
let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ now: clock.now });
});
afterAll(() => sandbox.close());
afterEach(() => sandbox.reset());
const { create, created, list, object } = templateDesk(() => sandbox);

describe('creating a template', () => {
	it('is refused in Meta’s shape', async () => {
		const { status, body } = await create(words('{{1}} is what you ordered.'));
		expect(status).toBe(400);
		expect(body.error).toMatchObject({
			message: 'Invalid parameter',
			type: 'OAuthException',
			code: 100,
			error_subcode: 2388299,
			is_transient: false,
			error_user_title: expect.any(String),
			error_user_msg: expect.any(String),
			fbtrace_id: expect.any(String),
		});
	});

	it.each([
		['a category change', { allow_category_change: true }, 2388039],
		['a library', { library_template_name: 'x' }, 2388039],
		['a format of parameters that is none', { parameter_format: 'LOOSE' }, 2388039],
		['a way of 10 seconds', { message_send_ttl_seconds: 10 }, 2388039],
		['a way of a day', { message_send_ttl_seconds: 86_400 }, 2388039],
		['no components', { components: [] }, 2388043],
		['two bodies', { components: [BODY, BODY] }, 2388039],
		['a component that is none', { components: [BODY, { type: 'SIDE' }] }, 2388039],
		['a header of an unknown format', { components: [{ type: 'HEADER', format: 'GIF' }, BODY] }, 2388047],
		['a long body', words('x'.repeat(1025)), 2388040],
		['a long footer', { components: [BODY, { type: 'FOOTER', text: 'x'.repeat(61) }] }, 2388040],
		['a variable in the footer', { components: [BODY, { type: 'FOOTER', text: 'Hi {{1}}' }] }, 2388073],
		['too many variables', words('Dear {{1}}, {{2}} and {{3}} thanks.'), 2388293],
		['variables side by side', words('Dear customer, it is {{1}}{{2}} today.'), 2388072],
		[
			'an example for a link without a variable',
			{
				components: [
					BODY,
					{
						type: 'BUTTONS',
						buttons: [{ type: 'URL', text: 'Go', url: 'https://shop.example', example: ['x'] }],
					},
				],
			},
			2388039,
		],
		[
			'an unknown sample',
			{
				components: [{ type: 'HEADER', format: 'IMAGE', example: { header_handle: ['4::nothing'] } }, BODY],
			},
			2388047,
		],
	])('is refused for %s', async (_, change, subcode) => {
		expect(refusal(await create(change))).toMatchObject({ status: 400, code: 100, subcode });
	});

	it('takes 30 days, or the category’s seconds, to be under way', async () => {
		await created({ name: 'a', message_send_ttl_seconds: -1 });
		await created({
			...words('Other words for this one, now.'),
			name: 'b',
			message_send_ttl_seconds: 43_200,
		});
	});

	it('takes a category in small letters, and says it in capitals', async () => {
		expect((await create({ category: 'utility' })).body).toMatchObject({
			status: 'PENDING',
			category: 'UTILITY',
		});
	});

	it('accepts what is only told from memory', async () => {
		const header = { type: 'HEADER', format: 'TEXT', text: 'News 🎉' };
		const body = { type: 'BODY', text: `Many    ${'🎉'.repeat(11)}\n\n\n\n\tnews for you.` };
		await created({ components: [header, body] });
	});

	it('gives each name and language once, and each text once', async () => {
		await created();
		expect(refusal(await create(words('Something else entirely.')))).toMatchObject({ subcode: 2388024 });
		const twin = refusal(await create({ name: 'twin', language: 'de' }));
		expect(twin.sentence).toContain('parcel_waits');
		await created({ name: 'twin', components: [BODY, { type: 'FOOTER', text: 'Our shop' }] });
	});

	it('ends at 100 an hour and 250 in all', async () => {
		let count = 0;
		const next = () => {
			count += 1;
			return create({ name: `t_${count}`, ...words(`Words of the template with the number ${count}.`) });
		};
		for (let index = 0; index < 100; index += 1) expect((await next()).status).toBe(200);
		expect(refusal(await next())).toMatchObject({ code: 80007 });
		clock.advance(3_600_000);
		for (let total = (await list()).length; total < 250; total += 1) {
			clock.advance(60_000);
			expect((await next()).status).toBe(200);
		}
		clock.advance(3_600_000);
		expect(refusal(await next())).toMatchObject({ subcode: 2388019 });
	});
});

describe('a template for codes', () => {
	const code = (change: {
		body?: object;
		footer?: object;
		button?: object;
		more?: object[];
	}): Record<string, unknown> => ({
		category: 'AUTHENTICATION',
		components: [
			{ type: 'BODY', add_security_recommendation: true, ...change.body },
			{ type: 'FOOTER', code_expiration_minutes: 5, ...change.footer },
			{ type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', ...change.button }] },
			...(change.more ?? []),
		],
	});
	const APP = { package_name: 'com.example.shop', signature_hash: '12345678901' };

	it('gets Meta’s words, and its button becomes a link', async () => {
		const id = await created(code({ button: { text: 'Copy it' } }));
		expect((await object(id)).body).toMatchObject({
			components: [
				{
					type: 'BODY',
					text: '*{{1}}* is your verification code. For your security, do not share this code.',
				},
				{ type: 'FOOTER', text: 'This code expires in 5 minutes.', code_expiration_minutes: 5 },
				{ type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Copy it' }] },
			],
		});
	});

	it.each([
		['words of one’s own', { body: { text: 'Your code is {{1}}.' } }],
		['a header', { more: [{ type: 'HEADER', format: 'TEXT', text: 'Code' }] }],
		['91 minutes', { footer: { code_expiration_minutes: 91 } }],
		['an unknown kind of button', { button: { otp_type: 'TWO_TAP' } }],
		['one tap without an app', { button: { otp_type: 'ONE_TAP' } }],
		[
			'an app with a short hash',
			{
				button: { otp_type: 'ONE_TAP', supported_apps: [{ ...APP, signature_hash: '1' }] },
			},
		],
		['six apps', { button: { otp_type: 'ONE_TAP', supported_apps: Array(6).fill(APP) } }],
		['no tap without its terms', { button: { otp_type: 'ZERO_TAP', supported_apps: [APP] } }],
	])('is refused for %s', async (_, change) => {
		expect(refusal(await create(code(change)))).toMatchObject({ status: 400, code: 100 });
	});

	it('may open an app', async () => {
		await created(code({ button: { otp_type: 'ONE_TAP', supported_apps: [APP] } }));
	});
});
