import { describe, expect, it } from 'vitest';
import {
	applyChanged,
	applyOlder,
	EMPTY_TIMELINE,
	fromOpened,
	shownMessages,
} from '../../../extension/state/timeline.ts';
import { conversationOf, messageOf } from '../support-ui/samples.ts';

const at = (revision: number) => conversationOf({ revision });
const opened = (revision: number, hasOlder = false) =>
	fromOpened({
		conversation: at(revision),
		messages: [messageOf({ id: 'b', at: 20, revision: 1 }), messageOf({ id: 'c', at: 30, revision: 2 })],
		hasOlder,
		matchedBy: 'exact',
		address: null,
	});

describe('applyChanged', () => {
	it('applies a change that follows what is known', () => {
		const next = applyChanged(opened(2), {
			previousRevision: 2,
			conversation: at(3),
			messages: [messageOf({ id: 'd', at: 40, revision: 3 })],
		});
		if (next === 'gap') throw new Error('a gap');
		expect(next.revision).toBe(3);
		expect(shownMessages(next).map(message => message.id)).toEqual(['b', 'c', 'd']);
	});

	it('says that there is a gap when something before it was missed', () => {
		expect(applyChanged(opened(2), { previousRevision: 3, conversation: at(4), messages: [] })).toBe('gap');
	});

	it('drops what is known already', () => {
		const timeline = opened(5);
		expect(applyChanged(timeline, { previousRevision: 4, conversation: at(5), messages: [] })).toBe(timeline);
	});

	it('takes a change that reaches back over what a sync brought already', () => {
		const next = applyChanged(opened(2), { previousRevision: 1, conversation: at(4), messages: [] });
		expect(next).not.toBe('gap');
	});

	it('begins a conversation with its first change', () => {
		const next = applyChanged(EMPTY_TIMELINE, {
			previousRevision: 0,
			conversation: at(1),
			messages: [messageOf({ id: 'a', revision: 1 })],
		});
		expect(next).toMatchObject({ revision: 1 });
	});
});

describe('shownMessages', () => {
	it('holds a changed message back while messages between it and the oldest shown are not known', () => {
		const next = applyChanged(opened(2, true), {
			previousRevision: 2,
			conversation: at(3),
			messages: [messageOf({ id: 'a', at: 5, revision: 3, reactions: [{ from: 'contact', emoji: '👍' }] })],
		});
		if (next === 'gap') throw new Error('a gap');
		expect(shownMessages(next).map(message => message.id)).toEqual(['b', 'c']);
		const older = applyOlder(next, {
			messages: [messageOf({ id: 'a', at: 5, revision: 1 }), messageOf({ id: 'a2', at: 6, revision: 1 })],
			hasOlder: false,
		});
		const shown = shownMessages(older);
		expect(shown.map(message => message.id)).toEqual(['a', 'a2', 'b', 'c']);
		// The page was read before the reaction came: the newer state stays.
		expect(shown[0]?.reactions).toHaveLength(1);
	});

	it('orders by time, then by seq', () => {
		const timeline = fromOpened({
			conversation: at(1),
			messages: [messageOf({ id: 'b', at: 1, seq: 2 }), messageOf({ id: 'a', at: 1, seq: 1 })],
			hasOlder: false,
			matchedBy: null,
			address: null,
		});
		expect(shownMessages(timeline).map(message => message.id)).toEqual(['a', 'b']);
	});
});
