import type { RequestHandler } from 'express';
import type { Parts } from '../actions/parts.ts';

/** What somebody sees who opens the relay's address in a browser: that it runs, and what to do. */
export function frontPage(parts: Parts): RequestHandler {
	const page = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Relay</title>
<style>body{font:16px/1.5 system-ui;max-width:36rem;margin:4rem auto;padding:0 1rem;color-scheme:light dark}code{font-size:.9em}</style>
<h1>The relay is running</h1>
<p>Version ${parts.version}. Install the browser extension, open its settings, and paste a pairing code.</p>
<p>Whoever runs this relay makes one with <code>npm run -s relay -- invite --role owner --name Ann</code>.</p>`;
	return (_request, response) => {
		response
			.set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
			.type('html')
			.send(page);
	};
}
