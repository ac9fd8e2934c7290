import express, { type Request, type Response, type Router } from 'express';
import { DEMO_CRM_TOKEN } from '../seed.ts';
import { LEAD_FIELDS } from './cards.ts';
import { CRM_CONTACTS, type CrmLead, type CrmPerson } from './crm-data.ts';

const CREATED = 1_795_000_000;
const MAX_PAGE = 250;

/** A note that a program wrote to a lead or contact through the API. */
export interface CrmNote {
	id: number;
	entity: string;
	entityId: number;
	type: string;
	params: Record<string, unknown>;
}

/** The part of Kommo's REST API that reads leads and contacts and writes notes, by session cookie or token. */
export function apiV4(readLeads: () => CrmLead[], notes: CrmNote[], onNote: (note: CrmNote) => void): Router {
	const router = express.Router();
	router.use((request, response, next) => {
		const cookie = /(?:^|;\s*)session_id=demo(?:;|$)/.test(request.get('cookie') ?? '');
		if (cookie || request.get('authorization') === `Bearer ${DEMO_CRM_TOKEN}`) next();
		else problem(response, 401, 'Unauthorized', 'Invalid user name or password');
	});
	router.get('/account', (request, response) => {
		const account = {
			id: 31000001,
			name: 'Demo CRM',
			subdomain: request.hostname.split('.')[0],
			current_user_id: 7,
			country: 'DE',
			currency: 'EUR',
		};
		response.json({ ...account, _links: { self: { href: self(request) } } });
	});
	router.get('/leads', (request, response) => {
		const withContacts = asks(request, 'contacts');
		page(
			request,
			response,
			'leads',
			readLeads().filter(lead => wanted(request, lead.id, lead.name)),
			lead => leadJson(request, lead, withContacts),
		);
	});
	router.get('/leads/:id', (request, response) => {
		const lead = readLeads().find(item => item.id === Number(request.params.id));
		if (lead) response.json(leadJson(request, lead, asks(request, 'contacts')));
		else response.sendStatus(204);
	});
	router.get('/contacts', (request, response) => {
		const found = CRM_CONTACTS.filter(person =>
			wanted(
				request,
				person.id,
				person.name,
				person.phones.map(phone => phone.raw),
			),
		);
		page(request, response, 'contacts', found, person => contactJson(request, person, readLeads()));
	});
	router.get('/contacts/:id', (request, response) => {
		const person = CRM_CONTACTS.find(item => item.id === Number(request.params.id));
		if (person) response.json(contactJson(request, person, readLeads()));
		else response.sendStatus(204);
	});
	router.get('/:entity/:id/notes', (request, response) => {
		const { entity, id } = request.params;
		const found = notes.filter(note => note.entity === entity && note.entityId === Number(id));
		page(request, response, 'notes', found, note => ({
			id: note.id,
			entity_id: note.entityId,
			note_type: note.type,
			params: note.params,
		}));
	});
	router.post('/:entity/:id/notes', express.json(), (request, response) => {
		const { entity, id } = request.params;
		if (!Array.isArray(request.body))
			return problem(response, 400, 'Bad Request', 'Request validation failed');
		const made = request.body.map(
			(item: { note_type?: string; params?: Record<string, unknown>; request_id?: string }, index) => {
				const note = {
					id: 77 + notes.length,
					entity: String(entity),
					entityId: Number(id),
					type: item.note_type ?? 'common',
					params: item.params ?? {},
				};
				notes.push(note);
				onNote(note);
				const href = `${origin(request)}/api/v4/${entity}/${id}/notes/${note.id}`;
				return {
					id: note.id,
					entity_id: note.entityId,
					request_id: item.request_id ?? String(index),
					_links: { self: { href } },
				};
			},
		);
		return response.json({ _links: { self: { href: self(request) } }, _embedded: { notes: made } });
	});
	router.use((request, response) =>
		problem(response, 404, 'Not Found', `Cannot ${request.method} ${request.originalUrl}`),
	);
	return router;
}

function page<T>(
	request: Request,
	response: Response,
	name: string,
	all: readonly T[],
	json: (item: T) => unknown,
): void {
	const limit = Number(request.query.limit ?? 50);
	const number = Number(request.query.page ?? 1);
	if (limit > MAX_PAGE) {
		problem(response, 422, 'Unprocessable Entity', `Limit ${MAX_PAGE} per page`);
		return;
	}
	const items = all.slice((number - 1) * limit, number * limit);
	// Kommo answers an empty page with no body at all.
	if (items.length === 0) {
		response.sendStatus(204);
		return;
	}
	const next = new URL(self(request));
	next.searchParams.set('page', String(number + 1));
	const links = {
		self: { href: self(request) },
		...(number * limit < all.length && { next: { href: next.href } }),
	};
	response.json({ _page: number, _links: links, _embedded: { [name]: items.map(json) } });
}

/** Whether the list's `filter[id][]` and `query` let this item through. */
function wanted(request: Request, id: number, name: string, phones: readonly string[] = []): boolean {
	const url = new URL(self(request));
	const ids = [...url.searchParams]
		.filter(([key]) => /^filter\[id\](\[\d*\])?$/.test(key))
		.map(([, value]) => Number(value));
	if (ids.length > 0 && !ids.includes(id)) return false;
	const query = (url.searchParams.get('query') ?? '').toLowerCase();
	const digits = query.replace(/\D/g, '');
	const byPhone = digits.length >= 3 && phones.some(phone => phone.replace(/\D/g, '').includes(digits));
	return query === '' || name.toLowerCase().includes(query) || byPhone;
}

function asks(request: Request, what: string): boolean {
	return String(request.query.with ?? '')
		.split(',')
		.includes(what);
}

function origin(request: Request): string {
	return `${request.protocol}://${request.get('host')}`;
}

function self(request: Request): string {
	return origin(request) + request.originalUrl;
}

function leadJson(request: Request, lead: CrmLead, withContacts: boolean): Record<string, unknown> {
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
			pipeline_id: 9,
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

function contactJson(
	request: Request,
	person: CrmPerson,
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
	const own = leads.filter(lead => lead.contactIds.includes(person.id)).map(({ id }) => ({ id }));
	return {
		...{
			id: person.id,
			name: person.name,
			first_name,
			last_name: rest.join(' '),
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
		_links: { self: { href: `${origin(request)}/api/v4/contacts/${person.id}` } },
		_embedded: { tags: [], companies: [], ...(asks(request, 'leads') && { leads: own }) },
	};
}

function problem(response: Response, status: number, title: string, detail: string): void {
	const body = { title, type: `https://httpstatus.es/${status}`, status, detail };
	response.status(status).type('application/problem+json').send(JSON.stringify(body));
}
