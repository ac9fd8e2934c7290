import type { ContentScriptContext } from 'wxt/utils/content-script-context';
import { browser } from '../browser.ts';
import { texts } from '../connection/browser-texts.ts';
import { type PageToSidebar, PORT } from '../connection/page-messages.ts';
import type { CrmReading } from '../crm/crm.ts';
import { findCrm } from '../crm/registry.ts';
import { watchPage } from '../crm/watch-page.ts';
import { linkToBackground, type PageLink } from './background-link.ts';
import { createBulk } from './bulk.ts';
import { createChatButtons } from './chat-buttons.ts';
import { createHighlight } from './highlight.ts';
import { sweep } from './layer.ts';
import { keepTexts } from './page-texts.ts';
import { showReloadBanner } from './reload-banner.ts';
import { createSidebar } from './sidebar.ts';

/** Composes the content script on a CRM's page. When the context ends, nothing of it stays. */
export function startPage(ctx: ContentScriptContext): void {
	const crm = findCrm(new URL(location.href));
	if (!crm) return;
	sweep(document);
	const text = keepTexts(texts);

	let link: PageLink | null = null;
	const noLink: PageLink = {
		askNonce() {},
		toSidebar() {},
		keepLayout() {},
		close() {},
		bulk: { askNonce() {}, say() {} },
	};
	// Before the sidebar: Escape closes the panel first.
	const bulk = createBulk({
		document,
		text,
		link: () => (link ?? noLink).bulk,
		pageUrl: browser.runtime.getURL('bulk.html'),
		access: listAccess,
	});
	const sidebar = createSidebar({
		document,
		text,
		link: () => link ?? noLink,
		pageUrl: browser.runtime.getURL('sidebar.html'),
		record: () => recordOf(watch.reading),
		onReach: bulk.moveTo,
	});
	const buttons = createChatButtons(document, text, (place, button) => {
		sidebar.choose({ kind: 'choose-phone', contactId: place.contactId, raw: place.phone.raw }, button);
	});
	const highlight = createHighlight(document);
	const watch = watchPage({
		crm,
		document,
		url: () => new URL(location.href),
		onChange: reading => sidebar.tell(recordOf(reading)),
		onLook(reading) {
			sidebar.keep();
			buttons.show(reading.state === 'record' ? reading.phones : []);
			bulk.show(crm.readList?.({ document, url: new URL(location.href) }) ?? null);
		},
	});
	ctx.addEventListener(window, 'wxt:locationchange', () => watch.look());

	function recordOf(reading: CrmReading): PageToSidebar {
		return {
			kind: 'record',
			record: reading.state === 'record' ? reading.record : null,
			crmName: crm?.name ?? null,
			loading: reading.state === 'loading',
		};
	}

	function end(): void {
		link?.close();
		watch.stop();
		highlight.remove();
		buttons.remove();
		bulk.remove();
		sidebar.remove();
	}

	ctx.onInvalidated(end);
	link = linkToBackground({
		open: () => browser.runtime.connect({ name: PORT.page }),
		isValid: () => browser.runtime?.id !== undefined,
		onHello(layout, unread) {
			sidebar.greet(layout, unread);
			bulk.greet();
		},
		onUnread: sidebar.showUnread,
		onToggle: sidebar.toggle,
		onNonce: sidebar.place,
		onBulk: bulk.hear,
		onBulkNonce: bulk.place,
		onInvalidated() {
			ctx.abort();
			showReloadBanner(document, text, () => location.reload());
		},
		onSidebar(message) {
			switch (message.kind) {
				case 'ready':
					sidebar.becomeReady();
					break;
				case 'close':
					sidebar.close();
					break;
				case 'resize':
					sidebar.setWidth(message.width);
					break;
				case 'highlight': {
					const { reading } = watch;
					const places = reading.state === 'record' ? reading.places : null;
					highlight.show(places?.get(message.fieldKey ?? '') ?? null);
					break;
				}
			}
		},
	});
}

/** The page's own origin with its session; a list's reader asks nothing else. */
const listAccess = {
	fetch: (url: string, init: RequestInit) => fetch(url, init),
	wait: (ms: number, signal: AbortSignal) =>
		new Promise<void>((resolve, reject) => {
			if (signal.aborted) return reject(signal.reason);
			const timer = setTimeout(resolve, ms);
			signal.addEventListener('abort', () => {
				clearTimeout(timer);
				reject(signal.reason);
			});
			return undefined;
		}),
	now: () => performance.now(),
};
