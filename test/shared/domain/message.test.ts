import { describe, expect, it } from 'vitest';
import { WHATSAPP_CAPABILITIES } from '../../../shared/domain/capabilities.ts';
import { mediaKindFor } from '../../../shared/domain/channel.ts';
import { type Content, excerpt } from '../../../shared/domain/message.ts';

describe('excerpt', () => {
	const media = {
		kind: 'media',
		mediaKind: 'image',
		mediaId: 'm',
		mimeType: 'image/png',
		filename: null,
		size: 1,
		caption: null,
		state: 'stored',
		problem: null,
	} as const;
	const contents: Content[] = [
		{ kind: 'text', text: '' },
		{ kind: 'text', text: 'two\nlines' },
		media,
		{ ...media, mediaKind: 'document', filename: 'offer.pdf', caption: 'as asked' },
		{ kind: 'location', latitude: 1, longitude: 2, name: null, address: null },
		{ kind: 'contacts', contacts: [{ name: 'Ann', phones: [], emails: [], company: null }] },
		{ kind: 'choice', text: 'Yes', detail: null, id: null },
		{ kind: 'form', name: 'flow', fields: [] },
		{ kind: 'order', text: null, items: [] },
		{ kind: 'notice', notice: 'other', text: 'The contact has a new number.' },
		{ kind: 'unsupported', type: 'poll', reason: null },
	];
	it('says something in one line for every kind', () => {
		for (const content of contents) {
			expect(excerpt(content), content.kind).not.toBe('');
			expect(excerpt(content)).not.toContain('\n');
		}
		expect(excerpt({ ...media, mediaKind: 'document', filename: 'offer.pdf', caption: 'as asked' })).toBe(
			'offer.pdf: as asked',
		);
	});
	it('is cut at the length asked for', () => {
		expect(excerpt({ kind: 'text', text: 'x'.repeat(500) }, 10)).toBe(`${'x'.repeat(9)}…`);
	});
});

describe('mediaKindFor', () => {
	const kind = (mime: string, bytes = 10) => mediaKindFor(WHATSAPP_CAPABILITIES, mime, bytes);
	it('sends as a document what the network does not take as a picture, video or audio', () => {
		expect(kind('image/jpeg')).toBe('image');
		expect(kind('image/heic')).toBe('document');
		expect(kind('image/jpeg', 6 * 1024 * 1024)).toBe('document');
		expect(kind('audio/ogg; codecs=opus')).toBe('audio');
		expect(kind('application/zip', 101 * 1024 * 1024)).toBeNull();
	});
});
