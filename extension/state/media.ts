import { type ReadonlySignal, signal } from '@preact/signals';
import { MINUTE_MS } from '../../shared/lib/time.ts';
import type { RelayPort } from '../connection/page-messages.ts';
import type { TimeSource } from './clock.ts';

/** Where a stored file can be shown and saved from, for a while. */
export type MediaLink =
	| { readonly state: 'loading' }
	| { readonly state: 'ready'; readonly url: string; readonly downloadUrl: string }
	| { readonly state: 'failed'; readonly message: string };

/** Addresses of stored files, asked for once and again when they end. */
export interface MediaLinks {
	of(mediaId: string): ReadonlySignal<MediaLink>;
	/** Asks again, after the address did not work. */
	renew(mediaId: string): void;
	stop(): void;
}

/** Makes the cache of media addresses. */
export function createMediaLinks(
	port: Pick<RelayPort, 'call' | 'onConnection'>,
	time: TimeSource,
): MediaLinks {
	const links = new Map<string, { link: ReturnType<typeof signal<MediaLink>>; endsAt: number }>();
	const ask = async (mediaId: string) => {
		const entry = links.get(mediaId);
		if (!entry) return;
		entry.endsAt = Number.POSITIVE_INFINITY;
		const answer = await port.call('media:link', { mediaId });
		if (answer.ok) {
			// A clock that runs ahead of the relay's must not ask without end.
			entry.endsAt = Math.max(answer.value.expiresAt, time.now() + MINUTE_MS);
			entry.link.value = {
				state: 'ready',
				url: answer.value.url,
				downloadUrl: answer.value.downloadUrl,
			};
			return;
		}
		entry.endsAt = 0;
		entry.link.value = { state: 'failed', message: answer.error.message };
	};
	const stop = port.onConnection(connection => {
		if (connection.state !== 'online') return;
		for (const [mediaId, entry] of links) if (entry.link.peek()?.state === 'failed') void ask(mediaId);
	});
	return {
		of: mediaId => {
			let entry = links.get(mediaId);
			if (!entry) {
				entry = { link: signal<MediaLink>({ state: 'loading' }), endsAt: 0 };
				links.set(mediaId, entry);
				void ask(mediaId);
			} else if (entry.link.peek()?.state === 'ready' && entry.endsAt <= time.now()) void ask(mediaId);
			return entry.link as ReadonlySignal<MediaLink>;
		},
		renew: mediaId => void ask(mediaId),
		stop,
	};
}
