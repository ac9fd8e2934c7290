import { html, type Markup } from './markup.ts';

/** The policy that a strict CRM page would have: nothing foreign, nothing inline, no strings as HTML. */
export const STRICT_CSP =
	"default-src 'self'; connect-src 'self'; img-src 'self'; style-src 'self'; frame-src 'none'; script-src 'self'; object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

const MENU = [
	['dashboard', '/dashboard/', 'Dashboard'],
	['leads', '/leads/list/', 'Leads'],
	['contacts', '/contacts/list/', 'Contacts'],
] as const;

/** The page before its card has arrived. `slowMs` null: the card takes 300 to 900 ms. */
export function shell(version: string, slowMs: number | null): Markup {
	return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Demo CRM</title><link rel="stylesheet" href="/frontend/crm.css"><link rel="stylesheet" href="/frontend/feed.css"><link rel="stylesheet" href="/frontend/card.css"><link rel="icon" href="/frontend/icon.svg"><script src="/frontend/crm.js" defer></script></head>
<body class="page" data-version="${version}" data-slow="${slowMs ?? ''}"><div id="left_menu"><div id="nav_menu" class="nav__menu"><div class="nav__top" aria-hidden="true">D</div>${MENU.map(
		([entity, href, name]) =>
			html`<div class="nav__menu__item" data-entity="${entity}"><a class="nav__menu__item__link js-navigate-link" href="${href}"><span class="nav__menu__item__icon icon-${entity}" aria-hidden="true"></span><span class="nav__menu__item__title">${name}</span></a></div>`,
	)}</div></div><div id="page_holder" class="page-holder"></div></body></html>`;
}

/** A piece of page as the page's script fetches it. */
export function fragment(title: string, content: Markup): Markup {
	return html`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body>${content}</body></html>`;
}
