import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../extension/connection/drafts.ts';
import { fail, ok } from '../../../shared/contract/result.ts';
import { createFakeRelay } from '../support-ui/fake-relay.ts';
import { settled } from '../support-ui/memory-stores.ts';
import { NOW, openSidebar, relayWithAnn } from '../support-ui/open-sidebar.ts';
import { channelOf, conversationOf, messageOf } from '../support-ui/samples.ts';

const picture = (name = 'blue.png', type = 'image/png') => new File(['blue'], name, { type });

describe('createComposer', () => {
	it('sends once, however often send is pressed', async () => {
		const { sidebar, relay } = await openSidebar();
		sidebar.composer.write('Yes, two left.');
		sidebar.composer.send();
		sidebar.composer.send();
		expect(relay.port.sent).toHaveLength(1);
		expect(relay.port.sent[0]).toMatchObject({
			conversationId: 'cv-ann',
			content: { kind: 'text', text: 'Yes, two left.' },
			lastSeenMessageId: 'm1',
		});
		expect(sidebar.composer.text.value).toBe('');
	});

	it('gives every message an identity of its own', async () => {
		const { sidebar, relay } = await openSidebar();
		for (const words of ['one', 'two']) {
			sidebar.composer.write(words);
			sidebar.composer.send();
		}
		expect(new Set(relay.port.sent.map(one => one.clientId)).size).toBe(2);
	});

	it('sends nothing of an empty draft', async () => {
		const { sidebar, relay } = await openSidebar();
		sidebar.composer.write('  \n ');
		sidebar.composer.send();
		expect(relay.port.sent).toHaveLength(0);
	});

	it('keeps the draft over a reload', async () => {
		const drafts = new Map<string, Draft>();
		const before = await openSidebar({ drafts });
		before.sidebar.composer.write('half a sent');
		before.sidebar.stop();
		const after = await openSidebar({ drafts });
		expect(after.sidebar.composer.text.value).toBe('half a sent');
		after.sidebar.composer.send();
		await settled();
		expect(drafts.size).toBe(0);
	});

	it('keeps one draft per conversation', async () => {
		const { sidebar } = await openSidebar();
		const [ann, jonas] = sidebar.place.record.value?.contacts ?? [];
		if (!ann?.phones[0] || !jonas?.phones[0]) throw new Error('the sample record has two contacts');
		sidebar.composer.write('for Ann');
		sidebar.place.choosePhone(jonas, jonas.phones[0]);
		await settled();
		expect(sidebar.composer.text.value).toBe('');
		sidebar.composer.write('for Jonas');
		sidebar.place.choosePhone(ann, ann.phones[0]);
		await settled();
		expect(sidebar.composer.text.value).toBe('for Ann');
	});

	it('keeps the draft when a prospect becomes a conversation', async () => {
		const relay = createFakeRelay([channelOf()]);
		const drafts = new Map<string, Draft>();
		const { sidebar } = await openSidebar({ relay, drafts });
		sidebar.composer.write('Welcome');
		relay.put(conversationOf(), messageOf({ id: 'm1', at: NOW }));
		await settled();
		expect(sidebar.composer.text.value).toBe('Welcome');
		expect([...drafts.keys()]).toEqual(['c:cv-ann']);
	});

	it('keeps the draft when the window closes, and says why it does not send', async () => {
		const { sidebar, relay, time } = await openSidebar();
		sidebar.composer.write('too late');
		time.pass(24 * 3_600_000);
		sidebar.composer.send();
		expect(relay.port.sent).toHaveLength(0);
		expect(sidebar.composer.text.value).toBe('too late');
		expect(sidebar.composer.problem.value).toContain('24 hours');
	});

	it('tells at most every 20 seconds that somebody types', async () => {
		const { sidebar, relay, time } = await openSidebar();
		sidebar.composer.write('a');
		sidebar.composer.write('ab');
		expect(relay.port.countOf('conversation:typing')).toBe(1);
		time.pass(20_000);
		sidebar.composer.write('abc');
		expect(relay.port.countOf('conversation:typing')).toBe(2);
	});

	it('sends a file with its caption', async () => {
		const { sidebar, relay } = await openSidebar();
		relay.port.answer('media:ticket', () =>
			ok({ uploadUrl: 'https://relay.example.org/upload/1', expiresAt: 0 }),
		);
		await sidebar.composer.attaching.attach(picture());
		sidebar.composer.write('Like this one');
		sidebar.composer.send();
		expect(relay.port.sent.map(one => one.content)).toEqual([
			{ kind: 'media', mediaId: 'media-1', caption: 'Like this one' },
		]);
		expect(sidebar.composer.attaching.current.value).toBeNull();
	});

	it('sends the words behind a file that takes no caption', async () => {
		const { sidebar, relay } = await openSidebar();
		relay.port.answer('media:ticket', () =>
			ok({ uploadUrl: 'https://relay.example.org/upload/1', expiresAt: 0 }),
		);
		await sidebar.composer.attaching.attach(picture('call.mp3', 'audio/mpeg'));
		sidebar.composer.write('Our call');
		sidebar.composer.send();
		expect(relay.port.sent.map(one => one.content.kind)).toEqual(['media', 'text']);
	});

	it('waits with the message until its file is up, and sends it once', async () => {
		let finish = () => {};
		const { sidebar, relay } = await openSidebar({
			upload: () =>
				new Promise(resolve => {
					finish = () => resolve(ok({ mediaId: 'media-2', mimeType: 'image/png', filename: null, size: 4 }));
				}),
		});
		relay.port.answer('media:ticket', () =>
			ok({ uploadUrl: 'https://relay.example.org/upload/1', expiresAt: 0 }),
		);
		void sidebar.composer.attaching.attach(picture());
		await settled();
		sidebar.composer.send();
		sidebar.composer.send();
		expect(relay.port.sent).toHaveLength(0);
		finish();
		await settled();
		expect(relay.port.sent).toHaveLength(1);
	});

	it('refuses a file that cannot be sent before a byte goes', async () => {
		const { sidebar, relay } = await openSidebar();
		const huge = picture('film.mp4', 'video/mp4');
		Object.defineProperty(huge, 'size', { value: 101 * 1024 * 1024 });
		await sidebar.composer.attaching.attach(huge);
		expect(sidebar.composer.attaching.current.value?.state).toBe('refused');
		expect(relay.port.countOf('media:ticket')).toBe(0);
	});

	it('keeps a file whose upload failed, to be tried again', async () => {
		let tries = 0;
		const { sidebar, relay } = await openSidebar({
			upload: async () =>
				++tries === 1
					? fail('offline', 'The file did not reach the relay.')
					: ok({ mediaId: 'media-3', mimeType: 'image/png', filename: null, size: 4 }),
		});
		relay.port.answer('media:ticket', () =>
			ok({ uploadUrl: 'https://relay.example.org/upload/1', expiresAt: 0 }),
		);
		await sidebar.composer.attaching.attach(picture());
		expect(sidebar.composer.attaching.current.value?.state).toBe('failed');
		await sidebar.composer.attaching.retry();
		expect(sidebar.composer.attaching.current.value).toMatchObject({ state: 'ready', mediaId: 'media-3' });
	});

	it('answers a message, and remembers which over a reload', async () => {
		const drafts = new Map<string, Draft>();
		const relay = relayWithAnn();
		const before = await openSidebar({ drafts, relay });
		before.sidebar.composer.reply(before.sidebar.conversation.messages.value[0] ?? null);
		before.sidebar.stop();
		const { sidebar } = await openSidebar({ drafts, relay });
		expect(sidebar.composer.replyTo.value?.id).toBe('m1');
		sidebar.composer.write('Yes');
		sidebar.composer.send();
		expect(relay.port.sent[0]).toMatchObject({ replyToMessageId: 'm1' });
	});
});
