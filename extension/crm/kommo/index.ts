import type { CrmRecord } from '../../../shared/domain/crm-record.ts';
import type { Crm, CrmPage, CrmReading } from '../crm.ts';
import { type FoundContact, readLinked, readPhones } from './contacts.ts';
import { all, inputValue, one, textOf } from './dom.ts';
import { readContactFields, readEntityFields } from './fields.ts';
import { readList } from './list.ts';
import { isKommoHost, KOMMO_EXCLUDED, KOMMO_MATCHES } from './matches.ts';
import { cardUrl, type KommoPlace, placeOf } from './place.ts';
import { SELECTORS } from './selectors.ts';

/** Kommo, until 2022 amoCRM. Quirks and test addresses in its README. */
export const kommo: Crm = {
	id: 'kommo',
	name: 'Kommo',
	matches: KOMMO_MATCHES,
	excludeMatches: KOMMO_EXCLUDED,
	isHere: url => isKommoHost(url.hostname),
	read,
	readList,
};

function read(page: CrmPage): CrmReading {
	const place = placeOf(page.url);
	if (!place) return { state: 'none' };
	if (place.kind === 'list') {
		return { state: 'record', record: bare(page, place), phones: [], places: new Map() };
	}
	const form = one(page.document, SELECTORS.entity);
	if (!form || one(page.document, SELECTORS.placeholder) || isOther(page.document, form, place)) {
		return { state: 'loading' };
	}
	const own = readOwn(form, place);
	const linked = readLinked(page.document);
	const found = own ? [own, ...linked] : linked;
	const fields = [...(own ? [] : readEntityFields(form, place)), ...found.flatMap(readContactFields)];
	const places = new Map<string, HTMLElement>();
	for (const { key, element } of fields) if (!places.has(key)) places.set(key, element);
	return {
		state: 'record',
		record: {
			...bare(page, place),
			title: inputValue(one(form, SELECTORS.entityName)) || (place.id ? `#${place.id}` : ''),
			contacts: found.filter(isReachable).map(({ contact }) => contact),
			fields: fields
				.filter(({ key, element }) => places.get(key) === element)
				.map(({ key, label, value }) => ({ key, label, value })),
		},
		phones: found.flatMap(({ phones }) => phones),
		places,
	};
}

/** A contact's or company's own card: its phones stand in the card's form itself. Null for other cards. */
function readOwn(form: HTMLElement, { kind, id }: KommoPlace): FoundContact | null {
	if (kind !== 'contact' && kind !== 'company') return null;
	const names = [one(form, SELECTORS.firstName), one(form, SELECTORS.lastName)].map(inputValue);
	const name = inputValue(one(form, SELECTORS.entityName)) || names.filter(Boolean).join(' ');
	const phones = readPhones(form, id, name);
	const contact = {
		id,
		name,
		phones: phones.map(({ phone }) => phone),
		isMain: kind === 'contact',
		incomplete: false,
	};
	return { type: kind, contact, root: form, phones };
}

/** A company is nobody to write to unless it has a phone of its own. */
function isReachable({ type, phones }: FoundContact): boolean {
	return type === 'contact' || phones.length > 0;
}

/**
 * True while the card on screen is that of another record: the address changes first. Linked forms carry the card's id,
 * and so do the tags. A card with neither is taken as it is.
 */
function isOther(document: Document, form: HTMLElement, { id }: KommoPlace): boolean {
	const linked = all(document, SELECTORS.mainId).map(inputValue);
	const tag = /#(\d+)/.exec(textOf(one(form, SELECTORS.tags)))?.[1];
	return [...linked, tag].some(other => other && other !== '0' && other !== id);
}

function bare({ url }: CrmPage, place: KommoPlace): CrmRecord {
	return {
		crm: 'kommo',
		kind: place.kind,
		id: place.id,
		title: '',
		url: cardUrl(url, place),
		contacts: [],
		fields: [],
		user: null,
	};
}
