const EDGE = 8;

/** Puts a fixed element under another one, or above it where there is no room, and always inside the page. */
export function placeBelow(element: HTMLElement, anchor: HTMLElement): void {
	const from = anchor.getBoundingClientRect();
	const rightToLeft = getComputedStyle(anchor).direction === 'rtl';
	const { innerWidth, innerHeight } = window;
	const below = innerHeight - from.bottom - EDGE;
	const above = from.top - EDGE;
	const upwards = below < Math.min(element.scrollHeight + 4, 240) && above > below;
	element.style.maxHeight = `${Math.max(80, (upwards ? above : below) - 4)}px`;
	element.style.minWidth = `${Math.min(from.width, innerWidth - 2 * EDGE)}px`;
	const { width, height } = element.getBoundingClientRect();
	const wanted = rightToLeft ? from.right - width : from.left;
	element.style.left = `${Math.max(EDGE, Math.min(wanted, innerWidth - width - EDGE))}px`;
	element.style.top = `${upwards ? from.top - height - 4 : from.bottom + 4}px`;
}
