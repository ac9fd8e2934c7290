import { browser } from '../browser.ts';
import { texts } from './browser-texts.ts';
import type { BulkToPage } from './bulk-messages.ts';
import { type PageToSidebar, PORT, type RelayPort, type SidebarToPage } from './page-messages.ts';
import { createRelayPort } from './relay-port.ts';

/**
 * Connects an extension page to the background. Sidebar, panel and recorder show the nonce of their address
 * (`sidebar.html#<nonce>`); every other page of ours is known by its address alone. Call it once per page.
 */
export function connectPort<
	In = PageToSidebar,
	Out extends SidebarToPage | BulkToPage = SidebarToPage,
>(): RelayPort<In, Out> {
	const [page] = /sidebar|recorder|bulk/.exec(location.pathname) ?? [];
	const name = page ? `${page}:${location.hash.slice(1).split('&', 1)[0]}` : PORT.settings;
	return createRelayPort({
		open: () => browser.runtime.connect({ name }),
		isValid: () => browser.runtime?.id !== undefined,
		text: texts,
	});
}
