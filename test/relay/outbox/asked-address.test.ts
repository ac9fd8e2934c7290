import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Scene, startScene } from '../../support/scene.ts';

const FIRST = '+491713920001';
const SECOND = '+491760406902';
const MOVED = '+491713920009';
const text = (said: string) => ({ kind: 'text', text: said }) as const;

describe('a message to one number of a contact who has several', () => {
	let scene: Scene;
	beforeAll(async () => {
		scene = await startScene();
		for (const who of [FIRST, SECOND]) {
			await scene.sandbox.writeText(who, scene.number, 'hello');
			await scene.open(who);
		}
		const idOf = async (address: string) =>
			(await scene.owner.get('contact:find', { addresses: [address] })).contact?.id ?? '';
		await scene.owner.get('contact:merge', { keepId: await idOf(FIRST), goneId: await idOf(SECOND) });
	});
	afterAll(() => scene.close());
	const heard = (customer: string) =>
		scene.sandbox
			.messages({ customer, number: scene.number })
			.filter(message => message.from === 'business')
			.map(message => /"text":"([^"]*)"/.exec(JSON.stringify(message))?.[1]);

	it('goes to that number, though the other is written to otherwise, and though both wait together', async () => {
		const sent = await Promise.all(
			[FIRST, SECOND, FIRST].map((to, index) => scene.send({ to, content: text(`${index} to ${to}`) })),
		);
		for (const { id } of sent) await scene.message(id, one => one.status !== 'queued');
		expect(heard(FIRST).toSorted()).toEqual([`0 to ${FIRST}`, `2 to ${FIRST}`]);
		expect(heard(SECOND)).toEqual([`1 to ${SECOND}`]);
	});

	it('goes to the new number once the contact has left that one', async () => {
		await scene.sandbox.customerWrites({
			customer: FIRST,
			number: scene.number,
			message: { type: 'number-change', phone: MOVED },
		});
		await scene.open(MOVED);
		await scene.sandbox.writeText(MOVED, scene.number, 'here now');
		await scene.open(MOVED);
		const { id } = await scene.send({ to: FIRST, content: text('still you?') });
		await scene.message(id, one => one.status !== 'queued');
		expect(heard(MOVED)).toContain('still you?');
	});
});
