import { describe, expect, it } from 'vitest';
import { WHATSAPP_CAPABILITIES as capabilities } from '../../../shared/domain/channel.ts';
import { checkSend, type Outgoing, type SendFacts } from '../../../shared/domain/send-rules.ts';
import { template } from '../../support/templates.ts';

const facts = (outgoing: Outgoing, change: Partial<SendFacts> = {}): SendFacts => ({
	capabilities,
	window: { state: 'open', closesAt: 1 },
	optedOutAt: null,
	channelState: 'active',
	reachable: true,
	outgoing,
	...change,
});
const refusal = (outgoing: Outgoing, change?: Partial<SendFacts>) => {
	const verdict = checkSend(facts(outgoing, change));
	return verdict.allowed ? null : verdict.refusal;
};
const text = (length: number): Outgoing => ({ kind: 'text', text: 'x'.repeat(length) });
const file = (change: Partial<Extract<Outgoing, { kind: 'media' }>> = {}): Outgoing => ({
	kind: 'media',
	mediaKind: 'image',
	mimeType: 'image/jpeg',
	size: 1000,
	caption: null,
	...change,
});
const ofTemplate = (change = {}, parameters = { body: { 1: 'Ann', 2: 'A1' } }): Outgoing => ({
	kind: 'template',
	name: 'order_update',
	template: template(change),
	parameters,
});

describe('checkSend', () => {
	it('lets free text, files and reactions through while the window is open', () => {
		expect(refusal(text(4096))).toBeNull();
		expect(refusal(file())).toBeNull();
		expect(refusal({ kind: 'reaction', emoji: '👍' })).toBeNull();
	});
	it('lets only a template through once it is closed', () => {
		const window = { state: 'closed', closedAt: 0 } as const;
		expect(refusal(text(1), { window })).toBe('window-closed');
		expect(refusal(file(), { window })).toBe('window-closed');
		expect(refusal({ kind: 'reaction', emoji: '👍' }, { window })).toBe('window-closed');
		expect(refusal(ofTemplate(), { window })).toBeNull();
	});
	it('refuses a blank text and one of 4,097 characters', () => {
		expect(refusal({ kind: 'text', text: ' \n ' })).toBe('empty');
		expect(refusal(text(4097))).toBe('too-long');
	});
	it('holds files to the network’s types and sizes', () => {
		expect(refusal(file({ mimeType: 'image/gif' }))).toBe('file-type');
		expect(refusal(file({ size: 5 * 1024 * 1024 }))).toBeNull();
		expect(refusal(file({ size: 5 * 1024 * 1024 + 1 }))).toBe('file-size');
		expect(refusal(file({ size: 0 }))).toBe('empty');
		expect(refusal(file({ caption: 'x'.repeat(1025) }))).toBe('too-long');
		expect(refusal(file({ mediaKind: 'document', mimeType: 'application/zip' }))).toBeNull();
		expect(refusal(file({ mediaKind: 'audio', mimeType: 'audio/ogg; codecs=opus' }))).toBeNull();
	});
	it('refuses marketing to whom opted out, and nothing else', () => {
		expect(refusal(ofTemplate({ category: 'marketing' }), { optedOutAt: 5 })).toBe('opted-out');
		expect(refusal(ofTemplate({ category: 'utility' }), { optedOutAt: 5 })).toBeNull();
		expect(refusal(text(1), { optedOutAt: 5 })).toBeNull();
	});
	it('tells a missing template, one that is not approved and wrong values apart', () => {
		expect(refusal({ kind: 'template', name: 'x', template: null, parameters: {} })).toBe('template-missing');
		expect(refusal(ofTemplate({ status: 'paused' }))).toBe('template-not-approved');
		expect(refusal(ofTemplate({}, { body: { 1: 'Ann', 2: '' } }))).toBe('parameters');
	});
	it('stops at a channel that is off and at a contact who cannot be reached, but not at a pause', () => {
		expect(refusal(text(1), { channelState: 'off' })).toBe('channel-off');
		expect(refusal(text(1), { channelState: 'paused' })).toBeNull();
		expect(refusal(text(1), { reachable: false })).toBe('unreachable');
	});
});
