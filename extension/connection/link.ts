/** As much of a browser's port as a link needs. */
export interface LinkPort {
	postMessage(message: unknown): void;
	disconnect(): void;
	readonly onMessage: { addListener(listener: (message: unknown) => void): void };
	readonly onDisconnect: { addListener(listener: () => void): void };
}

export interface LinkOptions<Incoming> {
	/** Opens a port, and by that wakes the worker. Throws when the extension is gone. */
	readonly open: () => LinkPort;
	/** False once the extension was updated or removed under this page. */
	readonly isValid: () => boolean;
	readonly onMessage: (message: Incoming) => void;
	/** The port closed or was never greeted; a new one is opened right after. */
	readonly onLost?: () => void;
	/** Called once; the link is closed then. */
	readonly onInvalidated?: () => void;
}

/** A port that opens itself again when the worker at its other end was stopped. */
export interface Link<Outgoing> {
	/** Messages posted while no port is open are dropped: whoever needs more keeps them. */
	post(message: Outgoing): void;
	close(): void;
}

/** The pause before opening again. A port that holds for a while resets it. */
const REOPEN_MS = [0, 100, 300, 1000, 3000] as const;
const STEADY_MS = 5000;
/** The background greets every port. One that is opened while the extension is being replaced is never answered nor closed. */
const GREETING_MS = 3000;

/** Opens a link now. */
export function openLink<Outgoing, Incoming>(options: LinkOptions<Incoming>): Link<Outgoing> {
	let port: LinkPort | null = null;
	let closed = false;
	let openedAt = 0;
	let tries = 0;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let greeting: ReturnType<typeof setTimeout> | undefined;

	function open(): void {
		if (closed) return;
		if (!options.isValid()) {
			invalidate();
			return;
		}
		try {
			const opened = options.open();
			port = opened;
			openedAt = Date.now();
			greeting = setTimeout(() => {
				disconnect(opened);
				lose(opened);
			}, GREETING_MS);
			opened.onMessage.addListener(message => {
				clearTimeout(greeting);
				// Only the background is at the other end, and it speaks the protocol of this very build.
				if (port === opened) options.onMessage(message as Incoming);
			});
			opened.onDisconnect.addListener(() => lose(opened));
		} catch {
			if (options.isValid()) again();
			else invalidate();
		}
	}

	function lose(lost: LinkPort): void {
		if (port !== lost) return;
		port = null;
		clearTimeout(greeting);
		options.onLost?.();
		if (Date.now() - openedAt > STEADY_MS) tries = 0;
		if (!closed) again();
	}

	function again(): void {
		const ms = REOPEN_MS[Math.min(tries++, REOPEN_MS.length - 1)];
		timer = setTimeout(open, ms);
	}

	function invalidate(): void {
		close();
		options.onInvalidated?.();
	}

	function close(): void {
		closed = true;
		clearTimeout(timer);
		clearTimeout(greeting);
		const last = port;
		port = null;
		if (last) disconnect(last);
	}

	open();
	return {
		post(message) {
			try {
				port?.postMessage(message);
			} catch {
				// It closed this moment; its onDisconnect follows and opens another.
			}
		},
		close,
	};
}

function disconnect(port: LinkPort): void {
	try {
		port.disconnect();
	} catch {
		// The extension is gone, and the port with it.
	}
}
