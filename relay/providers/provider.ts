import type { Address } from '../../shared/domain/address.ts';
import type { Capabilities, ChannelType, MediaKind } from '../../shared/domain/channel.ts';
import type { Standing } from '../../shared/domain/limits.ts';
import type { Template, TemplateParameters } from '../../shared/domain/template.ts';
import type { TemplateDraft } from '../../shared/domain/template-draft.ts';
import type { ParsedEvent } from './events.ts';
import type { Http } from './http.ts';

/** A way to reach one network. One folder, one object of this type, one line in `registry.ts`. */
export interface Provider {
	readonly id: string;
	readonly name: string;
	readonly channelType: ChannelType;
	readonly capabilities: Capabilities;
	/** What a person must give to connect a channel. Secret ones are sealed and never shown again. */
	readonly fields: readonly CredentialField[];
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
	/** Turns a webhook body into events, in the order received. Does no I/O, never throws on the unknown. */
	parse(body: unknown): ParsedEvent[];
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
	/** Hands a file over for a later `send`; returns the provider's id. Rejects only with `DeliveryError`. */
	upload(
		file: { path: string; mimeType: string; filename: string | null },
		signal: AbortSignal,
	): Promise<string>;
	/** Opens an inbound file. Rejects only with `DeliveryError`. */
	download(
		ref: string,
		signal: AbortSignal,
	): Promise<{ mimeType: string | null; body: AsyncIterable<Uint8Array> }>;
}

export interface ReadReceipts {
	/** Shows the contact that everything up to this message was read; with `typing`, that somebody writes. */
	markRead(externalId: string, typing: boolean, signal: AbortSignal): Promise<void>;
}

export interface WebhookRegistration {
	/** Points the provider's webhooks at us. Rejects only with `DeliveryError`. */
	register(url: string, signal: AbortSignal): Promise<void>;
	/** Null when it points elsewhere or nowhere. */
	current(signal: AbortSignal): Promise<string | null>;
}

export interface CheckFinding {
	readonly check: 'credentials' | 'number' | 'health' | 'templates' | 'webhook';
	readonly result: 'ok' | 'warning' | 'failed';
	readonly message: string;
	/** The setting that is at fault, when no channel can work with it: a channel is not taken with it. */
	readonly refuses?: 'credentials' | 'apiUrl';
}

/** One message on its way out. `id` is ours and comes back with its statuses. */
export interface OutboundMessage {
	readonly id: string;
	readonly to: Address;
	readonly content:
		| { readonly kind: 'text'; readonly text: string }
		| {
				readonly kind: 'media';
				readonly mediaKind: MediaKind;
				readonly ref: string;
				readonly caption: string | null;
				readonly filename: string | null;
		  }
		| {
				readonly kind: 'template';
				readonly template: Template;
				readonly parameters: TemplateParameters;
				readonly mediaRef: string | null;
				/** Of a carousel, by card. */
				readonly cardRefs: readonly (string | null)[];
		  }
		| { readonly kind: 'reaction'; readonly externalId: string; readonly emoji: string };
	readonly replyToExternalId: string | null;
}

export interface SendReceipt {
	readonly externalId: string;
	/** How the network names the recipient: it may differ from the address that was written to. */
	readonly recipient: readonly Address[];
}
