import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../shared/lib/time.ts';
import { testClock } from '../support/clock.ts';
import { type InstagramScene, JONAS, startInstagram } from './instagram-scene.ts';

const text = (said: string) => ({ kind: 'text', text: said }) as const;

describe('an echo of Instagram', () => {
	const clock = testClock();
	let scene: InstagramScene;
	beforeAll(async () => {
		scene = await startInstagram({ sandbox: { now: clock.now }, relay: { now: clock.now } });
		await scene.sandbox.instagram.writes({ customer: JONAS, text: 'Hello' });
	});
	afterAll(() => scene.close());

	it('is of the message that is on its way, and not of an older one of unknown fate that says the same', async () => {
		await scene.sandbox.faults({ send: { cut: 1 } });
		const lost = await scene.send(text('On Monday'));
		await scene.message(lost.id, one => one.status === 'unknown');
		await scene.sandbox.faults({ send: { cut: 0, slowMs: 150 } });
		const again = await scene.send(text('On Monday'));
		await scene.message(again.id, one => one.status === 'sent');
		await scene.sandbox.faults({ send: { slowMs: 0 } });
		const { messages } = await scene.open();
		const said = messages.filter(one => one.direction === 'outbound').map(({ id, status }) => [id, status]);
		expect(said).toEqual([
			[lost.id, 'unknown'],
			[again.id, 'sent'],
		]);
	});

	it('of what somebody types in the app a day later is no word about a message of ours', async () => {
		await scene.sandbox.faults({ send: { cut: 1 } });
		const lost = await scene.send(text('ok'));
		await scene.message(lost.id, one => one.status === 'unknown');
		await scene.sandbox.faults({ send: { cut: 0 } });
		clock.advance(DAY_MS);
		await scene.sandbox.instagram.writes({ customer: JONAS, text: 'Still there?' });
		await scene.sandbox.instagram.appWrites({ customer: JONAS, text: 'ok' });
		const { messages } = await scene.open();
		const said = messages.filter(one => one.content.kind === 'text' && one.content.text === 'ok');
		expect(said.map(({ status }) => status)).toEqual(['unknown', 'sent']);
		expect(messages.at(-1)?.content).toEqual(text('ok'));
	});
});

describe('what was seen on Instagram', () => {
	it('is read up to that message, though the relay’s clock goes before', async () => {
		const late = testClock();
		const relayClock = () => late.now() + 2 * MINUTE_MS;
		const scene = await startInstagram({ sandbox: { now: late.now }, relay: { now: relayClock } });
		try {
			await scene.sandbox.instagram.writes({ customer: JONAS, text: 'Hello' });
			const first = await scene.send(text('One'));
			await scene.message(first.id, one => one.status === 'sent');
			await scene.sandbox.instagram.sees({ customer: JONAS });
			const second = await scene.send(text('Two'));
			await scene.message(second.id, one => one.status === 'sent');
			const { messages } = await scene.open();
			const ours = messages.filter(one => one.direction === 'outbound');
			expect(ours.map(one => one.status)).toEqual(['read', 'sent']);
		} finally {
			await scene.close();
		}
	});
});
