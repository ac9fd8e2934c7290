import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JONAS, MIRIAM, startTelegram, type TelegramScene } from './telegram-scene.ts';

/** The number of whom the link is made for, whom Telegram has not seen yet. */
const INVITED = '+447700900777';

describe('a link that was made for one contact', () => {
	let scene: TelegramScene;
	let payload: string;
	beforeAll(async () => {
		scene = await startTelegram();
		const { url } = await scene.owner.get('contact:invite', {
			channelId: scene.channel.id,
			address: INVITED,
			name: 'Whom we invited',
		});
		payload = new URL(url).searchParams.get('start') ?? '';
	});
	afterAll(() => scene.close());
	const invited = async () => {
		const { contact } = await scene.owner.get('contact:find', { addresses: [INVITED] });
		return contact;
	};

	it('does not make somebody else of a person whose own number is known, and is not used up by them', async () => {
		await scene.sandbox.telegram.start({ customer: MIRIAM });
		await scene.sandbox.telegram.sharesContact({ customer: MIRIAM });
		const before = (await scene.open(MIRIAM)).conversation.contact;
		await scene.sandbox.telegram.start({ customer: MIRIAM, payload });
		const after = (await scene.open(MIRIAM)).conversation.contact;
		expect(after).toEqual(before);
		expect((await invited())?.addresses).toMatchObject([{ kind: 'phone', value: INVITED }]);
	});

	it('is the first one’s whose number is not known, and nobody’s after them', async () => {
		await scene.sandbox.telegram.start({ customer: JONAS, payload });
		const { conversation } = await scene.open(JONAS);
		expect(conversation.contact.id).toBe((await invited())?.id);
		const GRACE = '+14155550132';
		await scene.sandbox.telegram.start({ customer: GRACE, payload });
		expect((await scene.open(GRACE)).conversation.contact.id).not.toBe(conversation.contact.id);
	});

	it.each(['@jonas', { kind: 'telegram-chat', value: '42' } as const])(
		'is made for a number alone, where nobody is known yet: not for %j',
		async address => {
			const { contacts } = await scene.owner.get('contact:search', { text: 'jonas', limit: 50 });
			const answer = await scene.owner.ask('contact:invite', { channelId: scene.channel.id, address });
			expect(answer).toMatchObject({ error: { fields: { address: 'is not a phone number' } } });
			expect((await scene.owner.get('contact:search', { text: 'jonas', limit: 50 })).contacts).toEqual(
				contacts,
			);
		},
	);
});
