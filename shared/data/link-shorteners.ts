/**
 * Hosts whose addresses hide where they lead. Reviewers refuse templates whose buttons have one, and WhatsApp's own
 * links; from memory in providers.md §4.7, so a warning. Collected Nov 2026; subdomains count too.
 */
export const LINK_SHORTENERS: readonly string[] = [
	...[
		'adf.ly',
		'amzn.to',
		'bit.do',
		'bit.ly',
		'bitly.com',
		'bl.ink',
		'buff.ly',
		'clck.ru',
		'cutt.ly',
		'dub.sh',
	],
	...[
		'fb.me',
		'goo.gl',
		'goo.su',
		'is.gd',
		'j.mp',
		'lnkd.in',
		'mcaf.ee',
		'ow.ly',
		'qr.ae',
		'rb.gy',
		'rebrand.ly',
	],
	...[
		's.id',
		'short.io',
		'shorturl.at',
		'snip.ly',
		'soo.gd',
		't.co',
		't.ly',
		't2m.io',
		'tiny.cc',
		'tinyurl.com',
	],
	...['tr.im', 'trib.al', 'u.to', 'urlz.fr', 'v.gd', 'vk.cc', 'x.gd', 'zpr.io'],
];

/** WhatsApp's own links. */
export const WHATSAPP_LINKS: readonly string[] = [
	'wa.me',
	'wa.link',
	'api.whatsapp.com',
	'chat.whatsapp.com',
];
