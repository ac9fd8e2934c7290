/** Raised when a client of the older number could misread what the relay says. */
export const PROTOCOL_VERSION = 1;

/** Why a relay refuses a connection. Sent as the message of socket.io's `connect_error`. */
export const REFUSE_REASONS = ['unauthorised', 'revoked', 'client-too-old', 'client-too-new'] as const;
export type RefuseReason = (typeof REFUSE_REASONS)[number];

/** What a client says of itself in the handshake. */
export interface Handshake {
	readonly token: string;
	readonly protocol: number;
	/** The extension's own version, for the list of devices. */
	readonly version: string;
}
