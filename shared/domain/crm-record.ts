/** What kind of record a CRM page shows. `chat` is an opened conversation of the CRM's own inbox. */
export type CrmRecordKind = 'lead' | 'contact' | 'company' | 'customer' | 'deal' | 'list' | 'other';

/** A phone as the page shows it; `raw` is what the CRM keeps, `shown` what people see. */
export interface CrmPhone {
	readonly raw: string;
	readonly shown: string;
	readonly label: string | null;
}

/**
 * What to read a phone's number from: the shown text when it names its country, else what the CRM keeps. Kept digits
 * without `+` may be of any country.
 */
export function writtenPhone(phone: CrmPhone): string {
	return phone.shown.trim().startsWith('+') ? phone.shown : phone.raw;
}

export interface CrmContact {
	/** The CRM's id; null while unsaved. */
	readonly id: string | null;
	readonly name: string;
	readonly phones: readonly CrmPhone[];
	readonly isMain: boolean;
	/** True when the page holds this contact back until it is opened, so its phones are not known yet. */
	readonly incomplete: boolean;
}

/** One value of the page that a template's variable can be filled with. */
export interface CrmField {
	/** Stable within the page: `lead.name`, `contact.501.first_name`, `lead.cf.1205`. */
	readonly key: string;
	readonly label: string;
	readonly value: string;
}

/** The record on screen. Plain data: it crosses from the page to the sidebar. */
export interface CrmRecord {
	/** The adapter's id: `kommo`. */
	readonly crm: string;
	readonly kind: CrmRecordKind;
	/** Null for a record that is not saved yet. */
	readonly id: string | null;
	readonly title: string;
	readonly url: string;
	readonly contacts: readonly CrmContact[];
	readonly fields: readonly CrmField[];
	/** The person signed in to the CRM, when the page tells. */
	readonly user: string | null;
}
