import { browser } from '../browser.ts';

/** The icon in the browser's toolbar: `browserAction` is its name in Firefox's MV2. */
function toolbarIcon() {
	return browser.action ?? browser.browserAction;
}

/** Shows how much is unread. It stays when the worker stops. */
export async function showOnToolbar(unread: number): Promise<void> {
	const icon = toolbarIcon();
	await icon.setBadgeBackgroundColor({ color: '#c0262d' });
	await icon.setBadgeText({ text: unread === 0 ? '' : unread > 99 ? '99+' : String(unread) });
}
