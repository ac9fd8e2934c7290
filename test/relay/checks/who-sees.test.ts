import { expect, it } from 'vitest';
import { startInstagram } from '../instagram-scene.ts';

it('what a check found is for those who may check, and for nobody else', async () => {
	const scene = await startInstagram();
	try {
		const seenBy = async (role: 'owner' | 'manager' | 'agent') => {
			const person = await scene.relay.person(role);
			return (await person.get('channel:list', {})).channels[0]?.checks ?? [];
		};
		expect(await seenBy('owner')).not.toEqual([]);
		expect(await seenBy('manager')).toEqual(await seenBy('owner'));
		// It holds the word for Meta's handshake, and what the account has left to spend.
		expect(await seenBy('agent')).toEqual([]);
	} finally {
		await scene.close();
	}
});
