/** An address out of somebody's message as a link's property: it opens pages of the web and nothing else. */
export function safeLink(url: string | null): { readonly href: string } | null {
	return url !== null && /^https?:\/\//i.test(url) ? { href: url } : null;
}
