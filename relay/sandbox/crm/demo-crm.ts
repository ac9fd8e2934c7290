import { fileURLToPath } from 'node:url';
import express, { type Request, type Response, type Router } from 'express';
import type { World } from '../world.ts';
import { type ApiGate, apiGate, USUAL_GATE } from './api-gate.ts';
import { apiV4, type CrmNote } from './api-v4.ts';
import { leadCard, personCard } from './cards.ts';
import { CRM_COMPANIES, CRM_CONTACTS, type CrmLead, type CrmPerson, seedLeads } from './crm-data.ts';
import { isLong, listLeadFilter } from './filters.ts';
import { leadList, personList } from './lists.ts';
import { html, type Markup } from './markup.ts';
import { contactsList } from './person-form.ts';
import { fragment, STRICT_CSP, shell } from './shell.ts';
import { ALL_CONTACTS, SPRING_PIPELINE, springLeads } from './spring-list.ts';

/** Key of the changed leads, notes and version among the sandbox's settings. */
const SETTINGS = 'demo-crm';

interface CrmState {
	leads: CrmLead[];
	notes: CrmNote[];
	version: string;
	gate: ApiGate;
}

/** The demo CRM's memory, which a reset empties. */
export function crmState(world: World): CrmState {
	const kept = world.store.settings.get(SETTINGS);
	if (kept) return withLongList(kept.value as CrmState);
	const leads = [...seedLeads(), ...springLeads()];
	const fresh: CrmState = { leads, notes: [], version: '2026.11.1', gate: USUAL_GATE };
	world.store.settings.put({ id: SETTINGS, value: fresh });
	return fresh;
}

/** What was kept before there was the long list gets it now. */
function withLongList(state: CrmState): CrmState {
	state.gate ??= USUAL_GATE;
	for (const lead of state.leads) lead.pipelineId ??= 9;
	if (!state.leads.some(lead => lead.pipelineId === SPRING_PIPELINE)) state.leads.push(...springLeads());
	return state;
}

/** Saves what was changed in the demo CRM's memory. */
export function keepCrmState(world: World): void {
	world.store.settings.put({ id: SETTINGS, value: crmState(world) });
	world.changed('crm');
}

/** A CRM with the structure of Kommo's pages: a shell first, its content later, links that do not load a page. */
export function demoCrm(world: World): Router {
	const router = express.Router();
	router.use('/frontend', express.static(fileURLToPath(new URL('./static', import.meta.url))));
	router.use(['/api', '/ajax'], (_request, response, next) => {
		response.set('X-Core-Version', crmState(world).version).set('Cache-Control', 'no-store');
		next();
	});
	router.use(
		'/api/v4',
		apiGate(() => crmState(world).gate),
	);
	router.use('/api/v4', (request, response, next) => {
		const { leads, notes } = crmState(world);
		apiV4(
			() => leads,
			notes,
			note => addNote(world, note),
		)(request, response, next);
	});
	router.post('/ajax/leads/detail', express.urlencoded({ extended: false }), (request, response) =>
		saveLead(world, request, response),
	);
	router.get('/ajax/*path', (request, response) => {
		const found = content(
			world,
			request.path.replace(/^\/ajax/, ''),
			new URL(request.originalUrl, 'http://crm').searchParams,
		);
		response.status(found ? 200 : 404).type('html');
		response.send(
			String(
				found
					? fragment(found.title, found.body)
					: fragment('Not found', html`<p class="list__no-items">This page does not exist.</p>`),
			),
		);
	});
	router.get('/', (_request, response) => response.redirect('/leads/list/'));
	router.get('/*path', (request, response) => {
		const slow =
			request.query.slow === undefined
				? null
				: Math.min(Math.max(Number(request.query.slow) || 0, 0), 60_000);
		response.cookie('session_id', 'demo', { httpOnly: true, sameSite: 'lax', path: '/' });
		response.cookie('leads_crd_wdgt', '1', { path: '/' });
		if (request.query.csp === 'strict') response.set('Content-Security-Policy', STRICT_CSP);
		response
			.set('Cache-Control', 'no-store')
			.type('html')
			.send(String(shell(crmState(world).version, slow)));
	});
	return router;
}

/** What belongs into `#page_holder` at this path; null when there is nothing. */
function content(world: World, path: string, query: URLSearchParams): { title: string; body: Markup } | null {
	const { leads } = crmState(world);
	const isLongList = isLong(path, query);
	// An opened chat has the lead's path behind its own.
	const card = /^\/(?:chats\/.*\/)?(leads|contacts|companies)\/detail\/(\d+)\/?$/.exec(path);
	const id = Number(card?.[2]);
	if (card?.[1] === 'leads') return leadContent(leads.find(lead => lead.id === id) ?? null);
	if (card?.[1] === 'contacts') return personContent(ALL_CONTACTS, 'contact', id, leads);
	if (card?.[1] === 'companies') return personContent(CRM_COMPANIES, 'company', id, leads);
	if (path === '/leads/add' || path === '/leads/add/') return leadContent(emptyLead());
	if (/^\/leads\/(list|pipeline)/.test(path)) {
		const shown = leads.filter(listLeadFilter(path, query));
		return { title: 'Leads', body: leadList(shown, ALL_CONTACTS, query, isLongList) };
	}
	if (/^\/contacts\/list/.test(path)) {
		const contacts = isLongList ? ALL_CONTACTS : CRM_CONTACTS;
		return { title: 'Contacts', body: personList(contacts, CRM_COMPANIES, query, isLongList) };
	}
	if (/^\/dashboard/.test(path))
		return {
			title: 'Dashboard',
			body: html`<div class="dashboard"><h1>Good morning</h1><p>${leads.length} leads are open.</p><p><a class="js-navigate-link" href="/leads/list/">See all leads</a></p></div>`,
		};
	return null;
}

function leadContent(lead: CrmLead | null): { title: string; body: Markup } | null {
	if (!lead) return null;
	return {
		title: lead.name || 'New lead',
		body: leadCard(lead, contactsOf(lead), CRM_COMPANIES.find(item => item.id === lead.companyId) ?? null),
	};
}

function personContent(
	people: readonly CrmPerson[],
	kind: 'contact' | 'company',
	id: number,
	leads: readonly CrmLead[],
) {
	const person = people.find(item => item.id === id);
	if (!person) return null;
	const own = leads.filter(lead =>
		kind === 'contact' ? lead.contactIds.includes(id) : lead.companyId === id,
	);
	return { title: person.name, body: personCard(person, kind, own) };
}

function contactsOf(lead: CrmLead): CrmPerson[] {
	return lead.contactIds.flatMap(id => ALL_CONTACTS.filter(person => person.id === id));
}

function emptyLead(): CrmLead {
	const [first] = seedLeads();
	if (!first) throw new Error('There are no seeded leads.');
	return {
		...first,
		id: 0,
		name: '',
		price: 0,
		statusId: 53,
		contactIds: [],
		tags: [],
		orderNumber: '',
		deliveryDate: '',
		notes: [],
	};
}

/** Saves a card. A new lead gets its id; both kinds answer with the contacts, which the page puts in anew. */
function saveLead(world: World, request: Request, response: Response): void {
	const state = crmState(world);
	const form = (request.body ?? {}) as Record<string, string>;
	const known = state.leads.find(lead => lead.id === Number(form.ID));
	const lead = known ?? { ...emptyLead(), id: Math.max(...state.leads.map(item => item.id)) + 1 };
	lead.name = form['lead[NAME]'] || lead.name || `Lead #${lead.id}`;
	lead.price = Number((form['lead[PRICE]'] ?? '').replace(/\D/g, '')) || 0;
	if (form.CONTACT_ID) lead.contactIds = [...new Set([...lead.contactIds, Number(form.CONTACT_ID)])];
	if (!known) state.leads.push(lead);
	keepCrmState(world);
	response
		.set('X-Lead-Id', String(lead.id))
		.type('html')
		.send(String(fragment(lead.name, contactsList(lead, contactsOf(lead)))));
}

function addNote(world: World, note: CrmNote): void {
	const lead = note.entity === 'leads' ? crmState(world).leads.find(item => item.id === note.entityId) : null;
	lead?.notes.push(String(note.params.text ?? ''));
	keepCrmState(world);
}
