import { browser } from '../browser.ts';
import { texts } from './browser-texts.ts';
import { PORT, type RelayPort } from './page-messages.ts';
import { createRelayPort } from './relay-port.ts';

/**
 * Connects an extension page to the background. The sidebar shows the nonce of its address (`sidebar.html#<nonce>`);
 * every other page of ours is known by its address alone. Call it once per page.
 */
export function connectPort(): RelayPort {
	const name = location.pathname.endsWith('/sidebar.html')
		? `${PORT.sidebar}:${location.hash.slice(1)}`
		: PORT.settings;
	return createRelayPort({
		open: () => browser.runtime.connect({ name }),
		isValid: () => browser.runtime?.id !== undefined,
		text: texts,
	});
}
