import type { CrmField } from '../../../shared/domain/crm-record.ts';
import type { FoundContact } from './contacts.ts';
import { all, inputValue, one, selectedText, shownValue, textOf } from './dom.ts';
import type { KommoPlace } from './place.ts';
import { SELECTORS } from './selectors.ts';

/** A field and where it stands. */
export interface FoundField extends CrmField {
	readonly element: HTMLElement;
}

/** The card's own fields that have a value: `lead.name`, `lead.cf.1205`… */
export function readEntityFields(form: HTMLElement, place: KommoPlace): FoundField[] {
	const kind = place.kind;
	const name = one(form, SELECTORS.entityName);
	const budget = one(form, SELECTORS.budget);
	const status = one(form, SELECTORS.status);
	const pipeline = one(form, SELECTORS.pipeline);
	const responsible = one(form, SELECTORS.responsible);
	return [
		field(`${kind}.name`, 'Name', inputValue(name), name),
		field(`${kind}.budget`, 'Budget', inputValue(budget), budget),
		field(
			`${kind}.status`,
			'Status',
			choice(status) || shownIn(form, SELECTORS.statusField),
			visible(status, form, SELECTORS.statusField),
		),
		field(`${kind}.pipeline`, 'Pipeline', choice(pipeline), visible(pipeline, form, SELECTORS.statusField)),
		field(
			`${kind}.responsible`,
			'Responsible',
			choice(responsible) || shownIn(form, SELECTORS.responsibleField),
			visible(responsible, form, SELECTORS.responsibleField),
		),
		...readEmails(form, kind),
		...readCustomFields(form, kind),
	].flatMap(found => found ?? []);
}

/** A linked contact's or company's fields: `contact.501.first_name`, `contact.501.phone`, `contact.501.cf.77`… */
export function readContactFields({ contact, root, phones, type }: FoundContact): FoundField[] {
	const key = `${type}.${contact.id ?? 'new'}`;
	const name = one(root, SELECTORS.linkedName) ?? one(root, SELECTORS.entityName);
	const [first, ...rest] = contact.name.split(/\s+/);
	const firstName = inputValue(one(root, SELECTORS.firstName)) || (type === 'contact' ? first : '');
	const lastName = inputValue(one(root, SELECTORS.lastName)) || (type === 'contact' ? rest.join(' ') : '');
	return [
		field(`${key}.name`, 'Name', contact.name, name),
		field(`${key}.first_name`, 'First name', firstName ?? '', name),
		field(`${key}.last_name`, 'Last name', lastName, name),
		...phones.map(({ phone, element }, index) =>
			field(`${key}.phone${nth(index)}`, phone.label ?? 'Phone', phone.shown, element),
		),
		...readEmails(root, key),
		...readCustomFields(root, key),
	].flatMap(found => found ?? []);
}

function readEmails(root: HTMLElement, key: string): (FoundField | null)[] {
	return all(root, SELECTORS.emailRow)
		.map(row => ({ row, value: inputValue(one(row, SELECTORS.emailRaw)) }))
		.filter(({ value }) => value !== '')
		.map(({ row, value }, index) => field(`${key}.email${nth(index)}`, 'Email', value, row));
}

/** Phones and emails have rows of their own kind and are read apart. */
function readCustomFields(root: HTMLElement, key: string): (FoundField | null)[] {
	return all(root, SELECTORS.customField)
		.filter(row => one(row, '[data-pei-code]') === null)
		.map(row => {
			const label = one(row, SELECTORS.fieldLabel);
			const value = one(row, SELECTORS.fieldValue);
			return field(
				`${key}.cf.${row.dataset.id}`,
				label?.title || textOf(label),
				value ? shownValue(value) : '',
				row,
			);
		});
}

function field(key: string, label: string, value: string, element: HTMLElement | null): FoundField | null {
	return value !== '' && element !== null ? { key, label, value, element } : null;
}

/** The first has no number: `phone`, `phone.2`. */
function nth(index: number): string {
	return index === 0 ? '' : `.${index + 1}`;
}

/** The text of a hidden input that is part of a drop-down; empty for a bare one, whose value is a mere number. */
function choice(input: HTMLElement | null): string {
	const select = input?.closest<HTMLElement>(SELECTORS.select);
	return select ? selectedText(select) : '';
}

function shownIn(form: HTMLElement, selector: string): string {
	const around = one(form, selector);
	if (!around) return '';
	// Without a control of its own, the first text is the value; what follows is the pipeline's name.
	const value = one(around, SELECTORS.fieldValue) ?? around.firstElementChild;
	return value instanceof HTMLElement ? shownValue(value) || textOf(value) : '';
}

/** Something to highlight: a hidden input has no place on the screen. */
function visible(input: HTMLElement | null, form: HTMLElement, around: string): HTMLElement | null {
	return input?.closest<HTMLElement>(SELECTORS.select) ?? one(form, around);
}
