import type { Address } from '../../shared/domain/address.ts';
import type { Capabilities, ChannelType } from '../../shared/domain/channel.ts';
import type { CheckLine } from '../../shared/domain/channel-check.ts';
import type {
	AuthorizationFlow,
	BusinessProfileAbility,
	CredentialRenewal,
	MediaSource,
	ReadReceipts,
	StandingSource,
	TemplateCatalogue,
	WebhookRegistration,
} from './abilities.ts';
import type { ParsedEvent, Party, ProviderEvent } from './events.ts';
import type { Http } from './http.ts';
import type { OutboundMessage, SendReceipt } from './outbound.ts';
import type { PartnerAbility } from './partner.ts';

/** A way to reach one network. One folder, one object of this type, one line in `registry.ts`. */
export interface Provider {
	readonly id: string;
	readonly name: string;
	readonly channelType: ChannelType;
	readonly capabilities: Capabilities;
	/** What a person must give to connect a channel. Secret ones are sealed and never shown again. */
	readonly fields: readonly CredentialField[];
	/** Who tells the number or name of a channel: the person who connects it, or the provider when it is asked. */
	readonly addressFrom: 'person' | 'provider';
	/** How fast it takes messages of one channel, where it does not say so itself. */
	readonly pace: ProviderPace;
	/** Present where a person lets us in by the provider's own page instead of pasting a key. */
	readonly authorization?: AuthorizationFlow;
	/** Present where a reseller can make keys of numbers that it looks after. */
	readonly partner?: PartnerAbility;
	/** Where contacts begin a conversation, with `{address}` and `{token}` (a one-time token of ours); absent: nowhere. */
	readonly link?: string;
	/** Binds the provider to one channel's credentials. Opens no connection. */
	connect(settings: ChannelSettings, http: Http): ProviderChannel;
}

export interface CredentialField {
	readonly key: string;
	/** Other spellings that scripts use. */
	readonly aliases: readonly string[];
	readonly label: string;
	readonly required: boolean;
	readonly secret: boolean;
	/** Where it is found, in one sentence. */
	readonly help?: string;
	/** Not asked of people: the authorisation brings it. */
	readonly brought?: true;
	/** Several of these may be chosen; the value is their ids with commas between. Absent: any text. */
	readonly options?: readonly { readonly id: string; readonly label: string }[];
	/** The value when none is given. */
	readonly standard?: string;
}

/** Messages a second in all; how many at once to one contact, and then one in how many ms. */
export interface ProviderPace {
	readonly perSecond: number;
	readonly pairBurst: number;
	readonly pairEveryMs: number;
}

export interface ChannelSettings {
	/** By field key. Complete: required fields are there. */
	readonly credentials: Readonly<Record<string, string>>;
	/** Stands in for the provider's host; no trailing slash. */
	readonly apiUrl: string | null;
	/** The value of the header that we ask the provider to send with each webhook. */
	readonly webhookKey: string;
}

/** A provider's request to us, as it came. Header names are lower case. */
export interface WebhookRequest {
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	readonly rawBody: Uint8Array;
}

/** The request was not made by the provider itself. It is answered 401 and nothing is stored. */
export class SignatureError extends Error {
	override readonly name = 'SignatureError';
}

export interface ProviderChannel {
	/** Throws `SignatureError` unless the provider itself made this request. Does no I/O. */
	verify(request: WebhookRequest): void;
	/** Answers a provider's GET handshake, or null when it is not one of ours. Does no I/O. */
	answerChallenge(query: Readonly<Record<string, string>>): string | null;
	/**
	 * Turns a webhook body into events, in the order received. Does no I/O, never throws on the unknown. `receivedAt` is
	 * when it came, for what the provider gives no time of.
	 */
	parse(body: unknown, receivedAt: number): ParsedEvent[];
	/**
	 * The provider's id of this channel's number, where one webhook address may serve several numbers; null where it
	 * serves one. `trust` is equal for channels whose webhooks the same secret vouches for.
	 */
	readonly number: { readonly id: string; readonly trust: string } | null;
	/**
	 * The account that several channels may share, with their templates and limits; null where each is alone. A webhook about
	 * it names no number and is about all of them.
	 */
	readonly account: string | null;
	/**
	 * What tells this channel's number, bot or account from every other of its provider; null when the credentials do not say.
	 * Two channels with the same are one, so the second is refused.
	 */
	readonly identity: string | null;
	/** Hands one message to the provider. Rejects only with `DeliveryError`. */
	send(message: OutboundMessage, signal: AbortSignal): Promise<SendReceipt>;
	/** Asks the provider whether all is well. Never rejects: what is not well is a line. */
	check(signal: AbortSignal): Promise<CheckFinding[]>;
	/**
	 * Why an event is none of this channel's, by what people chose for it; null when it is. Asked of the channel that the event
	 * is about, whichever channel's address it came to.
	 */
	leavesOut?(event: ProviderEvent): string | null;
	// Optional abilities. Absent means the network cannot do it; callers check, never catch.
	readonly templates?: TemplateCatalogue;
	readonly standing?: StandingSource;
	readonly media?: MediaSource;
	readonly receipts?: ReadReceipts;
	readonly webhook?: WebhookRegistration;
	readonly profile?: BusinessProfileAbility;
	readonly renewal?: CredentialRenewal;
	/**
	 * Who is behind an address, where webhooks do not say; null when the network does not tell. Rejects only with
	 * `DeliveryError`; nothing depends on it.
	 */
	lookUp?(address: Address, signal: AbortSignal): Promise<Party | null>;
	/** Ends what the contact's app waits for after a tap (`InboundEvent.acknowledge`). May reject; nothing depends on it. */
	acknowledge?(reference: string, signal: AbortSignal): Promise<void>;
}

export interface CheckFinding {
	readonly check: CheckLine['check'];
	readonly result: CheckLine['result'];
	/** What was found; when it is not well, also what to do. */
	readonly message: string;
	/** The number or name that the provider gives the channel. */
	readonly address?: string;
	/** The setting that is at fault, when no channel can work with it: a channel is not taken with it. */
	readonly refuses?: 'credentials' | 'apiUrl';
}
