import type { Http } from './http.ts';

/** A reseller's access to the numbers that it looks after, by which keys are made without anybody copying one. */
export interface PartnerAccess {
	readonly partnerId: string;
	readonly key: string;
	/** Stands in for the reseller's host; no trailing slash. */
	readonly apiUrl: string | null;
}

/** Every call rejects only with `DeliveryError`. */
export interface PartnerAbility {
	/** Rejects with `credentials-refused` or `permission-missing` unless the access works. */
	check(access: PartnerAccess, http: Http, signal: AbortSignal): Promise<void>;
	/** The partner's numbers, those that cannot be used yet too. */
	numbers(access: PartnerAccess, http: Http, signal: AbortSignal): Promise<PartnerNumber[]>;
	/** Makes a key. **Every earlier key of the number ends with it.** */
	makeKey(
		access: PartnerAccess,
		channelId: string,
		http: Http,
		signal: AbortSignal,
	): Promise<{ readonly credentials: Readonly<Record<string, string>>; readonly apiUrl: string | null }>;
	/** What is left to spend, in words; null when the partner does not tell. */
	balance(
		access: PartnerAccess,
		number: PartnerNumber,
		http: Http,
		signal: AbortSignal,
	): Promise<{ readonly text: string; readonly isLow: boolean } | null>;
}

export interface PartnerNumber {
	readonly channelId: string;
	readonly clientId: string | null;
	readonly phone: string;
	readonly name: string | null;
	/** In the reseller's word. */
	readonly status: string;
	/** Null when it can be used; else why not, in words. */
	readonly waitsFor: string | null;
}
