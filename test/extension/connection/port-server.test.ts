import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { LinkPort } from '../../../extension/connection/link.ts';
import type {
	FromBackground,
	FromClient,
	SidebarLayout,
} from '../../../extension/connection/page-messages.ts';
import { PortServer } from '../../../extension/connection/port-server.ts';
import { Session } from '../../../extension/connection/session.ts';
import { SidebarNonces } from '../../../extension/connection/sidebar-nonces.ts';
import { hearing, portPair } from '../support/fake-port.ts';
import { keyTexts, memoryStore } from '../support/memory.ts';

const SELF = { id: 'our-extension', baseUrl: 'chrome-extension://our-extension/' };
const CRM = 'https://acme.kommo.com/leads/detail/1001';
const textContent = { kind: 'text', text: 'Hello' } as const;
const SIDEBAR = `${SELF.baseUrl}sidebar.html`;

let sessionArea: ReturnType<typeof memoryStore>;
let layout: SidebarLayout;
let server: PortServer;
let recorders: string[];
let opened: [place: string | null, tabId: number | null][];

/** A worker that starts; what it knows of sidebars comes from the session's storage. */
function startServer(): PortServer {
	const local = memoryStore();
	return new PortServer({
		session: new Session({ local, session: sessionArea, text: keyTexts, version: '1' }),
		nonces: new SidebarNonces(sessionArea),
		recorderNonces: new SidebarNonces(sessionArea, 'recorder-nonces'),
		openRecorder: hash => recorders.push(hash),
		self: SELF,
		layout: {
			read: async () => layout,
			keep: async next => {
				layout = next;
			},
		},
		openSettings: (place, tabId) => opened.push([place, tabId]),
		text: keyTexts,
	});
}

interface Opened {
	readonly port: LinkPort;
	readonly heard: FromBackground[];
	say(message: FromClient): void;
}

function open(name: string, sender: { url: string; tabId?: number; frameId?: number; id?: string }): Opened {
	const pair = portPair(name, {
		id: sender.id ?? SELF.id,
		url: sender.url,
		...(sender.tabId !== undefined && { tab: { id: sender.tabId } }),
		frameId: sender.frameId ?? 0,
	});
	const heard = hearing(pair.client);
	server.accept(pair.server);
	return { port: pair.client, heard, say: message => pair.client.postMessage(message) };
}

const openPage = (tabId = 1) => open('page', { url: CRM, tabId });

async function placeNonce(tabId = 1): Promise<{ page: Opened; nonce: string }> {
	const page = openPage(tabId);
	page.say({ type: 'place-sidebar', id: 7 });
	const answer = await vi.waitFor(() => {
		const found = page.heard.find(message => message.type === 'result');
		if (found?.type !== 'result' || !found.result.ok) throw new Error('no nonce yet');
		return found.result.value as { nonce: string };
	});
	return { page, nonce: answer.nonce };
}

const openSidebar = (nonce: string, more: { tabId?: number; frameId?: number; url?: string } = {}) =>
	open(`sidebar:${nonce}`, { url: `${SIDEBAR}#${nonce}`, tabId: 1, frameId: 5, ...more });

const kinds = (heard: readonly FromBackground[]) => heard.map(({ type }) => type);

beforeEach(() => {
	sessionArea = memoryStore();
	layout = { open: false, width: 380 };
	opened = [];
	recorders = [];
	server = startServer();
});

describe('PortServer and content scripts', () => {
	it('greets them with the layout and the unread number, and with nothing of the relay', async () => {
		server.showUnread(4);
		const page = openPage();
		await vi.waitFor(() => expect(page.heard).toEqual([{ type: 'page-hello', layout, unread: 4 }]));
	});

	it('lets them call nothing', async () => {
		const page = openPage();
		page.say({ type: 'call', id: 3, command: 'conversation:list', request: {} });
		page.say({ type: 'pair', id: 4, code: 'x@https://relay.example', device: 'd' });
		page.say({ type: 'open-settings', place: null });
		await vi.waitFor(() => expect(page.heard).toHaveLength(3));
		expect(page.heard.slice(1)).toMatchObject([
			{ type: 'result', id: 3, result: { ok: false, error: { code: 'forbidden' } } },
			{ type: 'result', id: 4, result: { ok: false, error: { code: 'forbidden' } } },
		]);
		expect(opened).toEqual([]);
	});

	it('keeps the layout for the next page', async () => {
		openPage().say({ type: 'keep-layout', layout: { open: true, width: 420 } });
		await vi.waitFor(() => expect(layout).toEqual({ open: true, width: 420 }));
	});
});

describe('PortServer and recorders', () => {
	const WISH = { mimeTypes: ['audio/ogg'], maxBytes: 1, name: 'Ann', draftKey: 'c:1' };
	const FILE = { mediaId: 'm', mimeType: 'audio/ogg', filename: 'voice.ogg', size: 1, voice: true } as const;
	const RECORDER = `${SELF.baseUrl}recorder.html`;

	async function openRecorder() {
		const { nonce } = await placeNonce();
		const sidebar = openSidebar(nonce);
		await vi.waitFor(() => expect(kinds(sidebar.heard)).toEqual(['hello']));
		sidebar.say({ type: 'open-recorder', wish: WISH });
		const [hash = ''] = await vi.waitFor(() => {
			expect(recorders).toHaveLength(1);
			return recorders;
		});
		return { sidebar, recorderNonce: hash.split('&')[0] ?? '' };
	}
	const recorder = (nonce: string, url = RECORDER) =>
		open(`recorder:${nonce}`, { url: `${url}#${nonce}`, tabId: 9 });

	it('hand what they recorded to the sidebar that asked, also after the worker was stopped', async () => {
		const { sidebar, recorderNonce } = await openRecorder();
		const window = recorder(recorderNonce);
		await vi.waitFor(() => expect(kinds(window.heard)).toEqual(['hello']));
		window.say({ type: 'recorded', recorded: { file: FILE, draftKey: 'c:1' } });
		await vi.waitFor(() => expect(kinds(sidebar.heard)).toContain('recorded'));
		server = startServer();
		const again = recorder(recorderNonce);
		await vi.waitFor(() => expect(kinds(again.heard)).toEqual(['hello']));
	});

	it('may ask for nothing but a place for their file', async () => {
		const { recorderNonce } = await openRecorder();
		const window = recorder(recorderNonce);
		window.say({ type: 'call', id: 1, command: 'conversation:list', request: {} });
		await vi.waitFor(() => expect(window.heard).toHaveLength(2));
		expect(window.heard[1]).toMatchObject({ result: { ok: false, error: { code: 'forbidden' } } });
	});

	it('are not let in without the nonce of a sidebar, nor from another page', async () => {
		const { recorderNonce } = await openRecorder();
		const stranger = recorder('made-up');
		await vi.waitFor(() => expect(kinds(stranger.heard)).toEqual(['not-confirmed']));
		const page = recorder(recorderNonce, CRM);
		page.say({ type: 'recorded', recorded: { file: FILE, draftKey: 'c:1' } });
		await vi.waitFor(() => expect(kinds(page.heard)).not.toContain('hello'));
	});
});

describe('PortServer and sidebars', () => {
	it('greets a sidebar that our content script has placed', async () => {
		const { nonce } = await placeNonce();
		const sidebar = openSidebar(nonce);
		await vi.waitFor(() => expect(kinds(sidebar.heard)).toEqual(['hello']));
	});

	it('refuses a nonce that it did not make, of another tab, or shown by another frame', async () => {
		const { nonce } = await placeNonce();
		const first = openSidebar(nonce);
		await vi.waitFor(() => expect(kinds(first.heard)).toEqual(['hello']));
		const others = [
			openSidebar('made-up'),
			openSidebar(nonce, { tabId: 2 }),
			openSidebar(nonce, { frameId: 9 }),
			openSidebar(''),
		];
		for (const other of others) {
			await vi.waitFor(() => expect(kinds(other.heard)).toEqual(['not-confirmed']));
		}
	});

	it('refuses what is not our page, or not in a frame', async () => {
		const { nonce } = await placeNonce();
		const others = [
			openSidebar(nonce, { url: CRM }),
			openSidebar(nonce, { url: `${SIDEBAR}.evil` }),
			openSidebar(nonce, { frameId: 0 }),
		];
		for (const other of others) {
			await vi.waitFor(() => expect(kinds(other.heard)).toEqual(['not-confirmed']));
		}
	});

	it('answers nothing to a sidebar that is not confirmed', async () => {
		const sidebar = openSidebar('made-up');
		sidebar.say({ type: 'call', id: 1, command: 'session:show', request: {} });
		await vi.waitFor(() => expect(kinds(sidebar.heard)).toEqual(['not-confirmed']));
		await Promise.resolve();
		expect(kinds(sidebar.heard)).toEqual(['not-confirmed']);
	});

	it('knows a sidebar again after the worker was stopped', async () => {
		const { nonce } = await placeNonce();
		const before = openSidebar(nonce);
		await vi.waitFor(() => expect(kinds(before.heard)).toEqual(['hello']));
		server = startServer();
		const after = openSidebar(nonce);
		await vi.waitFor(() => expect(kinds(after.heard)).toEqual(['hello']));
	});

	it('carries messages between a page and the sidebars of its own tab', async () => {
		const { page, nonce } = await placeNonce(1);
		const other = openPage(2);
		const sidebar = openSidebar(nonce);
		await vi.waitFor(() => expect(kinds(sidebar.heard)).toEqual(['hello']));
		sidebar.say({ type: 'to-page', message: { kind: 'ready' } });
		page.say({ type: 'to-sidebar', message: { kind: 'focus' } });
		await vi.waitFor(() =>
			expect(sidebar.heard.at(-1)).toEqual({ type: 'from-page', message: { kind: 'focus' } }),
		);
		expect(page.heard.at(-1)).toEqual({ type: 'from-sidebar', message: { kind: 'ready' } });
		expect(kinds(other.heard)).toEqual(['page-hello']);
	});

	it('does not let a sidebar pair, nor anybody end the session by a call', async () => {
		const { nonce } = await placeNonce();
		const sidebar = openSidebar(nonce);
		sidebar.say({ type: 'unpair', id: 1 });
		sidebar.say({ type: 'call', id: 2, command: 'session:end', request: {} });
		await vi.waitFor(() => expect(sidebar.heard).toHaveLength(3));
		expect(sidebar.heard.slice(1)).toMatchObject([
			{ id: 1, result: { error: { code: 'forbidden' } } },
			{ id: 2, result: { error: { code: 'forbidden' } } },
		]);
	});
});

describe('PortServer and panels of recipients', () => {
	const BULK = `${SELF.baseUrl}bulk.html`;
	const openBulk = (nonce: string, more: { tabId?: number; frameId?: number; url?: string } = {}) =>
		open(`bulk:${nonce}`, { url: `${BULK}#${nonce}`, tabId: 1, frameId: 6, ...more });

	it('greets a panel that our content script has placed, and shows it no message of anybody', async () => {
		const { nonce } = await placeNonce();
		const panel = openBulk(nonce);
		await vi.waitFor(() => expect(kinds(panel.heard)).toEqual(['hello']));
		expect(panel.heard[0]).toMatchObject({ outbox: [] });
		const sidebar = openSidebar((await placeNonce()).nonce);
		await vi.waitFor(() => expect(kinds(sidebar.heard)).toEqual(['hello']));
		const request = { clientId: 'c-1', to: '+5531990000001', channelId: 'ch', content: textContent } as const;
		sidebar.say({ type: 'send', request });
		await vi.waitFor(() => expect(kinds(sidebar.heard)).toContain('outbox'));
		expect(kinds(panel.heard)).toEqual(['hello']);
	});

	it('refuses a panel without a nonce, of another tab or frame, and what is not our page', async () => {
		const { nonce } = await placeNonce();
		const first = openBulk(nonce);
		await vi.waitFor(() => expect(kinds(first.heard)).toEqual(['hello']));
		const others = [
			openBulk('made-up'),
			openBulk(nonce, { tabId: 2 }),
			openBulk(nonce, { frameId: 9 }),
			openBulk(nonce, { frameId: 0 }),
			openBulk(nonce, { url: CRM }),
			openBulk(nonce, { url: SIDEBAR }),
		];
		for (const other of others) {
			await vi.waitFor(() => expect(kinds(other.heard)).toEqual(['not-confirmed']));
		}
		const settings = open('settings', { url: BULK, tabId: 1 });
		await new Promise(resolve => setTimeout(resolve));
		expect(settings.heard).toEqual([]);
	});

	it('lets it ask for broadcasts and channels, and for nothing else', async () => {
		const panel = openBulk((await placeNonce()).nonce);
		panel.say({ type: 'call', id: 1, command: 'broadcast:list', request: {} });
		panel.say({ type: 'call', id: 2, command: 'conversation:list', request: {} });
		panel.say({ type: 'call', id: 3, command: 'broadcast:launch', request: { broadcastId: 'b' } });
		await vi.waitFor(() => expect(panel.heard).toHaveLength(4));
		const codes = panel.heard.map(heard =>
			heard.type === 'result' && !heard.result.ok ? [heard.id, heard.result.error.code] : null,
		);
		expect(codes).toEqual(
			expect.arrayContaining([
				[1, 'offline'],
				[2, 'forbidden'],
				[3, 'forbidden'],
			]),
		);
	});

	it('carries messages between a page and the panel of its own tab, and none to sidebars', async () => {
		const { page, nonce } = await placeNonce(1);
		const sidebar = openSidebar((await placeNonce(1)).nonce);
		const panel = openBulk(nonce);
		await vi.waitFor(() => expect(kinds(panel.heard)).toEqual(['hello']));
		await vi.waitFor(() => expect(kinds(sidebar.heard)).toEqual(['hello']));
		panel.say({ type: 'to-page', message: { kind: 'count', readId: 1 } });
		page.say({ type: 'to-bulk', message: { kind: 'list', list: null } });
		await vi.waitFor(() =>
			expect(panel.heard.at(-1)).toEqual({ type: 'from-page', message: { kind: 'list', list: null } }),
		);
		expect(page.heard.at(-1)).toEqual({ type: 'from-bulk', message: { kind: 'count', readId: 1 } });
		expect(kinds(sidebar.heard)).toEqual(['hello']);
	});
});

describe('PortServer and settings', () => {
	const settings = () => open('settings', { url: `${SELF.baseUrl}settings.html`, tabId: 3 });

	it('greets our own pages', async () => {
		const page = settings();
		await vi.waitFor(() => expect(kinds(page.heard)).toEqual(['hello']));
		page.say({ type: 'open-settings', place: 'channels' });
		await vi.waitFor(() => expect(opened).toEqual([['channels', 3]]));
	});

	it('takes no web page, no frame, no sidebar and no other extension for settings', async () => {
		const others = [
			open('settings', { url: CRM, tabId: 1 }),
			open('settings', { url: `${SELF.baseUrl}settings.html`, tabId: 1, frameId: 4 }),
			open('settings', { url: SIDEBAR, tabId: 1 }),
			open('settings', { url: `${SELF.baseUrl}settings.html`, id: 'another-extension' }),
		];
		await Promise.resolve();
		await new Promise(resolve => setTimeout(resolve));
		for (const { heard } of others) expect(heard).toEqual([]);
	});
});
