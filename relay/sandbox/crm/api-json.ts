import type { Request } from 'express';
import { LEAD_FIELDS } from './cards.ts';
import type { CrmLead, CrmPerson } from './crm-data.ts';
import { CREATED } from './filters.ts';

/** A lead as Kommo's API gives it. */
export function leadJson(request: Request, lead: CrmLead, withContacts: boolean): Record<string, unknown> {
	const href = `${origin(request)}/api/v4/leads/${lead.id}`;
	const link = (id: number, index: number) => ({
		id,
		is_main: index === 0,
		_links: { self: { href: `${origin(request)}/api/v4/contacts/${id}` } },
	});
	const field = (field_id: number, field_name: string, value: string) => ({
		field_id,
		field_name,
		field_code: null,
		field_type: 'text',
		values: [{ value }],
	});
	const fields = [
		...(lead.orderNumber ? [field(LEAD_FIELDS.orderNumber, 'Order number', lead.orderNumber)] : []),
		...(lead.deliveryDate ? [field(LEAD_FIELDS.deliveryDate, 'Delivery date', lead.deliveryDate)] : []),
	];
	return {
		...{
			id: lead.id,
			name: lead.name,
			price: lead.price,
			responsible_user_id: 7,
			group_id: 0,
			status_id: lead.statusId,
			pipeline_id: lead.pipelineId,
		},
		...{
			loss_reason_id: null,
			source_id: null,
			created_by: 7,
			updated_by: 7,
			created_at: CREATED,
			updated_at: CREATED + 600,
		},
		...{
			closed_at: null,
			closest_task_at: null,
			is_deleted: false,
			custom_fields_values: fields.length > 0 ? fields : null,
		},
		...{ score: null, account_id: 31000001, _links: { self: { href } } },
		_embedded: {
			tags: lead.tags.map((name, index) => ({ id: index + 3, name, color: null })),
			companies: lead.companyId === null ? [] : [{ id: lead.companyId }],
			...(withContacts && { contacts: lead.contactIds.map(link) }),
		},
	};
}

/** A contact or company as Kommo’s API gives it. */
export function personJson(
	request: Request,
	person: CrmPerson,
	entity: 'contacts' | 'companies',
	leads: readonly CrmLead[],
): Record<string, unknown> {
	const codes: Record<number, string> = { 386749: 'WORK', 386753: 'MOB', 386757: 'HOME', 386759: 'OTHER' };
	const phones = person.phones.map(phone => ({
		value: phone.raw,
		enum_id: phone.label,
		enum_code: codes[phone.label],
	}));
	const emails = person.emails.map(value => ({ value, enum_id: 386763, enum_code: 'WORK' }));
	const field = (field_id: number, name: string, values: unknown[]) =>
		values.length > 0
			? [{ field_id, field_name: name, field_code: name.toUpperCase(), field_type: 'multitext', values }]
			: [];
	const [first_name, ...rest] = person.name.split(' ');
	const names = entity === 'contacts' ? { first_name, last_name: rest.join(' ') } : {};
	const own = leads.filter(lead => lead.contactIds.includes(person.id)).map(({ id }) => ({ id }));
	return {
		...{
			id: person.id,
			name: person.name,
			...names,
			responsible_user_id: 7,
			group_id: 0,
			created_by: 7,
		},
		...{
			updated_by: 7,
			created_at: CREATED,
			updated_at: CREATED,
			closest_task_at: null,
			is_deleted: false,
			is_unsorted: false,
		},
		custom_fields_values: [...field(801693, 'Phone', phones), ...field(801695, 'Email', emails)],
		account_id: 31000001,
		_links: { self: { href: `${origin(request)}/api/v4/${entity}/${person.id}` } },
		_embedded: { tags: [], companies: [], ...(asks(request, 'leads') && { leads: own }) },
	};
}

/** True when `with=` names this. */
export function asks(request: Request, what: string): boolean {
	return String(request.query.with ?? '')
		.split(',')
		.includes(what);
}

/** Where the account is, as the caller reached it. */
export function origin(request: Request): string {
	return `${request.protocol}://${request.get('host')}`;
}
