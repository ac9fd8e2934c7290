import type { Address } from '../../shared/domain/address.ts';
import type { BusinessProfile, ProfileChange } from '../../shared/domain/business-profile.ts';
import type { Standing } from '../../shared/domain/limits.ts';
import type { Template } from '../../shared/domain/template.ts';
import type { TemplateDraft } from '../../shared/domain/template-draft.ts';
import type { Http } from './http.ts';

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
	/** What they paste there beside the address, where it is ours and not theirs; absent where there is none. */
	readonly verifyToken?: string;
	/** Points the provider's webhooks at us. Rejects only with `DeliveryError`. */
	register(url: string, signal: AbortSignal): Promise<void>;
	/** Null when it points elsewhere or nowhere. */
	current(signal: AbortSignal): Promise<string | null>;
	/** Nothing is to be sent any more. Rejects only with `DeliveryError`. */
	unregister?(signal: AbortSignal): Promise<void>;
}
