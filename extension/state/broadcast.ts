import { type ReadonlySignal, signal } from '@preact/signals';
import type { BroadcastView } from '../../shared/contract/broadcast-views.ts';
import { ok } from '../../shared/contract/result.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import { createSource, type Loaded, type Source } from './loaded.ts';

/** One broadcast as the relay has it, second by second. */
export interface OneBroadcast {
	/** A new one has no value until it is saved. */
	readonly shown: ReadonlySignal<Loaded<BroadcastView>>;
	/** True when somebody threw it away. */
	readonly removed: ReadonlySignal<boolean>;
	load(): Promise<void>;
	take(broadcast: BroadcastView): void;
	stop(): void;
}

/** Reads one broadcast and follows it. A `new` one is not asked for: only its writer knows of it. */
export function createBroadcast(port: RelayPort, broadcastId: string, origin: 'new' | 'kept'): OneBroadcast {
	const removed = signal(false);
	let isKept = origin === 'kept';
	const source: Source<BroadcastView> = createSource<BroadcastView>(port, [], async () => {
		// Nothing to ask for yet: what was typed is all there is.
		if (!isKept) return { ok: false, error: { code: 'not-found', message: '' } };
		const answer = await port.call('broadcast:show', { broadcastId });
		if (!answer.ok) return answer;
		const { broadcast } = answer.value;
		// An event may have told of a newer one meanwhile.
		const known = source.current.peek().value;
		return ok(known && known.updatedAt > broadcast.updatedAt ? known : broadcast);
	});
	const take = (broadcast: BroadcastView) => {
		isKept = true;
		source.take(broadcast);
	};
	const stops = [
		port.on('broadcast:changed', ({ broadcast }) => {
			if (broadcast.id === broadcastId) take(broadcast);
		}),
		port.on('broadcast:removed', gone => {
			if (gone.broadcastId === broadcastId) removed.value = true;
		}),
	];
	return {
		shown: source.current,
		removed,
		load: source.load,
		take,
		stop: () => {
			for (const stop of stops) stop();
			source.stop();
		},
	};
}
