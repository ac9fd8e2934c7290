import { describe, expect, it } from 'vitest';
import {
	WHATSAPP_CAPABILITIES as capabilities,
	INSTAGRAM_CAPABILITIES,
	TELEGRAM_CAPABILITIES,
} from '../../../shared/domain/capabilities.ts';
import { OPEN_OUTLOOK, type SendOutlook } from '../../../shared/domain/send-outlook.ts';
import { checkSend } from '../../../shared/domain/send-rules.ts';
import type { Outgoing, SendFacts } from '../../../shared/domain/send-verdict.ts';
import { template } from '../../support/templates.ts';

const facts = (outgoing: Outgoing, change: Partial<SendFacts> = {}): SendFacts => ({
	capabilities,
	window: { state: 'open', closesAt: 1 },
	outlook: OPEN_OUTLOOK,
	now: 1000,
	channelState: 'active',
	reachable: true,
	begun: true,
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

const withOutlook = (outlook: Partial<SendOutlook>): Partial<SendFacts> => ({
	outlook: { ...OPEN_OUTLOOK, ...outlook },
});
const optOut = {
	id: 'l1',
	contactId: 'c1',
	channelType: 'whatsapp',
	word: 'opt-out',
	at: 5,
	source: 'contact',
	text: 'STOP',
	messageId: null,
	byName: null,
} as const;
const closed = { window: { state: 'closed', closedAt: 0 } } as const;

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
		const out = withOutlook({ optOut });
		expect(refusal(ofTemplate({ category: 'marketing' }), out)).toBe('opted-out');
		expect(refusal(ofTemplate({ category: 'utility' }), out)).toBeNull();
		expect(refusal(text(1), out)).toBeNull();
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
	it('says that templates were never synced when none is known', () => {
		const missing: Outgoing = { kind: 'template', name: 'x', template: null, parameters: {} };
		const verdict = checkSend(facts(missing, withOutlook({ templatesSyncedAt: null })));
		expect(verdict).toMatchObject({ allowed: false, next: 'sync-templates' });
		expect(verdict.allowed || verdict.message).toMatch('never synced');
	});
	it('keeps marketing from numbers of the United States, and nothing else', () => {
		const us = withOutlook({ country: 'US' });
		expect(refusal(ofTemplate({ category: 'marketing' }), us)).toBe('marketing-country');
		expect(refusal(ofTemplate({ category: 'utility' }), us)).toBeNull();
		expect(refusal(ofTemplate({ category: 'marketing' }), withOutlook({ country: 'CA' }))).toBeNull();
	});
	it('holds the marketing template that would go over the cap, until one more fits', () => {
		const marketing = { unanswered: 2, cap: 2, freeAt: 9000, heldUntil: null };
		const verdict = checkSend(facts(ofTemplate({ category: 'marketing' }), withOutlook({ marketing })));
		expect(verdict).toMatchObject({ refusal: 'marketing-capped', next: 'wait', until: 9000 });
		const below = withOutlook({ marketing: { ...marketing, unanswered: 1 } });
		expect(refusal(ofTemplate({ category: 'marketing' }), below)).toBeNull();
		expect(
			refusal(ofTemplate({ category: 'marketing' }), withOutlook({ marketing: { ...marketing, cap: null } })),
		).toBeNull();
		expect(refusal(ofTemplate({ category: 'utility' }), withOutlook({ marketing }))).toBeNull();
	});
	it('lets marketing rest after the provider refused it, and no longer', () => {
		const held = (heldUntil: number) =>
			withOutlook({ marketing: { unanswered: 0, cap: 2, freeAt: null, heldUntil } });
		expect(refusal(ofTemplate({ category: 'marketing' }), held(1001))).toBe('marketing-held');
		expect(refusal(ofTemplate({ category: 'marketing' }), held(1000))).toBeNull();
	});
	it('opens no more people than the pool has room for', () => {
		const pool = { poolId: 'p', name: 'P', limit: 250, used: 250, counted: false, freeAt: 7000 };
		const full = withOutlook({ pool });
		expect(checkSend(facts(ofTemplate(), { ...closed, ...full }))).toMatchObject({
			refusal: 'limit-reached',
			until: 7000,
		});
		// Within an open window, for somebody counted already, below the limit, and without one.
		expect(refusal(ofTemplate(), full)).toBeNull();
		for (const change of [{ counted: true }, { used: 249 }, { limit: null }])
			expect(
				refusal(ofTemplate(), { ...closed, ...withOutlook({ pool: { ...pool, ...change } }) }),
			).toBeNull();
	});
	it('sends what a restriction does not forbid', () => {
		const restricted = (type: string) => withOutlook({ restrictions: [{ type, until: 5000 }] });
		const templates = restricted('RESTRICTED_BIZ_INITIATED_MESSAGING');
		expect(checkSend(facts(ofTemplate(), templates))).toMatchObject({ refusal: 'restricted', until: 5000 });
		expect(refusal(text(1), templates)).toBeNull();
		const answers = restricted('RESTRICTED_CUSTOMER_INITIATED_MESSAGING');
		expect(refusal(text(1), answers)).toBe('restricted');
		expect(refusal(ofTemplate(), answers)).toBeNull();
		const utility = restricted('RESTRICTED_UTILITY_TEMPLATES');
		expect(refusal(ofTemplate({ category: 'utility' }), utility)).toBe('restricted');
		expect(refusal(ofTemplate({ category: 'marketing' }), utility)).toBeNull();
	});
	it('sends nothing while a bill is open', () => {
		expect(refusal(text(1), withOutlook({ paid: false }))).toBe('unpaid');
		expect(refusal(ofTemplate(), withOutlook({ paid: false }))).toBe('unpaid');
	});
	it('warns of a place that nothing is delivered to, and refuses it only by the owner’s rule', () => {
		const warned = checkSend(facts(text(1), withOutlook({ unreachable: 'Cuba' })));
		expect(warned).toEqual({ allowed: true, warnings: [expect.stringContaining('Cuba')] });
		const rule = withOutlook({ unreachable: 'Cuba', refuseUnreachable: true });
		expect(refusal(text(1), rule)).toBe('country-unreachable');
		expect(refusal(text(1), withOutlook({ refuseUnreachable: true }))).toBeNull();
	});
});

describe('checkSend of what can be tapped', () => {
	const instagram = { capabilities: INSTAGRAM_CAPABILITIES };
	const options = ['One', 'Two'].map(title => ({ id: title, title, detail: null }));
	const choices = (length: number, form?: 'buttons' | 'numbered'): Outgoing => ({
		kind: 'choices',
		text: 'x'.repeat(length),
		footer: null,
		listLabel: null,
		options,
		...(form && { form }),
	});

	it('counts the numbered lines when that is how choices go, though buttons would fit', () => {
		expect(refusal(choices(995), instagram)).toBeNull();
		expect(refusal(choices(995, 'numbered'), instagram)).toBe('too-long');
		expect(refusal(choices(900, 'numbered'), instagram)).toBeNull();
	});
	it('refuses a question for a place that has no words, or more than fit above a button', () => {
		expect(refusal({ kind: 'location-request', text: ' ' })).toBe('empty');
		expect(refusal({ kind: 'location-request', text: 'x'.repeat(1024) })).toBeNull();
		expect(refusal({ kind: 'location-request', text: 'x'.repeat(1025) })).toBe('too-long');
		expect(refusal({ kind: 'location-request', text: 'Where?' }, instagram)).toBe('not-supported');
	});
	it('refuses an album of files that the network puts into none', () => {
		const album = (mediaKind: 'image' | 'document', mimeType: string): Outgoing => ({
			kind: 'album',
			items: [1, 2].map(size => ({ mediaKind, mimeType, size })),
			caption: null,
		});
		expect(refusal(album('image', 'image/png'), instagram)).toBeNull();
		expect(refusal(album('document', 'application/pdf'), instagram)).toBe('not-supported');
		expect(refusal(album('document', 'application/pdf'), { capabilities: TELEGRAM_CAPABILITIES })).toBeNull();
	});
});
