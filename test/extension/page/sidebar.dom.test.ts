import { afterEach, beforeEach, describe, expect, it, type Mock, vi } from 'vitest';
import type { BackgroundLink } from '../../../extension/page/background-link.ts';
import { MARK } from '../../../extension/page/layer.ts';
import { createSidebar, type PageSidebar } from '../../../extension/page/sidebar.ts';
import { keyTexts } from '../support/memory.ts';
import { openShadows } from './shadows.ts';

const RECORD = { kind: 'record', record: null, crmName: 'Kommo', loading: false } as const;

let shadows: ReturnType<typeof openShadows>;
let link: { [K in keyof BackgroundLink]: Mock<BackgroundLink[K]> };
let sidebar: PageSidebar;

const frame = () => shadows.find<HTMLIFrameElement>('iframe');
const launcher = () => shadows.get<HTMLButtonElement>('button[aria-expanded]');
const handle = () => shadows.get<HTMLElement>('[role=separator]');

/** The nonce comes, the page loads, and says that it listens. */
function load(): void {
	sidebar.place('nonce-1');
	sidebar.becomeReady();
}

beforeEach(() => {
	shadows = openShadows();
	link = { askNonce: vi.fn(), toSidebar: vi.fn(), keepLayout: vi.fn(), close: vi.fn() };
	sidebar = createSidebar({
		document,
		text: keyTexts,
		link: () => link,
		pageUrl: 'chrome-extension://ours/sidebar.html',
		record: () => RECORD,
	});
	sidebar.greet({ open: false, width: 400 }, 0);
});

afterEach(() => {
	sidebar.remove();
	shadows.close();
});

describe('createSidebar', () => {
	it('asks for a nonce and gives it to the frame and to nobody else', () => {
		launcher().click();
		expect(link.askNonce).toHaveBeenCalledOnce();
		sidebar.place('nonce-1');
		expect(frame()?.src).toBe('chrome-extension://ours/sidebar.html#nonce-1');
		expect(document.documentElement.outerHTML).not.toContain('nonce-1');
	});

	it('opens at the remembered width, and at once when it was left open', () => {
		sidebar.remove();
		sidebar = createSidebar({
			document,
			text: keyTexts,
			link: () => link,
			pageUrl: 'p',
			record: () => RECORD,
		});
		sidebar.greet({ open: true, width: 500 }, 0);
		expect(link.askNonce).toHaveBeenCalledOnce();
		expect(link.keepLayout).toHaveBeenLastCalledWith({ open: true, width: 500 });
		expect(handle().getAttribute('aria-valuenow')).toBe('500');
	});

	it('tells the record first, then what waited', () => {
		const opener = document.createElement('button');
		sidebar.choose({ kind: 'choose-phone', contactId: '501', raw: '123' }, opener);
		expect(link.toSidebar).not.toHaveBeenCalled();
		load();
		expect(link.toSidebar.mock.calls.map(([message]) => message.kind)).toEqual(['record', 'choose-phone']);
	});

	it('tells a choice at once when the sidebar is there', () => {
		launcher().click();
		load();
		sidebar.choose({ kind: 'choose-phone', contactId: null, raw: '9' }, document.createElement('button'));
		expect(link.toSidebar).toHaveBeenLastCalledWith({ kind: 'choose-phone', contactId: null, raw: '9' });
		expect(link.askNonce).toHaveBeenCalledOnce();
	});

	it('says nothing of the page to a sidebar that is closed', () => {
		sidebar.tell(RECORD);
		expect(link.toSidebar).not.toHaveBeenCalled();
	});

	it('closes on Escape, remembers it, and gives the keyboard to the launcher', () => {
		launcher().click();
		load();
		frame()?.focus();
		document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
		expect(frame()).toBeNull();
		expect(link.keepLayout).toHaveBeenLastCalledWith({ open: false, width: 400 });
		expect(launcher().getAttribute('aria-expanded')).toBe('false');
	});

	it('leaves Escape to a field of the page, and to whoever has handled it', () => {
		launcher().click();
		load();
		const input = document.body.appendChild(document.createElement('input'));
		input.focus();
		input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
		const handled = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
		handled.preventDefault();
		input.blur();
		document.body.dispatchEvent(handled);
		expect(frame()).not.toBeNull();
		input.remove();
	});

	it('is resized by the keyboard between its limits, and remembers it', () => {
		launcher().click();
		load();
		const press = (key: string) =>
			handle().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
		press('ArrowLeft');
		expect(link.keepLayout).toHaveBeenLastCalledWith({ open: true, width: 416 });
		press('ArrowRight');
		press('ArrowRight');
		expect(link.keepLayout).toHaveBeenLastCalledWith({ open: true, width: 384 });
		press('End');
		press('ArrowLeft');
		expect(handle().getAttribute('aria-valuenow')).toBe('560');
		press('Home');
		press('ArrowRight');
		expect(handle().getAttribute('aria-valuenow')).toBe('320');
	});

	it('names its launcher by what it does and by what is unread', () => {
		expect(launcher().getAttribute('aria-label')).toBe('page_open');
		sidebar.showUnread(3);
		expect(launcher().getAttribute('aria-label')).toBe('page_open_unread 3');
		launcher().click();
		expect(launcher().getAttribute('aria-label')).toBe('page_close');
	});

	it('comes back when the page throws its nodes out, with a new nonce', () => {
		launcher().click();
		load();
		for (const node of document.querySelectorAll(`[${MARK}]`)) node.remove();
		sidebar.keep();
		expect(document.querySelectorAll(`[${MARK}]`)).toHaveLength(2);
		expect(link.askNonce).toHaveBeenCalledTimes(2);
	});

	it('asks for a nonce again when the worker stopped before it answered', () => {
		launcher().click();
		sidebar.greet({ open: true, width: 400 }, 0);
		expect(link.askNonce).toHaveBeenCalledTimes(2);
	});

	it('leaves no node and hears no key when it is removed', () => {
		launcher().click();
		load();
		sidebar.remove();
		expect(document.querySelectorAll(`[${MARK}]`)).toHaveLength(0);
		link.keepLayout.mockClear();
		document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
		expect(link.keepLayout).not.toHaveBeenCalled();
	});
});
