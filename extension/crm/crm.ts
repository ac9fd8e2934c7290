import type { CrmPhone, CrmRecord } from '../../shared/domain/crm-record.ts';
import type { CrmList } from './list.ts';

/** A page of a CRM at one moment. The address is given apart: a single-page app changes it before its DOM. */
export interface CrmPage {
	readonly document: Document;
	readonly url: URL;
}

/** What a page shows. `loading`: it will show a record, but has not drawn it yet, or still shows the one before. */
export type CrmReading =
	| { readonly state: 'loading' }
	| { readonly state: 'none' }
	| {
			readonly state: 'record';
			readonly record: CrmRecord;
			readonly phones: readonly PhonePlace[];
			/** Where each of the record's fields stands, by its key. */
			readonly places: ReadonlyMap<string, HTMLElement>;
	  };

/** One phone that has a value, and the element that holds its row. */
export interface PhonePlace {
	/** A chat button may be put into it, out of the flow. */
	readonly element: HTMLElement;
	readonly contactId: string | null;
	readonly contactName: string;
	readonly phone: CrmPhone;
}

/** Everything the extension needs to know about one CRM's pages. Reads the page; never changes it. */
export interface Crm {
	readonly id: string;
	readonly name: string;
	/** Match patterns as in the manifest. Must not overlap with another CRM's. */
	readonly matches: readonly string[];
	readonly excludeMatches: readonly string[];
	/** True on the CRM's own pages; agrees with the patterns. */
	isHere(url: URL): boolean;
	/**
	 * What is on screen. Cheap, because it runs after every change of the page; tolerates missing nodes, never throws, and
	 * gives the same answer for the same page.
	 */
	read(page: CrmPage): CrmReading;
	/** The list on screen, or null when the page shows none. As cheap as `read`. Absent when its lists cannot be read. */
	readList?(page: CrmPage): CrmList | null;
}
