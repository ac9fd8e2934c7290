import express, { type Request, type Response, type Router } from 'express';
import { DEMO_CRM_TOKEN } from '../seed.ts';
import { problem } from './api-gate.ts';
import { asks, leadJson, origin, personJson } from './api-json.ts';
import { CRM_COMPANIES, type CrmLead } from './crm-data.ts';
import { apiLeadFilter, filteredIds } from './filters.ts';
import { ALL_CONTACTS } from './spring-list.ts';

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
		const isWanted = apiLeadFilter(new URL(self(request)).searchParams);
		page(
			request,
			response,
			'leads',
			readLeads().filter(lead => isWanted(lead) && wanted(request, lead.id, lead.name)),
			lead => leadJson(request, lead, withContacts),
		);
	});
	router.get('/leads/:id', (request, response) => {
		const lead = readLeads().find(item => item.id === Number(request.params.id));
		if (lead) response.json(leadJson(request, lead, asks(request, 'contacts')));
		else response.sendStatus(204);
	});
	for (const [entity, people] of [
		['contacts', ALL_CONTACTS],
		['companies', CRM_COMPANIES],
	] as const) {
		router.get(`/${entity}`, (request, response) => {
			const found = people.filter(person =>
				wanted(
					request,
					person.id,
					person.name,
					person.phones.map(phone => phone.raw),
				),
			);
			page(request, response, entity, found, person => personJson(request, person, entity, readLeads()));
		});
		router.get(`/${entity}/:id`, (request, response) => {
			const person = people.find(item => item.id === Number(request.params.id));
			if (person) response.json(personJson(request, person, entity, readLeads()));
			else response.sendStatus(204);
		});
	}
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
	const ids = filteredIds(url.searchParams);
	if (ids.length > 0 && !ids.includes(id)) return false;
	const query = (url.searchParams.get('query') ?? '').toLowerCase();
	const digits = query.replace(/\D/g, '');
	const byPhone = digits.length >= 3 && phones.some(phone => phone.replace(/\D/g, '').includes(digits));
	return query === '' || name.toLowerCase().includes(query) || byPhone;
}

function self(request: Request): string {
	return origin(request) + request.originalUrl;
}
