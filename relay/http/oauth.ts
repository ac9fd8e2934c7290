import { Router } from 'express';
import { type Finished, finishAuthorization } from '../actions/channel/finish-authorization.ts';
import type { Parts } from '../actions/parts.ts';

/**
 * `GET /oauth/:provider/callback`: where a provider's page sends people back to. The page says how it ended and needs no
 * script; its address holds a code, so it is kept out of caches and of the addresses that other sites are told.
 */
export function oauthRoutes(parts: Parts): Router {
	const router = Router();
	router.get('/:provider/callback', async (request, response) => {
		const given = (name: string) => {
			const value = request.query[name];
			return typeof value === 'string' && value !== '' ? value : null;
		};
		const finished = await finishAuthorization(parts, {
			provider: request.params.provider,
			state: given('state') ?? '',
			code: given('code'),
			error: given('error'),
			description: given('error_description'),
		});
		response
			.status(finished.state === 'done' ? 200 : 400)
			.set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
			.set('referrer-policy', 'no-referrer')
			.set('cache-control', 'no-store')
			.type('html')
			.send(page(finished));
	});
	return router;
}

function page(finished: Finished): string {
	const [title, ...lines] = words(finished).map(escapeHtml);
	return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>body{font:16px/1.5 system-ui;max-width:36rem;margin:4rem auto;padding:0 1rem;color-scheme:light dark}</style>
<h1 data-test="authorization-${finished.state}">${title}</h1>
${lines.map(line => `<p>${line}</p>`).join('\n')}`;
}

/** The heading, then the sentences below it. */
function words(finished: Finished): [string, ...string[]] {
	if (finished.state === 'refused') return ['Not authorized', finished.problem];
	const title = `${finished.address} is authorized`;
	return finished.problems.length === 0
		? [
				title,
				'You can close this tab and go back to the settings. The channel is added once you save it there.',
			]
		: [
				`${finished.address} cannot be connected yet`,
				...finished.problems,
				'You can close this tab and go back to the settings.',
			];
}

function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`);
}
