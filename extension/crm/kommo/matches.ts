/** Kommo's account hosts, and its older name amoCRM. */
const DOMAINS = ['kommo.com', 'amocrm.ru', 'amocrm.com'] as const;

/** The sandbox's demo CRM: `*.localhost` is always this computer. */
export const KOMMO_MATCHES = [
	...DOMAINS.map(domain => `*://*.${domain}/*`),
	'http://*.kommo.localhost/*',
] as const;

/** Hosts of the vendor that are not accounts. */
export const KOMMO_EXCLUDED = DOMAINS.flatMap(domain =>
	['', 'www.', 'developers.', 'support.'].map(host => `*://${host}${domain}/*`),
);

/** The same rule for an address at run time. */
export function isKommoHost(host: string): boolean {
	return /^(?!(?:www|developers|support)\.)[a-z0-9-]+\.(?:kommo\.(?:com|localhost)|amocrm\.(?:ru|com))$/.test(
		host,
	);
}
