import { type ReadonlySignal, signal } from '@preact/signals';
import type { RehearsalView } from '../../shared/contract/broadcast-views.ts';
import type { RelayError } from '../../shared/contract/result.ts';
import type { MessageView } from '../../shared/contract/views.ts';
import { SECOND_MS } from '../../shared/lib/time.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import { createCalmReload } from './calm-reload.ts';
import type { TimeSource } from './clock.ts';
import { createSource, type Source } from './loaded.ts';

/** Above so many the count is typed before a launch: the hand that clicks has then read it. */
export const TYPED_ABOVE = 1000;

/** What a broadcast would do, and again when it or the rules changed. */
export function createRehearsal(
	port: RelayPort,
	time: TimeSource,
	broadcastId: string,
): Source<RehearsalView> {
	const source = createSource<RehearsalView>(port, ['rules:changed'], async () => {
		const answer = await port.call('broadcast:rehearse', { broadcastId });
		return answer.ok ? { ok: true, value: answer.value.rehearsal } : answer;
	});
	const reload = createCalmReload(time, SECOND_MS, () => void source.load());
	const stopListening = port.on('broadcast:changed', ({ broadcast }) => {
		if (broadcast.id === broadcastId) reload.soon();
	});
	return {
		...source,
		stop: () => {
			stopListening();
			reload.stop();
			source.stop();
		},
	};
}

/** True when what was typed is this count, however its digits are grouped. */
export function isTypedCount(typed: string, count: number): boolean {
	return typed.replace(/[\s.,'’\u00a0\u202f]/g, '') === String(count);
}

/** A broadcast's message on its way to one's own phone. */
export interface BroadcastTest {
	readonly to: ReadonlySignal<string>;
	readonly channel: ReadonlySignal<'main' | 'fallback'>;
	readonly outcome: ReadonlySignal<TestOutcome>;
	setTo(text: string): void;
	setChannel(channel: 'main' | 'fallback'): void;
	/** Sends once, however often it is called while one is on its way. */
	send(): Promise<void>;
	stop(): void;
}

export type TestOutcome =
	| { readonly state: 'writing' | 'sending' }
	/** `message` is null until the relay tells of it. */
	| { readonly state: 'sent'; readonly to: string; readonly message: MessageView | null }
	| { readonly state: 'refused'; readonly error: RelayError };

/** Makes the test of one broadcast. The same identity is kept over a lost answer, so that it is sent once. */
export function createBroadcastTest(
	port: RelayPort,
	broadcastId: string,
	newId: () => string,
): BroadcastTest {
	const to = signal('');
	const channel = signal<'main' | 'fallback'>('main');
	const outcome = signal<TestOutcome>({ state: 'writing' });
	let clientId: string | null = null;
	let messageId: string | null = null;
	const stop = port.on('conversation:changed', ({ messages }) => {
		const now = outcome.peek();
		const message = messages.find(one => one.id === messageId);
		if (message && now.state === 'sent') outcome.value = { ...now, message };
	});
	return {
		to,
		channel,
		outcome,
		setTo: text => {
			to.value = text;
			clientId = null;
		},
		setChannel: next => {
			channel.value = next;
			clientId = null;
		},
		send: async () => {
			const number = to.peek().trim();
			if (outcome.peek().state === 'sending' || number === '') return;
			outcome.value = { state: 'sending' };
			clientId ??= newId();
			const answer = await port.call('broadcast:test', {
				broadcastId,
				clientId,
				to: number,
				fallback: channel.peek() === 'fallback',
			});
			if (!answer.ok) {
				if (answer.error.code !== 'offline') clientId = null;
				outcome.value = { state: 'refused', error: answer.error };
				return;
			}
			clientId = null;
			messageId = answer.value.messageId;
			outcome.value = { state: 'sent', to: number, message: null };
		},
		stop,
	};
}
