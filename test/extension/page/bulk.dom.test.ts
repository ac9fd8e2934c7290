import { afterEach, beforeEach, describe, expect, it, type Mock, vi } from 'vitest';
import type { CrmList } from '../../../extension/crm/list.ts';
import { type BulkLink, createBulk, type PageBulk } from '../../../extension/page/bulk.ts';
import { MARK } from '../../../extension/page/layer.ts';
import { keyTexts } from '../support/memory.ts';
import { openShadows } from './shadows.ts';

let shadows: ReturnType<typeof openShadows>;
let link: { [K in keyof BulkLink]: Mock<BulkLink[K]> };
let bulk: PageBulk;

const list = (ticked: number): CrmList => ({
	key: 'k',
	ticked: Array.from({ length: ticked }, (_, at) => ({ kind: 'lead' as const, id: String(at) })),
	filter: { state: 'readable' },
	async *count() {},
	async *readSelection() {},
	async *readFiltered() {},
});
const button = () => shadows.find<HTMLButtonElement>('button[aria-label=bulk_open]');
const frame = () => shadows.find<HTMLIFrameElement>('iframe');
const pressEscape = (target: EventTarget = document.body) => {
	const event = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
	target.dispatchEvent(event);
	return event;
};
const hosts = () => document.querySelectorAll(`[${MARK}]`).length;

function open(): void {
	bulk.show(list(3));
	button()?.click();
	bulk.place('nonce-1');
	bulk.hear({ kind: 'ready' });
}

beforeEach(() => {
	shadows = openShadows();
	link = { askNonce: vi.fn(), say: vi.fn() };
	bulk = createBulk({
		document,
		text: keyTexts,
		link: () => link,
		pageUrl: 'chrome-extension://ours/bulk.html',
		access: { fetch: vi.fn(), wait: vi.fn(), now: () => 0 },
	});
});

afterEach(() => {
	bulk.remove();
	shadows.close();
});

describe('createBulk', () => {
	it('shows its button on lists alone, with how many rows are ticked', () => {
		bulk.show(null);
		expect(hosts()).toBe(0);
		bulk.show(list(0));
		expect(shadows.get<HTMLElement>('button span').hidden).toBe(true);
		bulk.show(list(3));
		expect(shadows.get('button span').textContent).toBe('3');
		expect(hosts()).toBe(1);
		bulk.show(null);
		expect(hosts()).toBe(0);
	});

	it('says nothing to anybody, and asks for no nonce, until it is opened', () => {
		bulk.show(list(3));
		bulk.greet();
		expect(link.say).not.toHaveBeenCalled();
		expect(link.askNonce).not.toHaveBeenCalled();
	});

	it('gives the nonce to its frame and to nobody else, and the list to the panel that is ready', () => {
		open();
		expect(frame()?.src).toBe('chrome-extension://ours/bulk.html#nonce-1');
		expect(document.documentElement.outerHTML).not.toContain('nonce-1');
		expect(link.say).toHaveBeenCalledWith({
			kind: 'list',
			list: { key: 'k', ticked: 3, filter: { state: 'readable' } },
		});
		expect(button()?.getAttribute('aria-expanded')).toBe('true');
	});

	it('closes by its button, by the panel and by Escape, which nobody else hears then', () => {
		open();
		button()?.click();
		expect(frame()).toBeNull();
		open();
		bulk.hear({ kind: 'close' });
		expect(frame()).toBeNull();
		open();
		frame()?.focus();
		expect(pressEscape().defaultPrevented).toBe(true);
		expect(frame()).toBeNull();
		expect(button()?.getAttribute('aria-expanded')).toBe('false');
	});

	it('leaves Escape to the page, and to a panel that works', () => {
		open();
		const input = document.body.appendChild(document.createElement('input'));
		input.focus();
		expect(pressEscape(input).defaultPrevented).toBe(false);
		expect(frame()).not.toBeNull();
		input.remove();
		frame()?.focus();
		bulk.hear({ kind: 'busy', busy: true });
		pressEscape();
		expect(frame()).not.toBeNull();
	});

	it('keeps its button while the panel is open, and drops it when there is no list to come back to', () => {
		open();
		bulk.show(null);
		expect(button()).not.toBeNull();
		bulk.hear({ kind: 'close' });
		expect(hosts()).toBe(0);
	});

	it('asks again after the worker was stopped: for a nonce, or says the list to a panel that is there', () => {
		bulk.show(list(3));
		button()?.click();
		bulk.greet();
		expect(link.askNonce).toHaveBeenCalledTimes(2);
		bulk.place('nonce-2');
		bulk.hear({ kind: 'ready' });
		link.say.mockClear();
		bulk.greet();
		expect(link.say.mock.calls.map(([message]) => message.kind)).toEqual(['list']);
		expect(link.askNonce).toHaveBeenCalledTimes(2);
	});

	it('comes back as a button when the page throws its nodes out', () => {
		open();
		for (const node of document.querySelectorAll(`[${MARK}]`)) node.remove();
		bulk.show(list(3));
		expect(frame()).toBeNull();
		expect(hosts()).toBe(1);
	});

	it('stands beside the sidebar', () => {
		open();
		bulk.moveTo(400);
		const [first, second] = [...document.querySelectorAll<HTMLElement>(`[${MARK}]`)];
		expect(first?.style.right).toBe('400px');
		expect(second?.style.right).toContain('448px');
	});

	it('hears nothing while it is closed, and leaves no node behind', () => {
		bulk.show(list(3));
		bulk.hear({ kind: 'ready' });
		expect(link.say).not.toHaveBeenCalled();
		open();
		bulk.remove();
		expect(hosts()).toBe(0);
	});
});
