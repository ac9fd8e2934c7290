import { SELECTORS } from './selectors.ts';

/** One element below another, or null. */
export function one(root: ParentNode, selector: string): HTMLElement | null {
	return root.querySelector<HTMLElement>(selector);
}

export function all(root: ParentNode, selector: string): HTMLElement[] {
	return [...root.querySelectorAll<HTMLElement>(selector)];
}

/** The value of an input or textarea, trimmed; empty when there is none. */
export function inputValue(element: Element | null): string {
	return element !== null && 'value' in element && typeof element.value === 'string'
		? element.value.trim()
		: '';
}

/** An element's text in one line. */
export function textOf(element: Element | null): string {
	return (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
}

/** What a person sees as a field's value, whatever kind of control draws it. Empty when it has none. */
export function shownValue(field: HTMLElement): string {
	const readOnly = one(field, SELECTORS.readOnlyValue);
	if (readOnly) return inputValue(one(readOnly, 'input, textarea')) || textOf(readOnly);
	const select = one(field, SELECTORS.select);
	if (select) return selectedText(select);
	const boxes = all(field, 'input[type="checkbox"], input[type="radio"]');
	if (boxes.length > 0) return boxes.filter(isChecked).map(boxText).filter(Boolean).join(', ');
	const typed = all(field, 'textarea, input:not([type="hidden"])').map(inputValue).filter(Boolean);
	return typed.length > 0 ? typed.join(', ') : inputValue(one(field, 'input[name^="CFV"]'));
}

/** The text of a drop-down's choice; Kommo shows an empty one as dashes. */
export function selectedText(select: HTMLElement): string {
	const value = inputValue(one(select, SELECTORS.selectInput));
	if (value === '') return '';
	const item = all(select, SELECTORS.selectItem).find(option => option.dataset.value === value);
	return textOf(item ?? one(select, SELECTORS.selectButton));
}

function isChecked(box: Element): boolean {
	return 'checked' in box && box.checked === true;
}

/** A box is named by its label; a lone box without one says yes. */
function boxText(box: HTMLElement): string {
	return textOf(box.closest('label')) || 'Yes';
}
