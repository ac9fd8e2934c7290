import { describe, expect, it } from 'vitest';
import { createConsentLedger, wordOf } from '../../../extension/state/consent-ledger.ts';
import { fail, ok } from '../../../shared/contract/result.ts';
import type { ConsentLineView } from '../../../shared/contract/sending-views.ts';
import { createFakePort } from '../support-ui/fake-port.ts';
import { settled } from '../support-ui/memory-stores.ts';
import { consentLineOf } from '../support-ui/sample-consents.ts';
import { conversationOf } from '../support-ui/samples.ts';

const lineAt = (at: number) => consentLineOf({ id: `cns-${String(at).padStart(3, '0')}`, at });

/** A relay with this ledger, which may grow. */
async function opened(count: number, word: 'opt-in' | 'opt-out' | null = null) {
	const ledger: ConsentLineView[] = Array.from({ length: count }, (_, index) => lineAt(index + 1));
	const port = createFakePort({
		'consent:list': ({ before, limit = 50 }) => {
			const older = ledger.filter(line => !before || line.at < before.at).sort((a, b) => b.at - a.at);
			return ok({ lines: older.slice(0, limit), hasMore: older.length > limit });
		},
	});
	const state = createConsentLedger(port, word);
	await settled();
	const shown = () => state.shown.current.value.value?.lines.map(line => line.at) ?? [];
	const say = async (line: ConsentLineView) => {
		port.emit('conversation:changed', {
			previousRevision: 0,
			conversation: conversationOf({ contact: { ...conversationOf().contact, consents: [line] } }),
			messages: [],
		});
		await settled();
	};
	return { ledger, port, state, shown, say };
}

describe('createConsentLedger', () => {
	it('reads older lines until there are none', async () => {
		const { state, shown } = await opened(120);
		expect(shown()).toHaveLength(50);
		expect(await state.loadMore()).toBeNull();
		await state.loadMore();
		expect(shown()).toEqual(Array.from({ length: 120 }, (_, index) => 120 - index));
		expect(state.shown.current.value.value?.hasMore).toBe(false);
	});

	it('puts a new line on top and keeps the older ones that were read', async () => {
		const { ledger, state, shown, say } = await opened(120);
		await state.loadMore();
		ledger.push(lineAt(121));
		await say(lineAt(121));
		expect(shown()).toEqual(Array.from({ length: 101 }, (_, index) => 121 - index));
		expect(state.shown.current.value.value?.hasMore).toBe(true);
		await state.loadMore();
		expect(shown()).toHaveLength(121);
	});

	it('shows no gap: after more new lines than a page it begins anew', async () => {
		const { ledger, state, shown, say } = await opened(60);
		await state.loadMore();
		for (let at = 61; at <= 120; at++) ledger.push(lineAt(at));
		await say(lineAt(120));
		expect(shown()).toEqual(Array.from({ length: 50 }, (_, index) => 120 - index));
		expect(state.shown.current.value.value?.hasMore).toBe(true);
	});

	it('asks nothing for lines that it has, that are older than what it shows, or of the other word', async () => {
		const { port, say } = await opened(120, 'opt-out');
		await say(lineAt(120));
		await say(lineAt(3));
		await say({ ...lineAt(200), word: 'opt-in' });
		expect(port.countOf('consent:list')).toBe(1);
		expect(port.calls[0]?.request).toEqual({ word: 'opt-out', limit: 50 });
		await say(lineAt(200));
		expect(port.countOf('consent:list')).toBe(2);
	});

	it('keeps what it has when older lines do not come', async () => {
		const { port, state, shown } = await opened(60);
		port.answer('consent:list', () => fail('internal', 'A fault.'));
		expect((await state.loadMore())?.message).toBe('A fault.');
		expect(shown()).toHaveLength(50);
		expect(state.busy.value).toBe(false);
	});
});

describe('wordOf', () => {
	it('reads the two words and nothing else', () => {
		expect([
			wordOf({ word: 'opt-in' }),
			wordOf({ word: 'opt-out' }),
			wordOf({ word: 'x' }),
			wordOf({}),
		]).toEqual(['opt-in', 'opt-out', null, null]);
	});
});
