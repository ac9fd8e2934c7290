import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../relay/sandbox/sandbox.ts';
import { testClock } from '../../support/clock.ts';
import { refusal, templateDesk, words } from './template-desk.ts';

const DAY_MS = 86_400_000;
const clock = testClock('still');
let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ now: clock.now });
});
afterAll(() => sandbox.close());
afterEach(() => sandbox.reset());
const { becomes, create, created, list, object, remove } = templateDesk(() => sandbox);

describe('editing a template', () => {
	it('is refused while it is pending, and after it was disabled', async () => {
		const id = await created();
		expect(refusal(await object(id, words('New words for it, all of them.'))).sentence).toContain('PENDING');
		await becomes('DISABLED');
		expect(refusal(await object(id, words('New words for it, all of them.'))).sentence).toContain('DISABLED');
	});

	it('hands it to review anew, once in 24 hours and ten times in 30 days', async () => {
		const id = await created();
		await becomes('APPROVED');
		for (let edit = 1; edit <= 10; edit += 1) {
			const text = `Words of the edit with the number ${edit}.`;
			expect((await object(id, words(text))).body).toEqual({ success: true });
			expect((await object(id)).body).toMatchObject({
				status: 'PENDING',
				components: [{ text }],
			});
			await becomes('APPROVED');
			expect(refusal(await object(id, words('One more time, all new.'))).sentence).toContain('24 hours');
			clock.advance(DAY_MS);
		}
		expect(refusal(await object(id, words('One more time, all new.'))).sentence).toContain('30 days');
		clock.advance(21 * DAY_MS);
		expect((await object(id, words('One more time, all new.'))).status).toBe(200);
	});

	it('changes no category of an approved one, and knows no end for rejected and paused ones', async () => {
		const id = await created();
		await becomes('APPROVED');
		expect(refusal(await object(id, { category: 'MARKETING' })).sentence).toContain('category');
		for (const status of ['REJECTED', 'PAUSED', 'REJECTED'] as const) {
			await becomes(status);
			const body = { category: 'MARKETING', ...words(`Words after it was ${status}, quite other.`) };
			expect((await object(id, body)).status).toBe(200);
		}
		expect((await object(id)).body).toMatchObject({ category: 'MARKETING' });
	});

	it('is checked like a new one', async () => {
		const id = await created();
		await becomes('REJECTED');
		expect(refusal(await object(id, words('{{1}} first.')))).toMatchObject({ subcode: 2388299 });
		expect(refusal(await object(id, {}))).toMatchObject({ status: 400 });
		const other = 'Hello! This is our shop on WhatsApp. How can we help you?';
		expect(refusal(await object(id, words(other))).sentence).toContain('hello');
	});
});

describe('deleting a template', () => {
	it('takes all languages of a name, or one by its id', async () => {
		const id = await created();
		await created({ language: 'de', ...words('Dein Paket wartet bei uns im Laden.') });
		expect((await remove(`name=parcel_waits&hsm_id=${id}`)).body).toEqual({ success: true });
		expect((await list()).filter(one => one.name === 'parcel_waits')).toMatchObject([{ language: 'de' }]);
		expect((await remove('name=parcel_waits')).status).toBe(200);
		expect((await remove('name=parcel_waits')).status).toBe(400);
		expect((await remove('')).status).toBe(400);
	});

	it('keeps the name of an approved one for 30 days, that of others not', async () => {
		await created();
		await remove('name=parcel_waits');
		await created();
		await becomes('APPROVED');
		await remove('name=parcel_waits');
		expect(refusal(await create())).toMatchObject({ subcode: 2388023 });
		expect(refusal(await create({ language: 'de' }))).toMatchObject({ subcode: 2388023 });
		clock.advance(30 * DAY_MS - 1);
		expect(refusal(await create())).toMatchObject({ subcode: 2388023 });
		clock.advance(1);
		await created();
	});

	it('keeps only the language that was deleted by its id', async () => {
		const id = await created();
		await becomes('APPROVED');
		await remove(`name=parcel_waits&hsm_id=${id}`);
		expect(refusal(await create())).toMatchObject({ subcode: 2388023 });
		await created({ language: 'de' });
	});

	it('does not touch a disabled one', async () => {
		await created();
		await becomes('DISABLED');
		expect(refusal(await remove('name=parcel_waits')).sentence).toContain('disabled');
	});
});
