const SVG = 'http://www.w3.org/2000/svg';

/** lucide's message-square-text. */
export function chatIcon(document: Document, size: number): SVGSVGElement {
	return icon(
		document,
		size,
		'M22 17a2 2 0 0 1-2 2H6.8a2 2 0 0 0-1.4.6l-2.2 2.2A.7.7 0 0 1 2 21.3V5a2 2 0 0 1 2-2h16a2 2 0 0 1 2 2zM7 11h10M7 15h6M7 7h8',
	);
}

/** lucide's megaphone. */
export function recipientsIcon(document: Document, size: number): SVGSVGElement {
	return icon(
		document,
		size,
		'M11 6a13 13 0 0 0 8.4-2.8A1 1 0 0 1 21 4v12a1 1 0 0 1-1.6.8A13 13 0 0 0 11 14H5a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2zM6 14a12 12 0 0 0 2.4 7.2 2 2 0 0 0 3.2-2.4A8 8 0 0 1 10 14M8 6v8',
	);
}

/** Drawn without markup: some pages allow none. It says nothing to a screen reader. */
function icon(document: Document, size: number, lines: string): SVGSVGElement {
	const svg = document.createElementNS(SVG, 'svg');
	svg.setAttribute('viewBox', '0 0 24 24');
	svg.setAttribute('width', String(size));
	svg.setAttribute('height', String(size));
	svg.setAttribute('aria-hidden', 'true');
	const path = document.createElementNS(SVG, 'path');
	path.setAttribute('d', lines);
	svg.append(path);
	return svg;
}
