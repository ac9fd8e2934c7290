import type { KeyValue } from '../connection/key-value.ts';
import type { Session } from '../connection/session.ts';

/** Events come in bursts; one question answers for all of them. */
const SETTLE_MS = 300;
const KEY = 'unread';

/**
 * Keeps the number of unread messages: asked when the relay is reached and after conversations changed, told when it is
 * another than before. While the relay is away the last number stands, also over a stop of the worker: `store` is the
 * browser session's.
 */
export function watchUnread(session: Session, store: KeyValue, tell: (total: number) => void): void {
	let timer: ReturnType<typeof setTimeout> | undefined;
	let told = -1;

	async function ask(): Promise<void> {
		const listed = await session.call('conversation:list', { filter: 'unread', limit: 1 });
		if (listed.ok) show(unreadTotalOf(listed.value));
	}

	function show(total: number): void {
		if (total === told) return;
		told = total;
		tell(total);
		store.set(KEY, total);
	}

	store.get(KEY).then(kept => {
		if (told === -1 && typeof kept === 'number') show(kept);
	});

	session.onConnection(({ state }) => {
		if (state === 'online') ask();
		if (state === 'unpaired' || state === 'refused') show(0);
	});
	session.onEvent(({ name }) => {
		if (name !== 'conversation:changed' || timer !== undefined) return;
		timer = setTimeout(() => {
			timer = undefined;
			ask();
		}, SETTLE_MS);
	});
}

function unreadTotalOf(value: unknown): number {
	if (typeof value !== 'object' || value === null || !('unreadTotal' in value)) return 0;
	return typeof value.unreadTotal === 'number' ? value.unreadTotal : 0;
}
