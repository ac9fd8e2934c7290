import { act } from 'preact/test-utils';
import { until } from '../../support/until.ts';

/** What a person does on a page of ours, by the marks of its controls. */

/** Lets answers come that are ready. */
export async function rest(): Promise<void> {
	for (let turn = 0; turn < 6; turn++) {
		await act(async () => {
			await new Promise(resolve => setImmediate(resolve));
		});
	}
}

/** Waits until something is on the page: the code of a part comes when it is first shown. */
export async function appears(test: string): Promise<HTMLInputElement> {
	return until(`something is marked ${test}`, async () => {
		await rest();
		return all(test)[0];
	});
}

export function all(test: string): HTMLInputElement[] {
	return [...document.querySelectorAll<HTMLInputElement>(`[data-test="${test}"]`)];
}

export function one(test: string): HTMLInputElement {
	const [found] = all(test);
	const page = document.querySelector('main') ?? document.body;
	if (!found) throw new Error(`Nothing is marked ${test}:\n${page.innerHTML.slice(0, 1500)}`);
	return found;
}

export async function type(test: string, value: string): Promise<void> {
	const field = one(test);
	await act(async () => {
		field.value = value;
		// Numbers and times have no caret.
		if (field.type === 'text' || field.type === 'textarea')
			field.setSelectionRange(value.length, value.length);
		field.dispatchEvent(new Event('input', { bubbles: true }));
	});
	await rest();
}

export async function choose(test: string, value: string): Promise<void> {
	const field = one(test);
	await act(async () => {
		field.value = value;
		field.dispatchEvent(new Event('change', { bubbles: true }));
	});
	await rest();
}

export async function click(test: string, at = 0): Promise<void> {
	const found = all(test)[at] ?? one(test);
	await act(async () => found.click());
	await rest();
}

/** Presses a key on the control that has a mark, or on the page. */
export async function press(test: string | null, key: string, more: KeyboardEventInit = {}): Promise<void> {
	const target = test === null ? document.body : one(test);
	await act(async () => {
		target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
	});
	await rest();
}
