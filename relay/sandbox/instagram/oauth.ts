import express, { type Request, Router } from 'express';
import type { InstagramDesk } from './desk.ts';
import { CodeError, codeErrorBody, errorBody, InstagramError } from './graph-error.ts';
import { INSTAGRAM_APP, PERMISSIONS } from './seed.ts';
import { lengthen, newCode, refresh, takeCode } from './tokens.ts';

/** No script; a form may send people on to wherever the app wants them back. */
const PAGE_CSP = "default-src 'none'; style-src 'self'; img-src 'self'";

/** The page where a person lets an app in, and what makes tokens of its codes (providers.md §8.1). */
export function oauthRoutes(desk: InstagramDesk): Router {
	const router = Router();
	const form = express.urlencoded({ extended: false });

	router.get('/oauth/authorize', (request, response) => {
		const asked = readAsked(desk, request.query);
		response.set('Content-Security-Policy', PAGE_CSP).type('html');
		if (typeof asked === 'string')
			response
				.status(400)
				.send(page('Not possible', `<p data-test="instagram-oauth-problem">${escapeHtml(asked)}</p>`));
		else response.send(page('Allow access?', consentForm(desk, asked)));
	});
	router.post('/oauth/authorize', form, (request, response) => {
		const asked = readAsked(desk, request.body);
		if (typeof asked === 'string')
			return void response
				.status(400)
				.type('html')
				.send(page('Not possible', escapeHtml(asked)));
		const back = new URL(asked.redirectUri);
		const ticked = [request.body.permission ?? []].flat().map(String);
		if (request.body.answer === 'allow') {
			back.searchParams.set(
				'code',
				newCode(
					desk,
					asked.redirectUri,
					asked.scope.filter(name => ticked.includes(name)),
				),
			);
		} else {
			back.searchParams.set('error', 'access_denied');
			back.searchParams.set('error_reason', 'user_denied');
			back.searchParams.set('error_description', 'The user denied your request.');
		}
		if (asked.state !== null) back.searchParams.set('state', asked.state);
		desk.world.store.flush();
		// Instagram's own mark behind the address: part of no parameter.
		response.redirect(302, `${back}#_`);
	});

	router.post('/oauth/access_token', form, (request, response) => {
		try {
			const answer = takeCode(desk, request.body ?? {});
			desk.world.store.flush();
			log(desk, request, 200);
			response.json(answer);
		} catch (error) {
			if (!(error instanceof CodeError)) throw error;
			log(desk, request, 400);
			response.status(400).json(codeErrorBody(error));
		}
	});
	const exchange = (work: typeof refresh) => (request: Request, response: express.Response) => {
		try {
			const answer = work(desk, request.query);
			desk.world.store.flush();
			log(desk, request, 200);
			response.json(answer);
		} catch (error) {
			if (!(error instanceof InstagramError)) throw error;
			log(desk, request, error.http);
			response.status(error.http).json(errorBody(error));
		}
	};
	router.get('/access_token', exchange(lengthen));
	router.get('/refresh_access_token', exchange(refresh));
	return router;
}

interface Asked {
	redirectUri: string;
	scope: string[];
	state: string | null;
}

/** What an app asks of a person, or what is wrong with it. */
function readAsked(desk: InstagramDesk, query: Record<string, unknown>): Asked | string {
	const { client_id, redirect_uri, response_type, scope, state } = query;
	if (client_id !== INSTAGRAM_APP.appId) return 'Invalid request: Invalid platform app.';
	if (response_type !== 'code') return 'Invalid request: response_type must be code.';
	if (typeof redirect_uri !== 'string' || !/^https?:\/\//.test(redirect_uri) || !URL.canParse(redirect_uri))
		return 'Invalid redirect_uri.';
	const { redirects } = desk.account;
	if (redirects !== null && !redirects.includes(redirect_uri)) return 'Invalid redirect_uri.';
	const names = String(scope ?? '')
		.split(',')
		.filter(name => name !== '');
	const unknown = names.find(name => !PERMISSIONS.some(one => one === name));
	if (names.length === 0 || unknown !== undefined) return `Invalid scope: ${unknown ?? 'none'}.`;
	return { redirectUri: redirect_uri, scope: names, state: typeof state === 'string' ? state : null };
}

function consentForm(desk: InstagramDesk, asked: Asked): string {
	const { username, name, permissions } = desk.account;
	const hidden = (key: string, value: string) =>
		`<input type="hidden" name="${key}" value="${escapeHtml(value)}">`;
	const boxes = asked.scope.map(
		one =>
			`<li><label><input type="checkbox" name="permission" value="${one}" data-test="instagram-permission-${one}"${permissions.includes(one) ? ' checked' : ''}> ${one}</label></li>`,
	);
	return `<p>An app asks for access to <strong data-test="instagram-oauth-account">@${escapeHtml(username)}</strong> (${escapeHtml(name)}).</p>
<form method="post" action="authorize">
${hidden('client_id', INSTAGRAM_APP.appId)}${hidden('redirect_uri', asked.redirectUri)}${hidden('response_type', 'code')}${hidden('scope', asked.scope.join(','))}${asked.state === null ? '' : hidden('state', asked.state)}
<ul>${boxes.join('')}</ul>
<p><button class="button main" name="answer" value="allow" data-test="instagram-allow">Allow</button>
<button class="button quiet" name="answer" value="deny" data-test="instagram-deny">Deny</button></p>
</form>`;
}

function page(title: string, body: string): string {
	return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/base.css"><link rel="stylesheet" href="/instagram.css">
<main class="consent"><h1>${title}</h1>${body}</main>`;
}

function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`);
}

/** Without the query and the form, which hold secrets. */
function log(desk: InstagramDesk, request: Request, status: number): void {
	const path = request.originalUrl.split('?')[0] ?? '';
	desk.world.logRequest({
		provider: 'instagram',
		numberId: null,
		method: request.method,
		path,
		body: null,
		status,
		opaque: null,
	});
}
