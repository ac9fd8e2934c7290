import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { App } from '../../../extension/sidebar/app.tsx';
import { SidebarContext } from '../../../extension/sidebar/context.ts';
import { HOUR_MS } from '../../../shared/lib/time.ts';
import { ONLINE } from '../support-ui/fake-port.ts';
import { createFakeRelay } from '../support-ui/fake-relay.ts';
import { settled } from '../support-ui/memory-stores.ts';
import { NOW, type Opened, type OpenOptions, openSidebar } from '../support-ui/open-sidebar.ts';
import { appears } from '../support-ui/page-steps.ts';
import { channelOf, conversationOf, messageOf } from '../support-ui/samples.ts';
import { useEnglish } from '../support-ui/texts.ts';

let root: HTMLElement;

beforeEach(() => {
	useEnglish();
	root = document.createElement('div');
	document.body.append(root);
});

afterEach(async () => {
	// Within act: what an effect leaves to be undone is undone now, and not when the page is gone.
	await act(() => render(null, root));
	root.remove();
});

async function mount(options: OpenOptions = {}): Promise<Opened> {
	const opened = await openSidebar(options);
	await act(() => {
		render(
			<SidebarContext.Provider value={opened.sidebar}>
				<App />
			</SidebarContext.Provider>,
			root,
		);
	});
	return opened;
}

function all(test: string): HTMLElement[] {
	return [...document.querySelectorAll<HTMLElement>(`[data-test="${test}"]`)];
}

function one(test: string): HTMLElement {
	const [found] = all(test);
	if (!found) throw new Error(`Nothing is marked ${test}:\n${document.body.innerHTML.slice(0, 2000)}`);
	return found;
}

async function type(element: HTMLElement, value: string): Promise<void> {
	await act(() => {
		(element as HTMLInputElement).value = value;
		element.dispatchEvent(new Event('input', { bubbles: true }));
	});
}

async function press(element: HTMLElement, key: string, more: KeyboardEventInit = {}): Promise<void> {
	await act(() => {
		element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
	});
}

async function click(element: HTMLElement): Promise<void> {
	await act(async () => {
		element.click();
		await settled();
	});
}

describe('App', () => {
	it('shows the contact, the number, the window and the messages', async () => {
		await mount();
		expect(one('contact-name').textContent).toBe('Ann Berger');
		expect(one('window-clock').dataset.state).toBe('open');
		expect(one('message').dataset).toMatchObject({ direction: 'inbound', kind: 'text', messageId: 'm1' });
	});

	it('sends one message for two presses of Enter', async () => {
		const { relay } = await mount();
		await type(one('composer-input'), 'Yes, two left.');
		await press(one('composer-input'), 'Enter');
		await press(one('composer-input'), 'Enter');
		expect(relay.port.sent).toHaveLength(1);
		expect(one('pending').textContent).toContain('Yes, two left.');
		expect((one('composer-input') as HTMLTextAreaElement).value).toBe('');
	});

	it('sends one message for a double click', async () => {
		const { relay } = await mount();
		await type(one('composer-input'), 'Yes');
		await act(() => {
			one('send').click();
			one('send').click();
		});
		expect(relay.port.sent).toHaveLength(1);
	});

	it('breaks the line with Shift, and sends with Ctrl', async () => {
		const { relay } = await mount();
		await type(one('composer-input'), 'Yes');
		await press(one('composer-input'), 'Enter', { shiftKey: true });
		expect(relay.port.sent).toHaveLength(0);
		await press(one('composer-input'), 'Enter', { ctrlKey: true });
		expect(relay.port.sent).toHaveLength(1);
	});

	it('does not send while an input method is composing', async () => {
		const { relay } = await mount();
		await type(one('composer-input'), 'に');
		await press(one('composer-input'), 'Enter', { isComposing: true });
		expect(relay.port.sent).toHaveLength(0);
	});

	it('puts the template button in the composer’s place at the moment that the window closes', async () => {
		const { time } = await mount();
		await type(one('composer-input'), 'half a sent');
		await act(() => time.pass(23 * HOUR_MS));
		expect(all('composer-input')).toHaveLength(0);
		expect(one('window-clock').dataset.state).toBe('closed');
		await appears('choose-template');
		expect(one('choose-template').textContent).toContain('Choose template');
		expect(document.body.textContent).toContain('Your draft is kept.');
	});

	it('goes from the closed window to a sent template in three clicks, without typing', async () => {
		const relay = createFakeRelay([channelOf()]);
		relay.put(conversationOf(), messageOf({ id: 'm1', at: NOW - 30 * HOUR_MS }));
		const { TEMPLATES } = await import('../support-ui/sample-templates.ts');
		relay.templates.push(...TEMPLATES);
		await mount({ relay });
		await appears('choose-template');
		await click(one('choose-template'));
		await appears('template-option');
		const option = all('template-option').find(element => element.dataset.name === 'order_update');
		if (!option) throw new Error('the template is not in the list');
		await click(option);
		await appears('template-field');
		expect(all('template-field').map(field => field.querySelector('input')?.value)).toEqual([
			'Ann',
			'KB-20417',
			'4 December 2026',
			'KB-20417',
		]);
		expect(one('template-source').textContent).toContain('First name');
		expect(one('template-preview').textContent).toContain('Hi Ann, your order KB-20417');
		await click(one('template-send'));
		expect(relay.port.sent).toHaveLength(1);
		expect(all('template-sheet')).toHaveLength(0);
	});

	it('asks before a message that the customer has overtaken goes out', async () => {
		const { relay } = await mount();
		await type(one('composer-input'), 'Yes');
		await click(one('send'));
		const [item] = relay.port.outbox;
		if (!item) throw new Error('nothing was sent');
		await act(() =>
			relay.port.setOutbox([
				{ ...item, state: 'refused', error: { code: 'refused', refusal: 'newer-message', message: '' } },
			]),
		);
		await appears('newer-message');
		expect(one('newer-message').textContent).toContain('The customer wrote since you began');
		await click(one('send-anyway'));
		expect(relay.port.sent).toHaveLength(2);
		expect(all('newer-message')).toHaveLength(0);
	});

	it('shows what is true of a message that nobody knows of, and asks before it is sent twice', async () => {
		const { relay } = await mount();
		await act(() =>
			relay.put(
				conversationOf(),
				messageOf({
					id: 'm2',
					direction: 'outbound',
					status: 'unknown',
					at: NOW,
					problem: {
						code: 'no-answer',
						sentence: 'The provider gave no answer.',
						nextStep: 'Wait for a tick.',
						retry: 'manual',
						stops: null,
						providerCode: null,
						detail: null,
						retryAt: null,
					},
				}),
			),
		);
		await appears('truth-line');
		expect(one('truth-line').textContent).toContain('The provider gave no answer. Wait for a tick.');
		await click(one('retry'));
		await appears('send-again-confirm');
		expect(relay.port.countOf('message:retry')).toBe(0);
		await click(one('send-again-confirm'));
		expect(relay.port.countOf('message:retry')).toBe(1);
	});

	it('closes the top layer with Escape, then the sidebar', async () => {
		const { relay, sidebar } = await mount();
		await act(() => sidebar.templates.open());
		await press(document.body, 'Escape');
		expect(all('template-sheet')).toHaveLength(0);
		expect(relay.port.toPageMessages).not.toContainEqual({ kind: 'close' });
		await press(document.body, 'Escape');
		expect(relay.port.toPageMessages).toContainEqual({ kind: 'close' });
	});

	it('says since when the relay is away, and keeps the composer', async () => {
		const { relay } = await mount();
		await act(() => relay.port.setConnection({ state: 'offline', since: NOW - 120_000, reason: '' }));
		expect(one('offline-line').textContent).toContain('2 minutes ago');
		expect(all('composer-input')).toHaveLength(1);
		await act(() => relay.port.setConnection(ONLINE));
		expect(all('offline-line')).toHaveLength(0);
	});

	it('shows nothing of anybody where its embedder is not confirmed', async () => {
		const { relay } = await mount();
		await act(() => relay.port.notConfirm());
		await appears('not-confirmed');
		expect(all('not-confirmed')).toHaveLength(1);
		expect(document.body.textContent).not.toContain('Ann');
	});

	it('closes with Escape also while it is not paired, and when the extension was updated', async () => {
		const { relay } = await mount();
		const closes = () => relay.port.toPageMessages.filter(message => message.kind === 'close').length;
		await act(() => relay.port.setConnection({ state: 'unpaired' }));
		await press(document.body, 'Escape');
		expect(closes()).toBe(1);
		await act(() => relay.port.invalidate());
		await press(document.body, 'Escape');
		expect(closes()).toBe(2);
	});

	it('asks to reload the tab when the extension was updated under it', async () => {
		const { relay } = await mount();
		await act(() => relay.port.invalidate());
		expect(one('invalidated').textContent).toContain('Reload this tab');
	});

	it('lists conversations where the page has no record, and opens them', async () => {
		const relay = createFakeRelay([channelOf()]);
		relay.put(conversationOf(), messageOf({ id: 'm1', at: NOW, status: 'delivered' }));
		await mount({ relay, record: null });
		await appears('conversation-item');
		await click(one('conversation-item'));
		expect(one('contact-name').textContent).toBe('Ann Berger');
		expect(all('message')).toHaveLength(1);
	});

	it('shows a customer’s markup as text', async () => {
		const { relay } = await mount();
		await act(() =>
			relay.put(
				conversationOf(),
				messageOf({ id: 'm2', at: NOW, content: { kind: 'text', text: '<img src=x onerror=alert(1)>' } }),
			),
		);
		expect(all('message')[1]?.querySelector('img')).toBeNull();
		expect(all('message')[1]?.textContent).toContain('<img src=x onerror=alert(1)>');
	});
});
