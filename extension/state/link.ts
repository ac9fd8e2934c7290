import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { UserView } from '../../shared/contract/views.ts';
import { can, type Permission } from '../../shared/domain/roles.ts';
import type { Connection, OutboxItem, RelayPort } from '../connection/page-messages.ts';

/** How this page stands with the background and the relay, as signals. */
export interface Link {
	readonly connection: ReadonlySignal<Connection | null>;
	readonly outbox: ReadonlySignal<readonly OutboxItem[]>;
	readonly online: ReadonlySignal<boolean>;
	/** The signed-in person as last told; kept while the relay is away. */
	readonly user: ReadonlySignal<UserView | null>;
	readonly notConfirmed: ReadonlySignal<boolean>;
	readonly invalidated: ReadonlySignal<boolean>;
	/** Whether the signed-in person may do it; false while nobody is known. */
	may(permission: Permission): boolean;
	stop(): void;
}

/** Listens to a port and keeps what it tells. */
export function createLink(port: RelayPort): Link {
	const connection = signal(port.connection);
	const outbox = signal(port.outbox);
	const user = signal<UserView | null>(null);
	const notConfirmed = signal(false);
	const invalidated = signal(false);
	const keep = (next: Connection | null) => {
		connection.value = next;
		if (next?.state === 'online') user.value = next.user;
		else if (next?.state === 'unpaired') user.value = null;
	};
	keep(port.connection);
	const stops = [
		port.onConnection(keep),
		port.onOutbox(items => {
			outbox.value = items;
		}),
		port.onNotConfirmed(() => {
			notConfirmed.value = true;
		}),
		port.onInvalidated(() => {
			invalidated.value = true;
		}),
	];
	return {
		connection,
		outbox,
		online: computed(() => connection.value?.state === 'online'),
		user,
		notConfirmed,
		invalidated,
		may: permission => user.value !== null && can(user.value.role, permission),
		stop: () => {
			for (const stop of stops) stop();
		},
	};
}
