import type { LinkPort } from '../../../extension/connection/link.ts';
import type { FromBackground } from '../../../extension/connection/page-messages.ts';
import type { ServerPort } from '../../../extension/connection/port-clients.ts';

interface Signal<T> {
	addListener(listener: (value: T) => void): void;
	fire(value: T): void;
}

function signal<T>(): Signal<T> {
	const listeners: ((value: T) => void)[] = [];
	return {
		addListener: listener => listeners.push(listener),
		fire: value => {
			for (const listener of listeners) listener(value);
		},
	};
}

/** Both ends of a port. As in the browser, messages are copied, and whoever disconnects is not told of it. */
export interface PortPair {
	readonly client: LinkPort;
	readonly server: ServerPort;
	/** The worker is stopped: both ends go at once. */
	breakOff(): void;
}

export function portPair(name: string, sender: ServerPort['sender']): PortPair {
	const toClient = signal<unknown>();
	const toServer = signal<unknown>();
	const clientGone = signal<void>();
	const serverGone = signal<void>();
	let open = true;
	const post = (to: Signal<unknown>) => (message: unknown) => {
		if (!open) throw new Error('Attempting to use a disconnected port object');
		const copy = structuredClone(message);
		queueMicrotask(() => open && to.fire(copy));
	};
	const close = (other: Signal<void>) => () => {
		if (!open) return;
		// What was posted before still arrives.
		queueMicrotask(() => {
			open = false;
			other.fire();
		});
	};
	return {
		client: {
			postMessage: post(toServer),
			disconnect: close(serverGone),
			onMessage: toClient,
			onDisconnect: clientGone,
		},
		server: {
			name,
			...(sender && { sender }),
			postMessage: post(toClient),
			disconnect: close(clientGone),
			onMessage: toServer,
			onDisconnect: serverGone,
		},
		breakOff() {
			open = false;
			clientGone.fire();
			serverGone.fire();
		},
	};
}

/** What a client's end of a port has heard, in order. */
export function hearing(port: LinkPort): FromBackground[] {
	const heard: FromBackground[] = [];
	port.onMessage.addListener(message => heard.push(message as FromBackground));
	return heard;
}
