import type { CrmRecord } from '../../shared/domain/crm-record.ts';
import type { Crm, CrmPage } from './crm.ts';
import { kommo } from './kommo/index.ts';

/** All CRMs. Adding one is its folder, its patterns in `matches.ts` and its line here. */
export const CRMS: readonly Crm[] = [kommo];

/** The CRM that an address belongs to, or null. */
export function findCrm(url: URL): Crm | null {
	return CRMS.find(crm => crm.isHere(url)) ?? null;
}

/** The record on screen, or null when the page shows none (yet). */
export function readRecord(crm: Crm, page: CrmPage): CrmRecord | null {
	const reading = crm.read(page);
	return reading.state === 'record' ? reading.record : null;
}
