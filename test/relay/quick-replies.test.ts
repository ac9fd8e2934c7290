import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newClientId } from '../support/relay.ts';
import { type Scene, startScene } from '../support/scene.ts';
import { upload } from '../support/upload.ts';

let scene: Scene;
beforeAll(async () => {
	scene = await startScene();
});
afterAll(() => scene.close());

const list = async (channelId?: string) =>
	(await scene.owner.get('quick-reply:list', channelId === undefined ? {} : { channelId })).quickReplies;

describe('quick replies', () => {
	it('want a name, and every block that is shown filled', async () => {
		const save = (more: object) =>
			scene.owner.ask('quick-reply:save', { quickReplyId: 'q0', name: 'Hours', type: 'text', ...more });
		expect(await save({ name: '  ', text: 'x' })).toMatchObject({
			error: { code: 'invalid', fields: { name: expect.any(String) } },
		});
		expect(await save({ text: ' ' })).toMatchObject({ error: { fields: { text: expect.any(String) } } });
		expect(await save({ type: 'image' })).toMatchObject({
			error: { fields: { mediaId: expect.any(String) } },
		});
		expect(await save({ type: 'image', mediaId: 'med_unknown' })).toMatchObject({
			error: { fields: { mediaId: 'is not a stored file' } },
		});
		expect(await save({ text: 'x', channelId: 'chn_unknown' })).toMatchObject({
			error: { code: 'not-found' },
		});
		expect(await save({ text: 'Dear {{ contact.' })).toMatchObject({
			error: { fields: { text: expect.any(String) } },
		});
		expect(await list()).toEqual([]);
	});
	it('are for all channels, or for one', async () => {
		const own = { quickReplyId: 'q1', name: 'Hours', type: 'text' as const, text: 'We open at nine.' };
		const { quickReply } = await scene.owner.get('quick-reply:save', own);
		expect(quickReply).toMatchObject({ name: 'Hours', used: 0, channelId: null, media: null });
		await scene.owner.get('quick-reply:save', {
			...own,
			quickReplyId: 'q2',
			name: 'Address',
			channelId: scene.channel.id,
		});
		expect((await list(scene.channel.id)).map(one => one.name)).toEqual(['Address', 'Hours']);
		expect((await list('chn_other')).map(one => one.name)).toEqual(['Hours']);
	});
	it('count their uses once per message', async () => {
		await scene.sandbox.writeText('+491713920001', scene.number, 'When do you open?');
		const { conversationId } = await scene.open('+491713920001');
		const send = {
			clientId: newClientId(),
			conversationId: conversationId ?? '',
			content: { kind: 'text' as const, text: 'We open at nine.' },
			quickReplyId: 'q1',
		};
		await scene.owner.get('message:send', send);
		await scene.owner.get('message:send', send);
		expect((await list()).find(one => one.id === 'q1')).toMatchObject({
			used: 1,
			lastUsedAt: expect.any(Number),
		});
	});
	it('with a file keep it, and refuse one of another kind', async () => {
		const { mediaId } = await upload(scene.relay.url, scene.owner.token, {
			content: '%PDF-1.4 x',
			type: 'application/pdf',
			filename: 'prices.pdf',
		});
		const save = (type: 'image' | 'document') =>
			scene.owner.ask('quick-reply:save', { quickReplyId: 'q3', name: 'Prices', type, mediaId });
		expect(await save('image')).toMatchObject({ ok: false, error: { fields: { mediaId: 'is no image' } } });
		expect(await save('document')).toMatchObject({
			ok: true,
			value: { quickReply: { media: { mediaId, filename: 'prices.pdf' } } },
		});
	});
	it('are gone once removed, and removing again is no error', async () => {
		await scene.owner.get('quick-reply:remove', { quickReplyId: 'q1' });
		expect((await list()).map(one => one.id)).not.toContain('q1');
		await scene.owner.get('quick-reply:remove', { quickReplyId: 'q1' });
	});
});
