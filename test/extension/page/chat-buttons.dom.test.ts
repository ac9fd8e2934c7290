import { afterEach, beforeEach, describe, expect, it, type Mock, vi } from 'vitest';
import type { PhonePlace } from '../../../extension/crm/crm.ts';
import { type ChatButtons, createChatButtons } from '../../../extension/page/chat-buttons.ts';
import { MARK } from '../../../extension/page/layer.ts';
import { keyTexts } from '../support/memory.ts';
import { openShadows } from './shadows.ts';

let shadows: ReturnType<typeof openShadows>;
let pressed: Mock<(place: PhonePlace, button: HTMLButtonElement) => void>;
let buttons: ChatButtons;

function row(raw: string): PhonePlace {
	const element = document.body.appendChild(document.createElement('div'));
	element.append(document.createElement('input'));
	return {
		element,
		contactId: '501',
		contactName: 'Ana Souza',
		phone: { raw, shown: `+${raw}`, label: null },
	};
}

const hosts = () => [...document.querySelectorAll(`[${MARK}]`)];

beforeEach(() => {
	shadows = openShadows();
	pressed = vi.fn();
	buttons = createChatButtons(document, keyTexts, pressed);
});

afterEach(() => {
	buttons.remove();
	document.body.replaceChildren();
	shadows.close();
});

describe('createChatButtons', () => {
	it('puts one button with a name into each row, out of the flow', () => {
		const places = [row('1'), row('2')];
		buttons.show(places);
		expect(hosts().map(host => host.parentElement)).toEqual(places.map(({ element }) => element));
		expect(shadows.all('button').map(button => button.getAttribute('aria-label'))).toEqual([
			'page_chat_with Ana Souza +1',
			'page_chat_with Ana Souza +2',
		]);
		for (const host of hosts()) expect((host as HTMLElement).style.position).toBe('absolute');
	});

	it('changes nothing when it has nothing to change', async () => {
		const places = [row('1'), row('2')];
		buttons.show(places);
		const changes: MutationRecord[] = [];
		const observer = new MutationObserver(records => changes.push(...records));
		observer.observe(document, { subtree: true, childList: true, attributes: true });
		buttons.show(places.map(place => ({ ...place })));
		await Promise.resolve();
		expect([...changes, ...observer.takeRecords()]).toEqual([]);
		observer.disconnect();
	});

	it('gives what the row holds now', () => {
		const place = row('1');
		buttons.show([place]);
		const changed = { ...place, phone: { ...place.phone, raw: '9', shown: '+9' } };
		buttons.show([changed]);
		shadows.get<HTMLButtonElement>('button').click();
		expect(pressed.mock.calls[0]?.[0]).toEqual(changed);
		expect(shadows.get('button').getAttribute('aria-label')).toContain('+9');
	});

	it('follows the rows when the CRM draws them anew, and goes with those that are gone', () => {
		const old = [row('1'), row('2')];
		buttons.show(old);
		document.body.replaceChildren();
		const next = [row('1')];
		buttons.show(next);
		expect(hosts().map(host => host.parentElement)).toEqual([next[0]?.element]);
		buttons.show([]);
		expect(hosts()).toEqual([]);
	});

	it('puts a button back that the page has thrown out', () => {
		const place = row('1');
		buttons.show([place]);
		place.element.replaceChildren(document.createElement('input'));
		buttons.show([place]);
		expect(hosts()).toHaveLength(1);
	});

	it('keeps its clicks to itself', () => {
		const place = row('1');
		const heard = vi.fn();
		document.body.addEventListener('click', heard);
		buttons.show([place]);
		shadows.get<HTMLButtonElement>('button').click();
		expect(pressed).toHaveBeenCalledOnce();
		expect(heard).not.toHaveBeenCalled();
	});

	it('leaves no node behind', () => {
		buttons.show([row('1'), row('2')]);
		buttons.remove();
		expect(hosts()).toEqual([]);
	});
});
