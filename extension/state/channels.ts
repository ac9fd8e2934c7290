import { type ReadonlySignal, signal } from '@preact/signals';
import type { RelayError } from '../../shared/contract/result.ts';
import type { ChannelView } from '../../shared/contract/views.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import type { SnapshotStore } from '../connection/snapshots.ts';

/** The relay's channels, kept up to date. */
export interface Channels {
	/** Null until they are known, from the relay or from the last visit. */
	readonly all: ReadonlySignal<readonly ChannelView[] | null>;
	readonly problem: ReadonlySignal<RelayError | null>;
	load(): Promise<void>;
	/** Takes a channel that an answer carried. */
	take(channel: ChannelView): void;
	stop(): void;
}

/** Reads the channels now and after every reconnect, and follows their events. */
export function createChannels(
	port: RelayPort,
	cache: Pick<SnapshotStore, 'findChannels' | 'keepChannels'> | null = null,
): Channels {
	const all = signal<readonly ChannelView[] | null>(null);
	const problem = signal<RelayError | null>(null);
	const set = (next: readonly ChannelView[]) => {
		all.value = next;
		void cache?.keepChannels(next);
	};
	const take = (channel: ChannelView) => {
		const others = (all.value ?? []).filter(other => other.id !== channel.id);
		set([...others, channel].sort((a, b) => a.createdAt - b.createdAt));
	};
	const load = async () => {
		const listed = await port.call('channel:list', {});
		if (listed.ok) set(listed.value.channels);
		problem.value = listed.ok ? null : listed.error;
	};
	const stops = [
		port.on('channel:changed', ({ channel }) => take(channel)),
		port.on('channel:removed', ({ channelId }) => set((all.value ?? []).filter(one => one.id !== channelId))),
		port.onConnection(connection => {
			if (connection.state === 'online') void load();
		}),
	];
	void cache?.findChannels().then(known => {
		if (known && all.value === null) all.value = known;
	});
	if (port.connection?.state === 'online') void load();
	return {
		all,
		problem,
		load,
		take,
		stop: () => {
			for (const stop of stops) stop();
		},
	};
}
