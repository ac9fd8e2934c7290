import { browser } from '../browser.ts';
import { texts } from '../connection/browser-texts.ts';
import { keyValue } from '../connection/key-value.ts';
import { PortServer } from '../connection/port-server.ts';
import { Session } from '../connection/session.ts';
import { SidebarNonces } from '../connection/sidebar-nonces.ts';
import { keepLayout, readLayout } from './layout.ts';
import { showOnToolbar } from './toolbar.ts';
import { watchUnread } from './unread.ts';

const RECONNECT_ALARM = 'reconnect';

/**
 * Composes the background. Runs to its end at once, so that every listener stands before the browser hands over the
 * event that woke the worker; what needs the disk waits for `session.ready`.
 */
export function startBackground(): void {
	// Content scripts share the CRM page's process: what is kept here is none of their business. (Not in Firefox's MV2,
	// where a content script could read it; ours does not.)
	lockAway(browser.storage.local);

	const local = keyValue(browser.storage.local);
	const brief = keyValue(browser.storage.session);
	const session = new Session({
		local,
		session: brief,
		text: texts,
		version: browser.runtime.getManifest().version,
	});
	const nonces = new SidebarNonces(brief);
	const recorderNonces = new SidebarNonces(brief, 'recorder-nonces');
	const server = new PortServer({
		session,
		nonces,
		recorderNonces,
		self: { id: browser.runtime.id, baseUrl: browser.runtime.getURL('') },
		layout: {
			read: () => readLayout(local),
			keep: layout => keepLayout(local, layout),
		},
		openSettings,
		openRecorder,
		text: texts,
	});

	browser.runtime.onConnect.addListener(port => server.accept(port));
	// Nothing to do but to be started: what waits in the outbox goes out, and the number of unread appears.
	browser.runtime.onInstalled.addListener(() => session.wake());
	browser.runtime.onStartup.addListener(() => session.wake());
	browser.tabs.onRemoved.addListener(tabId => {
		nonces.forgetTab(tabId);
		recorderNonces.forgetTab(tabId);
	});
	browser.commands.onCommand.addListener(async command => {
		if (command !== 'toggle-sidebar') return;
		const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
		if (tab?.id !== undefined) server.toggleSidebar(tab.id);
	});

	watchUnread(session, brief, total => {
		server.showUnread(total);
		showOnToolbar(total);
	});

	// A stopped worker has no timers. While paired, this brings it back to look for the relay.
	browser.alarms.onAlarm.addListener(alarm => {
		if (alarm.name === RECONNECT_ALARM) session.wake();
	});
	session.onConnection(() => keepAlarm(session));
	session.ready.then(() => keepAlarm(session));
	globalThis.addEventListener('online', () => session.wake());
}

function keepAlarm(session: Session): void {
	if (session.isPaired) browser.alarms.create(RECONNECT_ALARM, { periodInMinutes: 0.5 });
	else browser.alarms.clear(RECONNECT_ALARM);
}

/** Goes to the settings tab that is open already, else opens one. */
async function openSettings(place: string | null, tabId: number | null): Promise<void> {
	const url = browser.runtime.getURL(place === null ? 'settings.html' : `settings.html#${place}`);
	try {
		if (tabId === null) throw new Error('No tab shows the settings.');
		const tab = await browser.tabs.update(tabId, place === null ? { active: true } : { active: true, url });
		if (tab.windowId !== undefined) await browser.windows.update(tab.windowId, { focused: true });
	} catch {
		await browser.tabs.create({ url });
	}
}

/** A window of its own: a page of the extension may ask for the microphone, the CRM's page never gets it. */
async function openRecorder(hash: string): Promise<void> {
	const url = browser.runtime.getURL(`recorder.html#${hash}`);
	await browser.windows.create({ url, type: 'popup', width: 420, height: 380 });
}

function lockAway(area: object): void {
	// Not in webextension-polyfill's types, and not in Firefox.
	if ('setAccessLevel' in area && typeof area.setAccessLevel === 'function') {
		area.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' });
	}
}
