import type { CrmContact, CrmPhone } from '../../../shared/domain/crm-record.ts';
import type { PhonePlace } from '../crm.ts';
import { all, inputValue, one, selectedText, textOf } from './dom.ts';
import { SELECTORS } from './selectors.ts';

/** A contact or company of the card, with where its things stand. */
export interface FoundContact {
	readonly type: 'contact' | 'company';
	readonly contact: CrmContact;
	readonly root: HTMLElement;
	readonly phones: readonly PhonePlace[];
}

/** The contacts of a card in its order, then its companies. */
export function readLinked(document: Document): FoundContact[] {
	return [
		...all(document, SELECTORS.contacts).flatMap(item => readItem(item, 'contact')),
		...all(document, SELECTORS.companies).flatMap(item => readItem(item, 'company')),
	];
}

function readItem(item: HTMLElement, type: FoundContact['type']): FoundContact[] {
	const form = one(item, SELECTORS.linkedForm);
	if (!form) return [];
	const written = inputValue(one(form, SELECTORS.linkedId));
	const id = written === '' || written === '0' ? null : written;
	const name = inputValue(one(form, SELECTORS.linkedName)) || textOf(one(form, SELECTORS.linkedName));
	const phones = readPhones(form, id, name);
	return [
		{
			type,
			root: form,
			phones,
			contact: {
				id,
				name,
				phones: phones.map(place => place.phone),
				isMain: type === 'contact' && item.dataset.mainItem === 'true',
				incomplete: id !== null && one(form, SELECTORS.linkedFields) === null,
			},
		},
	];
}

/** The phones below an element that have a value. The row for a new phone is always there, and empty. */
export function readPhones(root: ParentNode, contactId: string | null, contactName: string): PhonePlace[] {
	return all(root, SELECTORS.phoneRow).flatMap(element => {
		const raw = inputValue(one(element, SELECTORS.phoneRaw));
		const shown = inputValue(one(element, SELECTORS.phoneShown));
		if (raw === '' && shown === '') return [];
		const phone: CrmPhone = { raw: raw || shown, shown: shown || raw, label: labelOf(element) };
		return [{ element, contactId, contactName, phone }];
	});
}

/** "Work", "Mobile"…: the choice beside the value. */
function labelOf(row: HTMLElement): string | null {
	const field = row.closest<HTMLElement>(SELECTORS.row);
	const select = field ? one(field, `${SELECTORS.fieldLabel} ${SELECTORS.select}`) : null;
	const text = select ? selectedText(select) : textOf(field ? one(field, SELECTORS.fieldLabel) : null);
	return text || null;
}
