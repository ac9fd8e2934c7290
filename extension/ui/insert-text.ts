/**
 * Puts a text in the place of what is selected in a field, as typing does: the browser can take it back, and whoever
 * listens to `input` hears it. The caret then stands behind it, or `select` of it is selected.
 */
export function insertText(
	box: HTMLTextAreaElement | HTMLInputElement,
	text: string,
	range: { readonly from: number; readonly to: number } = selectionOf(box),
	select?: { readonly from: number; readonly to: number },
): void {
	box.focus();
	box.setSelectionRange(range.from, range.to);
	// Deprecated, and the only way that keeps the field's own undo.
	const done = typeof document.execCommand === 'function' && document.execCommand('insertText', false, text);
	if (!done) {
		box.setRangeText(text, range.from, range.to, 'end');
		box.dispatchEvent(new Event('input', { bubbles: true }));
	}
	if (select) box.setSelectionRange(range.from + select.from, range.from + select.to);
}

function selectionOf(box: HTMLTextAreaElement | HTMLInputElement): { from: number; to: number } {
	const end = box.value.length;
	return { from: box.selectionStart ?? end, to: box.selectionEnd ?? end };
}
