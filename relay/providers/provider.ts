import type { Address } from '../../shared/domain/address.ts';
import type { BusinessProfile, ProfileChange } from '../../shared/domain/business-profile.ts';
import type { Capabilities, ChannelType, MediaKind } from '../../shared/domain/channel.ts';
import type { CheckLine } from '../../shared/domain/channel-check.ts';
import type { Standing } from '../../shared/domain/limits.ts';
import type { ChoicesContent, Content } from '../../shared/domain/message.ts';
import type { Template, TemplateParameters } from '../../shared/domain/template.ts';
import type { TemplateDraft } from '../../shared/domain/template-draft.ts';
import type { ParsedEvent } from './events.ts';
import type { Http } from './http.ts';
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

/** The provider's page where a person lets us in (OAuth). */
export interface AuthorizationFlow {
	/** Its address. `credentials` are the fields that people give; `state` comes back to `redirectUrl`. */
	url(asked: {
		readonly credentials: Readonly<Record<string, string>>;
		readonly apiUrl: string | null;
		readonly redirectUrl: string;
		readonly state: string;
	}): string;
	/** Makes credentials of the code that came back. Rejects only with `DeliveryError`, whose `detail` is for people. */
	exchange(
		given: {
			readonly credentials: Readonly<Record<string, string>>;
			readonly apiUrl: string | null;
			readonly redirectUrl: string;
			readonly code: string;
			readonly now: number;
		},
		http: Http,
		signal: AbortSignal,
	): Promise<Authorized>;
}

/** What a person let us into. */
export interface Authorized {
	/** The fields that were `brought`, complete. */
	readonly credentials: Readonly<Record<string, string>>;
	/** How people know the account: `@name`. */
	readonly address: string;
	/** What keeps it from working, in words, the permission or the kind of account named; empty when all is well. */
	readonly problems: readonly string[];
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
	// Optional abilities. Absent means the network cannot do it; callers check, never catch.
	readonly templates?: TemplateCatalogue;
	readonly standing?: StandingSource;
	readonly media?: MediaSource;
	readonly receipts?: ReadReceipts;
	readonly webhook?: WebhookRegistration;
	readonly profile?: BusinessProfileAbility;
	readonly renewal?: CredentialRenewal;
	/** Ends what the contact's app waits for after a tap (`InboundEvent.acknowledge`). May reject; nothing depends on it. */
	acknowledge?(reference: string, signal: AbortSignal): Promise<void>;
}

/** What the network shows of a business (providers.md §1.2, §2.1). */
export interface BusinessProfileAbility {
	/** Rejects only with `DeliveryError`. */
	read(signal: AbortSignal): Promise<BusinessProfile>;
	/** Sends only what is given. `photo` is a stored file. Rejects only with `DeliveryError`. */
	write(
		change: ProfileChange,
		photo: { path: string; mimeType: string; filename: string | null; size: number } | null,
		signal: AbortSignal,
	): Promise<void>;
}

/** Credentials that end unless they are renewed in time. */
export interface CredentialRenewal {
	/** When to renew; it may be past. Null: never. */
	readonly dueAt: number | null;
	/** When they end. */
	readonly endsAt: number | null;
	/** The fields that are new. Rejects only with `DeliveryError`. */
	renew(now: number, signal: AbortSignal): Promise<Readonly<Record<string, string>>>;
}

export interface TemplateCatalogue {
	/** All templates, page by page. Rejects only with `DeliveryError`. */
	list(signal: AbortSignal): AsyncIterable<ListedTemplate>;
	/**
	 * Hands a checked draft over for review. `sample` gives the file of a media sample by slot id (`header.media`,
	 * `cards.0.header.media`). The provider may answer with another category. Rejects only with `DeliveryError`, whose
	 * `detail` is the reviewer's sentence.
	 */
	create(draft: TemplateDraft, sample: SampleFile, signal: AbortSignal): Promise<SubmittedTemplate>;
	/** Changes one that is there, by the provider's id. Absent where the provider cannot. Rejects only with `DeliveryError`. */
	edit?(
		externalId: string,
		draft: TemplateDraft,
		sample: SampleFile,
		signal: AbortSignal,
	): Promise<SubmittedTemplate>;
	/**
	 * Deletes a template in one language, or in all (null). Resolves for one that is not there. With `removesAllLanguages`
	 * only null can be given. Rejects only with `DeliveryError`.
	 */
	remove(
		one: { name: string; language: string | null; externalId: string | null },
		signal: AbortSignal,
	): Promise<void>;
	readonly removesAllLanguages: boolean;
}

export interface ListedTemplate {
	readonly template: Template;
	readonly externalId: string | null;
	/** The category that Meta says is right and will give it; null when it says none. */
	readonly correctCategory: string | null;
}

/** Finds the stored sample file of a slot. */
export type SampleFile = (
	slotId: string,
) => Promise<{ path: string; mimeType: string; filename: string | null; size: number }>;

export interface SubmittedTemplate {
	readonly externalId: string | null;
	/** In lower case, as listed templates have it: `pending`, `approved`, `rejected`. */
	readonly status: string;
	/** What the provider made of the category. */
	readonly category: string;
}

/** What a provider tells of a number and its account when asked (providers.md §5.1). */
export interface StandingSource {
	/** Only what the provider told. Rejects only with `DeliveryError`. */
	look(signal: AbortSignal): Promise<StandingReport>;
}

/** A part of a standing: what is absent was not told and stays as it is known. */
export type StandingReport = Partial<Omit<Standing, 'reportedAt'>>;

export interface MediaSource {
	/**
	 * Hands a file over for a later `send`; returns the provider's id. Rejects only with `DeliveryError`. Absent where files
	 * go with the message itself, as bytes or by their public address.
	 */
	upload?(
		file: { path: string; mimeType: string; filename: string | null },
		signal: AbortSignal,
	): Promise<string>;
	/** Opens an inbound file. Rejects only with `DeliveryError`. */
	download(
		ref: string,
		signal: AbortSignal,
	): Promise<{ mimeType: string | null; body: AsyncIterable<Uint8Array> }>;
}

/** `last` is the contact's last message and who wrote it. */
export interface ReadReceipts {
	/** Shows the contact that everything up to this message was read. */
	markRead?(last: { externalId: string; to: Address | null }, signal: AbortSignal): Promise<void>;
	/** Shows the contact that somebody writes. */
	showTyping?(last: { externalId: string; to: Address | null }, signal: AbortSignal): Promise<void>;
}

export interface WebhookRegistration {
	/** What a person must do at the provider besides, in words; null when nothing. */
	readonly byHand: string | null;
	/** Points the provider's webhooks at us. Rejects only with `DeliveryError`. */
	register(url: string, signal: AbortSignal): Promise<void>;
	/** Null when it points elsewhere or nowhere. */
	current(signal: AbortSignal): Promise<string | null>;
	/** Nothing is to be sent any more. Rejects only with `DeliveryError`. */
	unregister?(signal: AbortSignal): Promise<void>;
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

/** One message on its way out. `id` is ours and comes back with its statuses. */
export interface OutboundMessage {
	readonly id: string;
	readonly to: Address;
	readonly content:
		| { readonly kind: 'text'; readonly text: string }
		| (OutboundFile & { readonly kind: 'media'; readonly caption: string | null })
		| { readonly kind: 'album'; readonly items: readonly OutboundFile[]; readonly caption: string | null }
		| {
				readonly kind: 'template';
				readonly template: Template;
				readonly parameters: TemplateParameters;
				readonly mediaRef: string | null;
				/** Of a carousel, by card. */
				readonly cardRefs: readonly (string | null)[];
		  }
		/** An empty emoji takes it back. */
		| { readonly kind: 'reaction'; readonly externalId: string; readonly emoji: string }
		/** Never numbered: those go as a text. */
		| ChoicesContent
		| Extract<Content, { kind: 'location' | 'contacts' | 'link-button' | 'location-request' | 'file-link' }>
		/** `externalId` is the comment's. */
		| {
				readonly kind: 'comment-reply';
				readonly mode: 'private' | 'public';
				readonly text: string;
				readonly externalId: string;
		  };
	readonly replyToExternalId: string | null;
	/** True when a person writes after the window has closed, where the network lets people do so. */
	readonly asHumanAgent: boolean;
}

/** A file of ours on its way out. */
export interface OutboundFile {
	readonly mediaKind: MediaKind;
	/** The provider's id of it, where it was handed over before; null: it goes with the message. */
	readonly ref: string | null;
	readonly path: string;
	readonly mimeType: string;
	readonly filename: string | null;
	readonly size: number;
	/** Where the provider can fetch it for an hour at least. */
	readonly publicUrl: string;
}

export interface SendReceipt {
	readonly externalId: string;
	/** How the network names the recipient: it may differ from the address that was written to. */
	readonly recipient: readonly Address[];
	/** The provider's id of the file that went with it, for the next time. */
	readonly mediaRef?: string;
}
